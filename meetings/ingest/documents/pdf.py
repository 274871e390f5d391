"""PDF documents: the text layer, read by PDFium, with the lines put in the order of reading by where the letters are.

PDFium alone turns around some Arabic words of a line and not others; see `pdf_lines.py`.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.limits import MAX_DOCUMENT_CHARACTERS
from meetings.ingest.documents.pdf_lines import PageLetter, write_page
from meetings.ingest.documents.plain_text import make_text_item
from meetings.ingest.errors import SourceError

MAX_PAGES = 1_000
MIN_LETTERS_OF_A_PAGE = 3  # on the average page; fewer are stamps and page numbers on scanned pages
MAX_UNKNOWN_SHARE = 0.3  # of letters for which the fonts do not say what they are


def read_pdf(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the text of a PDF document.

    Raises:
        SourceError: It is damaged, locked, too long, or its pages are pictures.
    """
    import pypdfium2  # loads a library of 8 MB, which only PDF files need

    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        raise _explain(file.name, error) from error
    try:
        pages = len(document)
        if pages > MAX_PAGES:
            raise SourceError(
                _("%(name)s: %(count)s pages are too many for one article (at most %(most)s). Split the document."),
                name=file.name,
                count=pages,
                most=MAX_PAGES,
            )
        texts, letters, unknown = _read_pages(document, pages)
    except pypdfium2.PdfiumError as error:
        raise _explain(file.name, error) from error
    finally:
        document.close()
    if letters < MIN_LETTERS_OF_A_PAGE * pages:
        raise SourceError(
            _(
                "%(name)s: this PDF has no text layer: its pages are pictures, as of a scan. "
                "Recognise its text with an OCR program first, or type it and paste it."
            ),
            name=file.name,
        )
    if unknown > MAX_UNKNOWN_SHARE * letters:
        raise SourceError(
            _(
                "%(name)s: the fonts of this PDF do not say what letters they show, so its text cannot be read. "
                "Recognise it with an OCR program, or type it and paste it."
            ),
            name=file.name,
        )
    yield make_text_item("\f".join(texts), file)


def _explain(name: str, error: Exception) -> SourceError:
    if "password" in str(error).lower():
        return SourceError(_("%(name)s: this PDF is locked with a password. Save it without one."), name=name)
    return SourceError(_("%(name)s: this PDF is damaged. Save it again from its source."), name=name)


def _read_pages(document: Any, pages: int) -> tuple[list[str], int, int]:
    """Return the texts of the pages, and how many letters they have, and how many of these are unknown."""
    texts: list[str] = []
    letters = unknown = 0
    for number in range(pages):
        page = document[number]
        shown = _list_letters(page)
        letters += sum(not one.sign.isspace() for one in shown)
        unknown += sum("\ue000" <= one.sign <= "\uf8ff" or one.sign in "\ufffd\ufffe\uffff" for one in shown)
        texts.append(write_page(shown))
        page.close()
        if letters > MAX_DOCUMENT_CHARACTERS:
            break
    return texts, letters, unknown


def _list_letters(page: Any) -> list[PageLetter]:
    """Return the letters of a page in PDFium's order, which is right for lines and wrong within them."""
    import pypdfium2.raw as pdfium

    layer = page.get_textpage()
    found: list[PageLetter] = []
    x, y, left, right, bottom, top = (ctypes.c_double() for _place in range(6))
    for place in range(min(layer.count_chars(), MAX_DOCUMENT_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(layer.raw, place)
        if not code or code > 0x10FFFF:
            continue
        pdfium.FPDFText_GetCharOrigin(layer.raw, place, x, y)
        pdfium.FPDFText_GetCharBox(layer.raw, place, left, right, bottom, top)
        found.append(
            PageLetter(
                chr(code), x.value, y.value, left.value, right.value, pdfium.FPDFText_GetFontSize(layer.raw, place)
            )
        )
    layer.close()
    return found
