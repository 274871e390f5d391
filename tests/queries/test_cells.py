"""Cells of a table: what is said of a participant, an office and a place, and what is left out."""

from datetime import date

import pytest
from django.utils import translation

from meetings.models import (
    Appointment,
    Article,
    Country,
    Meeting,
    Official,
    Organisation,
    Participation,
    Place,
    Position,
)
from meetings.queries import cells

FUAD = {"name_ar": "فؤاد حسين", "name_en": "Fuad Hussein"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def part(**fields) -> Participation:
    """A participation of Fuad Hussein that is not saved."""
    return Participation(**{"official": Official(**FUAD), "country": Country(code="IQ", name_en="Iraq")} | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Fuad Hussein (IQ)"),
        ({"country": None}, "Fuad Hussein"),
        ({"role": "host"}, "Fuad Hussein (IQ, host)"),
        ({"role": "party"}, "Fuad Hussein (IQ)"),
        ({"title_en": "Minister"}, "Fuad Hussein (Minister, IQ)"),
        ({"official": None, "title_en": "Minister"}, "Minister (IQ)"),  # the title is the only name
        ({"basis": "inferred"}, "Fuad Hussein (IQ, inferred)"),
        ({"basis": "confirmed"}, "Fuad Hussein (IQ)"),
        ({"position": Position(title_en="Minister")}, "Fuad Hussein (Minister, IQ)"),
        ({"title_en": "Envoy", "position": Position(title_en="Minister")}, "Fuad Hussein (Envoy, IQ)"),
    ],
)
def test_a_participant(fields, expected):
    assert cells._participant(part(**fields)) == expected


def test_the_country_of_a_place():
    assert cells.place_country_code(Meeting()) == ""
    assert cells.place_country_code(Meeting(place=Place(city_en="Geneva"))) == ""
    assert cells.place_country_code(Meeting(place=Place(country=Country(code="CH")))) == "CH"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Minister (dates not known)"),
        ({"start": date(2020, 6, 1), "start_precision": "month"}, "Minister (since 2020-06)"),
        ({"end": date(2023, 5, 7), "end_precision": "day"}, "Minister (until 2023-05-07)"),
    ],
)
def test_an_office_and_its_dates(fields, expected):
    assert cells._office(Appointment(position=Position(title_en="Minister"), **fields)) == expected


def test_an_article_with_and_without_a_day():
    assert cells._article(Article(headline="In Paris", published_on=date(2023, 11, 4))) == "In Paris, 2023-11-04"
    assert cells._article(Article(headline="In Paris")) == "In Paris"


def test_the_kind_of_a_side():
    assert cells.name_kind_of_side(Country(code="IQ")) == "country"
    region = Country(code="IQ-KRI", parent=Country(pk=1, code="IQ", name_ar="العراق", name_en="Iraq"))
    assert cells.name_kind_of_side(region) == "self-governing region of Iraq"
    assert (
        cells.name_kind_of_side(Organisation(code="KDP", kind="party")) == Organisation(kind="party").get_kind_display()
    )
