"""Old addresses lead to where the record is now: in both languages, with the query, on every page of a record.

A page that finds no record raises Http404; only then is it looked up whether the record moved, so that the normal way
costs nothing. Editors may take a merge back, so the answer, though permanent, is asked for again each time.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri

from meetings.queries.old_addresses import present_path
from meetings.views.access import sees_drafts


class MovedRecords:
    """Middleware: a page that is not there answers with the record's present address, where it has one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the Http404 of a record's page with a redirect; None leaves it as it is."""
        is_page = isinstance(exception, Http404) and request.method in ("GET", "HEAD")
        if not is_page or (request.resolver_match and request.resolver_match.app_name == "admin"):
            return None
        present = present_path(request.path, drafts=sees_drafts(request))
        if present is None:
            return None
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(iri_to_uri(f"{present}?{query}" if query else present))
        patch_cache_control(response, private=True, no_cache=True)
        return response
