"""The answer to a request for an export: found or not, changed or not, and then written as it goes."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.exports.cards import card
from meetings.exports.output import Output
from meetings.exports.pdf.documents import pdf
from meetings.exports.selections import Select, Selection
from meetings.exports.spreadsheets import workbook
from meetings.exports.writers import TEXT
from meetings.models.slugs import ascii_slug
from meetings.queries.formats import FORMATS, OFFERED, Format
from meetings.queries.state import MAX_CACHE_SECONDS, state
from meetings.search import generation

VERSION = 1  # of what is written; another one where a format changes, so that copies kept elsewhere are dropped
MAX_COPY_SECONDS = 300  # seconds that a copy may be kept without asking
PIECE_BYTES = 64 * 1024  # bytes of a workbook sent at once
_BINARY = ("xlsx", "pdf")
_DATED = ("bib", "ris", "pdf")  # they say on which day they were taken


def export(select: Select) -> Callable[..., HttpResponseBase]:
    """Return the view of the exports of one kind of page; `select` says what the page holds."""

    @require_safe
    def answer(request: HttpRequest, extension: str, **names: str) -> HttpResponseBase:
        stamp = _stamp(request, extension)
        if unchanged := get_conditional_response(request, etag=stamp):
            return unchanged
        selection = select(request, **names)
        if extension not in OFFERED[selection.kind]:
            raise Http404(_("This page is not available in that format."))
        response = _written(request, selection, FORMATS[extension], stamp)
        if stamp:
            response["ETag"] = stamp
        patch_cache_control(response, public=True, max_age=MAX_COPY_SECONDS)
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def card_view(select: Select) -> Callable[..., HttpResponseBase]:
    """Return the view of the cards of one kind of page: its picture for other sites, which ask for it often."""

    @require_safe
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        stamp = _stamp(request, "png")
        if unchanged := get_conditional_response(request, etag=stamp):
            return unchanged
        selection = select(request, **names)
        drawn = kept_file(f"card:{stamp}" if stamp else "", lambda: card(selection, get_language() or "ar"))
        response = HttpResponse(drawn, content_type="image/png")
        if stamp:
            response["ETag"] = stamp
        patch_cache_control(response, public=True, max_age=MAX_COPY_SECONDS)
        return response

    return answer


def _stamp(request: HttpRequest, extension: str) -> str | None:
    """Return what changes when the export does: the archive and its index, the address, the day where it is written."""
    number = state()
    if number is None:
        return None
    day = timezone.localdate().isoformat() if extension in _DATED else ""
    parts = (VERSION, number, generation(), request.build_absolute_uri(), get_language(), day)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _written(request: HttpRequest, selection: Selection, wanted: Format, stamp: str | None) -> HttpResponseBase:
    output = _output(request, wanted)
    media_type = wanted.media_type + ("" if wanted.extension in _BINARY else "; charset=utf-8")
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=media_type)
    elif wanted.extension == "atom":  # short, and whole or not at all
        response = HttpResponse("".join(TEXT["atom"](selection, output)), content_type=media_type)
    elif wanted.extension == "pdf":
        response = HttpResponse(
            kept_file(f"pdf:{stamp}" if stamp else "", lambda: pdf(selection, output)), content_type=media_type
        )
    elif wanted.extension == "xlsx":
        response = StreamingHttpResponse(_pieces(selection, output), content_type=media_type)
        response["Content-Encoding"] = "identity"  # it is compressed already
    else:
        pieces = TEXT[wanted.extension](selection, output)
        response = StreamingHttpResponse(_in_language(pieces, output.language), content_type=media_type)
    way = "attachment" if wanted.saved else "inline"
    response["Content-Disposition"] = f'{way}; filename="{_file_name(request, wanted)}"'
    return response


def kept_file(key: str, make: Callable[[], bytes]) -> bytes:
    """Return what takes long to make (a PDF, a picture), kept as long as its stamp is the same; an empty key keeps
    nothing."""
    made: bytes | None = cache.get(key) if key else None
    if made is None:
        made = make()
        if key:
            cache.set(key, made, MAX_CACHE_SECONDS)
    return made


def _output(request: HttpRequest, wanted: Format) -> Output:
    query = [(name, value) for name, values in request.GET.lists() for value in values if name != "rows"]
    page = request.path.removesuffix(f".{wanted.extension}") + "/"
    return Output(
        address=request.build_absolute_uri,
        page=request.build_absolute_uri(page + (f"?{urlencode(query)}" if query else "")),
        own=request.build_absolute_uri(),
        host=request.get_host().partition(":")[0],
        language=get_language() or "ar",
        today=timezone.localdate(),
        rows=request.GET.get("rows", ""),
    )


def _in_language(pieces: Iterator[str], language: str) -> Iterator[str]:
    """Yield the pieces, each made in the language of the request: they are made after the request's own has been let
    go."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _pieces(selection: Selection, output: Output) -> Iterator[bytes]:
    """Yield a workbook, which exists only when it is complete."""
    with override(output.language):
        file = workbook(selection, output)
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _file_name(request: HttpRequest, wanted: Format) -> str:
    """Return a name in ASCII that says what is in the file: the address, and the words of a search."""
    words = [*request.path.removesuffix(f".{wanted.extension}").split("/"), request.GET.get("q", "")[:60]]
    name = "-".join(filter(None, map(ascii_slug, words)))
    return f"mahdar-{name[:120]}.{wanted.extension}"


def canonical_two(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return one address for each pair, as on the pages."""

    def answer(request: HttpRequest, first: str, second: str, **more: Any) -> HttpResponseBase:
        if [first, second] != sorted((first, second)):
            other = request.get_full_path().replace(f"/{first}/{second}.", f"/{second}/{first}.", 1)
            return redirect(other, permanent=True)
        return view(request, first=first, second=second, **more)

    return answer
