"""An identifier for each request, in its answer and in each line of the log, and the lines as JSON."""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

HEADER = "X-Request-ID"
OUTSIDE = "-"  # in lines of commands and threads
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Attributes of a log record that become fields: of our own lines, and of Django's lines about answers.
_EXTRA_FIELDS = ("method", "path", "status_code", "milliseconds", "sql")

current_id: ContextVar[str] = ContextVar("mahdar_request_id", default=OUTSIDE)
logger = logging.getLogger("mahdar.requests")


class RequestIds:
    """Middleware, the outermost one, that gives each request an identifier: that of a proxy, or a new one.

    Identifiers that are not well-formed are replaced, so that a client cannot write lines into the log. With LOG_LEVEL
    INFO each request is a line, without its query, which may have the words of a search.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        name = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        request.mahdar_request_id = name  # type: ignore[attr-defined]
        token = current_id.set(name)
        try:
            response = self.get_response(request)
            response[HEADER] = name
            _log_answer(request, response, time.perf_counter() - began)
        finally:
            current_id.reset(token)
        return response


def _log_answer(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    if not logger.isEnabledFor(logging.INFO):
        return
    path = escape_uri_path(request.path)
    fields = {"method": request.method, "path": path, "status_code": response.status_code}
    logger.info("%s %s %d", request.method, path, response.status_code,
                extra={**fields, "milliseconds": round(seconds * 1000, 1)})  # fmt: skip


class RequestIdFilter(logging.Filter):
    """A filter that lets every record pass and gives it the identifier of the request.

    Django logs answers with an error after the middleware has ended, with the request as an attribute.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        of_request = getattr(getattr(record, "request", None), "mahdar_request_id", None)
        record.request_id = of_request or current_id.get()
        return True


class OneLineFilter(logging.Filter):
    """A filter that lets every record pass without its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True


class JsonFormatter(logging.Formatter):
    """A formatter that writes each record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", OUTSIDE),
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _EXTRA_FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
