"""Hostile texts, and how to recognise what they did to an answer."""

import html
import re
from html.parser import HTMLParser

# Every text has the sign "zqx", which is nowhere in Mahdar: a page has it as text, never as markup.
SHORT = '"><zqx a>'
MARKUP = (
    "=cmd|' /C calc'!A0 '\"></script></style></title></textarea><zqx-tag zqx-attribute=1 onzqx=1>"
    "<script>zqx()</script>{{7*191}}{% zqx %}\u202e\u2066"
)
SIGNS = "\x07\x0b\x1b\r\nX-Zqx: 1\r\n"  # control signs but NUL, and lines for the headers of an answer
LONG = "ب" * 400
ADDRESS = "javascript:zqx()//\"'><zqx-tag zqx-attribute=1>"
EVALUATED = "1337"

_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "poster", "data", "content"}
_SCRIPT_ADDRESS = re.compile(r"[\s\x00-\x20]*(javascript|vbscript|data:text/html)", re.IGNORECASE)


def make_text(max_length: int | None, number: int = 0) -> str:
    """The most hostile text that fits, unlike those of other numbers."""
    end = f"{number}" if number else ""
    for text in (MARKUP + SIGNS + LONG, MARKUP + SIGNS, MARKUP, SHORT):
        if max_length is None or len(text) + len(end) <= max_length:
            return text + end
    return SHORT[: max(max_length - len(end), 0)] + end if max_length else end


class _Faults(HTMLParser):
    """A parser that collects markup which came out of a planted text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "zqx" in tag:
            self.found.append(f"element <{tag}>")
        for name, value in attrs:
            if "zqx" in name:
                self.found.append(f"attribute {name} of <{tag}>")
            if name in _ADDRESSES and _SCRIPT_ADDRESS.match(value or ""):
                self.found.append(f"{name} of <{tag}> runs a script: {value}")
        self.script = dict(attrs) if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self.script is not None and "zqx" in data and not (self.script.get("type") or "").endswith("json"):
            self.found.append("a planted text within a script")
        self.script = None


def find_faults_of_markup(page: str) -> list[str]:
    """What planted texts became in a page of HTML."""
    parser = _Faults()
    parser.feed(page)
    parser.close()
    return parser.found + (["a template ran a planted text"] if f"zqx){EVALUATED}" in html.unescape(page) else [])
