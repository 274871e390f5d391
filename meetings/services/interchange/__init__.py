"""The whole public archive as tables that another program, or another Mahdar, can read: one zip; and the way back.

Out: `tables` lists the tables and which of their rows are public, `export_rows` reads them, `export_excerpts` shortens
the texts of other publishers, `export_dictionary` explains it all in both languages, `export_packing` writes the zip.
 In: `archive_file` opens the zip and trusts nothing in it, `import_checks` checks every row against the models
and against the other rows before anything is stored, `import_storing` stores them.
"""

FORMAT = "mahdar-archive"
VERSION = 1  # of the format; a reader refuses a later one
