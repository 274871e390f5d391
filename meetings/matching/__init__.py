"""Who is the same as whom: officials, meetings and similar names, for ingest, the desk and duplicates."""
