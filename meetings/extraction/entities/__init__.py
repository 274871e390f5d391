"""Stage 3: who is who within one text."""
