"""Pages that are kept while what they show is the same, and answers to browsers that have the page already.

A page is kept under its version: a text, read for much less than the page costs, that changes whenever the page does.
The version is the page's ETag too, so that an unchanged page is a 304 without being written again.
"""

import time
import zlib
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from meetings.models.languages import get_current_language
from meetings.queries.state import state
from meetings.search import get_generation

MAX_SECONDS = 3600
ANSWERING_SINCE = time.time_ns()  # another release may write the same page in another way
View = Callable[..., HttpResponse]
ReadVersion = Callable[..., str | None]


def keep_page(read_version: ReadVersion, seconds: int = MAX_SECONDS) -> Callable[[View], View]:
    """Make a view keep its pages for readers without a session.

    Args:
        read_version: Returns the version of the page for the arguments of the view, without the request; None where
            the view has to decide, such as for a record that does not exist.
        seconds: How long a page is kept at most.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if settings.DEBUG or not _is_the_same_for_all(request):
                return view(request, *args, **named)
            version = read_version(*args, **named)
            if version is None:
                return view(request, *args, **named)
            return _answer_version(request, version, seconds, lambda: view(request, *args, **named))

        return answer

    return decorate


def read_archive_version(*args: Any, **named: Any) -> str | None:
    """Return the version of a page that may show anything of the archive and of its index."""
    number = state()
    return None if number is None else f"{number}:{get_generation()}"


def _is_the_same_for_all(request: HttpRequest) -> bool:
    """Return whether the page depends on the address, the language and the theme alone, as for a reader."""
    personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and personal.isdisjoint(request.COOKIES)


def _answer_version(
    request: HttpRequest, version: str, seconds: int, write: Callable[[], HttpResponse]
) -> HttpResponse:
    etag = quote_etag(_make_key(request, version))
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = keep_under(request, version, seconds, write)
    if _can_be_kept(request, response):
        response["ETag"] = etag
    return response


def keep_under(request: HttpRequest, version: str, seconds: int, write: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page that is kept under a version, or else write it and keep it.

    A view of `keep_page` calls it where finding what the page shows costs much less than writing it.

    Args:
        request: The request, of a reader without a session.
        version: A text that changes whenever the page does.
        seconds: How long the page is kept at most.
        write: Writes the page.
    """
    if settings.DEBUG or not _is_the_same_for_all(request):
        return write()
    pages, key = caches["pages"], _make_key(request, version)
    if kept := pages.get(key):
        content, headers = kept
        return HttpResponse(zlib.decompress(content), headers=headers)
    response = write()
    if _can_be_kept(request, response):
        pages.set(key, (zlib.compress(response.content, 1), dict(response.headers)), seconds)
    return response


def _make_key(request: HttpRequest, version: str) -> str:
    parts = (
        ANSWERING_SINCE, version, timezone.localdate(), get_current_language(), request.COOKIES.get("theme", ""),
        request.build_absolute_uri(),
    )  # fmt: skip
    return blake2b(repr(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the page has nothing of this reader, such as a form with a token."""
    has_token = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    return response.status_code == 200 and not response.streaming and not response.cookies and not has_token
