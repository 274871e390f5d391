"""What a result page shows: highlighting, labels of facets, suggestions and messages."""
