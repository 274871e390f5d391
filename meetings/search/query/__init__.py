"""From what a reader types to a plan that every engine can answer."""
