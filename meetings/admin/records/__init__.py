"""The lists and forms of each kind of record."""
