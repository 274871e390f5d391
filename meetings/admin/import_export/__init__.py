"""Export and import of the desk's lists as files: their tables, cells, files and pages."""
