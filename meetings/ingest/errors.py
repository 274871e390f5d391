"""What can be wrong with something brought in, worded so that the reader knows what to do."""


class SourceError(Exception):
    """A file, folder or text that cannot be read as an article. The message says why and what to do."""
