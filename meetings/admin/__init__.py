"""The editors' desk: Django's admin for every record."""
