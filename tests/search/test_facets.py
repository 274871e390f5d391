"""The values of facets: as the index has them, with labels for those that exist, and the present one of an old one."""

import pytest
from django.utils import translation

from meetings.search.facets import FACETS_BY_NAME, label_values
from tests import factories


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        ("year", " ٢٠٢٣ ", "2023"),
        ("year", "002023", "2023"),
        ("year", "0002023", "0002023"),  # too long to be a year
        ("year", "MMXX", "mmxx"),
        ("country", " iq ", "IQ"),
        ("organisation", "un", "UN"),
        ("person", " fuad ", "fuad"),
        ("kind", " visit ", "visit"),
    ],
)
def test_a_typed_value(facet, typed, value):
    assert FACETS_BY_NAME[facet].read_value(typed) == value


def test_years_that_can_be():
    years = ["999", "1000", "2023", "9999", "10000", "0002023", "x"]
    assert label_values("year", years) == {year: year for year in ("1000", "2023", "9999")}


def test_kinds_that_exist():
    assert label_values("kind", ["visit", "party"]) == {"visit": "visit"}


@pytest.mark.django_db
class TestRecords:
    def test_labels_of_those_that_exist_and_are_public(self, django_assert_num_queries):
        factories.OfficialFactory(slug="fuad", name_en="Fuad Hussein")
        factories.OfficialFactory(slug="draft", review_state="draft")
        with django_assert_num_queries(1):
            assert label_values("person", ["fuad", "draft", "nobody"]) == {"fuad": "Fuad Hussein"}
        with django_assert_num_queries(0):
            assert label_values("person", []) == {}

    def test_a_place_is_labelled_with_its_country_in_one_query(self, django_assert_num_queries):
        factories.PlaceFactory()
        with django_assert_num_queries(1):
            assert label_values("place", ["iq-baghdad"]) == {"iq-baghdad": "Baghdad, Iraq"}

    def test_a_renamed_record_is_found(self, django_assert_num_queries):
        official = factories.OfficialFactory(slug="old-one")
        official.slug = "new-one"
        official.save()
        facet = FACETS_BY_NAME["person"]
        assert facet.find_present_values(["Old-One", "nobody"]) == {"Old-One": "new-one"}
        with django_assert_num_queries(1):
            assert facet.find_present_values(["nobody"]) == {}
        assert FACETS_BY_NAME["kind"].find_present_values(["visit"]) == {}
