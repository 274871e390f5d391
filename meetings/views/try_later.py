"""The answer to requests that the site cannot answer now: 422, 429 or 503, with the time to try again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from meetings.queries.problems import TryLaterError
from meetings.search import SEARCH_RETRY_SECONDS, IndexMissingError, Notice, SearchTooLongError, explain_notice
from meetings.views.errors import try_later

INDEX_RETRY_SECONDS = 120  # after which the index is probably built again


class TryLater:
    """Middleware that answers for a view that needs the index while it is missing, or that is too busy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer; None for any other problem."""
        if isinstance(exception, IndexMissingError):
            exception = TryLaterError(503, explain_notice(Notice("index-damaged")), INDEX_RETRY_SECONDS)
        if isinstance(exception, SearchTooLongError):
            exception = TryLaterError(422, explain_notice(Notice("search-too-long")), SEARCH_RETRY_SECONDS)
        return try_later(request, exception) if isinstance(exception, TryLaterError) else None
