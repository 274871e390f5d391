"""Lists that leave the desk as files and come back: their tables, cells, files and pages."""
