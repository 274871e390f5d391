"""Offices without names, resolved to the people who have them in the text."""

import bisect
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast, Entity, join
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_ENTITIES_COMPARED = 120  # far more people than a report has; each is compared with each nameless mention
MAX_NAMED_AROUND = 30  # on either side of a nameless mention, where there are more
MAX_TEXT_WORDS = 100_000  # more than a text has: every mention after the office is farther than all before it
_GUESTS = load_word_class("guest_heads")
_BEARERS = frozenset({"office", "aide", "envoy"})
_OFFICIAL = load_word_class("official_head")
_CROWNED = load_word_class("crowned_heads")
_CABINET = load_word_class("cabinet_fields")
_PRESIDENT = load_word_class("president_head")
_CABINET_NAME = load_word_list("cabinet_fields")[0]
# A bare head such as "الرئيس" -> the heads to which it may refer; any other head refers to itself.
_TAKEN_UP = {
    head: load_word_class(heads)
    for name, heads in (
        ("president_head", "generic_president"),
        ("leader_head", "generic_leader"),
        ("king_heads", "generic_king"),
    )
    for head in load_word_list(name)
}


def resolve_offices(text: Text, cast: Cast) -> None:
    """Give offices without names the entity of the same office and side, or a new one."""
    named = sorted(cast.entities, key=lambda entity: entity.mentions[0].start)
    for mention in cast.mentions:
        if mention.entity >= 0 or mention.title is None or mention.kind == "counterpart":
            continue  # the event's rules find whose counterpart it is
        people = _list_nearest(named, cast.entities, mention)
        entity = _find_office_holder(text, people, mention, mention.title) or _find_guest(text, cast, mention)
        join(text, entity or cast.add_entity(), mention)


def _find_guest(text: Text, cast: Cast, mention: Mention) -> Entity | None:
    """Find the person whom "ضيفه", "الضيف الياباني" or "مضيفه" refers to.

    It is the last person named before the sentence's own people, of the side that the words name.
    """
    title = mention.title
    if title is None or title.head.key not in _GUESTS or title.head.number != "one":
        return None
    if title.head.suffix or _is_guest_of_country(text, title):
        mention.side = title.side = None  # "ضيفه" and "ضيف لبنان" give the host's side, not the guest's
    return _find_last_visitor(cast, mention)


def _find_last_visitor(cast: Cast, mention: Mention) -> Entity | None:
    """Find the last person named before the sentence's own people, of the side of the mention if it has one."""
    before = [other for other in cast.mentions if other.start < mention.start]
    here = {other.entity for other in before if other.sentence == mention.sentence}
    named = [cast.entities[other.entity] for other in before if other.entity >= 0 and other.entity not in here]
    sides = {cast.entities[index].side for index in here if index >= 0}
    return next((entity for entity in reversed(named) if _may_be_guest(entity, mention.side, sides)), None)


def _is_guest_of_country(text: Text, title: Title) -> bool:
    """Return whether the country behind ضيف is the one visited: "ضيف لبنان"; a demonym is the guest's own."""
    return title.side_span is not None and text.hit(title.side_span[0], "country") is not None


def _may_be_guest(entity: Entity, side: str | None, sides_here: set[str | None]) -> bool:
    """Return whether a holder of an office is of the named side, and not one of the sentence's own people's."""
    if entity.kind not in _BEARERS or not entity.side or entity.side in sides_here:
        return False
    return side is None or side == entity.side


def _find_office_holder(text: Text, people: list[Entity], mention: Mention, title: Title) -> Entity | None:
    """Find the holder of a nameless mention's office in `people`: the best fit, and of those the nearest before it."""
    if title.head.number != "one" or title.kind == "group" or mention.is_class:
        return None
    fitting = [
        ((fit, _distance(entity, mention)), entity)
        for entity in people
        if not _is_another_woman(text, title, entity) and (fit := _fit_of(entity, mention, title)) is not None
    ]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else _find_named_counterpart(people, mention, title)


