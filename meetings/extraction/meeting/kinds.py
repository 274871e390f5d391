"""The kind of a meeting: by the words around its trigger, else by the trigger itself."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import IN_PERSON, VISIT, is_remote

_MAX_WORDS_BEFORE_TRIGGER = 6


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
        "visit_to_person",
        "زار وزير الخارجية التركي هاكان فيدان الرئيس العراقي عبد اللطيف رشيد في بغداد.",
        _visit_to_person,
    ),
)
