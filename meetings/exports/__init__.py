"""Exports of pages: tables, records for programs, calendars, references, feeds, PDF files and cards.

`selections` finds the records of a page's export, `urls` has its address, and one module for each family of formats
writes it. Exports have public records only. Formats without a limit are written in batches, so that memory does not
grow with the archive.
"""
