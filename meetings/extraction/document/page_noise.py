"""Rules for lines outside the report: tables, counters, navigation, links to other articles."""

import re
from dataclasses import dataclass, field

from meetings.extraction.document.page_lines import (
    MAX_HEADING_WORDS,
    PageLine,
    find_full_date,
    find_marker,
    is_sentence,
)
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class
from meetings.text.date_words import find_dates

MAX_END_MARKER_WORDS, MAX_LINE_MARKER_WORDS = 12, 6
MAX_RELATED_LINES = 2  # after "اقرأ أيضا" alone
_BULLET, _ITEMS = "•", ("•", "●", "-", "–", "*")
_MARKUP = ("content=", "<", "http", "www.")
_YEAR = re.compile(r"\d{4}")
_SECTION_ENDS = load_word_class("markers_of_one_section")


@dataclass(slots=True)
class LineReading:
    """A line, and the blocks that earlier lines opened."""

    line: PageLine = field(default_factory=lambda: PageLine(0, 0, ""))
    is_ended: bool = False  # by a marker of the report's end
    related_lines: int = 0  # that may still follow a marker of related articles
    has_prose: bool = False
    is_list: bool = False  # a list that the report itself opened with a colon

    @property
    def text(self) -> str:
        """Return the line's folded text."""
        return self.line.text


def read_prose(reading: LineReading) -> None:
    """Treat a line that is not noise as prose or an item of a list."""
    text = reading.text
    reading.related_lines = 0
    reading.has_prose = reading.has_prose or reading.line.words > MAX_HEADING_WORDS
    is_link = text.startswith(_BULLET) and not is_sentence(reading.line) and not find_dates(text)
    if is_link and not reading.is_list:
        reading.line.role = "noise"
    reading.is_list = text.endswith(":") or (reading.is_list and text.startswith(_ITEMS))


def _is_after_end(reading: LineReading) -> bool | None:
    return reading.is_ended or None


def _is_table(reading: LineReading) -> bool | None:
    text = reading.text
    return (text.count("|") >= 2 and not find_full_date(text[:80])) or set(text) <= set("-|: ") or None


def _is_markup(reading: LineReading) -> bool | None:
    return reading.text.startswith(_MARKUP) or reading.text.endswith("/>") or None


def _is_counter(reading: LineReading) -> bool | None:
    return (reading.line.words == 0 and not _YEAR.search(reading.text)) or None


def _is_end(reading: LineReading) -> bool | None:
    marker = find_marker(reading.text, "end")
    if marker is None or reading.line.words > MAX_END_MARKER_WORDS:
        return None
    reading.is_ended = reading.has_prose and marker not in _SECTION_ENDS
    return True


def _opens_related(reading: LineReading) -> bool | None:
    marker = find_marker(reading.text, "related")
    if marker is None:
        return None
    has_title = len(reading.text) > len(marker) + 8  # the article's title is on the same line
    reading.related_lines = 0 if has_title else MAX_RELATED_LINES
    return True


def _is_line_marker(reading: LineReading) -> bool | None:
    return (reading.line.words <= MAX_LINE_MARKER_WORDS and find_marker(reading.text, "line") is not None) or None


def _is_related(reading: LineReading) -> bool | None:
    if not reading.related_lines or is_sentence(reading.line):
        return None
    reading.related_lines -= 1
    return True


_PROSE = (
    "التقى الرئيس العراقي عبد اللطيف رشيد في بغداد اليوم الأحد رئيس الوزراء الأردني بشر الخصاونة وبحثا العلاقات بين "
    "البلدين وسبل تطويرها في مختلف المجالات."
)
NOISE = RuleSet(
    "page_noise.line",
    Rule("behind_end", f"{_PROSE}\nالأكثر قراءة\nزيارة إلى عمان", _is_after_end),
    Rule("table", f"{_PROSE}\n| الرئيسية | أخبار | رياضة |", _is_table),
    Rule("markup", f"{_PROSE}\nhttps://example.org", _is_markup),
    Rule("counter", f"{_PROSE}\n120", _is_counter),
    Rule("end", f"{_PROSE}\nالأكثر قراءة", _is_end),
    Rule("related_heading", f"{_PROSE}\nاقرأ أيضا", _opens_related),
    Rule("line_marker", f"{_PROSE}\nحجم الخط", _is_line_marker),
    Rule("related_line", f"{_PROSE}\nاقرأ أيضا\nزيارة إلى عمان\n{_PROSE}", _is_related),
)
