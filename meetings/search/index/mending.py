"""A missing or damaged index is built again by the process that notices it, once, beside its other work.

The search that noticed the damage has its answer (503) at once; searches find everything again when the new index is
ready.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import close_old_connections

from meetings.search import site_search
from meetings.search.engines.protocol import IndexDamagedError, IndexMissingError
from meetings.search.index.updating import index_is_current, rebuild_broken_index

MIN_SECONDS_BETWEEN_REBUILDS = 600.0  # a disk that damages each new index must not keep the machine busy for ever

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_started_at = float("-inf")


def start_mending(problem: IndexMissingError | str) -> threading.Thread | None:
    """Build the index again in a thread, and return the thread.

    None where the setting SEARCH_MENDS_ITSELF is off, or this process began to do so in the last minutes.
    """
    global _started_at
    if not settings.SEARCH_MENDS_ITSELF:
        return None
    with _lock:
        now = time.monotonic()
        if now - _started_at < MIN_SECONDS_BETWEEN_REBUILDS:
            return None
        _started_at = now
    if isinstance(problem, IndexDamagedError) or problem == "index-damaged":
        logger.error("The search index is damaged (%s). It is built again now.", problem)
    else:
        logger.info("There is no search index yet. It is built now.")
    thread = threading.Thread(target=_mend, name="mahdar-index", daemon=True)
    thread.start()
    return thread


def _mend() -> None:
    try:
        if rebuild_broken_index():
            site_search.get_searcher().vocabulary()
            logger.info("The search index is built.")
        elif not index_is_current():
            logger.info("Another process builds the search index.")
    except Exception:
        logger.exception("The search index could not be built again; run `manage.py rebuild_index`.")
    finally:
        close_old_connections()


site_search.when_broken.append(start_mending)
