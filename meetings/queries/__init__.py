"""What pages, API and exports ask of the archive. Read only."""
