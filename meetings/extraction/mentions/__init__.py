"""Stage 2: the names and titles in a text."""
