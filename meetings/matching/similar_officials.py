"""Pairs of officials who may be one person, with the reasons for and against.

Two officials are compared only if their first and last names sound alike in any script, or if they share a side and
either their first or their last names sound alike. A name alone never decides: the offices held at one time, the sides
represented and the meetings attended also count, for and against.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from meetings.gazetteer.offices import is_same_office_key, make_office_key
from meetings.gazetteer.person_names import has_whole_names
from meetings.matching.name_similarity import (
    ONLY_IN_OFFICE,
    SHORTER,
    STRENGTH,
    ComparedName,
    find_best_relation,
    read_name,
)
from meetings.matching.rules import MAX_SEEN_DAYS, MAX_TERM_DAYS, SeenOffice, SeenOffices, Tenure, add_seen
from meetings.models import Appointment, Official, OfficialName, Participation, ReviewState
from meetings.models.people import Precision
from meetings.models.terms import Term

MIN_LISTED_SCORE = 50  # of 100: pairs below it are not worth an editor's time
MAX_BLOCK_OFFICIALS = 400  # who share a key; a larger group shares it by chance
_MAX_SOUND_KEYS = 4  # of one word; further keys hardly ever find a pair

# The reasons besides the names.
SAME_SIDE, OTHER_SIDES, OTHER_SIDES_LATER = "same-side", "other-sides", "other-sides-later"
SAME_TITLE = "same-title"
SAME_OFFICE, SAME_OFFICE_SEEN, SAME_OFFICE_LATER = "same-office", "same-office-seen", "same-office-later"
OTHER_OFFICES = "other-offices"
ONE_MEETING = "one-meeting"
WEIGHTS = {
    SAME_SIDE: 15, OTHER_SIDES: -25, OTHER_SIDES_LATER: -12, SAME_TITLE: 20, SAME_OFFICE: 20,
    SAME_OFFICE_SEEN: 20, SAME_OFFICE_LATER: 8, OTHER_OFFICES: -30, ONE_MEETING: -40,
}  # fmt: skip


@dataclass(slots=True)
class ComparedOfficial:
    """An official prepared for comparison."""

    pk: int
    names: list[ComparedName] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    meetings: set[int] = field(default_factory=set)
    seen: SeenOffices = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficialPair:
    """Two officials (`first` has the smaller id), a score from 0 to 100, and the reasons.

    Each reason has a code, a weight and the words that show it.
    """

    first: int
    second: int
    score: int
    reasons: tuple[dict[str, Any], ...]


def find_likely_pairs(tell: Callable[[int, int], None] | None = None) -> list[OfficialPair]:
    """Return all pairs worth an editor's time, the likeliest first; call `tell` with (pairs compared, all pairs)."""
    people = load_people()
    pairs = sorted(find_candidates(people.values()))
    found = []
    for number, (first, second) in enumerate(pairs):
        if tell and number % 2000 == 0:
            tell(number, len(pairs))
        if (likeness := compare(people[first], people[second])) and likeness.score >= MIN_LISTED_SCORE:
            found.append(likeness)
    if tell:
        tell(len(pairs), len(pairs))
    return sorted(found, key=lambda one: (-one.score, one.first, one.second))


def find_pairs_of(official_ids: Iterable[int]) -> list[OfficialPair]:
    """Return the pairs with one of these officials that are worth an editor's time, the likeliest first."""
    wanted, people = set(official_ids), load_people()
    found = (
        compare(people[first], people[second]) for first, second in sorted(find_candidates(people.values(), wanted))
    )
    return sorted((one for one in found if one and one.score >= MIN_LISTED_SCORE), key=lambda one: -one.score)


def load_people() -> dict[int, ComparedOfficial]:
    """Return all officials except rejected ones by id; it takes four queries."""
    people = {
        pk: ComparedOfficial(pk, [one for text in texts if (one := read_name(text))])
        for pk, texts in _written_names().items()
    }
    _load_tenures(people)
    _load_meetings(people)
    return people


def _written_names() -> dict[int, list[str]]:
    """Return the names of each official without repetition, starting with those that pages show."""
    officials = Official.objects.exclude(review_state=ReviewState.REJECTED).order_by("pk")
    written: dict[int, list[str]] = {}
    for pk, name_ar, name_en in officials.values_list("pk", "name_ar", "name_en"):
        written[pk] = [name for name in (name_ar, name_en) if name]
    for pk, name in OfficialName.objects.order_by("pk").values_list("official", "name"):
        if pk in written:
            written[pk].append(name)
    return {pk: list(dict.fromkeys(names)) for pk, names in written.items()}


def _load_tenures(people: dict[int, ComparedOfficial]) -> None:
    columns = ("position__title_ar", "position__country__code", "position__organisation__code")
    dates = ("start", "start_precision", "end", "end_precision")
    for pk, title, country, organisation, *term in Appointment.objects.values_list("official", *columns, *dates):
        if person := people.get(pk):
            side = country or organisation
            person.tenures.append(Tenure.of_title(title, side, Term.of(*term)))
            person.sides |= {side} if side else set()


def _load_meetings(people: dict[int, ComparedOfficial]) -> None:
    parts = Participation.objects.filter(official__isnull=False).order_by()
    columns = ("official", "meeting", "country__code", "organisation__code", "title_ar", "position__title_ar")
    dates = ("meeting__date", "meeting__date_precision")
    for pk, meeting, country, body, title, office, day, precision in parts.values_list(*columns, *dates):
        if person := people.get(pk):
            person.meetings.add(meeting)
            if side := country or body:
                person.sides.add(side)
                if day and precision in (Precision.DAY, Precision.MONTH):
                    add_seen(person.seen, SeenOffice.of_title(title or office or "", side, day))


