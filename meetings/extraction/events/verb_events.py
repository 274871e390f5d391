"""Verbs of meeting with their subject and object: "التقى س ص", "س يلتقي ص", "س الذي استقبله ص", "س وص يبحثان"."""

import functools
from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.dual_verbs import read_dual
from meetings.extraction.events.event import Argument, Event, Parties, groups_of, mentions_of, parties_of
from meetings.extraction.events.left_context import (
    find_antecedent,
    find_subject_before,
    find_topic,
    has_pronoun_behind,
)
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import (
    ABOUT,
    AGENT,
    AND,
    BETWEEN,
    BI,
    IN_THE_NAME_OF,
    NONE,
    TO,
    UNGOVERNED,
    WITH,
)
from meetings.extraction.events.right_window import PEERS, read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_class

_WHERE = word_class("where_words")


class VerbCase:
    """A verb of meeting with what stands to its right."""

    def __init__(self, context: SentenceContext, hit: LexiconHit) -> None:
        self.context, self.hit, self.entry = context, hit, hit.entry
        self.reading = read_right(context, hit.end, discussed=hit.entry.key == "discuss")
        self.groups: list[list[Argument]] = groups_of(self.reading.arguments)

    @functools.cached_property
    def antecedent(self) -> Mention | None:
        """Whom a relative pronoun before the verb takes up."""
        return find_antecedent(self.context, self.hit.start)

    @functools.cached_property
    def people(self) -> list[Mention]:
        """All people behind the verb."""
        return mentions_of([argument for group in self.groups for argument in group])

    @functools.cached_property
    def party(self) -> list[Mention]:
        """The first party behind the verb."""
        return mentions_of(self.groups[0])

    @functools.cached_property
    def subject_before(self) -> list[Mention]:
        """The subject that stands before the verb; none where the party behind it is one more ("وص")."""
        return [] if self.marker_of(0) == AND else find_subject_before(self.context, self.hit.start)

    @property
    def takes_pronoun(self) -> bool:
        """Whether the verb has a pronoun as its object: "استقبله", "اجتمع به"."""
        return bool(self.entry.suffix) or has_pronoun_behind(self.context, self.hit.end)

    def marker_of(self, number: int) -> str | None:
        """Return the marker of a party behind the verb; None where there are fewer."""
        return self.groups[number][0].marker if number < len(self.groups) else None

    def find_topic(self) -> Mention | None:
        """Find whom a dropped subject or a pronoun means, other than the first party."""
        return find_topic(self.context, self.hit.start, self.party)


_Rules: TypeAlias = "RuleSet[VerbCase, Parties]"


def read_verb(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a verb of meeting; None where the words give it no two sides."""
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


# One party behind the verb: the other stands before it, or was last acting, or both are joined by و.


def _pronoun_object(case: VerbCase) -> Parties | None:
    if not case.entry.suffix or (case.subject_before and case.entry.key != "receive"):
        return None
    topic = case.subject_before[0] if case.subject_before else case.find_topic()
    return Parties(case.party, [[topic]] if topic else [], topic=topic)


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
    """Tell whether people joined by و speak for two sides: so their titles say, or "ونظيره", "وأخوه" does."""
    if case.marker_of(0) in (WITH, BI):
        return False
    sides = {mention.side for mention in case.party if mention.side}
    return len(sides) >= 2 or (bool(sides) and any(_is_peer(case, mention) for mention in case.party[1:]))


def _is_peer(case: VerbCase, mention: Mention) -> bool:
    return mention.kind == "counterpart" or case.context.word_before(mention.start) in PEERS


ONE_PARTY: _Rules = RuleSet(
    "verb_events.one_party",
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


def _dual_verb(case: VerbCase) -> Parties | None:
    return read_dual(case.context, case.groups, case.hit) if case.entry.number == "dual" else None


def _relative_object(case: VerbCase) -> Parties | None:
    """ "س الذي استقبله ص": the antecedent is the object; the subject follows, or is the clause's own."""
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
    """Find the host of a visitor: "أبلغ س ص، الذي زار بغداد": who speaks to a visitor of his own capital."""
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
    """ "استقبله س، ثم التقى ص": ص is of what follows."""
    is_host = bool(case.entry.suffix) and case.entry.key == "receive" and case.marker_of(0) == NONE
    return ONE_PARTY.decide(case) if is_host else None


def _guest_of_agent(case: VerbCase) -> Parties | None:
    """ "استُقبل س من قبل ص", where س stands before the verb."""
    is_passive = case.marker_of(0) == AGENT
    guest = find_subject_before(case.context, case.hit.start) if is_passive else []
    return Parties(case.party, [guest]) if guest else None


def _agent_behind_guest(case: VerbCase) -> Parties | None:
    return Parties(mentions_of(case.groups[1]), [case.party]) if case.marker_of(1) == AGENT else None


def _traveller(case: VerbCase) -> Parties | None:
    """Behind حيث the subject goes on, when all that follow are of another side.

    "وصل س إلى الرياض حيث التقى ص ثم ع": it is the traveller who met both.
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
    """ "هنأ س ص عندما استقبله": subject and object both stand before, the subject first."""
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

_Doubted: TypeAlias = tuple[VerbCase, Parties]


def _pronoun_of_nobody(doubted: _Doubted) -> bool | None:
    case, parties = doubted
    return True if case.entry.suffix and not parties.objects else None


def _discussed_alone(doubted: _Doubted) -> bool | None:
    """Tell whether بحث or its like is no meeting: it is one only *with* somebody, or of two."""
    case, parties = doubted
    is_shared = parties.mutual or any(argument.marker == WITH for argument in case.reading.arguments)
    return True if case.entry.key == "discuss" and not is_shared else None


def _called_without_telephone(doubted: _Doubted) -> bool | None:
    """Tell whether اتصل is no call: it is one when it has its ب or the word هاتفيا."""
    case, _ = doubted
    if case.entry.key != "call" or any(argument.marker == BI for argument in case.reading.arguments):
        return None
    reach = range(case.hit.start, case.reading.stop)
    has_telephone = any(hit.entry.key == "phone" for index in reach for hit in case.context.text.hits[index])
    return None if has_telephone else True


def _talked_to_nobody(doubted: _Doubted) -> bool | None:
    case, parties = doubted
    has_partner = parties.mutual or any(a.marker in (WITH, BI, TO, NONE) for a in case.reading.arguments)
    return True if case.entry.key == "talk" and not has_partner else None


DOUBTS: "RuleSet[_Doubted, bool]" = RuleSet(
    "verb_events.doubts",
    Rule("pronoun_of_nobody", "واستقبله الرئيس التركي رجب طيب أردوغان.", _pronoun_of_nobody),
    Rule(
        "discussed_alone",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن ملف سوريا.",
        _discussed_alone,
    ),
    Rule(
        "called_without_telephone",
        "اتصل وزير الخارجية الأمريكي أنتوني بلينكن اليوم.",
        _called_without_telephone,
    ),
    Rule(
        "talked_to_nobody",
        "الرئيس التركي رجب طيب أردوغان تشاور ووزير الخارجية الأمريكي أنتوني بلينكن.",
        _talked_to_nobody,
    ),
)
