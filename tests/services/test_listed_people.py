"""Lists of names: who is on record, who may be several, who is new."""

from datetime import date

import pytest

from meetings.models import Official
from meetings.services.listed_people import MAX_LINES, read_listed_people
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    OfficialFactory,
    OfficialNameFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2023, 11, 3)


@pytest.fixture
def france():
    return CountryFactory(code="FR", name_ar="فرنسا", name_en="France")


@pytest.fixture
def macron(france):
    official = OfficialFactory(name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron", slug="macron")
    OfficialNameFactory(official=official, name="إيمانويل ماكرون")
    OfficialNameFactory(official=official, name="ماكرون")
    position = PositionFactory(code="fr-president", title_ar="رئيس الجمهورية", country=france)
    AppointmentFactory(official=official, position=position, start=date(2017, 5, 14))
    return official


@pytest.mark.parametrize(
    "line",
    ["إيمانويل ماكرون", "الرئيس الفرنسي إيمانويل ماكرون", "Emmanuel Macron", "Emmanuel Macron (France)", "ماكرون"],
)
def test_an_official_with_side_and_office_on_the_day(macron, line):
    (found,) = read_listed_people(line, DAY)
    assert (found.official, found.side.code, found.position.code) == (macron, "FR", "fr-president")


def test_an_office_alone_is_its_holder_on_the_day(macron):
    (found,) = read_listed_people("رئيس فرنسا", DAY)
    assert (found.official, found.position.code) == (macron, "fr-president")
    (before,) = read_listed_people("رئيس فرنسا", date(2010, 1, 1))
    assert (before.official, before.position.code) == (None, "fr-president")


def test_a_name_of_several_is_left_to_the_editor(macron):
    other = OfficialFactory(name_ar="بريجيت ماكرون", slug="brigitte")
    OfficialNameFactory(official=other, name="ماكرون")
    (found,) = read_listed_people("ماكرون", DAY)
    assert (found.official, found.is_shared) == (None, True)


def test_a_new_person_has_the_side_and_the_office_of_the_title(france):
    office = PositionFactory(code="fr-fm", title_ar="وزير الخارجية", country=france)
    (found,) = read_listed_people("وزيرة الخارجية الفرنسية كاثرين كولونا", DAY)
    assert (found.official, found.read.name, found.side, found.position) == (None, "كاثرين كولونا", france, office)


def test_empty_lines_and_too_many_lines():
    assert read_listed_people(" \n\n") == []
    assert len(read_listed_people("فؤاد حسين\n" * (MAX_LINES + 50))) == MAX_LINES


@pytest.mark.parametrize("number", [1, 30])
def test_a_list_takes_a_fixed_number_of_queries(sample_archive, number, django_assert_max_num_queries):
    names = list(Official.objects.values_list("name_ar", flat=True)[:number])
    read_listed_people(names[0], DAY)  # the tables and names are read at first
    with django_assert_max_num_queries(20):
        found = read_listed_people("\n".join(names), DAY)
    assert all(one.official for one in found)
