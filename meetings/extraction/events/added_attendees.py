"""People present, added to the meeting that the text stated before: "وحضر اللقاء س وص"."""

from meetings.extraction.events.event import Event, is_reception, is_substantial
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.sides import is_state
from meetings.gazetteer.word_classes import load_word_class

MAX_WORDS_TO_NOUN = 3  # "الاستقبال الذي حضره"
_DELEGATION = load_word_class("delegation_words")
_LEADING = load_word_class("leading_prepositions")


def add_attendees(context: SentenceContext, events: list[Event]) -> None:
    """Add the people present in a sentence to the meeting stated before: "وحضر اللقاء س وص"."""
    for people, place in context.present:
        earlier = [event for event in events if event.sentence.role == "body" and event.start <= place]
        target = _find_attended(_list_receptions(context, earlier, place) or earlier)
        if people[0].kind == "group" and context.mentions[0] is people[0]:
            target = next(filter(is_substantial, earlier), target)  # "وضم الوفد ...": of the whole delegation
            _replace_delegation(target, people)
        if target is not None:
            known = {mention.start for mention in target.attendees}
            target.attendees.extend(mention for mention in people if mention.start not in known)
            target.spoken_for |= _find_sides_named(context, people)


def _list_receptions(context: SentenceContext, earlier: list[Event], place: int) -> list[Event]:
    """Return the receptions before, where "الاستقبال الذي حضره س" names one; else none."""
    words = context.text.words[max(context.sentence.start, place - MAX_WORDS_TO_NOUN) : place]
    if not any(is_reception(word) for word in words):
        return []
    return [event for event in earlier if event.frame == "receive" or is_reception(context.text.words[event.start])]


def _find_attended(earlier: list[Event]) -> Event | None:
    """Find the last event that itself names two parties, else the last one."""
    return next(filter(is_substantial, reversed(earlier)), earlier[-1] if earlier else None)


def _replace_delegation(target: Event | None, people: list[Mention]) -> None:
    """Make the members of a delegation of several countries the second party.

    "التقى س وفدا من رؤساء البرلمانات. وضم الوفد ص وع".
    """
    if target is None or not target.objects or not target.objects[0]:
        return
    group = target.objects[0][0]
    sides = {m.side for m in people[1:] if m.side and m.title and m.title.side}
    if group.kind == "group" and not group.side and len(sides) >= 2:
        target.objects, target.together = [people[1:]], True


def _find_sides_named(context: SentenceContext, people: list[Mention]) -> dict[int, str]:
    """Find the sides of a list named by "من الجانب السعودي س وص" or after it: "س وص عن الجانب الروسي"."""
    marks = _find_delegations(context)
    if not marks or not people:
        return {}
    is_led = marks[0][0] < people[0].start
    ending = [(index, code) for index, code in marks if not is_led and context.word_before(index) not in _LEADING]
    found = {}
    for mention in people:
        before = [code for index, code in marks if index < mention.start]
        behind = [code for index, code in ending if index > mention.start]
        code = before[-1] if before else behind[0] if behind else None
        if code and not is_state(mention.side):
            found[mention.start] = code
    return found


def _find_delegations(context: SentenceContext) -> list[tuple[int, str]]:
    """Find the words such as "الجانب" before a demonym, each with its side."""
    text, found = context.text, []
    for index in range(context.sentence.start, context.sentence.end - 1):
        if text.words[index] in _DELEGATION and (hit := text.hit(index + 1, "demonym")):
            found.append((index, hit.entry.key))
    return found
