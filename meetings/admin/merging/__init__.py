"""Pages that merge and split officials and meetings, and the log of merges with undo."""
