"""Queries of pages, API and exports. They only read; nothing here changes a record.

A function returns published records only, unless its docstring says that it also returns others.
"""
