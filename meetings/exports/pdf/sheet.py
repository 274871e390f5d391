"""Pages with Arabic and Latin text: fonts, colours, paragraphs and rows that begin at the edge of their language.

fpdf2 with HarfBuzz shapes the letters and stores the text behind them, so that readers can search and copy it. Two of
Amiri's features are off for that: programs that extract the text read kerned pairs (و before ب) as two words, and
contextual alternates (the الكـ of الكرد) as other letters.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import segno
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.prefs import ViewerPreferences

from meetings.models.languages import is_right_to_left
from meetings.queries.licence import DATA_LICENCE
from meetings.text.visual_order import find_direction

FONTS = Path(__file__).resolve().parent.parent / "fonts"
Colour = tuple[int, int, int]

# The site's colours on white paper (static/css/tokens.css).
INK: Colour = (21, 33, 29)
SOFT: Colour = (74, 87, 81)
RULE: Colour = (205, 211, 200)
BRAND: Colour = (14, 79, 70)
SEAL: Colour = (148, 48, 31)
SHADE: Colour = (243, 244, 238)

MARGIN = 18.0  # millimetres, like all lengths here; sizes of type are in points
LEADING = 0.56  # height of a line in millimetres for each point of type: Arabic needs space above and below
Weight = Literal["", "B"]
FEATURES = {"kern": False, "calt": False}
ENTRY_SIZE = 10.5  # of the contents
MAX_WIDTHS = 50_000  # of words, which all documents of a process share: some 5 MB
# (word, weight, whether it is read from the right) -> width in millimetres for each point of type.
_widths: dict[tuple[str, str, bool], float] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """The place of an entry of the contents: its page, its top and height, and where it ends in the page's content."""

    page: int
    top: float
    height: float
    end: int


class ReadingPreferences(ViewerPreferences):
    """Viewer preferences with the reading direction as the PDF name that ISO 32000 requires.

    fpdf2 2.8.9 writes `/Direction RTL`, a bare word, and strict readers reject the file.
    """

    def serialize(self, *args: Any, **options: Any) -> str:
        entries = super().serialize(*args, **options)
        return entries.replace("/Direction RTL", "/Direction /R2L").replace("/Direction LTR", "/Direction /L2R")


