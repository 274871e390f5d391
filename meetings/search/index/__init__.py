"""Keeping the index in step with the database: updates, signals and the lock between processes."""
