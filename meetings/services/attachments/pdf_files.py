"""The check of a PDF file that readers will download: it may show pages and links, and do nothing by itself."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from meetings.ingest.errors import SourceError

PDF_SIGN = b"%PDF-"
MAX_PDF_OBJECTS = 200_000
MAX_NESTING = 60  # objects within each other, without references

_SCRIPT, _FILE, _FILM = _("a script"), _("another file"), _("sound, film or a program")
# The keys, and the kinds of action and annotation, that a file may not have, and what they are. ISO 32000-2.
_REFUSED_KEYS = {
    "/JavaScript": _SCRIPT,
    "/JS": _SCRIPT,
    "/XFA": _("a form with scripts"),
    "/EF": _FILE,
    "/EmbeddedFiles": _FILE,
}
_REFUSED_KINDS = {
    "/JavaScript": _SCRIPT,
    "/Launch": _("a command that starts a program"),
    "/EmbeddedFile": _FILE,
    "/FileAttachment": _FILE,
    "/GoToE": _FILE,
    "/GoToR": _("a link into another file"),
    "/SubmitForm": _("a form that sends data"),
    "/ImportData": _("a form that reads data"),
    "/RichMedia": _FILM,
    "/Movie": _FILM,
    "/Sound": _FILM,
    "/Rendition": _FILM,
    "/Screen": _FILM,
    "/3D": _FILM,
}
# Long names are searched in the bytes too: a viewer that repairs a file finds objects that its tables do not name.
_IN_BYTES = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|SubmitForm|ImportData|RichMedia)(?![A-Za-z0-9#])")
_KINDS_OF = ("/S", "/Subtype", "/Type")  # the keys whose values name a kind

logging.getLogger("pypdf").setLevel(logging.ERROR)


def check_pdf(name: str, data: bytes) -> None:
    """Raise SourceError if a PDF file is broken, encrypted, or has something in it besides pages and links."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        if reader.is_encrypted:
            raise SourceError(_("%(name)s is protected with a password. Save it without protection."), name=name)
        if not len(reader.pages):
            raise _make_broken_error(name)
        found = _find_refused(name, reader)
    except SourceError:
        raise
    except Exception as error:  # pypdf raises errors of many kinds for a broken file
        raise _make_broken_error(name) from error
    if found is None and (match := _IN_BYTES.search(data)):
        found = _REFUSED_KINDS[match[0].decode("ascii")]
    if found:
        text = _("%(name)s has %(what)s in it. Print it to a new PDF file and attach that.")
        raise SourceError(text, name=name, what=found)


def _find_refused(name: str, reader: PdfReader) -> str | None:
    """Return what the file may not have, found in any of its objects, also in those that no page refers to."""
    numbers = {(number, generation) for generation, some in reader.xref.items() for number in some}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_PDF_OBJECTS:
        raise SourceError(_("%(name)s has too many parts. Print it to a new PDF file and attach that."), name=name)
    whole: list[Any] = [reader.trailer]
    whole += [reader.get_object(IndirectObject(number, generation, reader)) for number, generation in sorted(numbers)]
    return next((found for one in whole for found in _walk(one, 0)), None)


def _walk(value: Any, depth: int) -> Iterator[str]:
    """Yield what an object may not have, without following its references: each object is walked once."""
    if depth > MAX_NESTING:
        raise ValueError("objects are nested too deeply")
    if isinstance(value, DictionaryObject):
        for key, inner in dict.items(value):  # the method of the object itself would follow references
            if key in _REFUSED_KEYS:
                yield _REFUSED_KEYS[key]
            if key in _KINDS_OF and isinstance(inner, NameObject) and inner in _REFUSED_KINDS:
                yield _REFUSED_KINDS[inner]
            yield from _walk(inner, depth + 1)
    elif isinstance(value, ArrayObject):
        for inner in list.__iter__(value):
            yield from _walk(inner, depth + 1)


def _make_broken_error(name: str) -> SourceError:
    return SourceError(_("%(name)s: this PDF file is broken. Save it again."), name=name)
