"""The events of a text: for each verb or noun of meeting, its two sides and the attendees.

Other modules judge them.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.added_attendees import add_attendees
from meetings.extraction.events.attendance import (
    is_enlarging_meeting,
    read_attendance,
    read_continued_list,
)
from meetings.extraction.events.event import NOUNS, VERBS, Event
from meetings.extraction.events.gatherings import read_gathering
from meetings.extraction.events.markers import UNGOVERNED
from meetings.extraction.events.noun_carriers import carry_tense
from meetings.extraction.events.noun_events import read_noun
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.events.verb_events import read_verb
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class

MAX_EVENTS_OF_SENTENCE = 24  # no sentence of a report tells of more; a garbled text may repeat a trigger endlessly
_MEANS = load_word_class("means_words")
_NO_TRIGGERS = frozenset({"light", "say"})


def find_events(text: Text, cast: Cast) -> list[Event]:
    """Find all events of the text, in order, those of headlines included."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in cast.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    events: list[Event] = []
    acting: Mention | None = None
    is_listing = False
    for sentence in text.sentences:
        mentions = by_sentence.get(sentence.index, [])
        context = SentenceContext.of(text, sentence, mentions, acting, bool(events))
        _read_events(context)
        for event in context.events:
            _name_collective(event, events, cast)
        events.extend(context.events)
        is_listing = _read_list(context, is_listing)
        add_attendees(context, events)
        if sentence.role != "headline":
            acting = _find_acting(context.events) or _find_first_person(mentions) or acting
    return events


def _read_events(context: SentenceContext) -> None:
    """Read the triggers of a sentence from left to right."""
    index = context.sentence.start
    while index < context.sentence.end:
        if len(context.events) >= MAX_EVENTS_OF_SENTENCE:
            context.text.leave_unread(index)
            return
        is_taken = index in context.inside or index in context.text.date_at
        hit = None if is_taken else _find_trigger(context, index)
        if hit is None:
            index += 1
            continue
        if hit.entry.key == "attend":
            read_attendance(context, hit)
        else:
            _add_event(context, hit)
        index = hit.end


def _find_trigger(context: SentenceContext, index: int) -> LexiconHit | None:
    """Find the verb or noun of meeting at word `index`, the longest reading first."""
    hits = context.text.hits[index]
    if not hits or (index > context.sentence.start and context.word_before(index) in _MEANS):
        return None  # after عبر the word names the means of communication
    return next((h for h in hits if h.entry.kind in ("verb", "noun") and h.entry.key not in _NO_TRIGGERS), None)


def _add_event(context: SentenceContext, hit: LexiconHit) -> None:
    """Add the event of a trigger; a gathering may only enlarge the meeting before it, or name the attendees."""
    event = _read_event(context, hit)
    if event is None:
        if hit.entry.key == "gather":
            read_attendance(context, hit)
    elif is_enlarging_meeting(event) and (context.events or context.has_earlier_events):
        read_attendance(context, hit, is_sure=True)
    else:
        carry_tense(context, event)
        context.events.append(event)


def _read_event(context: SentenceContext, hit: LexiconHit) -> Event | None:
    frame = hit.entry.key
    if frame in VERBS:
        return read_verb(context, hit)
    if frame == "gather":
        return read_gathering(context, hit)
    return read_noun(context, hit) if frame in NOUNS else None


def _read_list(context: SentenceContext, is_listing: bool) -> bool:
    """Read a list that continues the sentence before; return whether the next sentence may be an item of one."""
    if context.opens_list:
        return True
    if context.events or context.present or context.sentence.role == "headline":
        is_listing = bool(context.present)
    else:
        is_listing = read_continued_list(context, is_listing)
    return is_listing and (not context.events or context.text.words[context.sentence.end - 1] != ".")


def _name_collective(event: Event, earlier: list[Event], cast: Cast) -> None:
    """Name "الوزراء الثلاثة" in "استقبل س الوزراء الثلاثة": the people of several sides who met before."""
    head = _find_collective_head(event)
    if head is None:
        return
    for before in reversed([one for one in earlier if one.sentence.role != "headline"]):
        same = [m for m in before.people if m.entity != event.subjects[0].entity and _bears(m, head, cast)]
        if len({mention.side for mention in same if mention.side}) >= 2:
            event.objects, event.together, event.collective = [same], True, True
            return


def _find_collective_head(event: Event) -> str | None:
    """Find the office of a nameless, definite second party of several people."""
    if not event.subjects or len(event.objects) != 1 or len(event.objects[0]) != 1:
        return None
    whole = event.objects[0][0]
    title = whole.title
    if title is None or whole.name is not None or whole.side is not None:
        return None
    return title.head.key if title.head.number != "one" and title.head.definite else None


def _bears(mention: Mention, head: str, cast: Cast) -> bool:
    """Return whether the person mentioned bears an office of that head."""
    title = cast.entities[mention.entity].title if mention.entity >= 0 else None
    return title is not None and title.head.key == head


def _find_acting(found: list[Event]) -> Mention | None:
    """Find the person about whom the text continues after the events of a sentence."""
    if not found:
        return None
    return found[-1].topic or (found[-1].subjects[0] if found[-1].subjects else None)


def _find_first_person(mentions: list[Mention]) -> Mention | None:
    return next((m for m in mentions if m.is_person and m.name and m.particle in UNGOVERNED), None)
