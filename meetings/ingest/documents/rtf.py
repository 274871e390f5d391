r"""RTF documents: their visible text.

Written here, because striprtf 0.0.35 garbles the Arabic of fonts with another charset and shows hidden text.

Every character of RTF is ASCII; others are `\u1576?` or `\'c8`, a byte in the charset of the current font.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.plain_text import make_text_item

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|.", re.DOTALL
)
# Groups that are not on the page.
_UNSEEN = {
    "colortbl", "stylesheet", "info", "pict", "object", "objdata", "footnote", "annotation", "atnid", "atnauthor",
    "listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore",
    "latentstyles", "xmlnstbl", "fldinst", "pgdsctbl", "revtbl", "filetbl", "bkmkstart", "bkmkend", "deleted",
    "nonshppict", "mmathPr",
    *(f"{edge}{pages}" for edge in ("header", "footer") for pages in ("", "l", "r", "f")),
}  # fmt: skip
_ALSO_SEEN = {"shppict", "fldrslt", "ud", "upr"}  # marked with \* and on the page all the same
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "zwj": "\u200d",
    "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_CHARSETS = {
    "0": "cp1252", "77": "mac-roman", "84": "mac-arabic", "128": "cp932", "134": "gbk", "136": "big5",
    "161": "cp1253", "162": "cp1254", "177": "cp1255", "178": "cp1256", "179": "cp1256", "180": "cp1256",
    "204": "cp1251", "238": "cp1250",
}  # fmt: skip
MAX_GROUPS = 10_000  # within each other
MAX_FALLBACK = 100  # characters behind a \u that older programs show instead


@dataclass(slots=True)
class _Group:
    """The state of a group: whether it is seen, the font's encoding, and how many characters replace a `u`."""

    is_seen: bool = True
    is_hidden: bool = False
    in_fonts: bool = False
    encoding: str = ""
    fallback: int = 1


@dataclass(slots=True)
class _Document:
    """What has been read of a document."""

    encoding: str = "cp1252"
    fonts: dict[str, str] = field(default_factory=dict)
    font: str = ""  # the font that the table of fonts is describing
    text: list[str] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    skip: int = 0  # characters that older programs show instead of a \u
    is_marked: bool = False  # by \*, which says that unknown groups are not on the page

    def add(self, text: str) -> None:
        """Add characters, unless they are not on the page."""
        group = self.groups[-1]
        if self.skip and text:
            cut = min(self.skip, len(text))
            self.skip, text = self.skip - cut, text[cut:]
        if text and group.is_seen and not group.is_hidden and not group.in_fonts:
            self.text.append(text)


def read_rtf(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the text of an RTF document.

    Raises:
        SourceError: It has no text.
    """
    document = _Document()
    source = file.read().decode("latin-1")
    place = 0
    while match := _TOKEN.match(source, place):
        place = match.end()
        word, number, byte, sign, brace, text = match.groups()
        if brace:
            _open_or_close(document, brace)
        elif word == "bin":
            place += max(int(number or 0), 0)
        elif word:
            _follow_word(document, word, number)
        elif byte:
            encoding = document.groups[-1].encoding or document.encoding
            document.add(bytes.fromhex(byte).decode(encoding, "replace"))
        elif sign:
            document.is_marked = sign == "*"
            document.add({"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n"}.get(sign, sign if sign in "\\{}" else ""))
        elif text:
            document.add(text)
    joined = "".join(document.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    yield make_text_item(joined, file)


def _open_or_close(document: _Document, brace: str) -> None:
    document.skip, document.is_marked = 0, False
    if brace == "{":
        if len(document.groups) < MAX_GROUPS:
            document.groups.append(replace(document.groups[-1]))
    elif len(document.groups) > 1:
        document.groups.pop()


def _follow_word(document: _Document, word: str, number: str | None) -> None:
    """Do what a control word says."""
    group = document.groups[-1]
    is_marked, document.is_marked = document.is_marked, False
    if word == "u" and number:
        document.skip = 0
        document.add(chr(int(number) & 0xFFFF))
        document.skip = group.fallback
    elif word in _SIGNS:
        document.add(_SIGNS[word])
    elif word in _UNSEEN or (is_marked and word not in _ALSO_SEEN):
        group.is_seen = False
    else:
        _set_state(document, group, word, number)


def _set_state(document: _Document, group: _Group, word: str, number: str | None) -> None:
    """Change what the following characters mean or whether they are shown."""
    if word == "uc":
        group.fallback = min(int(number or 1), MAX_FALLBACK)
    elif word == "ansicpg":
        document.encoding = _find_encoding(f"cp{number}") or document.encoding
    elif word == "fonttbl":
        group.in_fonts = True
    elif word == "fcharset":
        document.fonts[document.font] = _CHARSETS.get(number or "", "")
    elif word == "f":
        document.font = number or ""
        group.encoding = "" if group.in_fonts else document.fonts.get(document.font, "")
    elif word == "v":
        group.is_hidden = number != "0"
    elif word == "plain":
        group.is_hidden = False


def _find_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
