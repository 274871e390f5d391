"""What a page says of itself: headline, date, outlet, and which of its lines are the report."""

import datetime as dt
import functools

from meetings.extraction.records import Report
from meetings.extraction.sentences import Text
from meetings.extraction.wording import raw_words
from meetings.gazetteer import rows, values
from meetings.text.fold import fold


def frame(text: Text, report: Report, published: dt.date | None) -> None:
    """Headline, date, outlet, body."""
    page = text.page
    if page.headline:
        report.headline_span = text.folded.span(page.headline.start, page.headline.end)
        report.headline = raw_words(report.raw, report.headline_span)
    report.published = published or page.published
    if page.published_span and not published:
        report.published_span = text.folded.span(*page.published_span)
    report.body_spans = [text.folded.span(line.start, line.end) for line in page.lines if line.role == "body"]
    outlet = _outlet(text.folded.text)
    if outlet:
        code, start, end = outlet
        report.outlet_code = code
        report.outlet = raw_words(report.raw, text.folded.span(start, end))


@functools.cache
def _outlets() -> tuple[tuple[str, str], ...]:
    """Names of outlets (folded, the longest first) and their codes."""
    try:
        table = rows("outlets")
    except FileNotFoundError:
        return ()
    names = [
        (fold(n), row["code"]) for row in table for n in [row["name_ar"], row["name_en"], *values(row["names"])] if n
    ]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def outlet_country_of(code: str | None) -> str | None:
    if not code:
        return None
    return next((row["country"] or None for row in rows("outlets") if row["code"] == code), None)


def _outlet(folded: str) -> tuple[str, int, int] | None:
    """The outlet that the page names as its own: in its first or last words."""
    ends = ((0, folded[:400]), (max(0, len(folded) - 200), folded[-200:]))
    for offset, part in ends:
        found = []
        for name, code in _outlets():
            at = part.find(name)
            if at < 0 or len(name) < 3:
                continue
            before, after = part[at - 1 : at], part[at + len(name) : at + len(name) + 1]
            if not before.isalpha() and not after.isalpha() and _own(part, at, at + len(name)):
                found.append((at, code, at + len(name)))
        if found:
            at, code, end = min(found)
            return code, offset + at, offset + end
    return None


def _own(part: str, start: int, end: int) -> bool:
    """Whether a name stands as an agency's own mark: in brackets, behind a stroke, at a line's end, in the
    page title.
    """
    after = part[end : end + 3].strip(" ")
    before = part[max(0, start - 2) : start]
    return (
        before.endswith(("(", "/", "-", "–", '"')) or after[:1] in (")", "/", "-", "–", "\n") or not after or start < 3
    )
