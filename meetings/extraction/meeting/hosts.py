"""The host of a meeting where words other than the place show it: a verb, an office, an envoy's post, a visit."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.event import Event, is_reception
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.place_leads import IN, identify_lead
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.place_kinds import BUILDING_KINDS
from meetings.gazetteer.sides import get_state, is_body
from meetings.gazetteer.word_classes import load_word_class

MAX_WORDS_TO_OFFICE = 40
_OWN_OFFICE = load_word_class("own_office")
_OWN_VISIT = load_word_class("own_visit")
_VISIT_NOUN = load_word_class("visit_noun")
_VISITING_VERB = load_word_class("visiting_verb")
_RELATIVE = load_word_class("relative_pronoun")
_JOINED_RELATIVE = _RELATIVE | load_word_class("joined_relative_pronoun")


class Host(NamedTuple):
    """The host's side, and the rule that found it."""

    side: str
    rule: str


NO_HOST = Host("", "no-host")


class DraftSituation(NamedTuple):
    """A draft in its text."""

    text: Text
    draft: Draft
    cast: Cast


class EventSituation(NamedTuple):
    """One event of a draft in its text."""

    text: Text
    draft: Draft
    cast: Cast
    event: Event


def find_host_by_words(text: Text, draft: Draft, cast: Cast) -> Host | None:
    """Return the host where words other than the place show it."""
    return _BY_WORDS.decide(DraftSituation(text, draft, cast))


def list_party_sides(draft: Draft, cast: Cast) -> list[str | None]:
    """Return the sides of the parties, without the attendees."""
    return [cast.entities[index].side for index in draft.parties]


def _in_own_office(situation: EventSituation) -> Host | None:
    text, draft, cast, event = situation
    if not event.subjects or event.subjects[0].entity < 0 or event.frame in ("visit", "call", "call-noun"):
        return None
    reach = range(event.start, min(event.stop, event.end + MAX_WORDS_TO_OFFICE))
    if not any(text.words[index] in _OWN_OFFICE for index in reach):
        return None
    home = cast.entities[event.subjects[0].entity].side
    return Host(home, "office") if home and home in list_party_sides(draft, cast) else None


def _receiver(situation: EventSituation) -> Host | None:
    event = situation.event
    receives = event.frame == "receive" or is_reception(situation.text.words[event.start])
    if event.frame == "visit" or not receives:
        return None
    return _first_side(situation, [m.entity for m in event.subjects if m.entity >= 0])


def _in_seat_of_body(situation: EventSituation) -> Host | None:
    """Find the body in whose seat they met: "في مقر الأمم المتحدة"."""
    text, draft, cast, event = situation
    if event.frame in ("visit", "call", "call-noun"):
        return None
    bodies = {side for side in list_party_sides(draft, cast) if side and is_body(side)}
    for index in range(event.sentence.start, event.sentence.end if bodies else event.sentence.start):
        seat = text.hit(index, "place")
        is_seat = seat is not None and seat.entry.side in bodies and seat.entry.detail in BUILDING_KINDS
        if seat is not None and is_seat and identify_lead(text, index, seat, event.sentence) == IN:
            return Host(seat.entry.side, "seat")
    return None


def _visited(situation: EventSituation) -> Host | None:
    if situation.event.frame != "visit":
        return None
    people = [m.entity for group in situation.event.objects for m in group]
    return _first_side(situation, [index for index in people if index in situation.draft.slots])


def _first_side(situation: EventSituation, people: list[int]) -> Host | None:
    """Return the side of the first of `people` as the host, if it is a party."""
    _, draft, cast, event = situation
    side = cast.entities[people[0]].side if people else None
    return Host(side, f"verb:{event.frame}") if side and side in list_party_sides(draft, cast) else None


_OF_EVENT: RuleSet[EventSituation, Host] = RuleSet(
    "hosts.of_event",
    Rule(
        "own_office",
        "التقى رئيس مجلس السيادة السوداني عبد الفتاح البرهان في مكتبه السفير الروسي أندريه تشيرنوفول.",
        _in_own_office,
    ),
    Rule(
        "receiver",
        "استقبل الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني.",
        _receiver,
    ),
    Rule(
        "seat_of_body",
        "التقى وزير الخارجية المصري سامح شكري في مقر الأمم المتحدة الأمين العام للأمم المتحدة أنطونيو غوتيريش.",
        _in_seat_of_body,
    ),
    Rule(
        "visited_person",
        "زار وزير الخارجية التركي هاكان فيدان رئيس الوزراء العراقي محمد شياع السوداني في بغداد.",
        _visited,
    ),
)


