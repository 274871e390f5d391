"""The day of a meeting: its own date words, else those of other sentences; "that day" is the day of the lead."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_date import find_own_date
from meetings.extraction.readings import DateReading, EvidenceReading
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.date_words import DateWords
from meetings.text.dates import ResolvedDay, resolve

_EXACT = ("stated", "hijri", "weekday", "relative")
_MAX_WORDS_TO_DATE = 8
_MAX_LETTERS_BEFORE = 14
_MAX_LETTERS_BEHIND = 6
_SAME = load_word_list("same_day_word")
_BEFORE_SAME = load_word_list("word_before_same_day")
_EARLIER = load_word_list("earlier_word")


class DateSituation(NamedTuple):
    """The events of one meeting; `dismissed` are the sentences of planned or historical events."""

    text: Text
    events: Sequence[Event]
    dismissed: set[int]

    @property
    def sentence(self) -> Sentence:
        """Return the sentence of the first event."""
        return self.events[0].sentence


class DateFinding(NamedTuple):
    """Date words, and whether they are only inferred to be the meeting's."""

    words: DateWords
    inferred: bool


def find_meeting_date(
    text: Text, events: Sequence[Event], published: dt.date | None, lead: DateWords | None, dismissed: set[int]
) -> tuple[DateReading, EvidenceReading | None]:
    """Return the day of the meeting in `events`, and the words that state it.

    Args:
        text: The report.
        events: The events of the meeting.
        published: The day of the report.
        lead: The date of the report's first dated meeting.
        dismissed: The sentences (by number) of planned or historical events.
    """
    finding = _TOLD.decide(DateSituation(text, events, dismissed))
    if finding is None:
        return DateReading(), None
    words = finding.words
    if _is_that_day(text, words):
        told = lead if lead is not words else _day_told_before(DateSituation(text, events, dismissed))
        words = told or words
    day = resolve(words, published)
    start, end = text.folded.span(words.start, words.end)
    explanation = explain_day(text.raw[start:end], words.words, day)
    found = DateReading(day.day, None, day.precision, day.basis, explanation)
    return found, EvidenceReading("date", start, end, f"date:{words.kind}", finding.inferred)


def explain_day(quote: str, folded: str, day: ResolvedDay) -> str:
    """Return the explanation of a day with the report's own spelling."""
    return day.explanation.replace(folded.strip(), " ".join(quote.split()))


def lead_date(text: Text, events: Sequence[Event]) -> DateWords | None:
    """Return the date of the report's first dated meeting."""
    dates = (find_own_date(text, event) for event in events)
    return next((date for date in dates if date is not None and date.kind in _EXACT), None)


def _is_that_day(text: Text, date: DateWords) -> bool:
    """Return whether "اليوم" is the day in question: "في وقت سابق من اليوم" in a report about yesterday."""
    if date.kind != "relative" or date.offset != 0:
        return False
    if any(word in date.words for word in _EARLIER):
        return True  # "في وقت سابق من النهار"
    behind = text.folded.text[date.end : date.end + _MAX_LETTERS_BEHIND]
    if behind.strip().startswith(_SAME):
        return True
    before = text.folded.text[max(0, date.start - _MAX_LETTERS_BEFORE) : date.start]
    return before.rstrip().endswith(_BEFORE_SAME) and any(word in before for word in _EARLIER)


def _own_words(situation: DateSituation) -> DateFinding | None:
    date = lead_date(situation.text, situation.events)
    return DateFinding(date, inferred=False) if date is not None else None


def _last_day_before(situation: DateSituation) -> DateFinding | None:
    first = situation.events[0]
    days = [date for index, _, date in _find_days(situation) if index < first.start]
    return DateFinding(days[-1], inferred=True) if days else None


def _day_told_before(situation: DateSituation) -> DateWords | None:
    """Find the day that "earlier that day" refers to: the last one before, which states itself or its weekday."""
    first = situation.events[0]
    days = [date for index, _, date in _find_days(situation) if index < first.start]
    return next((date for date in reversed(days) if date.kind != "relative"), None)


def _day_of_sentence_that_takes_up(situation: DateSituation) -> DateFinding | None:
    """Find the day that a later sentence gives the meeting: "خلال الاتصال الذي جرى الليلة الماضية"."""
    first = situation.events[0]
    for index, sentence, date in _find_days(situation):
        if sentence.index > first.sentence.index and _takes_up(situation.text, sentence.start, index):
            return DateFinding(date, inferred=True)
    return None


def _find_days(situation: DateSituation) -> Iterator[tuple[int, Sentence, DateWords]]:
    """Yield the date words in the body, outside other, dismissed meetings."""
    text = situation.text
    for sentence in text.sentences:
        if sentence.role == "body" and sentence.index not in situation.dismissed:
            for index in range(sentence.start, sentence.end):
                date = text.date_at.get(index)
                if date is not None and _is_day_of_report(date):
                    yield index, sentence, date


def _is_day_of_report(date: DateWords) -> bool:
    """Return whether a sentence may refer to that day: a weekday, or "today" and before; not a bare date."""
    if date.direction or (date.offset or 0) > 0:
        return False
    return date.kind in ("weekday", "relative") or (date.kind in ("stated", "hijri") and date.weekday is not None)


def _takes_up(text: Text, start: int, index: int) -> bool:
    """Return whether the words before a date refer to the meeting and its time: "اللقاء الذي جرى"."""
    words = range(max(start, index - _MAX_WORDS_TO_DATE), index)
    cues = {hit.entry.key for i in words for hit in text.hits[i] if hit.entry.kind == "cue"}
    return {"both", "relative"} <= cues


_TOLD: RuleSet[DateSituation, DateFinding] = RuleSet(
    "meeting_date.told",
    Rule(
        "own_words",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الأربعاء الرئيس العراقي عبد اللطيف رشيد في باريس.",
        _own_words,
    ),
    Rule(
        "last_day_before",
        "وصل الرئيس العراقي عبد اللطيف رشيد الاثنين إلى باريس. والتقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي.",
        _last_day_before,
    ),
    Rule(
        "sentence_that_takes_up",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي عبد اللطيف رشيد في باريس. "
        "وخلال اللقاء الذي جرى الأربعاء بحث الجانبان التعاون.",
        _day_of_sentence_that_takes_up,
    ),
)
