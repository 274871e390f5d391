"""When a meeting was: its own date words, else those of the other sentences that tell of it, else the day of the
report's lead.
"""

import datetime as dt
from collections.abc import Sequence

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_date import find_own_date
from meetings.extraction.readings import DateReading, EvidenceReading
from meetings.text.dates import DateWords, Day, resolve

_EXACT = ("stated", "hijri", "weekday", "relative")


def when(
    text: Text, events: Sequence[Event], published: dt.date | None, lead: DateWords | None, dismissed: set[int]
) -> tuple[DateReading, EvidenceReading | None]:
    """The day of the meeting that `events` tell of.

    `lead` is the date of the report's first dated meeting, `dismissed` the sentences of what was planned or is
    history.
    """
    best: DateWords | None = None
    for event in events:
        date = find_own_date(text, event)
        if date is None or date.kind not in _EXACT:
            continue
        if lead is not None and date is not lead and _that_day(text, date):
            date = lead
        best = date
        break
    inferred = best is None
    if best is None and events:
        best = nearest_date(text, events[0], dismissed)
    if best is not None and lead is not None and best is not lead and _that_day(text, best):
        best = lead
    if best is None:
        return DateReading(), None
    day = resolve(best, published)
    start, end = text.folded.span(best.start, best.end)
    explanation = explained(text.raw[start:end], best.words, day)
    found = DateReading(day.day, None, day.precision, day.basis, explanation)
    return found, EvidenceReading("date", start, end, f"date:{best.kind}", inferred)


def explained(quote: str, folded: str, day: Day) -> str:
    """The explanation with the report's own spelling."""
    return day.explanation.replace(folded.strip(), " ".join(quote.split()))


def _that_day(text: Text, date: DateWords) -> bool:
    """ "في وقت سابق من اليوم" in a report about yesterday means that day, not the report's."""
    if date.kind != "relative" or date.offset != 0:
        return False
    before = text.folded.text[max(0, date.start - 14) : date.start]
    if text.folded.text[date.end : date.end + 6].strip().startswith(("نفسه", "ذاته", "عينه")):
        return True
    return before.rstrip().endswith(("من", "سابق", "نفس", "ذات")) and "سابق" in before


def nearest_date(text: Text, event: Event, dismissed: set[int]) -> DateWords | None:
    """The day last given before an undated event, in the body, outside other meetings that were dismissed; where none
    stands before it, the day that a later sentence gives to "the meeting" ("خلال الاتصال الذي جرى الليلة الماضية").
    """
    found = None
    for sentence in text.sentences:
        if sentence.role != "body" or sentence.index in dismissed:
            continue
        for index in range(sentence.start, sentence.end):
            date = text.date_at.get(index)
            if date is None or date is found or date.direction or (date.offset or 0) > 0:
                continue
            if date.kind not in ("weekday", "relative") and not (
                date.kind in ("stated", "hijri") and date.weekday is not None
            ):
                continue
            if index < event.start and sentence.index <= event.sentence.index:
                found = date
            elif found is None and sentence.index > event.sentence.index and _takes_up(text, sentence.start, index):
                return date
    return found


def _takes_up(text: Text, start: int, index: int) -> bool:
    """Whether the words before a date take the meeting up and say that it took place: "اللقاء الذي جرى"."""
    words = range(max(start, index - 8), index)
    return any(hit.entry.kind == "cue" and hit.entry.key == "both" for i in words for hit in text.hits[i]) and any(
        hit.entry.kind == "cue" and hit.entry.key == "relative" for i in words for hit in text.hits[i]
    )


def lead_date(text: Text, events: Sequence[Event]) -> DateWords | None:
    """The date of the report's first dated meeting."""
    for event in events:
        date = find_own_date(text, event)
        if date is not None and date.kind in _EXACT:
            return date
    return None
