"""The side of an attendee whose title leaves it open."""

import itertools
from typing import NamedTuple

from meetings.extraction.entities.entities import Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.nearby_countries import find_nearby_countries
from meetings.extraction.meeting.side_context import SideContext, can_have_inferred_side
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.sides import get_state, is_body
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_MIN_NAME_WORDS = 2
_INCLUDING, _DELEGATION = load_word_class("including_verbs"), load_word_class("delegation_words")
_AND = load_word_list("and_particle")[0]


class AttendeeSide(NamedTuple):
    """The side of an attendee, None where it stays unknown, and the new kind of a name without an office."""

    side: str | None
    kind: str | None = None


class AttendeeSituation(NamedTuple):
    """An attendee of an event, with the parties of the event."""

    context: SideContext
    event: Event
    mention: Mention
    entity: Entity
    parties: list[Entity]

    @property
    def party_sides(self) -> list[str]:
        """Return the sides of the parties, in their order."""
        return [party.side for party in self.parties if party.side]

    @property
    def free_sides(self) -> list[str]:
        """Return the sides without a holder of the same office there; all sides where each has one."""
        rivals = {party.side for party in self.parties if _has_same_office(party, self.entity)}
        return [side for side in self.party_sides if side not in rivals] or self.party_sides


def complete_attendees(context: SideContext, event: Event) -> None:
    """Give sides to the attendees of an event that have none."""
    mentions = [*event.subjects, *(mention for group in event.objects for mention in group)]
    parties = [entity for mention in mentions if (entity := context.entity(mention)) is not None]
    for mention in event.attendees:
        entity = context.entity(mention)
        if entity is None:
            continue
        found = _stated_side(event, mention, entity)
        if found is None and entity.side is None:
            found = _SIDE.decide(AttendeeSituation(context, event, mention, entity, parties))
        if found is not None and found.side:
            entity.side, entity.side_span, entity.side_inferred = found.side, None, True
            entity.kind = found.kind or entity.kind


def _stated_side(event: Event, mention: Mention, entity: Entity) -> AttendeeSide | None:
    """Return the side that "عن الجانب الروسي" gives to the people after it; it outweighs an inferred one."""
    is_open = entity.side is None or entity.side_inferred or is_body(entity.side)
    return AttendeeSide(event.spoken_for.get(mention.start)) if is_open and mention.start in event.spoken_for else None


def _has_same_office(party: Entity, entity: Entity) -> bool:
    if party is entity or party.title is None or entity.title is None:
        return False
    return party.title.office == entity.title.office


def _own_official(situation: AttendeeSituation) -> AttendeeSide | None:
    """Give a name without an office the country of the agency: "كما حضر وانغ يي المحادثات"."""
    entity, home = situation.entity, situation.context.home
    if entity.kind != "name" or situation.mention.side is not None or len(entity.words) < _MIN_NAME_WORDS:
        return None
    sides = {party.side for party in situation.parties}
    return AttendeeSide(home, "rank") if home in sides else None


def _companion(situation: AttendeeSituation) -> AttendeeSide | None:
    """Give a companion, or a member of a delegation, the side of the person or delegation."""
    return AttendeeSide(situation.mention.side) if situation.mention.side else None


def _member_of_delegation(situation: AttendeeSituation) -> AttendeeSide | None:
    """Give those whom "وضم الوفد" names the side of the delegation, or of the guest who led it."""
    if not _is_included(situation) or not can_have_inferred_side(situation.entity, shares_title=True):
        return None
    delegation = next((party.side for party in situation.parties if party.kind == "group" and party.side), None)
    side = delegation or _side_of_guest(situation)
    return AttendeeSide(side) if side else None


def _is_included(situation: AttendeeSituation) -> bool:
    """Return whether the sentence tells before the attendee whom a delegation comprised."""
    text, mention = situation.context.text, situation.mention
    words = [word.removeprefix(_AND) for word in text.words[text.sentences[mention.sentence].start : mention.start]]
    return any(one in _INCLUDING and two in _DELEGATION for one, two in itertools.pairwise(words))


def _side_of_guest(situation: AttendeeSituation) -> str | None:
    """Return the side of the first guest of a reception."""
    if situation.event.frame != "receive":
        return None
    guests = [situation.context.entity(mention) for group in situation.event.objects for mention in group]
    return next((guest.side for guest in guests if guest and guest.side), None)


def _without_office(situation: AttendeeSituation) -> AttendeeSide | None:
    return None if can_have_inferred_side(situation.entity, shares_title=True) else AttendeeSide(None)


def _envoy(situation: AttendeeSituation) -> AttendeeSide | None:
    """Give an envoy the side that is foreign at his post."""
    post = situation.entity.accredited
    if situation.entity.kind != "envoy" or not post:
        return None
    served = get_state(post) or post
    return AttendeeSide(next((side for side in situation.party_sides if (get_state(side) or side) != served), None))


def _outlet_country(situation: AttendeeSituation) -> AttendeeSide | None:
    home = situation.context.home
    return AttendeeSide(home) if home in situation.free_sides else None


def _visited_country(situation: AttendeeSituation) -> AttendeeSide | None:
    free = situation.free_sides
    lands = find_nearby_countries(situation.context.text, situation.event)
    return next((AttendeeSide(land) for land in lands if land in free), None)


def _side_without_that_office(situation: AttendeeSituation) -> AttendeeSide | None:
    """Give a minister the side that has no such minister there yet."""
    free = situation.free_sides
    return AttendeeSide(free[0]) if free else None


_SIDE: RuleSet[AttendeeSituation, AttendeeSide] = RuleSet(
    "attendee_sides.side",
    Rule(
        "own_official",
        "بكين (شينخوا) - استقبل الرئيس الصيني شي جين بينغ الرئيس الفرنسي إيمانويل ماكرون، بحضور وانغ يي.",
        _own_official,
    ),
    Rule(
        "companion",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي عبد اللطيف رشيد، يرافقه وزير النفط حيان عبد الغني.",
        _companion,
    ),
    Rule(
        "member_of_delegation",
        "استقبل الرئيس القبرصي نيكوس خريستودوليدس وفدا تركيا. وضم الوفد وزير النقل عبد القادر أورال أوغلو.",
        _member_of_delegation,
    ),
    Rule(
        "without_office",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي عبد اللطيف رشيد بحضور كاظم الساهر.",
        _without_office,
    ),
    Rule(
        "envoy",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي عبد اللطيف رشيد بحضور السفير لدى العراق باتريك دوريل.",
        _envoy,
    ),
    Rule(
        "outlet_country",
        "بغداد (واع) - استقبل الرئيس العراقي عبد اللطيف رشيد الرئيس الفرنسي إيمانويل ماكرون "
        "بحضور وزير النفط حيان عبد الغني.",
        _outlet_country,
    ),
    Rule(
        "visited_country",
        "استقبل الرئيس العراقي عبد اللطيف رشيد في بغداد الرئيس الفرنسي إيمانويل ماكرون "
        "بحضور وزير النفط حيان عبد الغني.",
        _visited_country,
    ),
    Rule(
        "side_without_that_office",
        "استقبل الرئيس العراقي عبد اللطيف رشيد الرئيس الفرنسي إيمانويل ماكرون بحضور وزير النفط حيان عبد الغني.",
        _side_without_that_office,
    ),
    Rule(
        "outlet_country_alone",
        "بغداد (واع) - التقى كاظم الساهر وفدا بحضور وزير الثقافة أحمد فكاك البدراني.",
        lambda situation: AttendeeSide(situation.context.home),
    ),
)
