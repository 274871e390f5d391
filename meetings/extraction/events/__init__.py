"""Stage 4: the words that state a meeting, their arguments, and whether the meeting took place."""
