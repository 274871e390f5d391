"""The side of a party where neither the title nor another word gives it."""

from typing import NamedTuple

from meetings.extraction.entities.entities import Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.nearby_countries import find_nearby_countries
from meetings.extraction.meeting.side_context import (
    OPEN_KINDS,
    SideContext,
    can_have_inferred_side,
    find_side_named,
    infer_side,
)
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.sides import is_body
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_MAX_SIDES_SPOKEN_OF = 6
# In a foreign outlet, a minister without a country who is the subject of these is the outlet's.
_FRAMES_OF_OWN_MINISTER = frozenset({"meet", "talk", "discuss"})
_CROWNED = load_word_class("crowned_and_their_heirs")
_MONARCHIES = frozenset(code.upper() for code in load_word_list("monarchies"))


class PartySituation(NamedTuple):
    """A party without a side, and the sides that other parties of the event have."""

    context: SideContext
    event: Event
    entity: Entity
    taken: set[str]
    is_subject: bool


def complete_parties(context: SideContext, event: Event) -> None:
    """Give sides to the parties of an event that have none."""
    groups = [[context.entity(mention) for mention in group] for group in (event.subjects, *event.objects)]
    taken = {entity.side for group in groups for entity in group if entity and entity.side}
    for number, group in enumerate(groups):
        side = None
        for entity in group:
            if entity is not None and _is_open(entity):
                side = side or _SIDE.decide(PartySituation(context, event, entity, taken, number == 0))
                infer_side(entity, side)
        if side:
            taken.add(side)


def _is_open(entity: Entity) -> bool:
    return entity.side is None and entity.kind in OPEN_KINDS and can_have_inferred_side(entity)


def _beside_counterpart(situation: PartySituation) -> str | None:
    """Find the land of the other counterpart: "استقبله الرئيس س، ثم عقد مباحثات مع نظيره ص": ص is of the land of س."""
    context = situation.context
    own = next((mention for mention in situation.entity.mentions if mention.kind == "counterpart"), None)
    if own is None:
        return None
    before = [m for m in context.cast.mentions if m.sentence == own.sentence and m.start < own.start]
    sides = [entity.side for mention in before if (entity := context.entity(mention)) and entity.side]
    return next((side for side in sides if side not in situation.taken and not is_body(side)), None)


def _own_minister(situation: PartySituation) -> str | None:
    is_own = situation.is_subject and situation.event.frame in _FRAMES_OF_OWN_MINISTER
    return _outlet_country(situation) if is_own else None


def _visited_country(situation: PartySituation) -> str | None:
    if not situation.is_subject and situation.event.frame == "receive" and _is_received_by_body(situation):
        return None  # "استقبل الأمين العام للأمم المتحدة في نيويورك وزير الخارجية س": of any country but that
    lands = find_nearby_countries(situation.context.text, situation.event)
    return next((land for land in lands if land not in situation.taken and _may_rule(situation.entity, land)), None)


def _may_rule(entity: Entity, land: str) -> bool:
    """Return whether the land can have such an office: no republic has a crown prince."""
    is_crowned = entity.title is not None and entity.title.head.key in _CROWNED
    return not is_crowned or land in _MONARCHIES


def _is_received_by_body(situation: PartySituation) -> bool:
    hosts = [situation.context.entity(mention) for mention in situation.event.subjects]
    return any(host is not None and is_body(host.side) for host in hosts)


def _outlet_country(situation: PartySituation) -> str | None:
    home = situation.context.home
    return home if home and home not in situation.taken else None


def _colleague(situation: PartySituation) -> str | None:
    """Find the land of a colleague: two offices without a country leave out the same one."""
    event = situation.event
    for mention in (*event.subjects, *(mention for group in event.objects for mention in group)):
        entity = situation.context.entity(mention)
        if entity and entity.side_inferred and entity.side in situation.taken:
            return entity.side
    return None


def _most_named_country(situation: PartySituation) -> str | None:
    context = situation.context
    passing = {side for index in situation.event.asides if (side := find_side_named(context.text.hits[index]))}
    for code, count in context.mentioned.most_common(_MAX_SIDES_SPOKEN_OF):
        if count == 1 and code in passing:
            continue  # "قبيل سفره إلى لندن": a country that merely is near
        is_open = code not in situation.taken and code not in context.counterpart_sides
        if is_open and _may_rule(situation.entity, code):
            return code
    return None


_SIDE: RuleSet[PartySituation, str] = RuleSet(
    "party_sides.side",
    Rule(
        "beside_counterpart",
        "وصل رئيس الوزراء العراقي محمد شياع السوداني إلى باريس حيث استقبله الرئيس الفرنسي إيمانويل ماكرون، "
        "ثم عقد مباحثات مع نظيره غابرييل أتال.",
        _beside_counterpart,
    ),
    Rule(
        "own_minister",
        "بغداد (واع) - التقى وزير التجارة أثير الغريري وزير الخارجية المصري بدر عبد العاطي في القاهرة.",
        _own_minister,
    ),
    Rule(
        "visited_country",
        "استقبل وزير التجهيز نزار بركة بالرباط رئيس وزراء إسبانيا بيدرو سانشيز.",
        _visited_country,
    ),
    Rule(
        "outlet_country",
        "بغداد (واع) - استقبل وزير التجارة أثير الغريري السفير الفرنسي باتريك دوريل.",
        _outlet_country,
    ),
    Rule(
        "colleague",
        "استقبل وزير الخارجية فؤاد حسين في بغداد وزير الدفاع ثابت العباسي.",
        _colleague,
    ),
    Rule(
        "most_named_country",
        "استقبل وزير التجارة أثير الغريري السفير الفرنسي باتريك دوريل، وبحثا إعمار العراق.",
        _most_named_country,
    ),
)
