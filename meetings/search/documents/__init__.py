"""The documents of the index, and the analysis that documents and queries share."""
