"""The log of slow queries: only where MAHDAR_SLOW_QUERY_MS is set; without it nothing is measured."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

MAX_SQL_CHARACTERS = 2000
logger = logging.getLogger("mahdar.queries")


def watch_slow_queries() -> None:
    """Measure the queries of all connections that are opened from now on, if the settings give a threshold."""
    if settings.MAHDAR_SLOW_QUERY_MS:
        connection_created.connect(_watch_connection, dispatch_uid="mahdar.slow_queries")


def _watch_connection(connection: Any, **options: Any) -> None:
    if run_measured not in connection.execute_wrappers:
        connection.execute_wrappers.append(run_measured)


def run_measured(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a query and log it if it is slow, without its values, which may be private."""
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        if milliseconds >= settings.MAHDAR_SLOW_QUERY_MS:
            words = " ".join(str(sql).split())[:MAX_SQL_CHARACTERS]
            extra = {"milliseconds": round(milliseconds, 1), "sql": words}
            logger.warning("slow query, %.0f ms: %s", milliseconds, words, extra=extra)
