"""The date words of an event, and whether they exclude it from the day of the report."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.events.brake_place import MEETING_NOUNS
from meetings.extraction.events.event import Event, is_reception
from meetings.extraction.events.markers import FOR
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class
from meetings.text.date_words import DateWords
from meetings.text.dates import resolve

MAX_RECENT_DAYS = 62  # a month or year alone that began longer ago is history
MAX_NEWS_DAYS = 8  # a dated meeting older than this is history
MAX_REACH_WORDS = 40  # before a trigger, in which its date can be
MAX_HELD_GAP_WORDS = 4  # from "التي عقدت" to the date of the meeting
MAX_OPENING_WORDS = 6  # from the sentence's beginning to "وكان"
MAX_SINCE_GAP_WORDS = 6  # from منذ to the date of what it names: "منذ اندلاع الحرب في أوكرانيا في شباط 2022"
_EXACT = frozenset({"stated", "hijri", "weekday", "relative"})
_VAGUE = frozenset({"loose", "month", "year"})
_MONTHS = frozenset({"month", "year"})
_EVE = load_word_class("eve_word")  # "عشية اليوم": this evening, in the Maghreb
_INSIDE = load_word_class("inside_word")
_PERFECT = load_word_class("perfect_particle")
_SINCE = load_word_class("since_when")
_RELATIVES = load_word_class("relatives_of_meetings")
_NO_BRAKE = ""  # the answer of a rule that ends the search


def find_own_date(text: Text, event: Event) -> DateWords | None:
    """Find the date words in the reach of a trigger: the nearest after it, else before it in its clause."""
    behind, ahead = _dates_behind(text, event), _dates_before(text, event)
    if behind and all(date.kind in _MONTHS for date in behind):
        return behind[0]  # "اجتمع ... في مايو" is not of the Tuesday of the statement
    for dates in (behind, ahead):
        exact = next((date for date in dates if date.kind in _EXACT), None)
        if exact is not None:
            return exact
    return next(iter(behind or ahead), None)


def find_date_behind(text: Text, event: Event) -> DateWords | None:
    """Find the first date words in the reach of a trigger after it."""
    return next(iter(_dates_behind(text, event)), None)


def _dates_behind(text: Text, event: Event) -> list[DateWords]:
    reach, asides = range(event.end, min(event.stop, event.sentence.end)), event.asides
    dates = [i for i in reach if i in text.date_at and not _is_since(text, i)]
    held = _words_of_holding(text, event, reach) if dates and asides else set()
    return [text.date_at[i] for i in dates if text.words[i - 1] in _EVE or i in held or not asides & {i, i - 1}]


def _is_since(text: Text, index: int) -> bool:
    """Return whether a month or year is that since which something is: "هو الأول بينهما منذ الحرب في شباط 2022"."""
    date, first = text.date_at[index], index
    while first and text.date_at.get(first - 1) is date:
        first -= 1
    if date.kind not in _MONTHS:
        return False
    for before in range(first - 1, max(-1, first - 1 - MAX_SINCE_GAP_WORDS), -1):
        if text.words[before] in _SINCE:
            return True
        if not text.is_word(before):
            return False
    return False


def _words_of_holding(text: Text, event: Event, reach: range) -> set[int]:
    """Return the words that tell when a noun of meeting was held: "قمة س وص التي عقدت في يونيو/حزيران"."""
    if event.frame not in MEETING_NOUNS:
        return set()
    for index in reach:
        if text.hit(index, "noun") is not None:
            return set()  # "لقاء س مع ص على هامش القمة التي عقدت في يونيو": the clause is of the other noun
        verb = text.hit(index + 1, "verb") if text.words[index] in _RELATIVES else None
        if verb is not None and verb.entry.key == "light" and verb.entry.number == "past":
            return set(range(verb.end, min(verb.end + MAX_HELD_GAP_WORDS, reach.stop)))
    return set()


def _dates_before(text: Text, event: Event) -> list[DateWords]:
    first = max(event.sentence.start, event.start - MAX_REACH_WORDS)
    return [text.date_at[i] for i in range(event.start - 1, first - 1, -1) if i in text.date_at]


def find_brake_of_date(text: Text, event: Event, published: dt.date | None) -> str | None:
    """Find the reason in the event's date, compared with the report's, why it is not a meeting of this report."""
    date = find_own_date(text, event)
    if date is None and _continues_old_story(text, event, published):
        return "historical"
    age = _days_since(date, published) if date is not None and published is not None else None
    return DATES.decide(_Dating(text, event, date, _is_past_perfect(text, event), published is not None, age)) or None


def _days_since(date: DateWords, published: dt.date) -> int | None:
    """Return the days from a date to the report's day; None where the date is unknown. A month counts from its end."""
    if date.kind == "month" and date.month is not None and not date.year and not date.direction:
        return _days_since_month(date.month, published)
    day = resolve(date, published).day
    if day is None:
        return None
    return max(0, (published - _last_day_of_month(day)).days) if date.kind == "month" else (published - day).days


def _days_since_month(month: int, published: dt.date) -> int:
    """Return the days since the last such month: "اجتمع في مايو" in a report of August tells of this year's May."""
    year = published.year - (month > published.month)
    return max(0, (published - _last_day_of_month(dt.date(year, month, 1))).days)


