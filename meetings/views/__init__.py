"""The pages: each asks `queries` and `search` and hands a template what it shows."""
