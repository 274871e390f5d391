"""Conditional requests for pages, so that browsers fetch a page again only if it has changed."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers


class RevalidatedPages(ConditionalGetMiddleware):
    """Middleware that gives each page an ETag and makes browsers send it back; an unchanged page is a 304 without body.

    Pages differ by cookie (the chosen theme, an editor's session), so shared caches do not store them. A response that
    is the same for all readers has `Cache-Control: public`.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method == "GET" and response.status_code == 200 and not response.streaming:
            if "public" not in response.get("Cache-Control", ""):
                patch_vary_headers(response, ["Cookie"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        return super().process_response(request, response)
