"""What a result of the second tier has and lacks."""

from datetime import date

import pytest

from meetings.search.engines.protocol import (
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    MinimumMatch,
    Negation,
    Phrase,
)
from meetings.search.results.hits import _is_met

WORDS = {"وزير": 1.0, "نفط": 1.0}
MARCH = {"year": ("2021",), "month": ("3",), "person": ("x",)}


def days(first: str, last: str) -> DateRange:
    return DateRange(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("node", "is_met"),
    [
        (AnyWord(frozenset({"وزير", "ماء"})), True),
        (AnyWord(frozenset({"ماء"})), False),
        (Phrase((frozenset({"وزير"}), frozenset({"نفط"}))), True),
        (Phrase((frozenset({"وزير"}), frozenset({"ماء"}))), False),
        (FacetFilter("person", frozenset({"x", "y"})), True),
        (FacetFilter("person", frozenset({"y"})), False),
        (Negation(AnyWord(frozenset({"ماء"}))), True),
        (Conjunction((AnyWord(frozenset({"وزير"})), AnyWord(frozenset({"ماء"})))), False),
        (MinimumMatch(1, (AnyWord(frozenset({"وزير"})), AnyWord(frozenset({"ماء"})))), True),
        (days("2021-03-01", "2021-03-31"), True),
        (days("2021-03-31", "2021-12-31"), True),
        (days("2020-01-01", "2021-03-01"), True),
        (days("2021-04-01", "2021-12-31"), False),
        (days("2020-01-01", "2021-02-28"), False),
    ],
)
def test_what_a_document_meets(node, is_met):
    assert _is_met(node, WORDS, MARCH) is is_met


def test_a_year_without_a_month_is_met_by_any_of_its_months():
    assert _is_met(days("2021-12-01", "2022-01-31"), {}, {"year": ("2021",)})
    assert not _is_met(days("2021-12-01", "2022-01-31"), {}, {"year": ("2020",)})
