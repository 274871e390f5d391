"""The import: read sources, match known people and meetings, write records."""
