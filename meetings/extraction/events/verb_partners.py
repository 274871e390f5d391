"""One party after a verb: the other precedes it, or was the last subject, or و joins both."""

from typing import TypeAlias

from meetings.extraction.events.event import Parties
from meetings.extraction.events.left_context import find_ungoverned
from meetings.extraction.events.markers import AND, BI, WITH
from meetings.extraction.events.verb_case import VerbCase
from meetings.extraction.events.word_effects import PEERS
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

_SEVERAL = load_word_class("pronouns_of_several")
_Rules: TypeAlias = "RuleSet[VerbCase, Parties]"


def _pronoun_object(case: VerbCase) -> Parties | None:
    if not case.entry.suffix or (case.subject_before and case.entry.key != "receive"):
        return None
    several = _find_several(case)
    if several:
        return Parties(case.party, [several], together=True)
    topic = case.subject_before[0] if case.subject_before else case.find_topic()
    return Parties(case.party, [[topic]] if topic else [], topic=topic)


def _find_several(case: VerbCase) -> list[Mention]:
    """Find the people to whom a dual or plural pronoun refers: "س وص وع كانوا في القصر، حيث التقاهم ..."."""
    if case.entry.suffix not in _SEVERAL:
        return []
    taken = {mention.entity for mention in case.party}
    before = [m for m in find_ungoverned(case.context, case.hit.start) if m.is_person and m.entity not in taken]
    return before if len(before) > 1 and len({mention.entity for mention in before}) > 1 else []


def _subject_first(case: VerbCase) -> Parties | None:
    return Parties(case.subject_before, [case.party]) if case.subject_before else None


def _topic_meets_two_sides(case: VerbCase) -> Parties | None:
    goes_on = case.hit.particle == AND and case.entry.key in ("meet", "receive")
    topic = case.find_topic() if goes_on and _joins_two_sides(case) else None
    return Parties([topic], [case.party]) if topic is not None else None


def _two_sides(case: VerbCase) -> Parties | None:
    return Parties(case.party, mutual=True) if _joins_two_sides(case) else None


def _dropped_subject(case: VerbCase) -> Parties | None:
    topic = case.find_topic()
    return Parties([topic], [case.party], dropped_subject=True) if topic is not None else None


def _subject_alone(case: VerbCase) -> Parties | None:
    return Parties(case.party)


def _joins_two_sides(case: VerbCase) -> bool:
    """Return whether people joined by و speak for two sides, by their titles or by "ونظيره", "وأخوه"."""
    if case.marker_of(0) in (WITH, BI):
        return False
    sides = {mention.side for mention in case.party if mention.side}
    return len(sides) >= 2 or (bool(sides) and any(_is_peer(case, mention) for mention in case.party[1:]))


def _is_peer(case: VerbCase, mention: Mention) -> bool:
    return mention.kind == "counterpart" or case.context.word_before(mention.start) in PEERS


ONE_PARTY: _Rules = RuleSet(
    "verb_partners.parties",
    Rule(
        "pronoun_object",
        "شدد وزير الخارجية الأمريكي أنتوني بلينكن على الحوار حين استقبله وزير الخارجية التركي هاكان فيدان.",
        _pronoun_object,
    ),
    Rule(
        "subject_first",
        "وزير الخارجية الأمريكي أنتوني بلينكن يلتقي وزير الخارجية التركي هاكان فيدان.",
        _subject_first,
    ),
    Rule(
        "topic_meets_two_sides",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى القاهرة. "
        "والتقى وزير الخارجية المصري سامح شكري ووزير الخارجية التركي هاكان فيدان.",
        _topic_meets_two_sides,
    ),
    Rule(
        "two_sides",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان ملف سوريا.",
        _two_sides,
    ),
    Rule(
        "dropped_subject",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة. كما التقى الرئيس التركي رجب طيب أردوغان.",
        _dropped_subject,
    ),
    Rule("subject_alone", "التقى وزير الخارجية الأمريكي أنتوني بلينكن.", _subject_alone),
)
