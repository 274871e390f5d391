"""Export of the whole public archive to one zip of tables, for other programs and other Mahdars, and its import.

Export: `tables` lists the tables and which of their rows are public, `export_rows` reads them, `export_excerpts`
shortens the texts of outlets, `export_dictionary` explains the tables in both languages, `export_packing`
writes the zip.
Import: `archive_file` opens the zip and trusts nothing in it, `import_checks` checks every row against the models
and the other rows before anything is stored, `import_storing` stores them.
"""

FORMAT = "mahdar-archive"
FILES_FOLDER = "files/"  # in the zip, with the public copies of attachments, each by its hash
VERSION = 1  # of the format; a reader refuses a later one
