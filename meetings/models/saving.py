"""Saving again what the database refused at this moment only."""

from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, connection

MAX_ATTEMPTS = 6  # of several writers who choose one address at the same moment, each time one gets it
# PostgreSQL's states for a transaction that it refused because of another one: a deadlock, a failed serialization.
_PASSING_STATES = frozenset({"40P01", "40001"})
Saved = TypeVar("Saved")


def save_again_if_refused(
    save: Callable[[], Saved],
    find_saved: Callable[[], Saved | None] = lambda: None,
    may_repeat: Callable[[], bool] = lambda: True,
) -> Saved:
    """Return what `save` returns, and call it again where the database refused it because of another writer.

    That writer took an address or a record at this moment, or has locked what this one needs while it waits for what
    this one has locked (a deadlock). On PostgreSQL a writer does not see what another transaction chose before its
    commit; the next attempt does.

    Args:
        save: Saves all or nothing, in one transaction.
        find_saved: Returns what another writer saved in place of it, if anything.
        may_repeat: Returns whether `save` can be called again after it failed.

    Raises:
        DatabaseError: The last attempt failed as well, or another one for a reason that remains.
    """
    for _attempt in range(MAX_ATTEMPTS - 1):
        try:
            return save()
        except DatabaseError as error:
            if not _can_pass(error) or not may_repeat():
                raise
        if (found := find_saved()) is not None:
            return found
    return save()


def _can_pass(error: DatabaseError) -> bool:
    """Return whether the same save may succeed at the next attempt.

    Locks last until the end of the outermost transaction, so after a deadlock only that can be repeated.
    """
    if isinstance(error, IntegrityError):
        return True
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "pgcode", None)
    return state in _PASSING_STATES and not connection.in_atomic_block
