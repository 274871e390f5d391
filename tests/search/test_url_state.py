"""Searches as URLs: whatever is typed is read or reported, and a request is written in one form only."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import translation

from meetings.search.types import SearchRequest
from meetings.search.url_state import (
    drop_filters,
    has_several,
    list_parameters,
    read_request,
    toggle_any,
    toggle_value,
    write_query_string,
    write_url,
)
from tests import factories

FIRST, LAST = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(query_string: str):
    return read_request(QueryDict(query_string))


@pytest.mark.django_db
class TestRead:
    @pytest.mark.parametrize(
        ("typed", "sort"),
        [
            ("", "newest"),
            ("q=water", "relevance"),
            ("q=water&sort=newest", "newest"),
            ("q=water&sort=oldest", "oldest"),
            ("sort=oldest", "oldest"),
            ("sort=relevance", "newest"),  # without words there is none
            ("q=water&sort=relevance", "relevance"),
        ],
    )
    def test_the_order(self, typed, sort):
        reading = read(typed)
        assert (reading.request.sort, reading.notices) == (sort, [])

    def test_an_unknown_order_is_reported(self):
        reading = read("q=water&sort=best")
        assert reading.request.sort == "relevance"
        assert reading.notices == ["Results cannot be sorted by “best”."]

    def test_a_long_query_is_cut(self):
        assert read(f"q={'x' * 500}").notices == []
        reading = read(f"q={'x' * (501)}")
        assert len(reading.request.query) == 500
        assert len(reading.notices) == 1

    @pytest.mark.parametrize(
        ("typed", "first", "last", "notices"),
        [
            ("from=2023&to=2023", FIRST, LAST, 0),
            ("from=2023", FIRST, None, 0),
            ("to=2023", None, LAST, 0),
            ("from=2023-11-03&to=2023-11-03", datetime.date(2023, 11, 3), datetime.date(2023, 11, 3), 0),
            ("from=2024&to=2023", FIRST, datetime.date(2024, 12, 31), 1),
            ("from=spring", None, None, 1),
        ],
    )
    def test_days(self, typed, first, last, notices):
        reading = read(typed)
        assert (reading.request.date_from, reading.request.date_to) == (first, last)
        assert len(reading.notices) == notices

    def test_swapped_days_are_shown_swapped(self):
        reading = read("from=2024&to=2023")
        assert (reading.typed_from, reading.typed_to) == ("2023", "2024")

    def test_values_that_exist_and_others(self):
        factories.CountryFactory()
        reading = read("country=iq&country=IQ&country=ZZ&country=&kind=visit&kind=party&year=٢٠٢٣")
        assert reading.request.chosen == {"country": ("IQ",), "year": ("2023",), "kind": ("visit",)}
        assert reading.labels["country"] == {"IQ": "Iraq"}
        assert reading.notices == [
            "The filter “Country or region: ZZ” is unknown. No meeting matches it.",
            "The filter “Kind of meeting: party” is unknown. No meeting matches it.",
        ]
        assert reading.request.is_unreadable

    def test_a_value_that_was_renamed_is_its_present_one(self):
        official = factories.OfficialFactory(slug="fuad", name_en="Fuad Hussein")
        official.slug = "fuad-hussein"
        official.save()
        reading = read("person=fuad")
        assert reading.request.chosen == {"person": ("fuad-hussein",)}
        assert (reading.labels["person"], reading.notices) == ({"fuad-hussein": "Fuad Hussein"}, [])

    @pytest.mark.parametrize(
        ("typed", "any_of", "notices"),
        [
            ("any=person&any=country", {"person", "country"}, 0),
            ("any=year", set(), 0),
            ("any=", set(), 0),
            ("any=persons", set(), 1),
            ("any=persons&any=persons&any=person", {"person"}, 1),
        ],
    )
    def test_an_unknown_facet_of_any_is_reported_and_finds_nothing(self, typed, any_of, notices):
        reading = read(typed)
        assert reading.request.any_of == any_of
        assert reading.request.is_unreadable == bool(notices)
        assert reading.notices == notices * [
            "“any=persons” names no filter. Use one of: person, country, organisation. No meeting matches it."
        ]

    def test_a_long_value_is_repeated_in_part(self):
        (notice,) = read(f"kind={'x' * 61}").notices
        assert "x" * 60 in notice
        assert "x" * 61 not in notice

    def test_so_many_values_at_most(self):
        years = "&".join(f"year={year}" for year in range(2000, 2021))
        assert len(read(years).request.chosen["year"]) == 20


class TestWrite:
    def test_default_values_are_left_out(self):
        assert list_parameters(SearchRequest(sort="newest")) == []
        assert list_parameters(SearchRequest("water", sort="relevance")) == [("q", "water")]
        assert list_parameters(SearchRequest(sort="oldest")) == [("sort", "oldest")]
        assert list_parameters(SearchRequest("water", sort="newest")) == [("q", "water"), ("sort", "newest")]
        assert list_parameters(SearchRequest(sort="newest", page=2)) == [("page", "2")]

    def test_everything_in_a_fixed_order(self):
        request = SearchRequest(
            "water", {"kind": ("visit",), "country": ("IQ", "FR")}, FIRST, LAST, sort="oldest", page=3
        )
        expected = "q=water&country=IQ&country=FR&kind=visit&from=2023-01-01&to=2023-12-31&sort=oldest&page=3"
        assert write_query_string(request) == expected
        assert write_url(request, ("a", "b")).endswith(f"?{expected}&a=b")
        assert not write_url(SearchRequest(sort="newest")).endswith("?")

    def test_a_value_is_chosen_and_no_longer(self):
        request = toggle_value(SearchRequest("water", page=3), "kind", "visit")
        assert (request.chosen, request.page) == ({"kind": ("visit",)}, 1)
        request = toggle_value(request, "kind", "phone")
        assert request.chosen == {"kind": ("visit", "phone")}
        assert toggle_value(request, "kind", "visit").chosen == {"kind": ("phone",)}

    @pytest.mark.parametrize(
        ("chosen", "any_of", "written"),
        [
            ({"person": ("a", "b")}, {"person"}, [("any", "person")]),
            ({"person": ("a", "b")}, {"country"}, []),
            ({"person": ("a",)}, {"person"}, []),  # of one, all are any
            ({"kind": ("visit", "phone")}, {"kind"}, []),  # any of them is enough as it is
            ({}, {"person"}, []),
        ],
    )
    def test_any_of_several_parties_is_written_where_it_makes_a_difference(self, chosen, any_of, written):
        request = SearchRequest(chosen=chosen, any_of=frozenset(any_of), sort="newest")
        assert [one for one in list_parameters(request) if one[0] == "any"] == written
        assert has_several(request, "person") is (len(chosen.get("person", ())) == 2)
        assert toggle_any(toggle_any(request, "person"), "person").any_of == any_of

    def test_without_filters_the_words_and_the_order_stay(self):
        request = SearchRequest("water", {"kind": ("visit",)}, FIRST, sort="oldest", page=3)
        assert drop_filters(request) == SearchRequest("water", sort="oldest")
