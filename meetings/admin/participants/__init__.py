"""The participants of a meeting at the desk: a compact table, completions, and lists of names that become rows."""
