"""The settings of what is logged, and where errors are reported."""

import os
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import read_log_level

_FORMATS = ("plain", "json")


def read_logging() -> dict[str, Any]:
    """Return Django's LOGGING: lines on the errors of the process, plain or as JSON (LOG_FORMAT), from LOG_LEVEL up.

    Raises:
        ImproperlyConfigured: LOG_FORMAT or LOG_LEVEL has another value.
    """
    form = os.environ.get("LOG_FORMAT", "").strip().lower() or "plain"
    if form not in _FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is {form!r}. Give plain or json; leave it empty for plain.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request": {"()": "meetings.views.request_log.RequestIdFilter"},
            "one_line": {"()": "meetings.views.request_log.OneLineFilter"},
        },
        "formatters": {
            "plain": {"format": "{asctime} {levelname} [{request_id}] {name}: {message}", "style": "{"},
            "json": {"()": "meetings.views.request_log.JsonFormatter"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request"]}},
        # Waitress warns of each request that waits a moment for a thread; metrics and the load bench show real queues.
        # Programs that search the net for weak sites send wrong host names all day: a line each, not a traceback.
        "loggers": {
            "waitress.queue": {"level": "ERROR"},
            "django.security.DisallowedHost": {"filters": ["one_line"]},
        },
        "root": {"handlers": ["console"], "level": read_log_level()},
    }


def read_slow_query() -> int:
    """Return MAHDAR_SLOW_QUERY_MS, the milliseconds from which a query is logged; 0 for none.

    Raises:
        ImproperlyConfigured: The value is not a number from 0 up.
    """
    value = os.environ.get("MAHDAR_SLOW_QUERY_MS", "").strip() or "0"
    if not (value.isascii() and value.isdecimal() and len(value) < 7):
        raise ImproperlyConfigured(
            f"MAHDAR_SLOW_QUERY_MS is {value!r}. Give a number of milliseconds, such as 500; leave it empty to log no "
            "queries."
        )
    return int(value)


def start_error_reports(version: str) -> None:
    """Report errors to the Sentry server that SENTRY_DSN names; without it nothing is imported.

    Raises:
        ImproperlyConfigured: sentry-sdk is not installed, or the value is not a DSN.
    """
    address = os.environ.get("SENTRY_DSN", "").strip()
    if not address:
        return
    if not find_spec("sentry_sdk"):
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but sentry-sdk is not installed. Run pip install -r requirements-sentry.txt (or "
            "pip install 'mahdar[sentry]'), or leave SENTRY_DSN empty."
        )
    import sentry_sdk
    from sentry_sdk.utils import BadDsn

    try:
        sentry_sdk.init(
            dsn=address,
            release=f"mahdar@{version}",
            send_default_pii=False,
            max_request_body_size="never",  # reports and passwords
            include_local_variables=False,
        )
    except BadDsn:
        raise ImproperlyConfigured(  # without the value, which has a key
            "SENTRY_DSN cannot be read. Give the DSN of your project, such as https://KEY@sentry.example.org/1; leave "
            "it empty to report no errors."
        ) from None
