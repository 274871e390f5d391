"""From events to meetings: which events are one meeting, who its people are, and whether it has two sides."""

from dataclasses import dataclass, field

from meetings.extraction.entities.entities import Cast, Entity, is_spouse, is_twin
from meetings.extraction.events.event import Event
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.meeting_kinds import is_remote


@dataclass(slots=True)
class Draft:
    """A meeting being put together. `slots` says how each person (by entity) stands in it: subject, object,
    attendee.
    """

    events: list[Event]
    slots: dict[int, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    words: dict[int, Mention] = field(default_factory=dict)  # the mention that brought each person in
    kind: str = "in-person"

    def add(self, mention: Mention, slot: str) -> None:
        """Put a person in; who is a party already stays one."""
        if mention.entity < 0:
            return
        if mention.entity not in self.slots:
            self.order.append(mention.entity)
            self.words[mention.entity] = mention
            self.slots[mention.entity] = slot
        elif self.slots[mention.entity] == "attendee" and slot != "attendee":
            self.slots[mention.entity] = slot


_EMPTY_KINDS = frozenset({"name", "private", "spokesman"})


def is_group(entity: Entity) -> bool:
    """Whether it is several unnamed people or a delegation."""
    return (
        entity.name is None
        and entity.title is not None
        and (entity.kind == "group" or entity.title.head.number != "one")
    )


def drafts_of(event: Event, cast: Cast) -> tuple[list[Draft], str]:
    """The meetings that one event tells of, or none and the reason."""
    first_object = event.objects[0][0] if event.objects and event.objects[0] else None
    if first_object is not None and first_object.kind == "private":
        return [], "private"
    subjects = _speakers(event.subjects, cast)
    groups = [_speakers(group, cast) for group in event.objects]
    groups = [group for group in groups if group]
    if event.mutual:
        everybody = [*subjects, *(m for group in groups for m in group)]
        if len(_sides(everybody, cast)) < 2:
            return [], _why(event, everybody, cast)
        draft = Draft([event], kind=event.kind)
        for mention in everybody:
            draft.add(mention, "subject")
        _attend(draft, event, cast)
        return [draft], ""
    mine = _sides(subjects, cast)
    found: list[Draft] = []
    for group in groups:
        theirs = _sides(group, cast)
        if not mine or not theirs or (not theirs - mine and len(theirs | mine) < 2):
            continue
        same = next(
            (d for d in found if {cast.entities[i].side for i in d.order if d.slots[i] == "object"} & theirs), None
        )
        members = [group]
        one_title = len(group) > 1 and all(mention.shared for mention in group[1:]) and group[0].name is None
        if same is None and len(theirs - mine) > 1 and not _together(event) and not one_title:
            members = _by_side(group, cast)
        for part in members:
            draft = same or Draft([event], kind=event.kind)
            for mention in subjects:
                draft.add(mention, "subject")
            for mention in part:
                draft.add(mention, "object" if cast.entities[mention.entity].side not in mine else "attendee")
            if same is None:
                found.append(draft)
    if not found:
        return [], _why(event, [*subjects, *(m for group in groups for m in group)], cast)
    _attend(found[0], event, cast)
    return found, ""


def _together(event: Event) -> bool:
    """Several sides on the object's side that met together: a summit, or talks shared."""
    return event.together or event.kind == "summit" or len(event.subjects) > 1


def _by_side(group: list[Mention], cast: Cast) -> list[list[Mention]]:
    parts: dict[str | None, list[Mention]] = {}
    for mention in group:
        parts.setdefault(cast.entities[mention.entity].side, []).append(mention)
    return list(parts.values())


def _attend(draft: Draft, event: Event, cast: Cast) -> None:
    for mention in _speakers(event.attendees, cast, present=True):
        entity = cast.entities[mention.entity]
        unknown = (
            entity.name is None
            and entity.title is not None
            and (entity.title.is_bare or bool(entity.title.head.suffix))
        )
        if not is_group(entity) and not unknown and not is_spouse(entity):
            draft.add(mention, "attendee")


def _speakers(mentions: list[Mention], cast: Cast, *, present: bool = False) -> list[Mention]:
    """Those who can speak for a side; a spokesman does not, but may be present."""
    return [
        mention
        for mention in mentions
        if mention.entity >= 0
        and (
            cast.entities[mention.entity].kind not in _EMPTY_KINDS
            or (present and mention.name is not None and cast.entities[mention.entity].kind == "spokesman")
        )
        and cast.entities[mention.entity].side is not None
    ]


def _sides(mentions: list[Mention], cast: Cast) -> set[str]:
    return {side for m in mentions if (side := cast.entities[m.entity].side)}


def _why(event: Event, people: list[Mention], cast: Cast) -> str:
    everybody = [*event.subjects, *(m for group in event.objects for m in group)]
    if any(m.kind == "private" for m in everybody):
        return "private"
    if people and len(_sides(people, cast)) == 1 and len(people) > 1:
        return "domestic"
    return "one-sided"


def merge(drafts: list[Draft], cast: Cast) -> list[Draft]:
    """Events that tell of the same people make one meeting."""
    found: list[Draft] = []
    for draft in drafts:
        _stand_in(draft, found, cast)
        if _only_conference(draft):
            _corroborate(draft, found, cast)
            continue
        same = next((other for other in found if _same(other, draft, cast)), None)
        if same is None:
            found.append(draft)
            continue
        same.events.extend(event for event in draft.events if event not in same.events)
        for index in draft.order:
            same.add(draft.words[index], draft.slots[index])
        if (_neutral(same) and not _neutral(draft)) or same.kind == "visit" or draft.kind == "summit":
            same.kind = draft.kind
    for draft in found:
        _settle(draft, cast)
    return [draft for draft in found if not _only_welcomed(draft, found)]


def _only_welcomed(draft: Draft, found: list[Draft]) -> bool:
    """Whether somebody only came to the airport for a guest who met others: that is no meeting beside theirs."""
    others = any(other is not draft and set(other.order) & set(draft.order) for other in found)
    return others and all(event.arrival for event in draft.events)


def confirm(meetings: list[Draft], headlines: list[Draft], cast: Cast) -> None:
    """A headline that says who received whom, of a meeting that the body tells with another verb, tells the host."""
    for draft in headlines:
        if draft.events[0].frame not in ("receive", "visit"):
            continue
        same = next((other for other in meetings if _same(other, draft, cast)), None)
        if same is not None and set(draft.order) <= set(same.order):
            same.events.extend(event for event in draft.events if event not in same.events)


def _only_conference(draft: Draft) -> bool:
    return all(event.frame == "joint" for event in draft.events)


def _corroborate(draft: Draft, found: list[Draft], cast: Cast) -> None:
    """A joint press conference is no meeting of its own; it names who stood for a side that the meeting left
    unnamed.
    """
    for other in found:
        if not set(other.order) & set(draft.order) or not _same(other, draft, cast):
            continue
        for index in draft.order:
            other.add(draft.words[index], draft.slots[index])


def _stand_in(draft: Draft, earlier: list[Draft], cast: Cast) -> None:
    """ "الوفد الأمريكي" after a meeting of an American is that American with his people."""
    for index in list(draft.order):
        entity = cast.entities[index]
        if entity.kind != "group" or entity.name is not None or draft.slots[index] == "attendee":
            continue
        leader = next(
            (
                i
                for other in earlier
                for i in other.order
                if other.slots[i] != "attendee"
                and cast.entities[i].side == entity.side
                and not is_group(cast.entities[i])
            ),
            None,
        )
        if leader is None or leader in draft.slots:
            continue
        draft.order[draft.order.index(index)] = leader
        draft.slots[leader] = draft.slots.pop(index)
        draft.words[leader] = draft.words.pop(index)


def _parties(draft: Draft, cast: Cast) -> dict[int, str | None]:
    return {i: cast.entities[i].side for i in draft.order if draft.slots[i] != "attendee"}


def _same(first: Draft, second: Draft, cast: Cast) -> bool:
    one, two = _parties(first, cast), _parties(second, cast)
    if not (_neutral(first) or _neutral(second) or _kinds_agree(first.kind, second.kind)):
        return False
    together = [all(event.collective for event in draft.events) for draft in (first, second)]
    if together[0] is not together[1] and set(one) ^ set(two):
        return False  # "استقبل س الوزراء الثلاثة" is another meeting than theirs
    wide, narrow = sorted((len(set(one.values())), len(set(two.values()))))[::-1]
    small = first if len(set(one.values())) == narrow else second
    if wide >= 3 and narrow == 2 and all(event.apart for event in small.events):
        return False
    shared = set(one) & set(two)
    if len({one[i] for i in shared}) >= 2:
        return True
    sides = set(one.values()) & set(two.values())
    if len(sides) < 2:
        return False
    # The same two sides, and on each side somebody in common or somebody unnamed.
    return all(_side_fits(side, one, two, cast) for side in sides)


def _side_fits(side: str | None, one: dict[int, str | None], two: dict[int, str | None], cast: Cast) -> bool:
    mine = {i for i in one if one[i] == side}
    theirs = {i for i in two if two[i] == side}
    if mine & theirs:
        return True
    return _unnamed(mine, theirs, cast) or _unnamed(theirs, mine, cast)


def _unnamed(some: set[int], others: set[int], cast: Cast) -> bool:
    """Whether nobody of `some` is known by name or office, so that they may be the `others`: "رؤساء" only
    presidents.
    """
    for index in some:
        entity = cast.entities[index]
        if not is_group(entity) or entity.title is None:
            return False
        heads = {title.head.key for i in others if (title := cast.entities[i].title)}
        if entity.kind == "office" and heads and entity.title.head.key not in heads:
            return False
    return bool(some)


def _neutral(draft: Draft) -> bool:
    """Whether the words leave open how they spoke: بحث، تحدث and their like are said of calls and of meetings."""
    return all(event.frame in ("talk", "discuss") for event in draft.events) and draft.kind == "in-person"


def _kinds_agree(first: str, second: str) -> bool:
    return first == second or not (is_remote(first) or is_remote(second))


def _settle(draft: Draft, cast: Cast) -> None:
    """A group gives way to the people of its side; so does an office to the same office with a name."""
    named = {cast.entities[i].side for i in draft.order if not is_group(cast.entities[i])}
    for index in draft.order:  # "اختتم رؤساء س وص وع القمة. وشارك فيها فلان": the president told of is he
        entity = cast.entities[index]
        if draft.slots[index] == "attendee" and entity.title and not is_group(entity):
            heads = [
                cast.entities[i].title
                for i in draft.order
                if draft.slots[i] != "attendee"
                and i != index
                and is_group(cast.entities[i])
                and cast.entities[i].side == entity.side
            ]
            if any(title and title.kind == "office" and title.head.key == entity.title.head.key for title in heads):
                draft.slots[index] = "subject"
    for index in list(draft.order):
        entity = cast.entities[index]
        if is_twin(entity, [cast.entities[i] for i in draft.order]) or (
            is_group(entity) and (entity.side in named or draft.slots[index] == "attendee")
        ):
            draft.order.remove(index)
            del draft.slots[index]
