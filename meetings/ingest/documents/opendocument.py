"""OpenDocument texts (.odt): the visible text of content.xml."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _
from lxml import etree

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.limits import make_left_out
from meetings.ingest.documents.plain_text import make_text_item
from meetings.ingest.documents.xml_parts import parse_xml
from meetings.ingest.documents.zips import unpack_part

_UNSEEN = {"annotation", "annotation-end", "tracked-changes", "note", "forms", "script", "sequence-decls"}
_PARAGRAPHS = {"p", "h"}
MAX_SPACES = 100  # that one element stands for


def read_opendocument(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the text of an OpenDocument text.

    Raises:
        SourceError: It is damaged, locked or not a text.
    """
    said = unpack_part(file, "mimetype", run).decode("ascii", "replace").strip()
    if "opendocument.text" not in said:
        raise make_left_out(file.name, _("an OpenDocument file that is not a text (save it as PDF)"))
    root = parse_xml(unpack_part(file, "content.xml", run), file.name)
    body = next((one for one in root if _local(one) == "body"), root)
    text: list[str] = []
    _collect(body, text)
    yield make_text_item("".join(text), file)


def _collect(element: etree._Element, text: list[str]) -> None:
    for one in element:
        name = _local(one)
        if name in _UNSEEN:
            if one.tail and _local(element) in (*_PARAGRAPHS, "span"):
                text.append(one.tail)
            continue
        if name in _PARAGRAPHS:
            if text and not text[-1].endswith("\n"):
                text.append("\n")
            text.append(one.text or "")
            _collect(one, text)
            text.append("\n")
            continue
        if inline := _read_inline(one, name):
            text.append(inline)
        _collect(one, text)
        if _local(element) in (*_PARAGRAPHS, "span", "a") and one.tail:
            text.append(one.tail)


def _read_inline(element: etree._Element, name: str) -> str:
    """Return the characters that an element inside a paragraph begins with or stands for."""
    if name == "s":
        count = next((value for key, value in element.attrib.items() if str(key).endswith("}c")), "1")
        return " " * min(int(count) if str(count).isdigit() else 1, MAX_SPACES)
    if name in ("tab", "line-break"):
        return "\t" if name == "tab" else "\n"
    return element.text or "" if name in ("span", "a", "ruby-base") else ""


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
