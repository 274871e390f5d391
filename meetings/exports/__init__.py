"""Everything a page shows, to be taken along: tables, records for programs, calendars, references, feeds.

`selections` says what a page's export holds, `urls` where it is found, and a module for each family of formats writes
it. Public records only. Whatever has no limit is written in batches, so that memory does not grow with the archive.
"""
