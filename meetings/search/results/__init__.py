"""Parts of the result page: highlighting, suggestions and messages."""
