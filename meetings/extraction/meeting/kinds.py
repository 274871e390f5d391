"""The kind of a meeting: by the words around its trigger, else by the trigger itself."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import IN_PERSON, VISIT, is_remote
from meetings.gazetteer.word_classes import load_word_list

_MAX_WORDS_BEFORE_TRIGGER = 6
_TALKING = frozenset({"talk", "discuss"})
_PLURALS = load_word_list("plural_meetings_ending")


class KindSituation(NamedTuple):
    """A draft in its text."""

    text: Text
    draft: Draft
    cast: Cast


def decide_kind(text: Text, draft: Draft, cast: Cast) -> str:
    """Return the kind of a meeting."""
    return _KIND.decide(KindSituation(text, draft, cast)) or draft.kind


def _remote_words(situation: KindSituation) -> str | None:
    kinds = (_remote_kind(situation.text, event) for event in situation.draft.events)
    return next((kind for kind in kinds if kind), None)


def _remote_kind(text: Text, event: Event) -> str | None:
    first = max(event.sentence.start, event.start - _MAX_WORDS_BEFORE_TRIGGER)
    for index in range(first, min(event.stop, event.sentence.end)):
        for hit in text.hits[index]:
            if hit.entry.kind == "cue" and is_remote(hit.entry.key):
                return hit.entry.key
    return None


def _round_of_calls(situation: KindSituation) -> str | None:
    """Find the calls of a round told before: "أجرى س اتصالات هاتفية. فتحدث مع ص"."""
    text, draft, _ = situation
    if draft.kind != IN_PERSON or not all(event.frame in _TALKING for event in draft.events):
        return None
    start = draft.events[0].sentence.start
    nouns = (text.hit(index, "noun") for index in range(start))
    rounds = [noun for noun in nouns if noun is not None and text.words[noun.start].endswith(_PLURALS)]
    told = rounds[-1] if rounds else None
    return told.entry.detail if told is not None and told.entry.key == "call-noun" else None


def _visit_to_person(situation: KindSituation) -> str | None:
    _, draft, cast = situation
    if draft.kind != VISIT:
        return None
    visited = [cast.entities[index] for index in draft.order[1:]]
    return IN_PERSON if any(entity.name or not is_group(entity) for entity in visited) else None


_KIND: RuleSet[KindSituation, str] = RuleSet(
    "kinds.kind",
    Rule(
        "remote_words",
        "بحث الرئيس الفرنسي إيمانويل ماكرون هاتفيا مع الرئيس العراقي عبد اللطيف رشيد التعاون.",
        _remote_words,
    ),
    Rule(
        "round_of_calls",
        "أجرى الرئيس الفرنسي إيمانويل ماكرون اتصالات هاتفية. فتحدث أمس مع الرئيس العراقي عبد اللطيف رشيد.",
        _round_of_calls,
    ),
    Rule(
        "visit_to_person",
        "زار وزير الخارجية التركي هاكان فيدان الرئيس العراقي عبد اللطيف رشيد في بغداد.",
        _visit_to_person,
    ),
)
