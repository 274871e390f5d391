"""Facts about the page: headline, date, outlet, and the lines that are the report."""

import datetime as dt
import functools
from collections.abc import Iterator

from meetings.extraction.document.annotated_text import Text, get_raw_words
from meetings.extraction.document.lexicon import LexiconEntry
from meetings.extraction.document.outlet_marks import SOURCE, OutletName, is_own_mark
from meetings.extraction.document.page_lines import PageLine
from meetings.extraction.readings import ReportReading
from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.word_classes import load_word_class, load_word_list
from meetings.text.fold import fold
from meetings.text.tokens import WORD

MAX_DATELINE_WORDS = 9  # of one that no dash ends
_CUSTODIAN = tuple(load_word_list("custodian")[0].split())
_CITIES_OF_ALL_PRESS = load_word_class("cities_of_all_press")
_CUSTODIANS_LAND = "SA"
_PARTICLES = "".join(load_word_list("particles_before_custodian"))


def record_page_facts(
    text: Text, report: ReportReading, published: dt.date | None, *, dated_by_source: bool = False
) -> None:
    """Record the headline, date, outlet and body of the page in `report`; its date only where no source was asked."""
    page = text.page
    if page.headline:
        report.headline_span = text.folded.span(page.headline.start, page.headline.end)
        report.headline = get_raw_words(report.raw, report.headline_span)
    report.published = published
    if published or dated_by_source:
        page.leave_days_to_source()
    if page.published_span and not published and not dated_by_source:
        report.published = page.published
        report.published_span = text.folded.span(*page.published_span)
    report.body_spans = [text.folded.span(line.start, line.end) for line in page.lines if line.role == "body"]
    outlet = _outlet(text)
    if outlet:
        code, start, end = outlet
        report.outlet_code = code
        report.outlet = get_raw_words(report.raw, text.folded.span(start, end))


@functools.cache
def _outlets() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return, by the first folded word of an outlet's name, its words and code, the longest names first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_rows("outlets"):
        for name in [row["name_ar"], row["name_en"], *split_values(row["names"])]:
            words = tuple(WORD.findall(fold(name)))
            if len("".join(words)) > 2:
                table.setdefault(words[0], []).append((words, row["code"]))
    for names in table.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return table


def get_outlet_country(code: str | None) -> str | None:
    """Return the country of an outlet, if the gazetteer has it."""
    if not code:
        return None
    return next((row["country"] or None for row in load_rows("outlets") if row["code"] == code), None)


def _outlet(text: Text) -> tuple[str, int, int] | None:
    """Find the outlet that the page's first or last lines name as their own: its code and folded offsets."""
    named = [line for line in text.page.lines if line.role != "noise" or line.text.startswith(SOURCE)]
    for line in [*named[:12], *named[12:][-3:]]:
        found = [(match.group(), match.start(), match.end()) for match in WORD.finditer(line.text, 0, 400)]
        for number, (word, start, _) in enumerate(found):
            for name, code in _outlets().get(word, ()):
                words = found[number : number + len(name)]
                end = words[-1][2]
                if tuple(entry[0] for entry in words) == name and is_own_mark(OutletName(line, start, end)):
                    return code, line.start + start, line.start + end
    return None


def find_dateline_country(text: Text) -> str | None:
    """Return the country of the dateline's city, which is that of officials named without a country."""
    cities = (place for place in _find_dateline_places(text) if fold(place.key) not in _CITIES_OF_ALL_PRESS)
    return next((place.country for place in cities), None)


def find_dateline_city(text: Text) -> LexiconEntry | None:
    """Return the city of the dateline, which the report may call "here"."""
    return next((place for place in _find_dateline_places(text) if place.city), None) or _find_opening_city(text)


def _find_opening_city(text: Text) -> LexiconEntry | None:
    """Return the city of a dateline without a dash: "باريس 3 مايو 2024 (شينخوا) التقى"."""
    first = next((sentence for sentence in text.sentences if sentence.role == "body"), None)
    hit = text.hit(first.start, "place") if first is not None else None
    if first is None or hit is None or hit.particle or not hit.entry.city:
        return None
    return hit.entry if ")" in text.words[hit.end : first.start + MAX_DATELINE_WORDS] else None


def _find_dateline_places(text: Text) -> Iterator[LexiconEntry]:
    for line in text.page.lines[:8]:
        head = line.text if line.role == "dateline" else _prefix(text, line)
        words = WORD.findall(head)
        for index in range(len(words)):
            for hit in text.lexicon.hits(words, index, len(words)):
                if hit.entry.kind == "place" and hit.entry.country and not hit.particle:
                    yield hit.entry


def find_court_country(text: Text) -> str | None:
    """Return the country whose court's title only its own press uses without the country: خادم الحرمين الشريفين."""
    for index in range(len(text.words) - 1):
        if (text.words[index].lstrip(_PARTICLES), text.words[index + 1]) == _CUSTODIAN:
            return _CUSTODIANS_LAND
    return None


def _prefix(text: Text, line: PageLine) -> str:
    """Return what is before the prose of a body line."""
    if line.role != "body":
        return ""
    first = next((start for start in text.starts if start >= line.start), line.start)
    return line.text[: max(0, first - line.start)]
