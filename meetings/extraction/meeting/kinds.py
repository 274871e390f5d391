"""The kind of a meeting: by the words around its trigger, else by the trigger itself."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.readings import EvidenceReading
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


def find_kind_evidence(text: Text, draft: Draft) -> EvidenceReading | None:
    """Return the words that state the kind of a draft; None where no words do, as with "بحثا".

    They are a trigger of the kind, or words beside a trigger ("هاتفيا"), or a noun of a round of calls. A visit that is
    a meeting in person only implies it.
    """
    if own := _find_trigger(draft, draft.kind):
        return EvidenceReading("kind", *text.span(own.start, own.end), own.rule)
    cues = (_find_cue(text, event) for event in draft.events)
    if cue := next((cue for cue in cues if cue is not None and cue.entry.key == draft.kind), None):
        return EvidenceReading("kind", *text.span(cue.start, cue.end), f"cue:{draft.kind}")
    noun = _find_round(text, draft)
    if noun is not None and noun.entry.detail == draft.kind:
        return EvidenceReading("kind", *text.span(noun.start, noun.end), "round_of_calls")
    visit = _find_trigger(draft, VISIT) if draft.kind == IN_PERSON else None
    return EvidenceReading("kind", *text.span(visit.start, visit.end), visit.rule, inferred=True) if visit else None


def _find_trigger(draft: Draft, kind: str) -> Event | None:
    return next((event for event in draft.events if event.kind == kind and event.frame not in _TALKING), None)


def _remote_words(situation: KindSituation) -> str | None:
    cues = (_find_cue(situation.text, event) for event in situation.draft.events)
    return next((cue.entry.key for cue in cues if cue), None)


def _find_cue(text: Text, event: Event) -> LexiconHit | None:
    """Return the words beside a trigger that make it a call: "هاتفيا", "عبر الفيديو"."""
    first = max(event.sentence.start, event.start - _MAX_WORDS_BEFORE_TRIGGER)
    for index in range(first, min(event.stop, event.sentence.end)):
        for hit in text.hits[index]:
            if hit.entry.kind == "cue" and is_remote(hit.entry.key):
                return hit
    return None


def _round_of_calls(situation: KindSituation) -> str | None:
    """Find the calls of a round told before: "أجرى س اتصالات هاتفية. فتحدث مع ص"."""
    noun = _find_round(situation.text, situation.draft) if situation.draft.kind == IN_PERSON else None
    return noun.entry.detail if noun else None


def _find_round(text: Text, draft: Draft) -> LexiconHit | None:
    """Return the noun of a round of calls before the sentence of a draft without any trigger but talking."""
    if not all(event.frame in _TALKING for event in draft.events):
        return None
    start = draft.events[0].sentence.start
    nouns = (text.hit(index, "noun") for index in range(start))
    rounds = [noun for noun in nouns if noun is not None and text.words[noun.start].endswith(_PLURALS)]
    told = rounds[-1] if rounds else None
    return told if told is not None and told.entry.key == "call-noun" else None


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
