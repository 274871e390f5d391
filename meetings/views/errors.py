"""Error pages, with links to other pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address (404) with the search box and links."""
    words = " ".join(part for part in request.path.replace("-", " ").split("/") if part not in ("", "en"))
    return render(request, "404.html", {"words": words[:200]}, status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed (403)."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that the server cannot read (400)."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the server (500), with a page that needs neither database nor session."""
    return render(None, "500.html", status=500)
