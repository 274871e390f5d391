"""What a page says of itself: headline, date, outlet, and which of its lines are the report."""

import datetime as dt
import functools

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.page_cleaning import PageLine
from meetings.extraction.mentions.title_wording import raw_words
from meetings.extraction.readings import ReportReading
from meetings.gazetteer import rows, values
from meetings.text.fold import fold
from meetings.text.tokens import WORD


def frame(text: Text, report: ReportReading, published: dt.date | None) -> None:
    """Headline, date, outlet, body."""
    page = text.page
    if page.headline:
        report.headline_span = text.folded.span(page.headline.start, page.headline.end)
        report.headline = raw_words(report.raw, report.headline_span)
    report.published = published or page.published
    if page.published_span and not published:
        report.published_span = text.folded.span(*page.published_span)
    report.body_spans = [text.folded.span(line.start, line.end) for line in page.lines if line.role == "body"]
    outlet = _outlet(text)
    if outlet:
        code, start, end = outlet
        report.outlet_code = code
        report.outlet = raw_words(report.raw, text.folded.span(start, end))


@functools.cache
def _outlets() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First folded word of an outlet's name -> the words of the name and its code, the longest names first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("outlets"):
        for name in [row["name_ar"], row["name_en"], *values(row["names"])]:
            words = tuple(WORD.findall(fold(name)))
            if len("".join(words)) > 2:
                table.setdefault(words[0], []).append((words, row["code"]))
    for names in table.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return table


@functools.cache
def _places() -> frozenset[str]:
    """Folded names of cities: "الرياض" at the head of a report is the city, not the newspaper."""
    return frozenset(fold(row["name_ar"]) for row in rows("places"))


def outlet_country_of(code: str | None) -> str | None:
    """The country of an outlet, where the gazetteer gives one."""
    if not code:
        return None
    return next((row["country"] or None for row in rows("outlets") if row["code"] == code), None)


_NAMING = ("تلقت", "وكاله", "صحيفه", "موقع", "قناه", "لـ", "خاص")  # before a name in quotes: it is an outlet's


def _outlet(text: Text) -> tuple[str, int, int] | None:
    """The outlet that the page names as its own, with folded offsets: in its first lines or its last ones."""
    named = [line for line in text.page.lines if line.role != "noise" or line.text.startswith("المصدر")]
    for line in [*named[:12], *named[12:][-3:]]:
        found = [(match.group(), match.start(), match.end()) for match in WORD.finditer(line.text, 0, 400)]
        for number, (word, start, _) in enumerate(found):
            for name, code in _outlets().get(word, ()):
                end = number + len(name)
                if tuple(entry[0] for entry in found[number:end]) == name and _own(line, start, found[end - 1][2]):
                    return code, line.start + start, line.start + found[end - 1][2]
    return None


def _own(line: PageLine, start: int, end: int) -> bool:
    """Whether a name stands as an agency's own mark: in brackets or beside a stroke, alone or at the end of a dateline,
    first in the page's title, in quotes behind "وكالة". Many outlets are called by everyday words (الحياة, الأخبار).
    """
    words = line.text
    before, after = words[:start].rstrip(), words[end:].lstrip()
    if (start and words[start - 1].isalpha()) or words[end : end + 1].isalpha():
        return False
    if line.text.startswith("المصدر") and start < 12:
        return True
    if (before.endswith("(") and after.startswith(")")) or before.endswith("/") or after.startswith("/"):
        return True
    if line.role == "dateline" or line.words <= 4:
        return (not before or not after) and words[start:end] not in _places()
    if start == 0:
        return after.startswith(("-", "–", ":"))
    return before.endswith(('"', "«", "“")) and any(word in before[-30:] for word in _NAMING)


def dateline_country(text: Text) -> str | None:
    """The country of the city that a report is filed from: a hint at whose officials it names without their country."""
    for line in text.page.lines[:8]:
        head = line.text if line.role == "dateline" else _prefix(text, line)
        words = WORD.findall(head)
        for index in range(len(words)):
            for hit in text.lexicon.hits(words, index, len(words)):
                if hit.entry.kind == "place" and hit.entry.country and not hit.particle:
                    return hit.entry.country
    return None


def _prefix(text: Text, line: PageLine) -> str:
    """What stands before the prose of a body line."""
    if line.role != "body":
        return ""
    first = next((start for start in text.starts if start >= line.start), line.start)
    return line.text[: max(0, first - line.start)]
