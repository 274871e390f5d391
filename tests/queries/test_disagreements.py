"""Disagreements in the words of the page."""

import datetime

import pytest
from django.utils import translation

from meetings.queries.disagreements import describe_disagreements, open_differences
from tests.factories import CountryFactory, DisagreementFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def words(**fields) -> tuple[object, object]:
    (found,) = describe_disagreements([DisagreementFactory(**fields)])
    return found.recorded, found.said


def test_a_day_is_a_date_and_anything_else_stays_as_it_is():
    assert words(recorded="2023-11-03", said="2023-11") == (datetime.date(2023, 11, 3), "2023-11")
    assert words(recorded="2023", said="in spring") == ("2023", "in spring")


def test_kinds_cities_and_countries_have_their_names():
    PlaceFactory(city_ar="بغداد", city_en="Baghdad")
    CountryFactory(code="FR", name_en="France")
    assert words(fact="kind", recorded="phone", said="unheard of") == ("telephone call", "unheard of")
    assert words(fact="city", recorded="بغداد", said="باريس") == ("Baghdad", "باريس")
    assert words(fact="country", recorded="FR", said="ZZ") == ("France", "ZZ")
    assert words(fact="country", recorded="", said="FR") == ("", "France")


def test_names_cost_a_query_only_where_they_are_needed(django_assert_num_queries):
    dates = [DisagreementFactory()]
    with django_assert_num_queries(0):
        describe_disagreements(dates)


def test_settled_ones_are_not_shown():
    open_one = DisagreementFactory()
    DisagreementFactory(meeting=open_one.meeting, said="2023-11-06", settled=True)
    assert [shown.entry for shown in open_differences(open_one.meeting)] == [open_one]
