"""HTTP responses for exports: 404, 304, or the file, streamed if its format allows it."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from meetings.exports.cards import draw_card
from meetings.exports.kept_files import KeptPieces, Slot, open_kept
from meetings.exports.output import Output
from meetings.exports.selections import Select, Selection
from meetings.exports.writers import BYTES_WRITERS, FILE_WRITERS, TEXT_WRITERS
from meetings.models.languages import get_current_language
from meetings.models.slugs import make_ascii_slug
from meetings.queries.formats import FORMATS, OFFERED, Format
from meetings.queries.state import MAX_CACHE_SECONDS, state
from meetings.search import get_generation

VERSION = 1  # of the formats: increase it when one changes, so that caches drop their copies
MAX_COPY_SECONDS = 300  # how long a cache may use a copy without a new request
PIECE_BYTES = 64 * 1024  # of a workbook


def export(select: Select) -> Callable[..., HttpResponseBase]:
    """Return the view of the exports of one kind of page; `select` finds the records of the page."""

    @require_safe
    def answer(request: HttpRequest, extension: str, **names: str) -> HttpResponseBase:
        stamp = _stamp(request, extension)
        if unchanged := get_conditional_response(request, etag=stamp):
            return unchanged
        response = _send_kept(request, FORMATS[extension], stamp)
        if response is None:
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


def make_card_view(select: Select) -> Callable[..., HttpResponseBase]:
    """Return the view of the cards of one kind of page. Other sites request the pictures often, so they are cached."""

    @require_safe
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        stamp = _stamp(request, "png")
        if unchanged := get_conditional_response(request, etag=stamp):
            return unchanged
        selection = select(request, **names)
        drawn = get_cached_file(f"card:{stamp}" if stamp else "", lambda: draw_card(selection, get_current_language()))
        response = HttpResponse(drawn, content_type="image/png")
        if stamp:
            response["ETag"] = stamp
        patch_cache_control(response, public=True, max_age=MAX_COPY_SECONDS)
        return response

    return answer


def _stamp(request: HttpRequest, extension: str) -> str | None:
    """Return the ETag of an export: it changes with the archive, its index, the address, and the day if that counts.

    A card (png) has the office of an official on the day.
    """
    number = state()
    if number is None:
        return None
    depends_on_day = FORMATS[extension].has_day if extension in FORMATS else True
    day = timezone.localdate().isoformat() if depends_on_day else ""
    parts = (VERSION, number, get_generation(), request.build_absolute_uri(), get_current_language(), day)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _send_kept(request: HttpRequest, wanted: Format, stamp: str | None) -> HttpResponseBase | None:
    """Return the file that an earlier reader of a large export or a PDF left; None if there is none."""
    kept = open_kept(_make_key(wanted, stamp)) if stamp and request.method == "GET" else None
    return _describe(request, wanted, FileResponse(kept)) if kept else None


def _make_key(wanted: Format, stamp: str | None) -> str:
    return f"{stamp.strip(chr(34))}.{wanted.extension}" if stamp else ""


def _written(request: HttpRequest, selection: Selection, wanted: Format, stamp: str | None) -> HttpResponseBase:
    output = _output(request, wanted)
    name = wanted.extension
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    elif name == "atom":  # short, and of no use if incomplete
        response = HttpResponse("".join(TEXT_WRITERS["atom"](selection, output)))
    elif name in BYTES_WRITERS:
        made = (write(selection, output) for write in (BYTES_WRITERS[name],))
        # Also one of few meetings takes longer than all pages together, but is not counted as a large one.
        slot = Slot(request, is_counted=selection.is_large)
        response = HttpResponse(b"".join(KeptPieces(made, _make_key(wanted, stamp), slot)))
    else:
        pieces: Iterator[str | bytes] = (
            _pieces(name, selection, output)
            if name in FILE_WRITERS
            else _in_language(TEXT_WRITERS[name](selection, output), output.language)
        )
        if selection.is_large:
            pieces = KeptPieces(pieces, _make_key(wanted, stamp), Slot(request))
        response = StreamingHttpResponse(pieces)
    return _describe(request, wanted, response)


def _describe(request: HttpRequest, wanted: Format, response: HttpResponseBase) -> HttpResponseBase:
    """Add the headers that say what a file is and how it is called."""
    response["Content-Type"] = wanted.media_type + ("; charset=utf-8" if wanted.extension in TEXT_WRITERS else "")
    if wanted.extension in FILE_WRITERS:
        response["Content-Encoding"] = "identity"  # it is compressed already
    way = "attachment" if wanted.saved else "inline"
    response["Content-Disposition"] = f'{way}; filename="{_file_name(request, wanted)}"'
    return response


def get_cached_file(key: str, make: Callable[[], bytes]) -> bytes:
    """Return the cached file with this key, or call `make` and cache the result (a picture).

    The key has the ETag of the export, so that the cached file is used until the export changes. With an empty key the
    file is not cached.
    """
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
        language=get_current_language(),
        today=timezone.localdate(),
        rows=request.GET.get("rows", ""),
    )


def _in_language(pieces: Iterator[str], language: str) -> Iterator[str]:
    """Yield the pieces, each made in `language`.

    Django makes them after it has deactivated the language of the request.
    """
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _pieces(name: str, selection: Selection, output: Output) -> Iterator[bytes]:
    """Yield a file of the format `name` in pieces, once the whole of it is written."""
    with override(output.language):
        file = FILE_WRITERS[name](selection, output)
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _file_name(request: HttpRequest, wanted: Format) -> str:
    """Return a file name in ASCII, made of the address and of the words of a search."""
    words = [*request.path.removesuffix(f".{wanted.extension}").split("/"), request.GET.get("q", "")[:60]]
    name = "-".join(filter(None, map(make_ascii_slug, words)))
    return f"mahdar-{name[:120]}.{wanted.extension}"


def redirect_unsorted_pair(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return `view` with a redirect to the one address of a pair, as pages have it, if the two are in another order."""

    def answer(request: HttpRequest, first: str, second: str, **more: Any) -> HttpResponseBase:
        if [first, second] != sorted((first, second)):
            other = request.get_full_path().replace(f"/{first}/{second}.", f"/{second}/{first}.", 1)
            return redirect(other, permanent=True)
        return view(request, first=first, second=second, **more)

    return answer
