"""Records of the places that reports name: found where they are, made where they are not."""

import pytest

from meetings.extraction.readings import PlaceReading
from meetings.ingest.places import find_known_place, find_or_make_place
from meetings.models import Place
from tests.factories import CountryFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries():
    return {"IQ": CountryFactory(), "FR": CountryFactory(code="FR", name_ar="فرنسا")}


def test_a_place_on_record_is_found_and_nothing_written(countries):
    baghdad = PlaceFactory(slug="iq-baghdad", city_ar="بغداد", country=countries["IQ"])
    assert find_known_place(PlaceReading("بغداد", "IQ"), countries) == baghdad
    assert find_or_make_place(PlaceReading("بغداد", "IQ"), countries) == baghdad
    assert find_known_place(PlaceReading("بغداد", "FR"), countries) is None
    assert find_known_place(PlaceReading("باريس", "FR"), countries) is None
    assert Place.objects.count() == 1


@pytest.mark.parametrize("read", [None, PlaceReading(), PlaceReading(venue="القصر"), PlaceReading(country="ZZ")])
def test_without_a_city_and_a_country_there_is_no_place(read, countries):
    assert find_known_place(read, countries) is None
    assert find_or_make_place(read, countries) is None
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("read", "slug", "english"),
    [
        (PlaceReading("باريس", "FR"), "fr-paris", "Paris"),
        (PlaceReading("باريس", None), "paris", "Paris"),
        (PlaceReading(None, "FR"), "fr", ""),
        (PlaceReading("باريس", "IQ"), "iq-barys", ""),  # not the city of the gazetteer
        (PlaceReading("قرية", "ZZ"), "qryh", ""),
    ],
)
def test_a_new_place_has_the_english_name_of_the_gazetteer(read, slug, english, countries):
    made = find_or_make_place(read, countries)
    assert (made.slug, made.city_en, made.city_ar) == (slug, english, read.city or "")
    assert made.country == countries.get(read.country)
    assert find_or_make_place(read, countries) == made
