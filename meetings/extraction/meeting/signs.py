"""What speaks for and against a record: signs around the trigger and in its sentence, each from 0 to 1.

`confidence.py` weighs them; the table confidence.tsv says how much each counts, and whether it speaks for or against.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import VERBS, Event
from meetings.extraction.events.event_date import find_own_date
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.readings import MeetingReading, ReportReading
from meetings.gazetteer.word_classes import load_word_class, load_word_list
from meetings.text.dates import resolve

REACH_WORDS = 12  # around a trigger, in which a word of plan, denial or history is near
WISH_REACH_WORDS = 6
LONG_SENTENCE_WORDS = 60
MANY = 3  # of anything countable: more do not say more
_OPENING_SENTENCES = 2
NEWS_DAYS = 4  # a meeting of a report is seldom older
_CALLS = frozenset({"call", "call-noun"})
PLANS = frozenset({"planned", "proposed"})
_DENIALS = frozenset({"denied", "cancelled"})
_HISTORY = frozenset({"historical", "earlier"})
_WISHES = load_word_class("wish_words")
_TIMES = load_word_class("news_occasions") | load_word_class("times_of_news")
_FIRST = load_word_class("first_of_kind")
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset("«“"), frozenset("»”")
_PLURAL = "ات"
_PURPOSE_PREFIXES = load_word_list("purpose_prefixes")


@dataclass(slots=True)
class RecordSituation:
    """A record with all that it was read from."""

    text: Text
    report: ReportReading
    cast: Cast
    draft: Draft
    meeting: MeetingReading
    drafts: list[Draft]  # all of the report
    event: Event = field(init=False)  # the first event of the draft that the body tells, else the first one
    people: list[Entity] = field(init=False)  # the parties
    published: dt.date | None = field(init=False)  # the day of the article that states the meeting

    def __post_init__(self) -> None:
        """Find what nearly every sign asks for."""
        start = self.text.starts[self.draft.events[0].start]
        self.published = self.text.page.get_day_at(start, self.report.published)
        body = (event for event in self.draft.events if event.sentence.role == "body")
        self.event = next(body, self.draft.events[0])
        self.people = [self.cast.entities[index] for index in self.draft.parties]

    def words_before(self, count: int = REACH_WORDS) -> range:
        """Return the places of up to `count` words of the sentence before the trigger."""
        return range(max(self.event.sentence.start, self.event.start - count), self.event.start)

    def words_behind(self, count: int = REACH_WORDS) -> range:
        """Return the places of up to `count` words of the sentence behind the trigger."""
        return range(self.event.end, min(self.event.sentence.end, self.event.end + count))

    def has_cue(self, cues: frozenset[str], places: range) -> float:
        """Return 1 where one of `cues` is at one of `places`."""
        hits = (hit.entry for place in places for hit in self.text.hits[place])
        return float(any(entry.kind == "cue" and entry.key in cues for entry in hits))


Sign = Callable[[RecordSituation], float]


def compute_share(count: float, whole: float) -> float:
    """Return `count` of `whole` as 0 to 1."""
    return min(1.0, count / whole) if whole else 0.0


def _is_frame(*frames: str) -> Sign:
    return lambda situation: float(situation.event.frame in frames)


def _is_tense(*tenses: str) -> Sign:
    return lambda situation: float(situation.event.tense in tenses)


def _timed(situation: RecordSituation) -> float:
    """Return whether the trigger gives the time of other news: "خلال لقائه", "عقب محادثات"."""
    event = situation.event
    return float(event.start > event.sentence.start and situation.text.words[event.start - 1] in _TIMES)


def _owned(situation: RecordSituation) -> float:
    """Return whether the noun has a pronoun: "لقائه"."""
    hit = situation.text.hit(situation.event.start, "noun")
    return float(hit is not None and bool(hit.entry.suffix))


def _definite_noun(situation: RecordSituation) -> float:
    hit = situation.text.hit(situation.event.start, "noun")
    return float(hit is not None and hit.entry.definite)


def _plural_noun(situation: RecordSituation) -> float:
    """Return whether the noun is the plural of another noun of meeting: "لقاءات", not "محادثات"."""
    text, event = situation.text, situation.event
    stem = text.words[event.start].removesuffix(_PLURAL)
    is_plural = event.frame not in VERBS and stem != text.words[event.start]
    return float(is_plural and any(hit.entry.kind == "noun" for hit in text.lexicon.hits([stem], 0, 1)))


def _purpose(situation: RecordSituation) -> float:
    event = situation.event
    return float(event.frame not in VERBS and situation.text.words[event.start].startswith(_PURPOSE_PREFIXES))


def _wished(situation: RecordSituation) -> float:
    words = situation.text.words
    return float(any(words[place] in _WISHES for place in situation.words_before(WISH_REACH_WORDS)))


def _future_verb(situation: RecordSituation) -> float:
    near = (*situation.words_before(), *situation.words_behind())
    return float(any(situation.text.is_future_verb(place) for place in near))


def _first_of_kind(situation: RecordSituation) -> float:
    words = situation.text.words
    return float(any(words[place] in _FIRST for place in situation.words_before(2)))


def _quoted(situation: RecordSituation) -> float:
    """Return whether a quotation that begins in the sentence holds the trigger."""
    opened = 0
    for place in range(situation.event.sentence.start, situation.event.start):
        word = situation.text.words[place]
        if word == '"':
            opened = 1 - opened
        opened += (word in _QUOTES_OPEN) - (word in _QUOTES_CLOSE)
    return float(opened > 0)


def _said(situation: RecordSituation) -> float:
    """Return whether a verb of saying is before the trigger."""
    places = range(situation.event.sentence.start, situation.event.start)
    hits = (hit.entry for place in places for hit in situation.text.hits[place])
    return float(any(entry.kind == "verb" and entry.key == "say" for entry in hits))


def _long_sentence(situation: RecordSituation) -> float:
    sentence = situation.event.sentence
    return compute_share(sentence.end - sentence.start, LONG_SENTENCE_WORDS)


def _opening(situation: RecordSituation) -> float:
    body = [sentence.index for sentence in situation.text.sentences if sentence.role == "body"]
    return float(situation.event.sentence.index in body[:_OPENING_SENTENCES])


def _days_before_report(situation: RecordSituation) -> int | None:
    """Return the days from the trigger's own date to the report's day."""
    date = find_own_date(situation.text, situation.event)
    day = resolve(date, situation.published).day if date is not None else None
    return count_days_to(day, situation.published)


def _recent(situation: RecordSituation) -> float:
    days = _days_before_report(situation)
    return float(days is not None and 0 <= days < NEWS_DAYS)


def _cue(cues: frozenset[str], side: str) -> Sign:
    if side == "before":
        return lambda situation: situation.has_cue(cues, situation.words_before())
    return lambda situation: situation.has_cue(cues, situation.words_behind())


TRIGGER_SIGNS: dict[str, Sign] = {
    "verb": _is_frame(*VERBS),
    "met": _is_frame("meet"),
    "talked": _is_frame("talk"),
    "called": _is_frame(*_CALLS),
    "discussed": _is_frame("discuss"),
    "past": _is_tense("past", "dual"),
    "future": _is_tense("future"),
    "carried": lambda situation: float(situation.event.carrier >= 0),
    "timed": _timed,
    "owned": _owned,
    "definite_noun": _definite_noun,
    "plural_noun": _plural_noun,
    "purpose": _purpose,
    "quoted": _quoted,
    "visited": _is_frame("visit"),
    "arrival": lambda situation: float(situation.event.arrival),
}
SENTENCE_SIGNS: dict[str, Sign] = {
    "planned_before": _cue(PLANS, "before"),
    "planned_behind": _cue(PLANS, "behind"),
    "denied_before": _cue(_DENIALS, "before"),
    "history_before": _cue(_HISTORY, "before"),
    "wished": _wished,
    "future_verb": _future_verb,
    "first_of_kind": _first_of_kind,
    "said": _said,
    "long_sentence": _long_sentence,
    "opening": _opening,
    "recent_day": _recent,
}


def count_days_to(day: dt.date | None, published: dt.date | None) -> int | None:
    """Return the days from `day` to `published`; None where either is unknown."""
    return (published - day).days if day is not None and published is not None else None
