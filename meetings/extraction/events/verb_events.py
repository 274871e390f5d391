"""Verbs of meeting with their subject and object: "التقى س ص", "س يلتقي ص", "س الذي استقبله ص", "س وص يبحثان"."""

from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.dual_verbs import read_dual
from meetings.extraction.events.event import NO_MEETING, Event, Parties, list_mentions, list_parties
from meetings.extraction.events.left_context import find_holder, find_subject_before, find_topic
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import ABOUT, AGENT, AND, BETWEEN, BI, IN_THE_NAME_OF, NONE, UNGOVERNED, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.events.verb_case import VerbCase
from meetings.extraction.events.verb_doubts import DOUBTS
from meetings.extraction.events.verb_partners import ONE_PARTY
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_OBJECT_FIRST_GAP_WORDS = 8  # from the object with ب to the subject behind it
_ON_CONDITION = tuple(load_word_list("words_of_a_plan"))
_WHERE = load_word_class("where_words")


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


_COMMA = ","
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


def _opens_list(case: VerbCase) -> bool:
    """Return whether the first party follows a comma and و: "، وص"."""
    words, at = case.context.text.words, case.context.at
    return any(
        words[index - 1] == _COMMA and words[index].startswith(AND) and (index not in at or at[index].particle == AND)
        for index in range(case.hit.end + 1, case.people[0].start + 1)
    )


def _relative_visitor(case: VerbCase) -> Parties | None:
    """Read the visitor of a relative clause; a list may continue behind its comma: "س، التي زارت بلادنا، وص"."""
    if case.antecedent is None or case.entry.key != "visit":
        return None
    if case.people and _opens_list(case):
        return NO_MEETING
    if any(mention.side for mention in case.people):
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
    return Parties([case.antecedent], list_parties(case.groups)) if case.antecedent is not None else None


def _host_of_pronoun(case: VerbCase) -> Parties | None:
    """Read a host whose guest acts next: "استقبله س، ثم التقى ص": ص belongs to the next meeting."""
    is_host = bool(case.entry.suffix) and case.entry.key == "receive" and case.marker_of(0) == NONE
    return ONE_PARTY.decide(case) if is_host else None


def _guest_of_agent(case: VerbCase) -> Parties | None:
    """Read a guest before a passive verb and its agent: "استُقبل س من قبل ص"."""
    if case.marker_of(0) != AGENT:
        return None
    guest = find_subject_before(case.context, case.hit.start) or _find_guest_of_clause(case)
    return Parties(case.party, [guest]) if guest else None


def _find_guest_of_clause(case: VerbCase) -> list[Mention]:
    """Find the guest of a passive that و joins, or that opens a sentence: "وصل س، واستُقبل من قبل ص"."""
    hosts = {mention.side for mention in case.party if mention.side}
    if case.entry.key != "receive":
        return []
    before = find_holder(case.context, case.hit.start)
    if before and not hosts.intersection(mention.side for mention in before):
        return before
    topic = case.find_topic()
    return [topic] if topic is not None and topic.side not in hosts else []


def _agent_behind_guest(case: VerbCase) -> Parties | None:
    return Parties(list_mentions(case.groups[1]), [case.party]) if case.marker_of(1) == AGENT else None


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


def _subject_of_plan(case: VerbCase) -> Parties | None:
    """Find the subject of the main verb in "غادر س إلى جنيف على أن يلتقي ص"."""
    if tuple(case.context.words_before(case.hit.start, 2)) != _ON_CONDITION or not case.groups or case.entry.suffix:
        return None
    topic = case.find_topic() if case.marker_of(0) in (NONE, WITH, BI) else None
    return Parties([topic], [case.party], dropped_subject=True) if topic is not None else None


def _subject_and_object(case: VerbCase) -> Parties | None:
    if len(case.groups) < 2 or case.marker_of(0) in (WITH, BI, BETWEEN):
        return None
    return Parties(case.party, list_parties(case.groups[1:]))


def _object_first(case: VerbCase) -> Parties | None:
    """Read an object with ب or مع before the subject: "التقت بسموه في نيويورك رئيسة الجمعية العامة س"."""
    if len(case.groups) < 2 or case.marker_of(0) not in (WITH, BI) or case.marker_of(1) != NONE:
        return None
    subject, near = list_mentions(case.groups[1]), case.groups[1][0].mention.start - case.party[-1].end
    if case.entry.suffix or case.subject_before or near > MAX_OBJECT_FIRST_GAP_WORDS:
        return None
    sides = {mention.side for mention in case.party}
    is_other = subject[0].is_person and subject[0].name is not None and subject[0].side not in sides
    return Parties(subject, [case.party]) if is_other else None


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
        "subject_of_plan",
        "غادر وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة على أن يلتقي الرئيس التركي رجب طيب أردوغان "
        "ووزير الخارجية هاكان فيدان.",
        _subject_of_plan,
    ),
    Rule(
        "subject_and_object",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن وزير الخارجية التركي هاكان فيدان.",
        _subject_and_object,
    ),
    Rule(
        "object_first",
        "اجتمع بوزير الخارجية الأمريكي أنتوني بلينكن في أنقرة أمس وزير الخارجية التركي هاكان فيدان.",
        _object_first,
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
