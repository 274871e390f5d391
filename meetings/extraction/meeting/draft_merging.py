"""From drafts to meetings: the events of one meeting, and the matches among its people."""

from typing import NamedTuple

from meetings.extraction.entities.entities import Cast, Entity, is_twin
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import is_remote

_MIN_SIDES_OF_LARGE_MEETING = 3


class DraftPair(NamedTuple):
    """Two drafts that may describe one meeting, with the side of each party (by entity)."""

    first: Draft
    second: Draft
    one: dict[int, str | None]
    two: dict[int, str | None]
    cast: Cast


def merge(drafts: list[Draft], cast: Cast) -> list[Draft]:
    """Return the meetings of `drafts`: events with the same people make one."""
    found: list[Draft] = []
    for draft in drafts:
        _replace_delegations(draft, found, cast)
        if _is_press_conference(draft):
            _name_people(draft, found, cast)
            continue
        same = next((other for other in found if _is_same(other, draft, cast)), None)
        if same is None:
            found.append(draft)
        else:
            _take_up(same, draft)
    for draft in found:
        _promote_attendees(draft, cast)
        _drop_doubles(draft, cast)
    return [draft for draft in found if not _is_welcome(draft, found)]


def confirm(meetings: list[Draft], headlines: list[Draft], cast: Cast) -> None:
    """Add headlines that name host and guest to the meetings of the body, so that these have a host."""
    for draft in headlines:
        if draft.events[0].frame not in ("receive", "visit"):
            continue
        same = next((other for other in meetings if _is_same(other, draft, cast)), None)
        if same is not None and set(draft.order) <= set(same.order):
            same.events.extend(event for event in draft.events if event not in same.events)


def _take_up(meeting: Draft, draft: Draft) -> None:
    """Add the events and people of `draft` to the meeting that it also describes."""
    meeting.events.extend(event for event in draft.events if event not in meeting.events)
    for index in draft.order:
        meeting.add(draft.words[index], draft.slots[index])
    tells_kind = _is_neutral(meeting) and not _is_neutral(draft)
    if tells_kind or meeting.kind == "visit" or draft.kind == "summit":
        meeting.kind = draft.kind


def _is_welcome(draft: Draft, found: list[Draft]) -> bool:
    """Return whether it is only the welcome of a guest who met others; that is not a separate meeting."""
    others = any(other is not draft and set(other.order) & set(draft.order) for other in found)
    return others and all(event.arrival for event in draft.events)


def _is_press_conference(draft: Draft) -> bool:
    return all(event.frame == "joint" for event in draft.events)


def _name_people(conference: Draft, found: list[Draft], cast: Cast) -> None:
    """Name the unnamed people of a meeting from its joint press conference, which is not a meeting."""
    for meeting in found:
        if set(meeting.order) & set(conference.order) and _is_same(meeting, conference, cast):
            for index in conference.order:
                meeting.add(conference.words[index], conference.slots[index])


def _replace_delegations(draft: Draft, earlier: list[Draft], cast: Cast) -> None:
    """Replace a delegation by its leader named before ("الوفد الأمريكي" after an American's meeting)."""
    for index in draft.parties:
        entity = cast.entities[index]
        if entity.kind != "group" or entity.name is not None:
            continue
        leader = _leader_of(entity.side, earlier, cast)
        if leader is None or leader in draft.slots:
            continue
        draft.order[draft.order.index(index)] = leader
        draft.slots[leader] = draft.slots.pop(index)
        draft.words[leader] = draft.words.pop(index)


def _leader_of(side: str | None, drafts: list[Draft], cast: Cast) -> int | None:
    parties = (index for draft in drafts for index in draft.parties)
    return next((i for i in parties if cast.entities[i].side == side and not is_group(cast.entities[i])), None)


def _is_same(first: Draft, second: Draft, cast: Cast) -> bool:
    one, two = ({index: cast.entities[index].side for index in draft.parties} for draft in (first, second))
    return _SAME_MEETING.holds(DraftPair(first, second, one, two, cast))


def _different_kinds(pair: DraftPair) -> bool | None:
    if _is_neutral(pair.first) or _is_neutral(pair.second) or pair.first.kind == pair.second.kind:
        return None
    return False if is_remote(pair.first.kind) or is_remote(pair.second.kind) else None


def _group_reception(pair: DraftPair) -> bool | None:
    """Separate "استقبل س الوزراء الثلاثة" from the ministers' own meeting."""
    is_collective = [all(event.collective for event in draft.events) for draft in (pair.first, pair.second)]
    return False if is_collective[0] is not is_collective[1] and set(pair.one) ^ set(pair.two) else None


def _fringe_meeting(pair: DraftPair) -> bool | None:
    """Separate a meeting of two sides on the fringes of a larger one from the larger one."""
    counts = [len(set(pair.one.values())), len(set(pair.two.values()))]
    if max(counts) < _MIN_SIDES_OF_LARGE_MEETING or min(counts) != 2:
        return None
    small = pair.first if counts[0] == 2 else pair.second
    return False if all(event.apart for event in small.events) else None


def _shared_people(pair: DraftPair) -> bool | None:
    shared = set(pair.one) & set(pair.two)
    return True if len({pair.one[index] for index in shared}) >= 2 else None


