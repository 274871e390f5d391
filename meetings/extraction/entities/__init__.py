"""Stage 3: the people of one text, each with all mentions."""
