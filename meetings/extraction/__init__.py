"""From the text of a report to its meetings, every fact with its words. No Django here."""
