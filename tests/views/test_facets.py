"""Facets as links: how many values a page shows, in which order, and where "more" and "fewer" lead."""

import pytest

from meetings.search import FacetValue, SearchRequest, SearchResult
from meetings.views.facets import FEW_VALUES, MAX_VALUES, make_blocks

YEARS = ["2015", "2021", "2013", "2020", "2016", "2022", "2014", "2017"]  # those with most meetings first


def block_of(facet: str, values: list[str], unfolded: list[str] | None = None, chosen: str = ""):
    """The facet of a search that found these values; None where the page does not show it."""
    asked = SearchRequest(chosen={facet: (chosen,)} if chosen else {}, sort="newest")
    result = SearchResult(asked, facets={facet: [FacetValue(value, 1, value == chosen) for value in values]})
    return next(make_blocks(asked, result, (facet,), unfolded), None)


@pytest.mark.parametrize(
    ("number", "unfolded", "shown", "more", "fewer"),
    [
        (FEW_VALUES, None, FEW_VALUES, False, False),
        (FEW_VALUES, ["year"], FEW_VALUES, False, False),
        (FEW_VALUES + 1, None, FEW_VALUES, True, False),
        (FEW_VALUES + 1, ["kind"], FEW_VALUES, True, False),
        (FEW_VALUES + 1, ["year"], FEW_VALUES + 1, False, True),
        (MAX_VALUES + 1, ["year"], MAX_VALUES, False, True),
    ],
)
def test_a_few_values_are_shown_and_more_on_demand(number, unfolded, shown, more, fewer):
    block = block_of("year", [str(year) for year in range(1900, 1900 + number)], unfolded)
    assert (len(block.links), block.hidden) == (shown, number - shown)
    assert (bool(block.more), bool(block.fewer)) == (more, fewer)
    assert block.more in ("", "/search/?more=year")
    assert block.fewer in ("", "/search/")


def test_years_go_back_in_time_and_a_chosen_one_is_always_there():
    assert [link.label for link in block_of("year", YEARS).links] == ["2022", "2021", "2020", "2016", "2015", "2013"]
    links = block_of("year", YEARS, chosen="2017").links
    assert [link.label for link in links] == ["2022", "2021", "2020", "2017", "2016", "2015", "2013"]
    assert {link.label: link.address for link in links}["2017"] == "/search/"
    assert {link.label: link.address for link in links}["2013"] == "/search/?year=2017&year=2013"


def test_other_values_are_in_the_order_of_their_numbers_and_those_without_a_name_are_left_out():
    assert [link.value for link in block_of("kind", ["visit", "duel", "phone"]).links] == ["visit", "phone"]
    assert block_of("kind", ["duel"]) is None
    assert block_of("kind", []) is None
