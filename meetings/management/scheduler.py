"""What the server of `manage.py serve` does beside its requests: publish the meetings whose time has come."""

import logging
from threading import Event, Thread

from django.db import close_old_connections

from meetings.services.editorial.plans import publish_due

SECONDS_BETWEEN_RUNS = 60
logger = logging.getLogger(__name__)


def publish_regularly(stop: Event, seconds: float = SECONDS_BETWEEN_RUNS) -> None:
    """Publish what is due now, and again every `seconds`, until `stop` is set."""
    while True:
        try:
            for outcome in publish_due():
                logger.info("scheduled meeting %s: %s", outcome.meeting, outcome.failure or "published")
        except Exception:  # the next run tries again; the server continues
            logger.exception("Scheduled meetings could not be published")
        finally:
            close_old_connections()
        if stop.wait(seconds):
            return


def start_scheduler() -> Event:
    """Run `publish_regularly` in a thread; return the event that ends it."""
    stop = Event()
    Thread(target=publish_regularly, args=[stop], name="mahdar-schedule", daemon=True).start()
    return stop
