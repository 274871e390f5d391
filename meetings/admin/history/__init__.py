"""Pages that show who changed what, compare versions and restore one."""