class Sheet(FPDF):
    """A document in one language. Each paragraph has the direction of its text."""

    def __init__(self, language: str, title: str, subject: str = "", scale: float = 1.0) -> None:
        super().__init__(format="A4")
        self.right_to_left = is_right_to_left(language)
        self.set_lang(language)
        self.set_title(title)
        self.set_subject(subject)
        self.set_author(_("Mahdar"))
        self.set_creator("Mahdar")
        self.viewer_preferences = ReadingPreferences(
            display_doc_title=True, direction="rtl" if self.right_to_left else "ltr"
        )
        self.add_font("Amiri", "", FONTS / "Amiri-Regular.ttf")
        self.add_font("Amiri", "B", FONTS / "Amiri-Bold.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=20)
        self.set_text_shaping(True, features=FEATURES)
        self.c_margin = 0
        self.foot = " · ".join((_("Mahdar"), DATA_LICENCE.name))  # at the end of each page; {page} is its number
        self.scale = scale  # of all type, so that a long record still fits its page

    # --- Paragraphs ---------------------------------------------------------------------------------------------------
    def paragraph(
        self,
        text: str,
        size: float = 11,
        weight: Weight = "",
        colour: Colour = INK,
        *,
        width: float = 0,
        link: str = "",
        indent: float = 0,
    ) -> None:
        """Set `text` from the edge where lines of the document's language begin; `width` 0 means the whole line."""
        width = (width or self.epw) - indent
        height = self.line_height(size)
        for line in self.lines(text, width, size, weight):
            if self.will_page_break(height):
                self.add_page()
            with self._type(size, weight, colour, text):
                self.set_x(self._from_start(indent, width))
                self.cell(width, height, line, align=self._align(), link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def row(
        self,
        label: str,
        text: str,
        size: float = 11,
        *,
        label_width: float = 30,
        label_colour: Colour = SOFT,
        link: str = "",
    ) -> None:
        """Set a label at the beginning of the line and `text` beside it; a short row is never split between pages."""
        if not text:
            return
        gap = 2.0
        rows = max(len(self.lines(label, label_width - gap, size)), len(self.lines(text, self.epw - label_width, size)))
        if self.will_page_break(min(rows, 12) * self.line_height(size)):
            self.add_page()
        page, top = self.page, self.get_y()
        self.paragraph(text, size, link=link, indent=label_width)
        below, last = self.get_y(), self.page
        self.page = page
        self.set_y(top)
        self.paragraph(label, size, colour=label_colour, width=label_width - gap)
        self.page = last
        self.set_y(below if last != page else max(below, self.get_y()))

    def lines(self, text: str, width: float, size: float, weight: Weight = "") -> list[str]:
        """Return `text` in lines of at most `width` millimetres, cut between words.

        fpdf2's own method shapes a line again for each of its characters, which takes seconds for a dossier; this
        method measures each word once. Letters do not join over a space and kerning is off, so the sum of the widths is
        exact.
        """
        room = width / (size * self.scale)
        space = self._measure(" ", weight)
        found, line, used = [], "", 0.0
        for word in self._pieces(text, room, weight):
            wide = self._measure(word, weight)
            if line and used + space + wide > room:
                found.append(line)
                line, used = word, wide
            else:
                used += space + wide if line else wide
                line = f"{line} {word}" if line else word
        return [*found, line] if line else found

    def _pieces(self, text: str, room: float, weight: Weight) -> Iterator[str]:
        """Yield the words of `text`; a word wider than a line, such as an address, in pieces."""
        for word in text.split():
            while self._measure(word, weight) > room and len(word) > 1:
                cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or self._measure(word[:n], weight) <= room)
                yield word[:cut]
                word = word[cut:]
            yield word

    def _measure(self, word: str, weight: Weight) -> float:
        """Return the width of a word in millimetres for each point of type."""
        key = word, weight, self._is_read_from_right(word)
        width = _widths.get(key)
        if width is None:
            with self._type(100 / self.scale, weight, INK, word):
                width = self.get_string_width(word) / 100
            if len(_widths) >= MAX_WIDTHS:
                _widths.clear()
            _widths[key] = width
        return width

    def heading(self, text: str, size: float = 14) -> None:
        """Set a heading above a rule, never at the end of a page."""
        if self.will_page_break(self.line_height(size) + 16):
            self.add_page()
        self.space(2.5)
        self.paragraph(text, size, "B", BRAND)
        self.rule()
        self.space(1)

    def rule(self, colour: Colour = RULE, width: float = 0.2) -> None:
        """Draw a line across the page."""
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())

    def space(self, height: float) -> None:
        """Leave `height` millimetres free."""
        self.set_y(self.get_y() + height * self.scale)

    def line_height(self, size: float) -> float:
        """Return the distance in millimetres between two lines of `size` points."""
        return size * self.scale * LEADING

    def label(self, text: str, middle: float, y: float) -> None:
        """Set a few small letters, centred at `middle`, without moving the place of the next paragraph."""
        before = self.get_y()
        with self._type(8.5, "", SOFT, text):
            self.set_xy(middle - 10, y)
            self.cell(20, 4, text, align="C")
        self.set_y(before)

    def entry(self, text: str) -> Entry:
        """Set a line of the contents, and return its place: the number of its page is known later."""
        room = self.epw - 16
        if self.will_page_break(len(self.lines(text, room, ENTRY_SIZE)) * self.line_height(ENTRY_SIZE)):
            self.add_page()
        page, top = self.page, self.get_y()
        self.paragraph(text, ENTRY_SIZE, width=room)
        return Entry(page, top, self.get_y() - top, len(self._get_content(page)))

    def number_entries(self, entries: Sequence[Entry], targets: Sequence[int]) -> None:
        """Set the number of its page at the far end of each entry, behind its words for programs, and a link to it."""
        page, below = self.page, self.get_y()
        for entry, target in reversed(list(zip(entries, targets, strict=True))):  # those before stay in their place
            self.page = entry.page
            content = self._get_content(entry.page)
            later = content[entry.end :]
            del content[entry.end :]
            with self.local_context(), self._type(ENTRY_SIZE, "", SOFT, str(target)):
                self.set_xy(self.l_margin if self.right_to_left else self.w - self.r_margin - 14, entry.top)
                self.cell(14, self.line_height(ENTRY_SIZE), str(target), align="L" if self.right_to_left else "R")
            content += later
        for entry, target in zip(entries, targets, strict=True):
            self.page = entry.page
            self.link(self.l_margin, entry.top, self.epw, entry.height, self.add_link(page=target))
        self.page = page
        self.set_y(below)

    def _get_content(self, page: int) -> bytearray:
        return cast("bytearray", self.pages[page].contents)  # until the document is finished

    # --- Signs --------------------------------------------------------------------------------------------------------
    def qr_code(self, address: str, x: float, y: float, size: float) -> None:
        """Draw the address as a QR code with a link. It is made of rectangles, so that it is sharp at any size."""
        code = segno.make(address, error="m", boost_error=False)
        modules = [list(line) for line in code.matrix]
        step = size / len(modules)
        self.set_fill_color(*INK)
        for down, line in enumerate(modules):
            for across, length in _runs(line):
                self.rect(x + across * step, y + down * step, length * step, step, style="F")
        self.link(x, y, size, size, address)

    def footer(self) -> None:
        """Set the last line of each page: the name of the document, with the page number if `foot` asks for it."""
        self.set_y(-14)
        self.rule()
        self.set_y(-13)
        text = self.foot.format(page=self.page_no())
        with self._type(8.5, "", SOFT, text):
            self.set_x(self.l_margin)
            self.cell(self.epw, 6, text, align="C")

    @property
    def comma(self) -> str:
        """The separator of the items of a list in the document's language."""
        return "، " if self.right_to_left else ", "

    # --- Inside -------------------------------------------------------------------------------------------------------
    def _from_start(self, indent: float, width: float) -> float:
        """Return the left edge of a box of `width` that begins `indent` millimetres after the beginning of the line."""
        return self.w - self.r_margin - indent - width if self.right_to_left else self.l_margin + indent

    def _align(self) -> str:
        return "R" if self.right_to_left else "L"

    @contextmanager
    def _type(self, size: float, weight: Weight, colour: Colour, text: str) -> Iterator[None]:
        """Choose the font and colour for `text`, and the direction of its letters."""
        self.set_font("Amiri", weight, size * self.scale)
        self.set_text_color(*colour)
        direction = "rtl" if self._is_read_from_right(text) else "ltr"
        self.set_text_shaping(True, features=FEATURES, direction=direction)
        yield

    def _is_read_from_right(self, text: str) -> bool:
        if not any(letter.isalpha() for letter in text):
            return self.right_to_left
        return find_direction(text) == "R"


def _runs(line: list[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, length) of each run of dark modules in a line of a QR code."""
    start = None
    for place, dark in enumerate([*line, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
