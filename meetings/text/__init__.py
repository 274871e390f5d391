"""Arabic text: one normaliser and one analysis for documents, queries, names and highlighting. No Django here."""
