"""Nouns of reception with host and guest: "قام س باستقبال ص", "كان في استقباله ص", "استقبال س من قبل ص"."""

from typing import TypeAlias

from meetings.extraction.events.event import NO_MEETING, Parties, is_reception, list_mentions, list_parties
from meetings.extraction.events.left_context import find_holder
from meetings.extraction.events.markers import AGENT, FOR, FROM
from meetings.extraction.events.noun_case import NounCase
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_HOST_GAP_WORDS = 12  # from the host to "استقبال"
MAX_GUEST_GAP_WORDS = 5  # from "استقبال" to the guest
MAX_PARTIES_GAP_WORDS = 2  # from the host to the guest in "استقبال س ص"
_INSIDE = load_word_list("inside_word")[0]
_AIRPORTS = load_word_list("airport_parts")
_WEAK_CARRIERS = load_word_class("weak_carriers")

_Rules: TypeAlias = "RuleSet[NounCase, Parties]"


def read_reception_of_guest(case: NounCase) -> Parties | None:
    """Read a welcome, in which the people after the noun received the holder: "وصل س، وكان في استقباله ص"."""
    if not case.is_word_of_reception or not case.entry.suffix or case.previous != _INSIDE:
        return None
    guests = find_holder(case.context, case.hit.start)
    if not guests:
        return NO_MEETING
    return Parties(case.party, [guests], arrival=_is_at_airport(case))


def _is_at_airport(case: NounCase) -> bool:
    sentence = case.context.sentence
    return any(part in word for part in _AIRPORTS for word in case.context.text.words[sentence.start : sentence.end])


def read_reception_by_holder(case: NounCase) -> Parties | None:
    if not is_reception(case.word) or case.entry.suffix:
        return None
    if not _is_near(case):
        return NO_MEETING
    if (named := RECEPTIONS.decide(case)) is not None:
        return named
    hosts = [m for m in find_holder(case.context, case.hit.start) if case.hit.start - m.end <= MAX_HOST_GAP_WORDS]
    return Parties(hosts, list_parties(case.groups)) if hosts else NO_MEETING


def _is_near(case: NounCase) -> bool:
    """Return whether the guest follows the noun closely: "استضافة بلاده لمعتقلين ... الرئيس الأمريكي" names none."""
    return case.groups[0][0].mention.start - case.hit.end <= MAX_GUEST_GAP_WORDS


def _received_by(case: NounCase) -> Parties | None:
    """Read the host behind من: "حظي س باستقبال من ص", "استقبال س من قبل ص"."""
    if case.groups[0][0].marker in (FROM, AGENT):
        guests = find_holder(case.context, case.hit.start)
        return Parties(case.party, [guests]) if guests else NO_MEETING
    is_agent = len(case.groups) > 1 and case.groups[1][0].marker == AGENT
    return Parties(list_mentions(case.groups[1]), [case.party]) if is_agent else None


def _standing_to_receive(case: NounCase) -> Parties | None:
    """Read "كان في استقبال س ص": the person waiting is the host, and comes second."""
    if case.previous != _INSIDE or len(case.groups) < 2 or case.groups[1][0].marker:
        return None
    words = case.context.words_before(case.hit.start, 3)
    if _WEAK_CARRIERS.isdisjoint(words):
        return None
    return Parties(list_mentions(case.groups[1]), [case.party], arrival=_is_at_airport(case))


def _host_in_construct(case: NounCase) -> Parties | None:
    """Read "استقبال س ص", "استقبال س لـ ص": the host comes first, the guest right behind."""
    if len(case.groups) < 2 or case.groups[1][0].marker not in ("", FOR):
        return None
    gap = case.groups[1][0].mention.start - case.party[-1].end
    return Parties(case.party, list_parties(case.groups[1:])) if gap <= MAX_PARTIES_GAP_WORDS else None


RECEPTIONS: _Rules = RuleSet(
    "noun_events.receptions",
    Rule(
        "received_by",
        "حظي وزير الخارجية الأمريكي أنتوني بلينكن باستقبال من وزير الخارجية التركي هاكان فيدان.",
        _received_by,
    ),
    Rule(
        "standing_to_receive",
        "كان في استقبال وزير الخارجية الأمريكي أنتوني بلينكن لدى وصوله وزير الخارجية التركي هاكان فيدان.",
        _standing_to_receive,
    ),
    Rule(
        "host_in_construct",
        "جرى خلال استقبال وزير الخارجية التركي هاكان فيدان وزير الخارجية الأمريكي أنتوني بلينكن بحث الملف.",
        _host_in_construct,
    ),
)
