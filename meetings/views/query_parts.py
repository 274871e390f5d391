"""The parts of a query that were read as conditions, for the reader to remove one, or to choose what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _lazy

from meetings.search import (
    FACETS_BY_NAME,
    QueryPart,
    SearchRequest,
    SearchResult,
    label_part,
    label_values,
    write_url,
)

PART_LABELS = {
    "person": _lazy("Person"),
    "role": _lazy("Office"),
    "side": _lazy("Side"),
    "place": _lazy("Place"),
    "topic": _lazy("Topic"),
    "kind": _lazy("Kind"),
    "period": _lazy("Date"),
}
_PART_KINDS = {"country": "side", "organisation": "side"}  # of a facet, where it has another name


@dataclass(frozen=True, slots=True)
class PartChip:
    """A part of the query that was read as a condition, and the address of the search without it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class PartMeaning:
    """A record that words of the query may mean, and the search with that record as a filter instead of the words.

    `total` is the number of meetings there; None if nothing was found, so that no facet was counted.
    """

    label: str
    value: str
    address: str
    total: int | None


@dataclass(frozen=True, slots=True)
class MeaningChoice:
    """Words of the query that name several records, and the records."""

    typed: str
    meanings: list[PartMeaning]


def make_part_chips(asked: SearchRequest, result: SearchResult) -> Iterator[PartChip]:
    """Yield the parts of the query that were read as conditions, in the order in which they were typed."""
    for part in result.parts:
        yield PartChip(_label_kind(part), label_part(part), write_url(_leave_out(asked, part)))


def _label_kind(part: QueryPart) -> str:
    """Return what a part names; of words with meanings of several kinds, all of them: "Side / Place"."""
    facets_of = dict.fromkeys(facet for facet, _value in part.values)
    kinds = [part.kind] if len(facets_of) < 2 else [_PART_KINDS.get(facet, facet) for facet in facets_of]
    return " / ".join(str(PART_LABELS[kind]) for kind in dict.fromkeys(kinds))


def list_choices(asked: SearchRequest, result: SearchResult) -> list[MeaningChoice]:
    """Return the parts of the query that may mean several records, for the reader to choose one.

    People of one name are left to their cards where the page shows them.
    """
    several = [part for part in result.parts if _has_choice(part, result)]
    values: dict[str, list[str]] = {}
    for facet, value in (pair for part in several for pair in part.values):
        values.setdefault(facet, []).append(value)
    labels = {(facet, v): label for facet, some in values.items() for v, label in label_values(facet, some).items()}
    choices = [MeaningChoice(part.typed, list(_list_meanings(asked, result, part, labels))) for part in several]
    return [choice for choice in choices if len(choice.meanings) > 1]


def _has_choice(part: QueryPart, result: SearchResult) -> bool:
    return len(part.values) > 1 and part.kind != "role" and not (part.kind == "person" and result.officials)


def _list_meanings(
    asked: SearchRequest, result: SearchResult, part: QueryPart, labels: Mapping[tuple[str, str], str]
) -> Iterator[PartMeaning]:
    """Yield the records with a label that a part may mean, each with the search for it."""
    rest = _leave_out(asked, part)
    for facet, value in part.values:
        if (facet, value) not in labels:
            continue
        chosen = {**rest.chosen, facet: tuple(dict.fromkeys((*rest.chosen.get(facet, ()), value)))}
        counts = {one.value: one.count for one in result.facets.get(facet, ())}
        total = counts.get(value, 0) if result.total else None
        label = labels[facet, value]
        yield PartMeaning(str(FACETS_BY_NAME[facet].label), label, write_url(replace(rest, chosen=chosen)), total)


def _leave_out(asked: SearchRequest, part: QueryPart) -> SearchRequest:
    """Return the search without a part of its query."""
    query = " ".join(f"{asked.query[: part.start]} {asked.query[part.end :]}".split())
    sort = asked.sort if query or asked.sort != "relevance" else "newest"
    return replace(asked, query=query, sort=sort, page=1)