def _find_named_counterpart(people: list[Entity], mention: Mention, title: Title) -> Entity | None:
    """Find the counterpart whom a short office of that nation takes up.

    "بحث وزير الخارجية س مع نظيره الأمريكي ص. وشكر س الوزير الأمريكي".
    """
    if not mention.side or not title.head.definite or title.field_words or title.inner is not None:
        return None
    named = [entity for entity in people if _is_named_counterpart(entity) and entity.side == mention.side]
    entity = next((one for one in named if one.mentions[0].start < mention.start), None)
    sentence = entity.mentions[0].sentence if entity is not None else -1
    return entity if any(_bears_there(other, title.head.key, sentence) for other in people) else None


def _is_named_counterpart(entity: Entity) -> bool:
    return entity.name is not None and entity.title is not None and entity.title.kind == "counterpart"


def _bears_there(entity: Entity, head: str, sentence: int) -> bool:
    """Return whether a sentence gives the person an office of that head: his counterpart has it too."""
    return any(one.title and one.title.head.key == head for one in entity.mentions if one.sentence == sentence)


def _list_nearest(named: list[Entity], entities: list[Entity], mention: Mention) -> list[Entity]:
    """Return the entities that may hold an office; of hundreds the named ones around `mention` and the newest others.

    `named` are the first of `entities`, in the order of the text.
    """
    if len(entities) <= MAX_ENTITIES_COMPARED:
        return entities
    place = bisect.bisect(named, mention.start, key=lambda entity: entity.mentions[0].start)
    around = named[max(0, place - MAX_NAMED_AROUND) : place + MAX_NAMED_AROUND]
    return [*around, *entities[len(named) :][-MAX_NAMED_AROUND:]]


def _distance(entity: Entity, mention: Mention) -> int:
    """Return the words from the entity's last mention before to `mention`; mentions after it are farther."""
    places = [other.start for other in entity.mentions]
    before = [place for place in places if place < mention.start]
    return mention.start - max(before) if before else MAX_TEXT_WORDS + min(places, default=0)


def _is_another_woman(text: Text, title: Title, entity: Entity) -> bool:
    """Return whether "الوزيرة النرويجية" is not the minister of the text, who is a man."""
    if not entity.title or not entity.name:
        return False
    return _is_feminine(text, title) and not _is_feminine(text, entity.title)


def _is_feminine(text: Text, title: Title) -> bool:
    return text.words[title.start].endswith("ه") and text.quote(title.start, title.start + 1).endswith("ة")


class Fit(IntEnum):
    """The fit of an office with a title of an entity, the best first."""

    EXACT = 0
    WIDER = 1  # the words name a part of the office, and the same side
    SIDE_UNSAID = 2
    GENERIC = 3
    HEAD_OF_GOVERNMENT = 4  # "الرئيس", where the text has no head of state
    OTHER_TITLE = 5  # another title of the entity may fit
    NO_FIT = 6  # no title of the entity can fit


@dataclass(slots=True)
class _Comparison:
    """The title of a nameless mention beside a title of an entity."""

    entity: Entity
    mention: Mention
    title: Title
    borne: Title

    @property
    def is_one_side(self) -> bool:
        """Return whether both sides are known and the same."""
        return bool(self.mention.side) and self.mention.side == self.entity.side


def _fit_of(entity: Entity, mention: Mention, title: Title) -> Fit | None:
    """Return the fit of the office with the entity's titles; None where it does not fit."""
    for borne in [other.title for other in entity.mentions if other.title] + entity.more_titles:
        fit = FITS.decide(_Comparison(entity, mention, title, borne))
        if fit == Fit.NO_FIT:
            return None
        if fit is not None and fit != Fit.OTHER_TITLE:
            return fit
    return None


_Rules: TypeAlias = "RuleSet[_Comparison, Fit]"


def _borrowed_title(pair: _Comparison) -> Fit | None:
    return Fit.OTHER_TITLE if pair.borne.kind == "counterpart" or pair.borne.head.suffix else None


def _several(pair: _Comparison) -> Fit | None:
    """Reject several holders: "سفراء" are not the ambassador named later."""
    return Fit.OTHER_TITLE if pair.borne.head.number != "one" else None


def _accredited_elsewhere(pair: _Comparison) -> Fit | None:
    both = bool(pair.borne.accredited) and bool(pair.title.accredited)
    return Fit.OTHER_TITLE if both and pair.borne.accredited != pair.title.accredited else None


def _other_side(pair: _Comparison) -> Fit | None:
    both = bool(pair.mention.side) and bool(pair.entity.side)
    return Fit.NO_FIT if both and pair.mention.side != pair.entity.side else None


