"""The processor time that one search may take: a strange query must not keep a processor for minutes.

It is the time of the search itself, so that a busy machine stops no search that is usual.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MAX_SEARCH_SECONDS = 5.0  # usual searches of 10,000 meetings take some hundredths

SEARCH_RETRY_SECONDS = 60  # after which the same search may be faster: other searches leave in memory what they read

# The end of the search by the clock, which is read quickly, and by the processor time of its thread.
_ends_at: ContextVar[tuple[float, float] | None] = ContextVar("search_ends_at", default=None)


class SearchTooLongError(Exception):
    """A search that was stopped, since it took too much processor time."""


@contextmanager
def limited_search() -> Iterator[None]:
    """Let `check_search_time` stop what is inside; a search within another one has the time of that one."""
    if _ends_at.get() is not None:
        yield
        return
    token = _ends_at.set((time.monotonic() + MAX_SEARCH_SECONDS, time.thread_time() + MAX_SEARCH_SECONDS))
    try:
        yield
    finally:
        _ends_at.reset(token)


def check_search_time() -> None:
    """Raise SearchTooLongError where the time of this search is over; cheap enough for each word of a query."""
    ends_at = _ends_at.get()
    if ends_at is not None and time.monotonic() > ends_at[0] and time.thread_time() > ends_at[1]:
        raise SearchTooLongError
