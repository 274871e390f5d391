"""Verbs that gather people: "لقاء جمع س بـ ص", "اجتماعا ضم س وص", "قمة جمعتهم"."""

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import Event, Parties, list_mentions
from meetings.extraction.events.left_context import find_noun_before
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import BI
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_list

MAX_SERIES_GAP_WORDS = 9
_SINGULAR = ("ه", "ها")
_PLURAL = load_word_list("plural_meetings_ending")[0]


def read_gathering(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a verb that gathers; None where it has no people to gather."""
    noun = find_noun_before(context, hit.start)
    reading = read_right(context, hit.end)
    if noun is None and not any(argument.marker == BI for argument in reading.arguments[1:]):
        return None
    people = _find_people(context, hit, noun.start if noun is not None else hit.start, list_mentions(reading.arguments))
    if not people:
        return None
    event = context.new_event(hit, "gather", reading.stop)
    event.take_reading(reading)
    series = _find_series(context, hit.start)
    event.take_parties(_divide(hit, series is not None, people))
    told = series or noun  # "سلسلة لقاءات على هامش القمة جمعته": the summit is only the occasion
    event.kind = told.entry.detail if told is not None else "in-person"
    return event


def _divide(hit: LexiconHit, is_series: bool, people: list[Mention]) -> Parties:
    """Return one meeting, or those of the first with each other: "سلسلة لقاءات جمعته بـ س وص"."""
    if is_series and hit.entry.suffix in _SINGULAR and len(people) > 2:
        return Parties(people[:1], [[person] for person in people[1:]])
    return Parties(people, mutual=True)


def _find_series(context: SentenceContext, start: int) -> LexiconHit | None:
    """Find the noun of several meetings before the verb: "سلسلة لقاءات ... جمعته بـ"."""
    first = max(context.sentence.start, start - MAX_SERIES_GAP_WORDS)
    nouns = (context.text.hit(index, "noun") for index in range(first, start))
    return next((noun for noun in nouns if noun and context.text.words[noun.start].endswith(_PLURAL)), None)


def _find_people(context: SentenceContext, hit: LexiconHit, first: int, behind: list[Mention]) -> list[Mention]:
    """Find the people gathered: those after the verb, with those before its noun where it has a pronoun."""
    before = list_mentions(read_left(context, first)) if hit.entry.suffix or len(behind) < 2 else []
    people = before + behind if hit.entry.suffix else behind
    return before[:1] + people if people and len(people) < 2 else people
