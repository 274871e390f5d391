"""Merging and splitting officials and meetings, and undoing it."""
