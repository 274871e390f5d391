"""Verbs of meeting with their subject and object: "التقى س ص", "س يلتقي ص", "س الذي استقبله ص", "س وص يبحثان"."""

from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.dual_verbs import read_dual
from meetings.extraction.events.event import Event, Parties, mentions_of, parties_of
from meetings.extraction.events.left_context import find_subject_before, find_topic
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import ABOUT, AGENT, AND, BETWEEN, BI, IN_THE_NAME_OF, NONE, UNGOVERNED, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.events.verb_case import VerbCase
from meetings.extraction.events.verb_doubts import DOUBTS
from meetings.extraction.events.verb_partners import ONE_PARTY
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_class

_WHERE = word_class("where_words")


def read_verb(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a verb of meeting; None where the words give it no two sides."""
    if hit.entry.key == "discuss" and hit.entry.suffix and hit.entry.number != "dual":
        return None  # "وهذا ما تناولته وسائل الإعلام": the pronoun is the matter
    case = VerbCase(context, hit)
    parties = PARTIES.decide(case)
    if parties is None or not parties.subjects:
        return None
    if not parties.is_settled and DOUBTS.holds((case, parties)):
        return None
    event = context.new_event(hit, f"verb:{hit.entry.key}", case.reading.stop)
    event.take_reading(case.reading)
    event.take_parties(parties)
    return event


_Rules: TypeAlias = "RuleSet[VerbCase, Parties]"


def _dual_verb(case: VerbCase) -> Parties | None:
    return read_dual(case.context, case.groups, case.hit) if case.entry.number == "dual" else None


def _relative_object(case: VerbCase) -> Parties | None:
    """Read the antecedent as the object: "س الذي استقبله ص"; the subject follows, or is that of the clause."""
    antecedent = case.antecedent
    if antecedent is None or not (case.entry.suffix or (not case.groups and case.takes_pronoun)):
        return None
    if case.marker_of(0) in UNGOVERNED:
        return Parties(case.party, [[antecedent]], is_settled=True)
    before = [a for a in read_left(case.context, antecedent.start) if a.marker in UNGOVERNED]
    main = [a.mention for a in before if a.mention is not antecedent][:1]
    acting = [case.context.acting] if case.context.acting else []
    return Parties(main or acting, [[antecedent]], is_settled=True)


def _relative_visitor(case: VerbCase) -> Parties | None:
    if case.antecedent is None or case.entry.key != "visit" or any(mention.side for mention in case.people):
        return None
    return Parties([case.antecedent], _find_hosts(case.context, case.hit.end, case.antecedent))


def _find_hosts(context: SentenceContext, index: int, guest: Mention) -> list[list[Mention]]:
    """Find the host of a visitor, a person of the visited country: "أبلغ س ص، الذي زار بغداد"."""
    place = context.text.hit(index, "place", "country") if index < context.sentence.end else None
    if place is None:
        return []
    land = place.entry.side or place.entry.country or place.entry.key
    free = [a.mention for a in read_left(context, guest.start) if a.marker == NONE]
    hosts = [mention for mention in free if (mention.side or "").startswith(land)]
    return [hosts[:1]] if hosts else []


def _relative_subject(case: VerbCase) -> Parties | None:
    return Parties([case.antecedent], parties_of(case.groups)) if case.antecedent is not None else None


def _host_of_pronoun(case: VerbCase) -> Parties | None:
    """Read a host whose guest acts next: "استقبله س، ثم التقى ص": ص belongs to the next meeting."""
    is_host = bool(case.entry.suffix) and case.entry.key == "receive" and case.marker_of(0) == NONE
    return ONE_PARTY.decide(case) if is_host else None


def _guest_of_agent(case: VerbCase) -> Parties | None:
    """Read a guest before a passive verb and its agent: "استُقبل س من قبل ص"."""
    is_passive = case.marker_of(0) == AGENT
    guest = find_subject_before(case.context, case.hit.start) if is_passive else []
    return Parties(case.party, [guest]) if guest else None


def _agent_behind_guest(case: VerbCase) -> Parties | None:
    return Parties(mentions_of(case.groups[1]), [case.party]) if case.marker_of(1) == AGENT else None


def _traveller(case: VerbCase) -> Parties | None:
    """Find the traveller, who stays the subject after حيث when all people after it are of another side.

    "وصل س إلى الرياض حيث التقى ص ثم ع": the traveller met both.
    """
    is_where = case.hit.start > case.context.sentence.start and case.context.word_before(case.hit.start) in _WHERE
    if case.entry.suffix or not is_where or not case.people:
        return None
    if any(argument.marker in (WITH, BI) for argument in case.groups[0]):
        return None
    sides = {mention.side for mention in case.people if mention.side}
    topic = find_topic(case.context, case.hit.start, case.people)
    if topic is None or not topic.side or len(sides) != 1 or topic.side in sides:
        return None
    return Parties([topic], [case.people], dropped_subject=True)


def _subject_and_object(case: VerbCase) -> Parties | None:
    if len(case.groups) < 2 or case.marker_of(0) in (WITH, BI, BETWEEN):
        return None
    return Parties(case.party, parties_of(case.groups[1:]))


def _party_behind(case: VerbCase) -> Parties | None:
    return ONE_PARTY.decide(case) if case.groups else None


def _pair_before(case: VerbCase) -> Parties | None:
    """Read subject and object before the verb, the subject first: "هنأ س ص عندما استقبله"."""
    if not case.takes_pronoun:
        return None
    arguments = read_left(case.context, case.hit.start, whole=True)
    before = [a.mention for a in arguments if a.mention.is_person and a.marker not in (ABOUT, IN_THE_NAME_OF)]
    if len(before) < 2:
        return None
    subject = next((mention for mention in before if mention.particle != AND), before[0])
    others = [m for m in before if m.entity != subject.entity and (m.side is None or m.side != subject.side)]
    return Parties([subject], [[others[-1]]], is_settled=True) if others else None


PARTIES: _Rules = RuleSet(
    "verb_events.parties",
    Rule(
        "dual_verb",
        "وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان يبحثان ملف سوريا.",
        _dual_verb,
    ),
    Rule(
        "relative_object",
        "قال وزير الخارجية الأمريكي أنتوني بلينكن، الذي استقبله وزير الخارجية التركي هاكان فيدان، إن الحوار مستمر.",
        _relative_object,
    ),
    Rule(
        "relative_visitor",
        "أبلغ رئيس الوزراء العراقي محمد شياع السوداني وزير الخارجية الأمريكي أنتوني بلينكن، الذي زار بغداد، موقفه.",
        _relative_visitor,
    ),
    Rule(
        "relative_subject",
        "قال وزير الخارجية التركي هاكان فيدان، الذي استقبل وزير الخارجية الأمريكي أنتوني بلينكن، إن الحوار مستمر.",
        _relative_subject,
    ),
    Rule(
        "host_of_pronoun",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة. واستقبله وزير الخارجية التركي هاكان فيدان.",
        _host_of_pronoun,
    ),
    Rule(
        "guest_of_agent",
        "وزير الخارجية الأمريكي أنتوني بلينكن استقبل من قبل وزير الخارجية التركي هاكان فيدان.",
        _guest_of_agent,
    ),
    Rule(
        "agent_behind_guest",
        "استقبل وزير الخارجية الأمريكي أنتوني بلينكن من قبل وزير الخارجية التركي هاكان فيدان.",
        _agent_behind_guest,
    ),
    Rule(
        "traveller",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة حيث التقى الرئيس التركي رجب طيب أردوغان.",
        _traveller,
    ),
    Rule(
        "subject_and_object",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن وزير الخارجية التركي هاكان فيدان.",
        _subject_and_object,
    ),
    Rule(
        "party_behind",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان ملف سوريا.",
        _party_behind,
    ),
    Rule(
        "pair_before",
        "هنأ وزير الخارجية التركي هاكان فيدان وزير الخارجية الأمريكي أنتوني بلينكن عندما استقبله في أنقرة.",
        _pair_before,
    ),
)
