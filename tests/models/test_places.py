"""A place says what it is and where: the resort is not the governorate, and the Region is not hidden."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from meetings.extraction.phrases import look_up_meaning
from meetings.ingest.places import find_or_make_place
from meetings.models import Country, Meeting, Place
from meetings.queries import linked_data
from meetings.queries.fields.sides import PLACE
from meetings.search.documents.documents import make_meeting_document
from tests.factories import CountryFactory, MeetingFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def iraq():
    return CountryFactory()


@pytest.fixture
def region(iraq):
    return CountryFactory(
        code="IQ-KRI", name_ar="إقليم كردستان العراق", name_en="Kurdistan Region of Iraq", parent=iraq
    )


def written(place: Place) -> tuple[str, str]:
    """Return the place as it is written in English and in Arabic."""
    found = []
    for language in ("en", "ar"):
        with translation.override(language):
            found.append(str(place))
    return found[0], found[1]


def test_a_place_in_a_region_names_it(iraq, region):
    erbil = PlaceFactory(slug="iq-erbil", city_ar="أربيل", city_en="Erbil", country=iraq, region=region)
    assert written(erbil) == ("Erbil, Kurdistan Region, Iraq", "أربيل، إقليم كردستان، العراق")
    assert written(PlaceFactory()) == ("Baghdad, Iraq", "بغداد، العراق")


def test_the_resort_is_not_the_governorate(iraq, region):
    resort = PlaceFactory(
        slug="resort", city_ar="صلاح الدين", city_en="Salahaddin", kind="resort", country=iraq, region=region
    )
    governorate = PlaceFactory(
        slug="governorate", city_ar="محافظة صلاح الدين", city_en="Salah al-Din Governorate", kind="governorate"
    )
    anbar = PlaceFactory(slug="anbar", city_ar="الأنبار", city_en="Anbar", kind="governorate")
    assert written(resort) == (
        "Salahaddin (resort), Kurdistan Region, Iraq",
        "صلاح الدين (مصيف)، إقليم كردستان، العراق",
    )
    assert written(governorate) == ("Salah al-Din Governorate, Iraq", "محافظة صلاح الدين، العراق")
    assert written(anbar) == ("Anbar (governorate), Iraq", "الأنبار (محافظة)، العراق")


def test_a_country_as_a_whole(iraq):
    whole = Place.objects.create(slug="iq", country=iraq)
    assert (whole.kind, written(whole)) == ("country", ("Iraq", "العراق"))
    whole.city_ar = "بغداد"
    whole.save()
    assert whole.kind == "city"


def test_a_region_of_another_country_is_refused(region):
    italy = CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
    place = PlaceFactory.build(slug="it-erbil", city_ar="أربيل", country=italy, region=region)
    with pytest.raises(ValidationError, match="هذا الإقليم"):
        place.clean()


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("في مصيف صلاح الدين", "Salahaddin (resort), Kurdistan Region, Iraq"),
        ("في صلاح الدين", "Salahaddin (resort), Kurdistan Region, Iraq"),
        ("في محافظة صلاح الدين", "Salah al-Din Governorate, Iraq"),
        ("في بيرمام", "Pirmam, Kurdistan Region, Iraq"),
        ("في دهوك", "Duhok, Kurdistan Region, Iraq"),
        ("في كركوك", "Kirkuk, Iraq"),
        ("في روما", "Rome, Italy"),
    ],
)
def test_a_place_that_a_report_names_gets_its_kind_and_region(region, words, english):
    CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
    countries = {country.code: country for country in Country.objects.all()}
    place = find_or_make_place(look_up_meaning(words).places[0], countries)
    with translation.override("en"):
        assert str(place) == english


def test_the_region_leaves_the_archive_with_the_place(iraq, region):
    erbil = PlaceFactory(slug="iq-erbil", city_ar="أربيل", city_en="Erbil", country=iraq, region=region)
    record = PLACE.record(erbil)
    assert (record["kind"], record["region"], record["country"]) == ("city", "IQ-KRI", "IQ")
    with translation.override("en"):
        assert linked_data.place(erbil, lambda path: path)["address"] == {
            "@type": "PostalAddress",
            "addressLocality": "Erbil",
            "addressRegion": "Kurdistan Region of Iraq",
            "addressCountry": "IQ",
        }
    words = make_meeting_document(Meeting.objects.get(pk=MeetingFactory(place=erbil).pk)).words
    assert "kurdistan" in words
