"""Stage 1: from a raw text to cleaned, annotated words, sentences and dates."""
