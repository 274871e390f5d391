"""Readers of documents: a file's content, not its name, decides which reader takes it.

`kinds.py` recognises the content, `registry.py` has one reader for each kind, and `bounded.py` runs them in a separate
process with limits of time and memory. The desk, the commands, mail and folders all read through `bounded.py`.
"""
