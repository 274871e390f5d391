"""The editors' desk: Django's admin for every record. `records` registers them once the desk itself is there."""