def _by_event(situation: DraftSituation) -> Host | None:
    found = (_OF_EVENT.decide(EventSituation(*situation, event)) for event in situation.draft.events)
    return next((host for host in found if host is not None), None)


def _by_post(situation: DraftSituation) -> Host | None:
    people = [situation.cast.entities[index] for index in situation.draft.parties]
    posts = [person.accredited for person in people if person.kind == "envoy" and person.accredited]
    sides = [person.side for person in people if person.kind != "envoy" and person.side]
    at_post = (side for post in posts for side in sides if post in (side, get_state(side)))
    return next((Host(side, "envoy") for side in at_post), None)


def _by_own_visit(situation: DraftSituation) -> Host | None:
    text, draft, cast = situation
    guests = (_visitor(EventSituation(text, draft, cast, event)) for event in draft.events)
    return _other_side(situation, next((guest for guest in guests if guest), None))


def _by_visit_of(situation: DraftSituation) -> Host | None:
    guests = (_visitor_named(situation, sentence) for sentence in situation.text.sentences)
    return _other_side(situation, next((guest for guest in guests if guest), None))


def _other_side(situation: DraftSituation, guest: str | None) -> Host | None:
    """Return the side that the `guest` visits, where there are two."""
    sides = set(list_party_sides(situation.draft, situation.cast))
    if guest is None or len(sides) != 2:
        return None
    return Host(next(side for side in sides if side != guest) or "", "visit")


def _visitor(situation: EventSituation) -> str | None:
    """Return the side of the visitor that a possessive or a relative clause gives in the event's sentence."""
    text, draft, cast, event = situation
    for index in range(event.sentence.start, event.sentence.end):
        if text.words[index] in _OWN_VISIT:
            subject = next((m for m in event.subjects if m.entity in draft.slots), None)
            return cast.entities[subject.entity].side if subject else None
        if text.words[index] in _VISITING_VERB and _is_in_relative_clause(text, event.sentence, index):
            visitor = _last_person_before(situation, index)
            if visitor is not None:
                return cast.entities[visitor].side
    return None


def _is_in_relative_clause(text: Text, sentence: Sentence, verb: int) -> bool:
    """Return whether a relative pronoun is one or two words before the verb ("الذي يزور", "الذي كان يزور")."""
    if verb <= sentence.start:
        return False
    return text.words[verb - 1] in _JOINED_RELATIVE or text.words[verb - 2] in _RELATIVE


def _last_person_before(situation: EventSituation, index: int) -> int | None:
    _, draft, cast, event = situation
    ends = [
        (mention.end, person)
        for person in draft.order
        for mention in cast.entities[person].mentions
        if event.sentence.start <= mention.start and mention.end <= index
    ]
    return max(ends)[1] if ends else None


def _visitor_named(situation: DraftSituation, sentence: Sentence) -> str | None:
    """Return the side of a party whose name a noun of visiting governs ("زيارة ميركل")."""
    text, draft, cast = situation
    for index in range(sentence.start, sentence.end - 1):
        if text.words[index] in _VISIT_NOUN:
            for person in draft.parties:
                if any(mention.start == index + 1 for mention in cast.entities[person].mentions):
                    return cast.entities[person].side
    return None


_BY_WORDS: RuleSet[DraftSituation, Host] = RuleSet(
    "hosts.by_words",
    Rule(
        "event",
        "استقبل الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني.",
        _by_event,
    ),
    Rule(
        "envoy_at_post",
        "التقى وزير الخارجية البريطاني جيريمي هانت السفير السعودي لدى بريطانيا.",
        _by_post,
    ),
    Rule(
        "own_visit",
        "التقى الرئيس الفرنسي إيمانويل ماكرون خلال زيارته رئيس الوزراء العراقي محمد شياع السوداني.",
        _by_own_visit,
    ),
    Rule(
        "visit_of_person",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. وجاءت زيارة ماكرون بعد القمة.",
        _by_visit_of,
    ),
)
