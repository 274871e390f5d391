"""The processor time that one search may take: a strange query must not keep a processor for minutes.

It is the time of the search itself, so that a busy machine stops no search that is usual.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MAX_SEARCH_SECONDS = 5.0  # usual searches of 10,000 meetings take some hundredths

SEARCH_RETRY_SECONDS = 60  # after which the same search may be faster: other searches leave in memory what they read

_ends_at: ContextVar[float | None] = ContextVar("search_ends_at", default=None)


class SearchTooLongError(Exception):
    """A search that was stopped, since it took too much processor time."""


@contextmanager
def limited_search() -> Iterator[None]:
    """Let `check_search_time` stop what is inside; a search within another one has the time of that one."""
    if _ends_at.get() is not None:
        yield
        return
    token = _ends_at.set(time.thread_time() + MAX_SEARCH_SECONDS)
    try:
        yield
    finally:
        _ends_at.reset(token)


def check_search_time() -> None:
    """Raise SearchTooLongError where the time of this search is over; cheap enough for each word of a query."""
    ends_at = _ends_at.get()
    if ends_at is not None and time.thread_time() > ends_at:
        raise SearchTooLongError
