"""Verbs that gather people: "لقاء جمع س بـ ص", "اجتماعا ضم س وص", "قمة جمعتهم"."""

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NOUNS, Event, Parties, list_mentions
from meetings.extraction.events.left_context import find_holder, find_noun_before, find_topic, find_ungoverned
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import BI
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_SERIES_GAP_WORDS = 9
_SINGULAR = ("ه", "ها")
_HOLDING = load_word_class("holding_verbs")
_PLURAL = load_word_list("plural_meetings_ending")[0]


def read_gathering(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a verb that gathers; None where it has no people to gather."""
    noun = find_noun_before(context, hit.start)
    behind = _find_noun_behind(context, hit) if noun is None else None
    reading = read_right(context, behind.end if behind is not None else hit.end)
    noun = noun or behind
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


def _find_noun_behind(context: SentenceContext, hit: LexiconHit) -> LexiconHit | None:
    """Find the noun of meeting that is the subject of the verb: "جمع لقاء اليوم في تونس س وص"."""
    noun = context.text.hit(hit.end, "noun") if hit.end < context.sentence.end else None
    return noun if noun is not None and noun.entry.key in NOUNS and not noun.particle else None


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
    if hit.entry.suffix in _SINGULAR and behind:
        before = _find_one_of_pronoun(context, first, behind) or before
    people = before + behind if hit.entry.suffix else behind
    if people and len(people) < 2:
        return before[:1] + people
    return _find_convener(context, hit, first, people) + people


def _find_one_of_pronoun(context: SentenceContext, first: int, others: list[Mention]) -> list[Mention]:
    """Find the person of "جمعه": the last before ("صرح س بأن ص جمعه لقاء بـ ع"), else the subject of the text."""
    if before := find_ungoverned(context, first):
        return before[-1:]
    topic = find_topic(context, first, others)
    return [topic] if topic is not None else []


def _find_convener(context: SentenceContext, hit: LexiconHit, first: int, gathered: list[Mention]) -> list[Mention]:
    """Find who held the meeting that gathers people of another side: "عقد س اجتماعا ضم ص وع"."""
    holder = find_holder(context, first) if not hit.entry.suffix and first < hit.start else []
    if len(holder) != 1 or context.word_before(holder[0].start) not in _HOLDING:
        return []
    sides = {mention.side for mention in gathered if mention.side}
    return holder if sides and holder[0].side not in sides else []
