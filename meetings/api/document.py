"""The OpenAPI document: what the generator cannot know of itself."""

from typing import Any


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: `result` with what belongs to every route."""
    return result
