"""From an article to records: reading sources, matching known people and meetings, writing."""
