"""Signals that start an update of the index after a commit that changed the archive.

Triggers of the database record each change in the same transaction (meetings/models/triggers.py); the signals only
start the update. If the process dies in between, or another writer is working, the recorded change remains for the next
update, which the next change or `manage.py sync_index` starts.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from haystack.signals import BaseSignalProcessor

from meetings.models import IndexChange
from meetings.search.engines.factory import get_engine_name
from meetings.search.engines.protocol import IndexDamagedError
from meetings.search.index.mending import start_mending
from meetings.search.index.updating import update_index, update_index_once

logger = logging.getLogger(__name__)

_has_thread = False  # for changes that others make while an editor's request updates the index
_held: ContextVar[bool] = ContextVar("index_held", default=False)


class FollowDatabase(BaseSignalProcessor):  # type: ignore[misc]  # Haystack has no types
    """Haystack's signal processor, which updates the index after the commit of a change of any of our records."""

    def setup(self) -> None:
        get_engine_name(settings.SEARCH_URL)  # an unknown engine fails at the start rather than at the first search
        for model in apps.get_app_config("meetings").get_models():
            if model is not IndexChange:
                post_save.connect(self._changed, sender=model)
                post_delete.connect(self._changed, sender=model)
        m2m_changed.connect(self._changed)

    def teardown(self) -> None:
        for model in apps.get_app_config("meetings").get_models():
            post_save.disconnect(self._changed, sender=model)
            post_delete.disconnect(self._changed, sender=model)
        m2m_changed.disconnect(self._changed)

    def _changed(self, sender: type, using: str = "default", **options: Any) -> None:
        follow_after_commit(using)


def follow_after_commit(using: str = "default") -> None:
    """Update the index once after the commit of the transaction, however often this is called in it."""
    waiting = transaction.get_connection(using).run_on_commit
    if not _held.get() and not any(entry[1] is apply_noted_changes for entry in waiting):
        transaction.on_commit(apply_noted_changes, using=using, robust=True)


def apply_noted_changes() -> None:
    """Apply the recorded changes; log a failure, which never reaches the editor, and retry at the next update.

    A damaged index is built again, in a thread if the settings allow it.
    """
    if not _has_thread:
        _run(update_index)
    elif _run(update_index_once):
        threading.Thread(target=_follow_later_changes, name="mahdar-index-follower", daemon=True).start()


def follow_in_thread() -> None:
    """Let an editor's request in this process apply only what is recorded when it comes to that; a thread the rest.

    While others save, there is always a further change: one of them would wait for all the others.
    """
    global _has_thread
    _has_thread = True


def _follow_later_changes() -> None:
    try:
        _run(update_index)
    finally:
        connections.close_all()


def _run(update: Callable[[], int]) -> int:
    """Return what `update` returns; 0 where it failed, which is logged."""
    try:
        return update()
    except IndexDamagedError as error:
        start_mending(error)
    except Exception:
        logger.exception("The index could not be brought up to date; `manage.py sync_index` will catch up.")
    return 0


@contextlib.contextmanager
def defer_index_updates() -> Iterator[None]:
    """Defer updates of the index during many changes: commits inside start none, and leaving applies all changes."""
    try:
        with without_index_updates():
            yield
    finally:
        apply_noted_changes()


@contextlib.contextmanager
def without_index_updates() -> Iterator[None]:
    """Start no update of the index inside: the changes are those of a database that the index does not belong to."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
