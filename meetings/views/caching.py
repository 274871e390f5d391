"""Pages are asked for again only when they have changed."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers


class RevalidatedPages(ConditionalGetMiddleware):
    """Gives every page an ETag, and has browsers ask with it: an unchanged page travels as 304, without its body.

    Pages differ by cookie (the chosen look, an editor's session), so that shared caches keep none; what is the same for
    everybody says so itself (`Cache-Control: public`).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method == "GET" and response.status_code == 200 and not response.streaming:
            if "public" not in response.get("Cache-Control", ""):
                patch_vary_headers(response, ["Cookie"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        return super().process_response(request, response)
