"""Stage 4: the words that tell of a meeting, their arguments, and whether it took place."""
