"""Matching of officials, meetings and similar names, for the import, the desk and the search for duplicates."""
