"""Stage 2: the names and titles that stand in a text."""
