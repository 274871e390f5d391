"""The whole public archive as tables that another program, or another Mahdar, can read: one zip.

`tables` says which tables there are and which rows of them are public, `rows` reads them, `excerpts` shortens the texts
that belong to their publishers, `dictionary` explains it all in both languages, `packing` writes the zip. What reads
it back is `meetings.services.interchange`.
"""

FORMAT = "mahdar-archive"
VERSION = 1  # of the format; a reader refuses a later one
