"""The changes that editors make to the archive, except saving a single form."""
