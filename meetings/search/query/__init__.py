"""Queries: from the text that a reader types to a plan that every engine can answer."""
