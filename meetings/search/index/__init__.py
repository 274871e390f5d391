"""Updates of the index after changes of the database: signals, batches and the lock between processes."""