def _continues_old_story(text: Text, event: Event, published: dt.date | None) -> bool:
    """Return whether the sentence before gives background of an old day, and this one continues it.

    "يذكر أن س زار تونس في يناير الماضي. وأكد خلال لقائه ص ...".
    """
    before = text.sentences[event.sentence.index - 1] if event.sentence.index else None
    if before is None or published is None or before.paragraph != event.sentence.paragraph:
        return False
    if event.frame not in MEETING_NOUNS or not _opens_background(text, before):
        return False
    dates = {date.start: date for i in range(before.start, before.end) if (date := text.date_at.get(i)) is not None}
    ages = [age for date in dates.values() if (age := _days_since(date, published)) is not None]
    return bool(ages) and min(ages) > MAX_NEWS_DAYS


def _opens_background(text: Text, sentence: Sentence) -> bool:
    return any(hit.entry.kind == "cue" and hit.entry.key == "earlier" for hit in text.hits[sentence.start])


def _last_day_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _is_past_perfect(text: Text, event: Event) -> bool:
    """Return whether an event is background: "وكان قد التقى", "وكان س التقى", "يشار إلى أن"."""
    first = event.sentence.start
    if any(hit.particle == FOR for hits in text.hits[first + 1 : first + 2] for hit in hits):
        return False  # "وكان للوزير س لقاء مع ص": the verb itself tells of the meeting
    is_waiting = is_reception(text.words[event.start]) and text.words[event.start - 1] in _INSIDE
    if is_waiting and _PERFECT.isdisjoint(text.words[first : event.start]):
        return False  # "وكان س في استقبال ص"
    for index in range(first, min(event.start, first + MAX_OPENING_WORDS + 1)):
        if any(hit.entry.kind == "cue" and hit.entry.key == "earlier" for hit in text.hits[index]):
            return (event.tense == "past" and event.frame not in MEETING_NOUNS) or index == first
    return False


@dataclass(slots=True)
class _Dating:
    """An event with its own date and the day of the report."""

    text: Text
    event: Event
    date: DateWords | None
    is_background: bool
    has_report_day: bool
    age: int | None  # days from the date to the report's; None where either is unknown


_Rules: TypeAlias = "RuleSet[_Dating, str]"


def _undated_background(dating: _Dating) -> str | None:
    return "historical" if dating.date is None and dating.is_background else None


def _undated(dating: _Dating) -> str | None:
    return _NO_BRAKE if dating.date is None else None


def _day_to_come(dating: _Dating) -> str | None:
    date, event = dating.date, dating.event
    if date is None or (date.direction <= 0 and (date.offset or 0) <= 0):
        return None
    is_behind = date.direction > 0 and dating.text.starts[event.end - 1] < date.start
    is_carried = event.frame not in MEETING_NOUNS or event.carrier >= 0  # "ويشارك غدا في اجتماع مع ص": no past verb
    return "planned" if event.tense != "past" or is_behind or not is_carried else _NO_BRAKE


def _named_year(dating: _Dating) -> str | None:
    date = dating.date
    if date is None or date.kind not in _VAGUE or not dating.has_report_day:
        return None
    if not date.year and date.kind != "month":
        return None
    if dating.age is None and not date.year:
        return None
    age, most = dating.age, MAX_NEWS_DAYS if date.kind == "month" else MAX_RECENT_DAYS
    return "historical" if age is not None and age > most else _NO_BRAKE


def _vague_time(dating: _Dating) -> str | None:
    date = dating.date
    if date is None or date.kind not in _VAGUE:
        return None
    is_old = (date.offset or -99) < -2 if date.kind == "loose" else date.direction < 0 or bool(date.year)
    is_behind = date.start > dating.text.starts[dating.event.start] or date.direction < 0
    return "historical" if dating.is_background or (is_behind and is_old) else _NO_BRAKE


def _old_day(dating: _Dating) -> str | None:
    age = dating.age
    return "historical" if age is not None and age > MAX_NEWS_DAYS else None


def _later_day(dating: _Dating) -> str | None:
    age = dating.age
    return "planned" if age is not None and age < 0 else None


def _recent_day(dating: _Dating) -> str | None:
    return _NO_BRAKE if dating.age is not None else None


def _stated_background(dating: _Dating) -> str | None:
    is_stated = dating.date is not None and dating.date.kind == "stated"
    return "historical" if dating.is_background and is_stated else None


_AMERICAN, _TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"
_DATED = "أنقرة تستضيف وزير الخارجية الأمريكي\n14/03/2024\n"  # a headline and the day of the report

DATES: _Rules = RuleSet(
    "event_date.days",
    Rule("undated_background", f"وكان {_AMERICAN} قد التقى {_TURK}.", _undated_background),
    Rule("undated", f"التقى {_AMERICAN} {_TURK}.", _undated),
    Rule("day_to_come", f"التقى {_AMERICAN} {_TURK} تمهيدا لقمة الأسبوع المقبل.", _day_to_come),
    Rule("named_year", f"{_DATED}التقى {_AMERICAN} {_TURK} في مايو 2022.", _named_year),
    Rule("vague_time", f"التقى {_AMERICAN} {_TURK} الشهر الماضي.", _vague_time),
    Rule("old_day", f"{_DATED}التقى {_AMERICAN} {_TURK} في 11 فبراير 2024.", _old_day),
    Rule("later_day", f"{_DATED}التقى {_AMERICAN} {_TURK} في 20 مارس 2024.", _later_day),
    Rule("recent_day", f"{_DATED}التقى {_AMERICAN} {_TURK} في 13 مارس 2024.", _recent_day),
    Rule("stated_background", f"وكان {_AMERICAN} قد التقى {_TURK} في 11 فبراير 2023.", _stated_background),
)
