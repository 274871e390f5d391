"""Word documents (.docx, .docm): their visible text, from the XML. Macros, fields and objects are never run."""

from collections.abc import Iterator

from lxml import etree

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.limits import make_damage_error
from meetings.ingest.documents.plain_text import make_text_item
from meetings.ingest.documents.xml_parts import parse_xml
from meetings.ingest.documents.zips import open_zip, unpack_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What is in the file but not on the page: deleted words, the code of fields, notes, the copy for older programs.
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "footnote", "endnote", "pict"}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the text of a Word document.

    Raises:
        SourceError: It is damaged or has no text.
    """
    root = parse_xml(unpack_part(file, _find_main_part(file), run), file.name)
    body = next((one for one in root if _local(one) == "body"), root)
    lines: list[str] = []
    _collect(body, lines)
    yield make_text_item("".join(lines), file)


def _find_main_part(file: SourceFile) -> str:
    """Return the name of the part with the text; programs may call it document2.xml."""
    with open_zip(file) as archive:
        names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    found = [name for name in names if name.startswith("word/document") and name.endswith(".xml")]
    if not found:
        raise make_damage_error(file.name)
    return min(found)


def _collect(element: etree._Element, text: list[str]) -> None:
    """Add the text of an element to `text`, one line for each paragraph."""
    for one in element:
        name = _local(one)
        if name in _UNSEEN or (name == "r" and _is_hidden(one)):
            continue
        if name == "t":
            text.append(one.text or "")
        elif name in _MARKS:
            text.append(_MARKS[name])
        else:
            if name == "p" and text and not text[-1].endswith("\n"):  # a text box inside a paragraph
                text.append("\n")
            _collect(one, text)
            if name == "p":
                text.append("\n")


def _is_hidden(run: etree._Element) -> bool:
    """Return whether Word does not show a run of characters."""
    hidden = [one for part in run if _local(part) == "rPr" for one in part if _local(one) == "vanish"]
    return any((one.get(f"{_W}val") or one.get(f"{_STRICT}val") or "1") not in ("0", "false", "off") for one in hidden)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
