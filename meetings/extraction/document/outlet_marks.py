"""Rules for an agency's own mark: the names of many outlets are everyday words (الحياة, الأخبار)."""

import functools
from dataclasses import dataclass

from meetings.extraction.document.page_lines import PageLine
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer import load_rows
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.fold import fold

MAX_SHORT_LINE_WORDS = 4
SOURCE = load_word_list("source_marker")[0]
_NAMING = load_word_list("words_before_outlets")


@dataclass(slots=True)
class OutletName:
    """An outlet's name at [start, end) of a line's text."""

    line: PageLine
    start: int
    end: int

    @property
    def before(self) -> str:
        """Return the text before the name on its line."""
        return self.line.text[: self.start].rstrip()

    @property
    def after(self) -> str:
        """Return the text after the name on its line."""
        return self.line.text[self.end :].lstrip()


def is_own_mark(name: OutletName) -> bool:
    """Return whether a name is the mark of the page's own outlet or agency."""
    text = name.line.text
    inside_word = (name.start and text[name.start - 1].isalpha()) or text[name.end : name.end + 1].isalpha()
    return not inside_word and MARKS.holds(name)


@functools.cache
def _places() -> frozenset[str]:
    """Return the folded names of cities: "الرياض" at the beginning of a report is the city, not the newspaper."""
    return frozenset(fold(row["name_ar"]) for row in load_rows("places"))


def _is_source(name: OutletName) -> bool | None:
    return (name.line.text.startswith(SOURCE) and name.start < 12) or None


def _is_in_brackets(name: OutletName) -> bool | None:
    return (name.before.endswith("(") and name.after.startswith(")")) or None


def _is_beside_stroke(name: OutletName) -> bool | None:
    return name.before.endswith("/") or name.after.startswith("/") or None


def _is_short_line(name: OutletName) -> bool | None:
    if name.line.role != "dateline" and name.line.words > MAX_SHORT_LINE_WORDS:
        return None
    return (not name.before or not name.after) and name.line.text[name.start : name.end] not in _places()


def _opens_line(name: OutletName) -> bool | None:
    return name.after.startswith(("-", "–", ":")) if name.start == 0 else None


def _is_quoted(name: OutletName) -> bool | None:
    is_quoted = name.before.endswith(('"', "«", "“")) and any(word in name.before[-30:] for word in _NAMING)
    return is_quoted or None


_PROSE = "التقى الرئيس العراقي عبد اللطيف رشيد رئيس الوزراء الأردني بشر الخصاونة في بغداد."
MARKS = RuleSet(
    "outlet_marks.own",
    Rule("source", f"{_PROSE}\nالمصدر: وكالة الأناضول", _is_source),
    Rule("brackets", f"بغداد (الأناضول) - {_PROSE}", _is_in_brackets),
    Rule("stroke", f"بغداد / الأناضول / {_PROSE}", _is_beside_stroke),
    Rule("short_line", f"الأناضول\n{_PROSE}", _is_short_line),
    Rule("line_opening", f"الأناضول - {_PROSE}", _opens_line),
    Rule("quotes", f'في بيان تلقت "الأناضول" نسخة منه: {_PROSE}', _is_quoted),
)
