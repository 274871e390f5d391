"""From the text of a report to the meetings it tells of, every fact with its words. No Django here."""
