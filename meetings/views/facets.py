"""Facets as links: each value links to the search with this value chosen, and shows the number of meetings there."""

from collections.abc import Iterator
from dataclasses import dataclass

from meetings.models.languages import get_current_language
from meetings.queries.state import get_cached
from meetings.search import (
    FACETS_BY_NAME,
    FacetValue,
    SearchRequest,
    SearchResult,
    get_generation,
    has_several,
    label_facets,
    search,
    toggle_any,
    toggle_value,
    write_url,
)

FEW_VALUES, MAX_VALUES = 6, 100  # of a facet, before and after the reader follows "more"


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet. Its address adds the value to the search, or removes a value that is already chosen."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetBlock:
    """A facet with the values that the page shows. `more` and `fewer` are addresses that show more or fewer of them.

    They are empty if there are no more values, or if the facet shows only a few.
    """

    name: str
    label: str
    links: list[FacetLink]
    hidden: int
    more: str
    fewer: str
    switch: str = ""  # address of the search where any of the chosen parties is enough, or all are needed again
    is_any: bool = False


def make_blocks(
    asked: SearchRequest, result: SearchResult, names: tuple[str, ...], unfolded: list[str] | None = None
) -> Iterator[FacetBlock]:
    """Yield the facets of the result of a search.

    Args:
        asked: The search.
        result: Its result.
        names: The facets to yield.
        unfolded: The facets that show all their values.
    """
    unfolded = unfolded or []
    shown_values = {facet: _shown(facet, result.facets.get(facet, []), facet in unfolded) for facet in names}
    labels = label_facets({facet: [value.value for value in shown] for facet, shown in shown_values.items()})
    for facet, shown in shown_values.items():
        values, is_open, words = result.facets.get(facet, []), facet in unfolded, labels.get(facet, {})
        links = [
            FacetLink(value.value, words[value.value], value.count, _toggle(asked, facet, value.value), value.chosen)
            for value in shown
            if value.value in words
        ]
        hidden = len(values) - len(shown)
        if links:
            yield FacetBlock(
                name=facet,
                label=str(FACETS_BY_NAME[facet].label),
                links=links,
                hidden=hidden,
                more=write_url(asked, ("more", facet)) if hidden and not is_open else "",
                fewer=write_url(asked) if is_open and len(values) > FEW_VALUES else "",
                switch=write_url(toggle_any(asked, facet)) if has_several(asked, facet) else "",
                is_any=facet in asked.any_of,
            )


def _shown(facet: str, values: list[FacetValue], is_open: bool) -> list[FacetValue]:
    """Return the values that the page shows: the most frequent and the chosen ones; years with the latest first."""
    shown = values[:MAX_VALUES] if is_open else [v for i, v in enumerate(values) if i < FEW_VALUES or v.chosen]
    return sorted(shown, key=lambda value: value.value, reverse=True) if facet == "year" else shown


def make_blocks_within_record(facet: str, value: str, now: int | None = None) -> list[FacetBlock]:
    """Return links from the page of a record to the search within its meetings, by side, topic, year and kind.

    Values that all its meetings have, such as its own side, are left out, since they would not narrow the search. The
    result is cached until the archive (`now` is its state) or the index changes.
    """
    name = f"within-{facet}-{value}-{get_generation()}-{get_current_language()}"
    return get_cached(name, lambda: list(_within(facet, value)), now)


def _within(facet: str, value: str) -> Iterator[FacetBlock]:
    asked = SearchRequest(chosen={facet: (value,)}, sort="newest", page_size=1)
    result = search(asked)
    result.facets = {
        name: [item for item in values if item.count < result.total] for name, values in result.facets.items()
    }
    names = ("country", "organisation", "topic", "year", "kind")
    return make_blocks(asked, result, tuple(name for name in names if name != facet))


def _toggle(asked: SearchRequest, facet: str, value: str) -> str:
    return write_url(toggle_value(asked, facet, value))
