"""The API: /api/v1/, read only, published records only.

Records have the form of `meetings.queries.records`. `shapes` describes this form for the OpenAPI document, and a test
compares the two.
"""
