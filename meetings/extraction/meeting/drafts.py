"""Drafts of meetings: the people of one event, and whether they speak for two sides."""

from dataclasses import dataclass, field
from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence
from meetings.extraction.entities.entities import Cast, Entity, is_spouse
from meetings.extraction.events.event import Event
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet

_KINDS_WITHOUT_SIDE = frozenset({"name", "private", "spokesman"})


@dataclass(slots=True)
class Draft:
    """A meeting in preparation. `slots` holds the part of each person (by entity): subject, object, attendee."""

    events: list[Event]
    slots: dict[int, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    words: dict[int, Mention] = field(default_factory=dict)  # the mention that added each person
    kind: str = "in-person"

    @property
    def telling_events(self) -> list[Event]:
        """Return the events without those that tell it again ("أطلع س الوزراء الثلاثة"), unless it has only these."""
        return [event for event in self.events if not event.collective] or self.events

    @property
    def sentence(self) -> Sentence:
        """Return the sentence of its first event."""
        return self.events[0].sentence

    @property
    def parties(self) -> list[int]:
        """Return the people who met, without the attendees."""
        return [index for index in self.order if self.slots[index] != "attendee"]

    def add(self, mention: Mention, slot: str) -> None:
        """Add a person; a party does not become an attendee."""
        if mention.entity < 0:
            return
        if mention.entity not in self.slots:
            self.order.append(mention.entity)
            self.words[mention.entity] = mention
            self.slots[mention.entity] = slot
        elif self.slots[mention.entity] == "attendee" and slot != "attendee":
            self.slots[mention.entity] = slot


class EventParties(NamedTuple):
    """An event with those of its people who can speak for a side."""

    event: Event
    cast: Cast
    subjects: list[Mention]
    groups: list[list[Mention]]

    @property
    def sentence(self) -> Sentence:
        """Return the sentence of the event."""
        return self.event.sentence

    @property
    def everybody(self) -> list[Mention]:
        """Return all of them, subjects first."""
        return [*self.subjects, *(mention for group in self.groups for mention in group)]


class GroupSituation(NamedTuple):
    """One second party of an event: the people in it, and their sides that are not the subject's."""

    parties: EventParties
    group: list[Mention]
    foreign: set[str]


def is_group(entity: Entity) -> bool:
    """Return whether it is several unnamed people or a delegation."""
    return (
        entity.name is None
        and entity.title is not None
        and (entity.kind == "group" or entity.title.head.number != "one")
    )


def make_drafts(event: Event, cast: Cast) -> tuple[list[Draft], str]:
    """Return the meetings of one event, or none and the reason."""
    first = event.objects[0][0] if event.objects and event.objects[0] else None
    if first is not None and first.kind == "private":
        return [], "private"
    groups = [_speakers(group, cast) for group in event.objects]
    parties = EventParties(event, cast, _speakers(event.subjects, cast), [group for group in groups if group])
    found = _mutual_draft(parties) if event.mutual else _drafts_by_group(parties)
    if not found:
        return [], _REASON.decide(parties) or ""
    _add_attendees(found[0], event, cast)
    return found, ""


def _mutual_draft(parties: EventParties) -> list[Draft]:
    """Return the one meeting of people in equal parts ("بين س وص")."""
    if len(_sides(parties.everybody, parties.cast)) < 2:
        return []
    draft = Draft([parties.event], kind=parties.event.kind)
    for mention in parties.everybody:
        draft.add(mention, "subject")
    return [draft]


def _drafts_by_group(parties: EventParties) -> list[Draft]:
    """Return a meeting of the subjects with each second party, or with each side of it."""
    cast = parties.cast
    own = _sides(parties.subjects, cast)
    found: list[Draft] = []
    for group in parties.groups:
        theirs = _sides(group, cast)
        if not own or not theirs or len(theirs | own) < 2:
            continue
        known = next((draft for draft in found if _has_object_of(draft, theirs, cast)), None)
        situation = GroupSituation(parties, group, theirs - own)
        for part in [group] if known else _DIVISION.decide(situation) or [group]:
            draft = known or Draft([parties.event], kind=parties.event.kind)
            _add_parties(draft, parties, part, own)
            if known is None:
                found.append(draft)
    return found


def _has_object_of(draft: Draft, sides: set[str], cast: Cast) -> bool:
    return any(draft.slots[index] == "object" and cast.entities[index].side in sides for index in draft.order)


def _add_parties(draft: Draft, parties: EventParties, group: list[Mention], own: set[str]) -> None:
    for mention in parties.subjects:
        draft.add(mention, "subject")
    for mention in group:
        draft.add(mention, "object" if parties.cast.entities[mention.entity].side not in own else "attendee")


def _one_foreign_side(situation: GroupSituation) -> list[list[Mention]] | None:
    return [situation.group] if len(situation.foreign) <= 1 else None


def _met_together(situation: GroupSituation) -> list[list[Mention]] | None:
    event = situation.parties.event
    together = event.together or event.kind == "summit" or len(event.subjects) > 1
    return [situation.group] if together else None


def _shared_title(situation: GroupSituation) -> list[list[Mention]] | None:
    first, *others = situation.group
    is_shared = bool(others) and first.name is None and all(mention.shared for mention in others)
    return [situation.group] if is_shared else None


def _separate_sides(situation: GroupSituation) -> list[list[Mention]]:
    parts: dict[str | None, list[Mention]] = {}
    for mention in situation.group:
        parts.setdefault(situation.parties.cast.entities[mention.entity].side, []).append(mention)
    return list(parts.values())


_DIVISION: RuleSet[GroupSituation, list[list[Mention]]] = RuleSet(
    "drafts.division",
    Rule(
        "one_foreign_side",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني.",
        _one_foreign_side,
    ),
    Rule(
        "met_together",
        "عقد الرئيس الفرنسي إيمانويل ماكرون قمة مع الرئيس المصري عبد الفتاح السيسي والرئيس العراقي عبد اللطيف رشيد.",
        _met_together,
    ),
    Rule(
        "shared_title",
        "التقى الرئيس الفرنسي إيمانويل ماكرون وزيري خارجية مصر والأردن.",
        _shared_title,
    ),
    Rule(
        "separate_sides",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس المصري عبد الفتاح السيسي والرئيس العراقي عبد اللطيف رشيد.",
        _separate_sides,
    ),
)


def _add_attendees(draft: Draft, event: Event, cast: Cast) -> None:
    for mention in _speakers(event.attendees, cast, present=True):
        entity = cast.entities[mention.entity]
        if not (is_group(entity) or _is_unknown(entity) or is_spouse(entity)):
            draft.add(mention, "attendee")


def _is_unknown(entity: Entity) -> bool:
    """Return whether it is a bare office without a name ("الوزير", "مستشاره")."""
    title = entity.title
    return entity.name is None and title is not None and (title.is_bare or bool(title.head.suffix))


def _speakers(mentions: list[Mention], cast: Cast, *, present: bool = False) -> list[Mention]:
    """Return those who can speak for a side; a spokesman cannot, but may be present."""
    return [mention for mention in mentions if mention.entity >= 0 and _can_speak(mention, cast, present)]


def _can_speak(mention: Mention, cast: Cast, present: bool) -> bool:
    entity = cast.entities[mention.entity]
    if entity.side is None or (_is_former(entity) and not present):
        return False
    is_named_spokesman = mention.name is not None and entity.kind == "spokesman"
    return entity.kind not in _KINDS_WITHOUT_SIDE or (present and is_named_spokesman)


def _is_former(entity: Entity) -> bool:
    """Return whether the only office is one that the person has left: "الرئيس الفرنسي السابق"."""
    return entity.title is not None and entity.title.is_former and not entity.more_titles


def _sides(mentions: list[Mention], cast: Cast) -> set[str]:
    return {side for mention in mentions if (side := cast.entities[mention.entity].side)}


def _private_person(parties: EventParties) -> str | None:
    event = parties.event
    people = [*event.subjects, *(mention for group in event.objects for mention in group)]
    return "private" if any(mention.kind == "private" for mention in people) else None


def _one_side(parties: EventParties) -> str | None:
    people = parties.everybody
    return "domestic" if len(people) > 1 and len(_sides(people, parties.cast)) == 1 else None


_REASON: RuleSet[EventParties, str] = RuleSet(
    "drafts.reason",
    Rule(
        "private_person",
        "التقى الرئيس الفرنسي إيمانويل ماكرون وزير الخارجية كاترين كولونا ورجل الأعمال بيل غيتس.",
        _private_person,
    ),
    Rule(
        "one_side",
        "التقى رئيس الوزراء العراقي محمد شياع السوداني وزير الخارجية العراقي فؤاد حسين.",
        _one_side,
    ),
    Rule(
        "unknown_second_side",
        "التقى رئيس الوزراء العراقي محمد شياع السوداني وفدا.",
        lambda parties: "one-sided",
    ),
)