def _crowned(pair: _Comparison) -> Fit | None:
    has_fields = bool(pair.borne.field_words) or bool(pair.title.field_words)
    if has_fields or not pair.is_one_side:
        return None
    return Fit.EXACT if {pair.borne.head.key, pair.title.head.key} <= _CROWNED else None


def _president_of_state(pair: _Comparison) -> Fit | None:
    """Reject a head of government for "الرئيس الإسرائيلي"."""
    title = pair.title
    is_president = title.head.key in _PRESIDENT and bool(title.side) and not title.field_words and title.inner is None
    return Fit.OTHER_TITLE if is_president and not _CABINET.isdisjoint(pair.borne.field_words) else None


def _bare_title(pair: _Comparison) -> Fit | None:
    """Fit a bare title: "الرئيس", "المسؤول الأمريكي"."""
    title = pair.title
    if not title.is_bare and not (title.kind == "generic" and title.side):
        return None
    key = title.head.key
    heads = frozenset() if key in _OFFICIAL else _TAKEN_UP.get(key, frozenset({key}))
    if pair.borne.head.key not in heads and not (key in _OFFICIAL and pair.is_one_side):
        return Fit.OTHER_TITLE
    if not title.head.definite:
        return Fit.NO_FIT
    is_cabinet = key in _PRESIDENT and not _CABINET.isdisjoint(pair.borne.field_words)
    return Fit.HEAD_OF_GOVERNMENT if is_cabinet else Fit.GENERIC


def _same_office(pair: _Comparison) -> Fit | None:
    if _office_of(pair.borne) != _office_of(pair.title):
        return None
    return Fit.EXACT if pair.mention.side == pair.entity.side else Fit.SIDE_UNSAID


def _office_of(title: Title) -> tuple[str, ...]:
    """Return the office of a title; رئيس الوزراء, رئيس مجلس الوزراء and رئيس الحكومة are one."""
    return tuple(_CABINET_NAME if word in _CABINET else word for word in title.office)


def _wider_office(pair: _Comparison) -> Fit | None:
    """Fit a shorter name of the office: "وزير الخارجية" for "وزير الخارجية والتعاون الدولي"."""
    is_wider = set(pair.title.office) < set(pair.borne.office) and pair.title.office[0] == pair.borne.office[0]
    return Fit.WIDER if is_wider and pair.is_one_side else None


_MET = "التقى وزير الخارجية الأمريكي أنتوني بلينكن وزير الخارجية التركي هاكان فيدان."

FITS: _Rules = RuleSet(
    "office_holders.fits",
    Rule(
        "borrowed_title",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن نظيره التركي هاكان فيدان. وأكد الوزير التركي أهمية الحوار.",
        _borrowed_title,
    ),
    Rule(
        "several",
        "استقبل وزير الخارجية العراقي فؤاد حسين سفراء عدد من الدول. واستقبل سفير الجمهورية التركية.",
        _several,
    ),
    Rule(
        "accredited_elsewhere",
        "التقى وزير الخارجية العراقي فؤاد حسين سفير روسيا لدى العراق. وقال السفير الروسي لدى سوريا إن الحوار مستمر.",
        _accredited_elsewhere,
    ),
    Rule("other_side", f"{_MET} وأكد الوزير التركي أهمية الحوار.", _other_side),
    Rule(
        "crowned",
        "استقبل العاهل الأردني الملك عبد الله الثاني وزير الخارجية التركي هاكان فيدان. وأكد ملك الأردن أهمية الحوار.",
        _crowned,
    ),
    Rule(
        "president_of_state",
        "استقبل رئيس الوزراء محمد شياع السوداني وزير الخارجية التركي هاكان فيدان. وأكد الرئيس العراقي أهمية الحوار.",
        _president_of_state,
    ),
    Rule("bare_title", f"{_MET} وأكد الوزير أهمية الحوار.", _bare_title),
    Rule("same_office", f"{_MET} وأكد وزير الخارجية التركي أهمية الحوار.", _same_office),
    Rule(
        "wider_office",
        "التقى وزير الخارجية والتعاون الدولي المصري سامح شكري وزير الخارجية التركي هاكان فيدان. "
        "وأكد وزير الخارجية المصري أهمية الحوار.",
        _wider_office,
    ),
)
