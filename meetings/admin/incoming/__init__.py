"""Reports that wait at the desk: importing, preview, correction and feeds."""
