"""The measuring commands and what they need. A Django app for development; the product never imports it."""
