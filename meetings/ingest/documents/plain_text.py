"""The text that a reader took out of a document, as a source text."""

import re
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadItem, SourceFile
from meetings.ingest.documents.limits import MAX_DOCUMENT_CHARACTERS
from meetings.ingest.errors import SourceError
from meetings.ingest.sources import OriginalFile, SourceText

_ENDS = re.compile(r"[ \t]+(?=\n)")
_GAPS = re.compile(r"\n{3,}")
# Characters that no text has and a database refuses, and halves of characters.
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make_text_item(text: str, file: SourceFile) -> ReadItem:
    """Return the text of a whole document, which is kept as the original.

    Raises:
        SourceError: It has no words, or too many.
    """
    text = _NO_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _GAPS.sub("\n\n", _ENDS.sub("", text)).strip()
    if not text:
        raise SourceError(_("%(name)s: this document has no text."), name=file.name)
    if len(text) > MAX_DOCUMENT_CHARACTERS:
        raise SourceError(
            _("%(name)s: %(count)s characters are too many for one article (at most %(most)s). Split the document."),
            name=file.name,
            count=len(text),
            most=MAX_DOCUMENT_CHARACTERS,
        )
    return ReadItem(file.name, keep_original(SourceText(raw=text, name=file.name), file))


def keep_original(source: SourceText, file: SourceFile) -> SourceText:
    """Return `source` with the file that it was read from."""
    return replace(source, original=OriginalFile(file.name.rpartition(" › ")[2], file.read()))
