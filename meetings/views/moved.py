"""Redirects from old addresses to present ones, in both languages, with the query; notices of withdrawn records.

A page that finds no record raises Http404. Only then does Mahdar look for an old address, so that other requests cost
no query. Editors may undo a merge, so browsers have to check the redirect each time, although it is permanent.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri

from meetings.queries.old_addresses import present_path
from meetings.queries.withdrawals import find_notice
from meetings.views.access import can_see_drafts
from meetings.views.errors import withdrawn


class MovedRecords:
    """Middleware that replaces a 404 page if the record has another address now, or was withdrawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return a redirect or a notice (410) for the Http404 of a record's page; None for any other page."""
        is_page = isinstance(exception, Http404) and request.method in ("GET", "HEAD")
        if not is_page or (request.resolver_match and request.resolver_match.app_name == "admin"):
            return None
        present = present_path(request.path, drafts=can_see_drafts(request))
        if present is None:
            notice = find_notice(request.path)
            return withdrawn(request, notice) if notice else None
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(iri_to_uri(f"{present}?{query}" if query else present))
        patch_cache_control(response, private=True, no_cache=True)
        return response
