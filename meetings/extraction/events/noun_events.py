"""Nouns of meeting with the people they join: "أجرى س مباحثات مع ص", "خلال لقائه ص", "اجتماع بين س وص"."""

from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import (
    NO_MEETING,
    Event,
    Parties,
    count_sides,
    list_parties,
)
from meetings.extraction.events.left_context import find_holder
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import ABOUT, BETWEEN, BI, FOR, NONE, UNGOVERNED, WITH
from meetings.extraction.events.noun_carriers import is_of_those_before, read_carried_behind
from meetings.extraction.events.noun_case import OCCASIONS, NounCase
from meetings.extraction.events.noun_holders import HOLDERS, PAIRS
from meetings.extraction.events.receptions import read_reception_by_holder, read_reception_of_guest
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

MAX_INSIDE_GAP_WORDS = 6  # from a call to "أكد فيه"
_PAIR_SUFFIXES = ("هما", "هم")
_IN_IT = load_word_class("pronouns_of_the_call")
_LONG_A = "ا"
_PASSIVE = load_word_class("passive_carriers")
_EACH_TO_THE_OTHER = load_word_class("each_to_the_other")
_TOLD = load_word_class("verbs_of_told_meetings")
_LEADING = (*UNGOVERNED, ABOUT)  # "ترأسها عن الجانب التركي س وعن الجانب القطري ص"
_OF_THE_HOLDER = load_word_class("own_reactions") | load_word_class("own_rounds")


