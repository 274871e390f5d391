"""Exports as a reader gets them."""

from collections.abc import Callable

import pytest
from django.http.response import HttpResponseBase

Got = Callable[..., bytes]


def body(response: HttpResponseBase) -> bytes:
    """All that was sent, whole or in pieces."""
    return response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.fixture
def got(client) -> Got:
    """What is sent for an address."""

    def get(address: str, **data: str) -> bytes:
        response = client.get(address, data)
        assert response.status_code == 200, address
        return body(response)

    return get
