"""The answer (503) to what needs the search index while that is missing or damaged; it is built again meanwhile."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from meetings.search import IndexMissingError
from meetings.views.errors import search_not_ready


class SearchNotReady:
    """Middleware that answers 503 where a view could not read the index, instead of an empty list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer for a missing or damaged index; None for any other problem."""
        return search_not_ready(request) if isinstance(exception, IndexMissingError) else None
