"""PDF files: a meeting's record on one page, and a dossier of a search."""
