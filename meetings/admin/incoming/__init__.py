"""Reports at the desk: import, preview, correction and feeds."""