# --- Selection of the pairs to compare --------------------------------------------------------------------------------
def find_candidates(people: Iterable[ComparedOfficial], wanted: set[int] | None = None) -> set[tuple[int, int]]:
    """Return the pairs of ids to compare, the smaller id first; with `wanted`, only pairs with one of these ids."""
    blocks: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for person in people:
        for name in person.names:
            for key in _keys(name, person.sides):
                blocks[key].add(person.pk)
    found: set[tuple[int, int]] = set()
    for members in blocks.values():
        if 1 < len(members) <= MAX_BLOCK_OFFICIALS and (wanted is None or members & wanted):
            pairs = combinations(sorted(members), 2)
            found.update(pairs if wanted is None else ((a, b) for a, b in pairs if a in wanted or b in wanted))
    return found


def _keys(name: ComparedName, sides: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a name; two officials are compared if they share one."""
    firsts, lasts = sorted(name.sounds[0])[:_MAX_SOUND_KEYS], sorted(name.sounds[-1])[:_MAX_SOUND_KEYS]
    if len(name.words) > 1:
        for first, last in product(firsts, lasts):
            yield ("both", first, last)
    for side in sides:
        for last in lasts:
            yield ("last", last, side)
        if len(name.words) > 1:
            for first in firsts:
                yield ("first", first, side)


# --- Comparison of two officials --------------------------------------------------------------------------------------
def compare(one: ComparedOfficial, other: ComparedOfficial) -> OfficialPair | None:
    """Return the pair with its score and reasons; None when the names belong to two people."""
    related = find_best_relation(one.names, other.names)
    if related is None:
        return None
    how, name, other_name = related
    if how == SHORTER and any(has_whole_names(side) for side in one.sides & other.sides):
        return None
    reasons = [_reason(how, STRENGTH[how], name.written, other_name.written)]
    reasons += _by_sides(one, other)
    offices = _by_offices(one, other)
    if how in ONLY_IN_OFFICE and not any(reason["code"] in (SAME_OFFICE, SAME_OFFICE_SEEN) for reason in offices):
        return None
    reasons += offices
    if shared := one.meetings & other.meetings:
        reasons.append(_reason(ONE_MEETING, WEIGHTS[ONE_MEETING], str(len(shared))))
    score = max(0, min(100, sum(reason["weight"] for reason in reasons)))
    return OfficialPair(min(one.pk, other.pk), max(one.pk, other.pk), score, tuple(reasons))


def _reason(code: str, weight: int, *words: str) -> dict[str, Any]:
    return {"code": code, "weight": weight, "words": list(words)}


def _by_sides(one: ComparedOfficial, other: ComparedOfficial) -> list[dict[str, Any]]:
    if not one.sides or not other.sides:
        return []
    if shared := one.sides & other.sides:
        return [_reason(SAME_SIDE, WEIGHTS[SAME_SIDE], *sorted(shared)[:3])]
    sides = min(one.sides), min(other.sides)
    near = [(a, b) for a, b in product(one.seen.values(), other.seen.values()) if a.is_near_to(b, MAX_SEEN_DAYS)]
    if one.seen and other.seen and not near and not (one.tenures or other.tenures):
        return [_reason(OTHER_SIDES_LATER, WEIGHTS[OTHER_SIDES_LATER], *sides)]
    reasons = [_reason(OTHER_SIDES, WEIGHTS[OTHER_SIDES], *sides)]
    if shared_title := next((a for a, b in near if _has_same_title(a, b)), None):
        reasons.append(_reason(SAME_TITLE, WEIGHTS[SAME_TITLE], shared_title.title))
    return reasons


def _has_same_title(one: SeenOffice, other: SeenOffice) -> bool:
    """Return whether two reports give one title for two sides, so that one side may be read wrong."""
    if not one.office or not other.office:
        return False
    keys = other.office, make_office_key(other.title, one.side)
    return any(is_same_office_key(one.office, key) for key in keys) or (
        make_office_key(one.title, other.side) == other.office
    )


def _by_offices(one: ComparedOfficial, other: ComparedOfficial) -> list[dict[str, Any]]:
    """Return the strongest reason from their offices: one office at one time, in turn, or two offices at one time."""
    offices: list[Tenure | SeenOffice] = [*one.tenures, *one.seen.values()]
    others: list[Tenure | SeenOffice] = [*other.tenures, *other.seen.values()]
    same = [(office, its) for office, its in product(offices, others) if office.is_same_office(its)]
    if together := next(((a, b) for a, b in same if _were_at_one_time(a, b)), None):
        code = SAME_OFFICE_SEEN if all(isinstance(office, SeenOffice) for office in together) else SAME_OFFICE
        return [_reason(code, WEIGHTS[code], together[0].title)]
    if same:
        return [_reason(SAME_OFFICE_LATER, WEIGHTS[SAME_OFFICE_LATER], same[0][0].title)]
    apart = ((a, b) for a, b in product(one.tenures, other.tenures) if a.side != b.side and a.overlaps(b))
    if pair := next(apart, None):
        return [_reason(OTHER_OFFICES, WEIGHTS[OTHER_OFFICES], pair[0].title, pair[1].title)]
    return []


def _were_at_one_time(one: Tenure | SeenOffice, other: Tenure | SeenOffice) -> bool:
    """Return whether two held an office at one time: by dates on record, or as reports name both within one term."""
    if isinstance(one, SeenOffice) and isinstance(other, SeenOffice):
        return one.is_near_to(other, MAX_TERM_DAYS)
    if isinstance(one, SeenOffice):
        return _were_at_one_time(other, one)
    if isinstance(other, SeenOffice):
        return one.covers(other.first) or one.covers(other.last)
    return one.overlaps(other)