def _other_sides(pair: DraftPair) -> bool | None:
    return False if len(set(pair.one.values()) & set(pair.two.values())) < 2 else None


def _unnamed_people(pair: DraftPair) -> bool:
    """Return whether the two sides agree, and on each side a common or an unnamed person."""
    return all(_side_fits(side, pair) for side in set(pair.one.values()) & set(pair.two.values()))


_SAME_MEETING: RuleSet[DraftPair, bool] = RuleSet(
    "draft_merging.same_meeting",
    Rule(
        "different_kinds",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في باريس. "
        "وأجرى ماكرون اتصالا هاتفيا مع السوداني.",
        _different_kinds,
    ),
    Rule(
        "group_reception",
        "بحث وزير الخارجية العراقي فؤاد حسين مع وزير الخارجية المصري بدر عبد العاطي ووزير الخارجية الأردني أيمن الصفدي "
        "التعاون. واستقبل الرئيس العراقي عبد اللطيف رشيد الوزراء الثلاثة.",
        _group_reception,
    ),
    Rule(
        "fringe_meeting",
        "عقد الرئيس المصري عبد الفتاح السيسي والعاهل الأردني الملك عبد الله الثاني ورئيس الوزراء العراقي محمد شياع "
        "السوداني قمة ثلاثية في بغداد. وعلى هامش القمة عقد السيسي والسوداني اجتماعا ثنائيا.",
        _fringe_meeting,
    ),
    Rule(
        "shared_people",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. "
        "وبحث ماكرون مع السوداني العلاقات الثنائية.",
        _shared_people,
    ),
    Rule(
        "other_sides",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. "
        "والتقى ماكرون الرئيس المصري عبد الفتاح السيسي.",
        _other_sides,
    ),
    Rule(
        "unnamed_people",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. "
        "والتقى ماكرون الرئيس العراقي عبد اللطيف رشيد.",
        _unnamed_people,
    ),
)


def _side_fits(side: str | None, pair: DraftPair) -> bool:
    some = {index for index in pair.one if pair.one[index] == side}
    others = {index for index in pair.two if pair.two[index] == side}
    if some & others or _may_be(some, others, pair.cast) or _may_be(others, some, pair.cast):
        return True
    return _are_one_holder(some, others, pair.cast)


def _are_one_holder(some: set[int], others: set[int], cast: Cast) -> bool:
    """Return whether an unnamed holder of an office is the named one of the other draft."""
    if len(some) != 1 or len(others) != 1:
        return False
    one, two = (cast.entities[next(iter(indexes))] for indexes in (some, others))
    if one.title is None or two.title is None or (one.name is None) is (two.name is None):
        return False
    return one.title.office == two.title.office


def _may_be(some: set[int], others: set[int], cast: Cast) -> bool:
    """Return whether `some` are unnamed groups that may be the `others`; "رؤساء" may only be presidents."""
    for index in some:
        entity = cast.entities[index]
        if not is_group(entity) or entity.title is None:
            return False
        heads = {title.head.key for i in others if (title := cast.entities[i].title)}
        if entity.kind == "office" and heads and entity.title.head.key not in heads:
            return False
    return bool(some)


def _is_neutral(draft: Draft) -> bool:
    """Return whether the words leave the kind open: بحث and تحدث occur with calls and with meetings."""
    return all(event.frame in ("talk", "discuss") for event in draft.events) and draft.kind == "in-person"


def _promote_attendees(draft: Draft, cast: Cast) -> None:
    """Make an attendee a party where he is one of a group of office holders that met.

    "اختتم رؤساء س وص وع القمة. وشارك فيها الرئيس فلان": the president named is one of those who met.
    """
    for index in draft.order:
        entity = cast.entities[index]
        if draft.slots[index] != "attendee" or entity.title is None or is_group(entity):
            continue
        if any(_is_group_of(cast.entities[i], entity) for i in draft.parties):
            draft.slots[index] = "subject"


def _is_group_of(group: Entity, entity: Entity) -> bool:
    """Return whether `group` are unnamed holders of the office of `entity`, of its side too."""
    if not is_group(group) or group.side != entity.side or group.title is None or entity.title is None:
        return False
    return group.title.kind == "office" and group.title.head.key == entity.title.head.key


def _drop_doubles(draft: Draft, cast: Cast) -> None:
    """Remove a group where people of its side have names, and an office where its holder has a name."""
    named = {cast.entities[i].side for i in draft.order if not is_group(cast.entities[i])}
    for index in list(draft.order):
        entity = cast.entities[index]
        is_double = is_group(entity) and (entity.side in named or draft.slots[index] == "attendee")
        others = [cast.entities[i] for i in draft.order if i != index]
        if is_double or is_twin(entity, others) or _has_named_holder(entity, others):
            draft.order.remove(index)
            del draft.slots[index]


def _has_named_holder(entity: Entity, others: list[Entity]) -> bool:
    """Return whether an unnamed office is that of a named person of its side ("رئيس الدبلوماسية الهولندية")."""
    if entity.name is not None or entity.title is None or entity.title.head.number != "one" or entity.title.is_bare:
        return False
    same = (o for o in others if o.name is not None and o.side == entity.side and o.title is not None)
    return any(other.title is not None and other.title.office == entity.title.office for other in same)
