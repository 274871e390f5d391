"""Matching of names from other tables with the public records, for the Reconciliation Service API.

Names are found by the one completion of names and, for people, compared by the one matcher of names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from meetings.matching.name_similarity import (
    FATHERS,
    LAST,
    SAME,
    SCRIPTS,
    SHORTER,
    SLIPPED,
    SPELLING,
    WITHIN,
    ComparedName,
    find_best_relation,
    read_name,
)
from meetings.models import Identifier, OfficialName
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.completion import complete_names
from meetings.queries.identifiers import find_identified
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.queries.offices import get_office_on
from meetings.queries.old_addresses import find_by_old_address
from meetings.queries.state import get_cached
from meetings.text.fold import fold
from meetings.text.name_ranks import NameFit

TYPES = tuple(kind for kind in IDENTIFIED if KINDS_BY_NAME[kind].has_page)
MAX_CANDIDATES = 25  # of one query
CERTAIN = 95.0  # the least score of a certain match
_OF_FIT = {NameFit.EXACT: 100.0, NameFit.EXACT_OTHER: 98.0}
_PART_OF_NAME = 40.0
_OF_RELATION = {
    SAME: 98.0, SPELLING: 95.0, SCRIPTS: 92.0, SHORTER: 75.0, SLIPPED: 60.0, WITHIN: 50.0, LAST: 35.0, FATHERS: 20.0,
}  # fmt: skip
_OTHER_SIDE = 30.0  # taken from the score of a person of another side
SIDE = "side"  # the property with the code or name of a side; the others are the schemes of identifiers
PROPERTIES = (*Identifier.Scheme.values, SIDE)


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What a row of another table says: a name, the kinds of record that it may be, and values of properties."""

    name: str
    kinds: Sequence[str] = TYPES
    limit: int = MAX_CANDIDATES
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A public record that a query may mean, with a score up to 100, and whether it is certainly meant."""

    kind: str
    record: Any
    score: float
    is_match: bool = False

    @property
    def id(self) -> str:
        """The identifier of the record for other programs, such as official:fuad-hussein."""
        return f"{self.kind}:{KINDS_BY_NAME[self.kind].address_key(self.record)}"

    @property
    def description(self) -> str:
        """What tells the record from namesakes: the office of a person, what a side is."""
        if self.kind == "official":
            office = get_office_on(self.record)
            return office.label_with_side if office else ""
        return str(getattr(self.record, "description", "") or getattr(self.record, "domain", ""))


def find_record(identifier: str) -> Any:
    """Return the public record of an identifier such as official:fuad-hussein; None if there is none."""
    kind, _colon, key = identifier.partition(":")
    if kind not in TYPES:
        return None
    row, public = KINDS_BY_NAME[kind], _load_public(kind)
    if record := public.by_key.get(key.upper() if row.is_lower_case else key):
        return record
    former = find_by_old_address(row.model, key)  # tables keep identifiers longer than addresses last
    return public.by_id.get(former.pk) if former else None


def reconcile(query: NameQuery) -> list[Candidate]:
    """Return the public records that a query may mean, the best first.

    A record with one of the query's identifiers is a certain match. Otherwise the best is one if it is alone among
    those whose names are the same in any spelling.
    """
    if identified := _find_by_identifiers(query):
        return [Candidate(kind, record, 100.0, len(identified) == 1) for kind, record in identified][: query.limit]
    scores: dict[tuple[str, int], float] = {}
    for kind in query.kinds:
        for pk, score in _score_names(kind, query.name).items():
            scores[kind, pk] = score
    public = {kind: _load_public(kind).by_id for kind in {kind for kind, _ in scores}}
    sides = _find_sides(query.properties[SIDE]) if query.properties.get(SIDE) else None
    found = [
        Candidate(kind, public[kind][pk], score - (_OTHER_SIDE if _is_of_other(kind, public[kind][pk], sides) else 0))
        for (kind, pk), score in scores.items()
        if pk in public[kind]
    ]
    found.sort(key=lambda one: (-one.score, one.kind, one.record.pk))
    certain = [one for one in found if one.score >= CERTAIN]
    if len(certain) == 1:
        found[0] = Candidate(found[0].kind, found[0].record, found[0].score, is_match=True)
    return found[: query.limit]


def suggest_records(prefix: str, kinds: Iterable[str], limit: int) -> list[Candidate]:
    """Return the public records whose names begin with `prefix`, or have its words."""
    found = []
    for kind in kinds:
        public = _load_public(kind).by_id
        found += [
            (one.fit, -one.meetings, Candidate(kind, public[one.pk], 0.0))
            for one in complete_names(kind, prefix)
            if one.pk in public
        ]
    found.sort(key=lambda one: (one[0], one[1], one[2].id))
    return [candidate for _fit, _meetings, candidate in found[:limit]]


@dataclass(frozen=True, slots=True)
class _PublicRecords:
    """The public records of a kind."""

    by_key: Mapping[str, Any]
    by_id: Mapping[int, Any]


def _load_public(kind: str) -> _PublicRecords:
    """Return the public records of a kind, once for each state of the archive."""

    def load() -> _PublicRecords:
        records, key = list(QUERIES_BY_KIND[kind].all_listed()), KINDS_BY_NAME[kind].key
        return _PublicRecords({getattr(one, key): one for one in records}, {one.pk: one for one in records})

    return get_cached(f"reconciliation:{kind}", load)


def _find_by_identifiers(query: NameQuery) -> list[tuple[str, Any]]:
    """Return the public records that have the name as their identifier, or one of the properties."""
    values = [query.name, *(one for scheme in Identifier.Scheme.values for one in query.properties.get(scheme, ()))]
    found: dict[tuple[str, int], Any] = {}
    for kind in query.kinds:
        for pk in find_identified(kind, values):
            if pk in (public := _load_public(kind).by_id):
                found[kind, pk] = public[pk]
    return [(kind, record) for (kind, _pk), record in found.items()]


def _score_names(kind: str, name: str) -> dict[int, float]:
    """Return the scores of the records of a kind by their ids, published or not."""
    scores: dict[int, float] = {}
    if not fold(name):
        return scores
    for one in complete_names(kind, name):
        scores[one.pk] = _OF_FIT.get(one.fit, _PART_OF_NAME)
    if kind == "official" and (read := read_name(name)):
        for pk, names in _list_similar(read):
            best = find_best_relation([read], names)
            if best is not None:
                scores[pk] = max(scores.get(pk, 0.0), _OF_RELATION[best[0]])
    return scores


def _list_similar(read: ComparedName) -> list[tuple[int, list[ComparedName]]]:
    """Return the officials with a name whose first or last word sounds like that of the name, with all their names."""
    names, by_sound = get_cached("reconciliation-names", _read_names)
    near = dict.fromkeys(pk for sound in sorted(read.sounds[0] | read.sounds[-1]) for pk in by_sound.get(sound, ()))
    return [(pk, names[pk]) for pk in near]


def _read_names() -> tuple[dict[int, list[ComparedName]], dict[str, list[int]]]:
    names: dict[int, list[ComparedName]] = defaultdict(list)
    by_sound: dict[str, list[int]] = defaultdict(list)
    public = OfficialName.objects.filter(official__review_state="published").order_by("pk")
    for pk, name in public.values_list("official", "name"):
        if read := read_name(name):
            names[pk].append(read)
            for sound in read.sounds[0] | read.sounds[-1]:
                by_sound[sound].append(pk)
    return dict(names), dict(by_sound)


def _find_sides(values: Iterable[str]) -> set[tuple[str, int]]:
    """Return the kinds and ids of the sides that have one of the codes or names, in any spelling."""
    return {
        (kind, one.pk)
        for value in values
        for kind in ("country", "organisation")
        for one in complete_names(kind, value)
        if one.fit in _OF_FIT
    }


def _is_of_other(kind: str, record: Any, sides: set[tuple[str, int]] | None) -> bool:
    """Return whether a person held offices of sides only that are not among `sides`.

    An office of a region is also one of its state, since tables name either.
    """
    if kind != "official" or sides is None:
        return False
    held = [one.position for one in record.appointments.all() if one.position.side]
    keys = {("country", one.country_id) for one in held} | {("organisation", one.organisation_id) for one in held}
    keys |= {("country", one.country.parent_id) for one in held if one.country and one.country.parent_id}
    return bool(held) and not keys & sides
