"""Forms that lose nothing: each carries the version it was made on, and two editors never overwrite each other."""
