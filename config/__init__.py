"""Mahdar's settings, URLs and command line."""

__version__ = "0.2.0"  # the only place that states the version
