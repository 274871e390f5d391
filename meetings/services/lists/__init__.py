"""The desk's lists as tables: columns, cells, and the import that the desk and `manage.py import_list` share."""
