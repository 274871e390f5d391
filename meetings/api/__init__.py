"""The archive for programs: /api/v1/, read only, published records only.

Records have the form of `meetings.queries.records`; `shapes` describes it for the OpenAPI document, and a test holds
the two against each other.
"""