def read_noun(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a noun of meeting; None where it is an occasion, or has no two sides."""
    case = NounCase(context, hit)
    if OCCASIONS.holds(case):
        return None
    if (carried := read_carried_behind(context, hit)) is not None:
        return carried
    is_theirs = hit.entry.suffix in _PAIR_SUFFIXES or is_of_those_before(context, hit)
    if is_theirs and hit.entry.key != "joint" and (theirs := _read_their_meeting(context, hit)) is not None:
        return theirs
    if hit.entry.suffix in _PAIR_SUFFIXES and hit.entry.key != "joint":
        return None
    event = context.new_event(hit, f"noun:{hit.entry.key}", case.reading.stop)
    event.take_reading(case.reading)
    parties = PARTIES.decide(case)
    if parties is None or not parties.subjects:
        return None
    event.take_parties(parties)
    carrier = next((one for one in (case.telling_verb, case.initiative, case.chaired) if one is not None), None)
    if carrier is not None:
        event.carrier, event.tense = carrier, "past"
    if parties.subjects[0] in event.attendees:
        event.attendees = []
    return event


def _read_their_meeting(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read "خلال اجتماعهما": the meeting of the last two people joined by و."""
    people = find_holder(context, hit.start)
    if count_sides(people) < 2:
        people = [a.mention for a in read_left(context, hit.start) if a.marker in (*UNGOVERNED, BI, WITH, FOR)]
    if count_sides(people) < 2:
        return None
    event = context.new_event(hit, "noun:theirs", read_right(context, hit.end).stop)
    event.take_parties(Parties(people, mutual=True))
    return event


_Rules: TypeAlias = "RuleSet[NounCase, Parties]"


def _said_in_it(case: NounCase) -> Parties | None:
    """Read a call in which a party made a statement: "لقاء مع س، بعد اتصال هاتفي أكد فيه ص أن ..."."""
    context, text = case.context, case.context.text
    if case.entry.key != "call-noun" or case.entry.suffix:
        return None
    stop = min(context.sentence.end, case.hit.end + MAX_INSIDE_GAP_WORDS)
    inside = next((index for index in range(case.hit.end, stop) if text.words[index] in _IN_IT), None)
    if inside is None:
        return None
    speaker = next((m for m in context.mentions if inside < m.start <= inside + 2 and m.particle == NONE), None)
    before = [m for m in context.mentions if m.end <= case.hit.start and m.is_person]
    return Parties([speaker], [[before[-1]]], mutual=False) if speaker is not None and before else None


def _taken_part_in(case: NounCase) -> Parties | None:
    """Read those who took part in a meeting of several sides: "قمة ثلاثية بمشاركة س وص وع"."""
    people = [mention for mention in case.reading.attendees if mention.is_person]
    is_of_several = case.context.is_of_several_sides(case.hit.start, case.hit.end)
    return Parties(people, mutual=True) if is_of_several and not case.groups and count_sides(people) >= 2 else None


def _led_by_both(case: NounCase) -> Parties | None:
    """Read those who led a meeting for their sides: "مباحثات برئاسة س وص", "جلسة ترأسها س وص"."""
    people = [argument.mention for group in case.groups for argument in group if argument.marker in _LEADING]
    sides = {mention.side for mention in people if mention.side}
    return Parties(people, mutual=True) if case.chairing is not None and len(sides) >= 2 else None


def _held_by_both(case: NounCase) -> Parties | None:
    if case.groups:
        return None
    is_construct = not (case.entry.suffix or case.entry.definite or case.word.endswith(_LONG_A))
    is_of_others = case.is_word_of_reception and is_construct
    return NO_MEETING if is_of_others and not _is_passive(case) else PAIRS.decide(case)


def _is_passive(case: NounCase) -> bool:
    """Return whether a passive carries the noun: "جرى استقبال"."""
    start = case.hit.start
    return not _PASSIVE.isdisjoint(case.context.text.words[max(0, start - 2) : start])


def _definite_alone(case: NounCase) -> Parties | None:
    """Reject "اللقاء", which refers to another meeting unless مع or بين names its parties."""
    brings = any(argument.marker in (WITH, BETWEEN) for argument in case.reading.arguments)
    if case.initiative is not None and case.groups[0][0].marker == BI:
        return None
    return NO_MEETING if case.is_bare_definite and not brings else None


def _between(case: NounCase) -> Parties | None:
    if case.groups[0][0].marker != BETWEEN:
        return None
    everybody = [argument for group in case.groups for argument in group]
    people = [a.mention for a in everybody if a.marker in (BETWEEN, *UNGOVERNED)]
    return Parties([*_find_one_told_of(case, people[0]), *people], mutual=True)


def _find_one_told_of(case: NounCase, second: Mention) -> list[Mention]:
    """Find the person of the pronoun in "لقاء جرى بينه وبين ص": the holder before, else the subject of the text."""
    text, start = case.context.text, case.hit.start
    pronoun = next((i for i in range(case.hit.end, second.start) if text.words[i] in _EACH_TO_THE_OTHER), None)
    if pronoun is None or _TOLD.isdisjoint(text.words[max(case.context.sentence.start, start - 2) : pronoun]):
        return []  # "آخر لقاء بينه وبين ص"
    holder = find_holder(case.context, start)
    return holder or ([case.context.acting] if case.context.acting is not None else [])


def _reaction(case: NounCase) -> Parties | None:
    """Read the one who is glad of it, or whose visit it is: "عبر س عن سعادته بلقاء ص", "توج س زيارته بلقاء ص"."""
    if case.hit.particle != BI or case.entry.suffix or case.previous not in _OF_THE_HOLDER or not case.is_bare_first:
        return None
    holder = find_holder(case.context, case.hit.start)
    return Parties(holder, list_parties(case.groups)) if holder else None


def _construct(case: NounCase) -> Parties | None:
    """Read a first party that follows the noun in construct: "لقاء س مع ص", "بلقاء س"."""
    is_alone = case.hit.particle == NONE and len(case.groups) < 2
    if not case.is_bare_first or (is_alone and count_sides(case.party) < 2):
        return None
    return Parties(case.party, list_parties(case.groups[1:]), mutual=len(case.groups) == 1)


def _holder_before(case: NounCase) -> Parties | None:
    return HOLDERS.decide(case)


PARTIES: _Rules = RuleSet(
    "noun_events.parties",
    Rule(
        "said_in_it",
        "تأجل الغداء مع وزير الخارجية التركي هاكان فيدان، بعد اتصال هاتفي أكد فيه وزير الخارجية الأمريكي "
        "أنتوني بلينكن موقفه.",
        _said_in_it,
    ),
    Rule(
        "taken_part_in",
        "عقدت في القاهرة قمة ثلاثية بمشاركة الرئيس المصري عبد الفتاح السيسي والرئيس التركي رجب طيب أردوغان.",
        _taken_part_in,
    ),
    Rule(
        "led_by_both",
        "عقدت في أنقرة مباحثات برئاسة وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان.",
        _led_by_both,
    ),
    Rule(
        "held_by_both",
        "أجرى وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان اتصالا هاتفيا.",
        _held_by_both,
    ),
    Rule(
        "definite_alone",
        "تناول الاجتماع الرئيس التركي رجب طيب أردوغان.",
        _definite_alone,
    ),
    Rule(
        "reception_of_guest",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة، حيث كان في استقباله وزير الخارجية التركي هاكان فيدان.",
        read_reception_of_guest,
    ),
    Rule(
        "reception_by_holder",
        "قام وزير الخارجية التركي هاكان فيدان باستقبال وزير الخارجية الأمريكي أنتوني بلينكن في أنقرة.",
        read_reception_by_holder,
    ),
    Rule(
        "between",
        "جرى لقاء بين وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان أمس.",
        _between,
    ),
    Rule(
        "reaction",
        "عبر وزير الخارجية التركي هاكان فيدان عن سعادته بلقاء وزير الخارجية الأمريكي أنتوني بلينكن.",
        _reaction,
    ),
    Rule(
        "construct",
        "جرى لقاء وزير الخارجية الأمريكي أنتوني بلينكن مع وزير الخارجية التركي هاكان فيدان.",
        _construct,
    ),
    Rule(
        "holder_before",
        "أجرى وزير الخارجية الأمريكي أنتوني بلينكن مباحثات مع وزير الخارجية التركي هاكان فيدان.",
        _holder_before,
    ),
)
