"""The OpenAPI document: what the generator cannot know of itself."""

from typing import Any

from meetings.api.shapes import LIST_RECORDS


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: of records that may be given in part, only the key is always there."""
    for shape, key in LIST_RECORDS.items():
        result["components"]["schemas"][shape.__name__]["required"] = [key]
    return result
