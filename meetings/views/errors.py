"""Error pages, with links to other pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from meetings.models.kinds import KINDS
from meetings.models.languages import language_codes
from meetings.queries.withdrawals import WithdrawalNotice


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address (404) with the search box and links."""
    folders = {kind.folder for kind in KINDS}
    parts = [part for part in request.path.split("/") if part not in {"", *language_codes(), *folders}]
    words = " ".join(parts).replace("-", " ")
    return render(request, "404.html", {"words": words[:200]}, status=404)


def withdrawn(request: HttpRequest, notice: WithdrawalNotice) -> HttpResponse:
    """Answer the address of a record that the public saw and no longer sees (410), with the reason and whom to ask."""
    response = render(request, "410.html", {"notice": notice, "address": request.path}, status=410)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed (403)."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that the server cannot read (400)."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the server (500), with a page that needs neither database nor session."""
    return render(None, "500.html", status=500)
