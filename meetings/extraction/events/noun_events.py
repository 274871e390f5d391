"""Nouns of meeting with the people they join: "أجرى س مباحثات مع ص", "خلال لقائه ص", "اجتماع بين س وص"."""

from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NO_MEETING, NOUNS, Event, Parties, count_sides, is_reception, parties_of
from meetings.extraction.events.left_context import find_holder
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import BETWEEN, BI, FOR, NONE, UNGOVERNED, WITH
from meetings.extraction.events.noun_case import OCCASIONS, NounCase
from meetings.extraction.events.noun_holders import HOLDERS, PAIRS
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_list

MAX_CARRIER_GAP_WORDS = 40  # from the verb that carries a noun of meeting to the noun
_PAIR_SUFFIXES = ("هما", "هم")
_INSIDE = word_list("inside_word")[0]
_AIRPORT = word_list("airport_part")[0]
_CLAUSE_ENDS = frozenset(";:”»")


def read_noun(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read the event of a noun of meeting; None where it is an occasion, or has no two sides."""
    case = NounCase(context, hit)
    if OCCASIONS.holds(case):
        return None
    if hit.entry.suffix in _PAIR_SUFFIXES and hit.entry.key != "joint":
        return _read_their_meeting(context, hit)
    event = context.new_event(hit, f"noun:{hit.entry.key}", case.reading.stop)
    event.take_reading(case.reading)
    parties = PARTIES.decide(case)
    if parties is None or not parties.subjects:
        return None
    event.take_parties(parties)
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


def carry_tense(context: SentenceContext, event: Event) -> None:
    """Give a noun of meeting the tense of the verb that carries it: "أجرى س مباحثات", "يعقد ... لقاء"."""
    if event.frame not in NOUNS:
        return
    text = context.text
    for index in range(event.start - 1, max(context.sentence.start, event.start - MAX_CARRIER_GAP_WORDS) - 1, -1):
        if index in context.inside:
            continue
        verb = text.hit(index, "verb")
        if verb is not None and verb.entry.key == "light" and verb.end <= event.start:
            event.tense, event.carrier = verb.entry.number, index
            return
        if verb is not None or text.words[index] in _CLAUSE_ENDS:
            return


_Rules: TypeAlias = "RuleSet[NounCase, Parties]"


def _held_by_both(case: NounCase) -> Parties | None:
    return None if case.groups else PAIRS.decide(case)


def _definite_alone(case: NounCase) -> Parties | None:
    """Reject "اللقاء", which refers to another meeting unless مع or بين names its parties."""
    brings = any(argument.marker in (WITH, BETWEEN) for argument in case.reading.arguments)
    return NO_MEETING if case.is_bare_definite and not brings else None


def _reception_of_guest(case: NounCase) -> Parties | None:
    """Read a welcome, in which the people after the noun received the holder: "وصل س، وكان في استقباله ص"."""
    if not case.is_word_of_reception or not case.entry.suffix or case.previous != _INSIDE:
        return None
    guests, sentence = find_holder(case.context, case.hit.start), case.context.sentence
    if not guests:
        return NO_MEETING
    is_arrival = any(_AIRPORT in word for word in case.context.text.words[sentence.start : sentence.end])
    return Parties(case.party, [guests], arrival=is_arrival)


def _reception_by_holder(case: NounCase) -> Parties | None:
    is_hosts = is_reception(case.word) and not case.entry.suffix
    hosts = find_holder(case.context, case.hit.start) if is_hosts else []
    return Parties(hosts, parties_of(case.groups)) if hosts else None


def _between(case: NounCase) -> Parties | None:
    if case.groups[0][0].marker != BETWEEN:
        return None
    everybody = [argument for group in case.groups for argument in group]
    return Parties([a.mention for a in everybody if a.marker in (BETWEEN, *UNGOVERNED)], mutual=True)


def _construct(case: NounCase) -> Parties | None:
    """Read a first party that follows the noun in construct: "لقاء س مع ص", "بلقاء س"."""
    if not case.is_bare_first or (case.hit.particle == NONE and len(case.groups) < 2):
        return None
    return Parties(case.party, parties_of(case.groups[1:]), mutual=len(case.groups) == 1)


def _holder_before(case: NounCase) -> Parties | None:
    return HOLDERS.decide(case)


PARTIES: _Rules = RuleSet(
    "noun_events.parties",
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
        _reception_of_guest,
    ),
    Rule(
        "reception_by_holder",
        "قام وزير الخارجية التركي هاكان فيدان باستقبال وزير الخارجية الأمريكي أنتوني بلينكن في أنقرة.",
        _reception_by_holder,
    ),
    Rule(
        "between",
        "جرى لقاء بين وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان أمس.",
        _between,
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
