"""The page "State of the archive"."""
