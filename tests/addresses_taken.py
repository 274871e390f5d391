"""An address that another transaction takes between the choice and the save."""

from typing import Any

import pytest

from meetings.models.slugs import make_unique_slug


def take_addresses(patch: pytest.MonkeyPatch, place: str, taken: str, times: int = 3) -> None:
    """Let the function of that name choose a taken address the first times, and a free one afterwards."""
    choices = [taken] * times

    def choose(*args: Any, **options: Any) -> str:
        return choices.pop() if choices else make_unique_slug(*args, **options)

    patch.setattr(place, choose)
