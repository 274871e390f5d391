"""The cells of a list, one by one: how they show a value, what they read, and what they do not find."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from meetings.models import Country, Meeting, Place
from meetings.models.people import Precision
from meetings.services.lists.cells import Cell, Choice, make_plain_cells, split_entries
from meetings.services.lists.meetings_table import make_place_finder
from meetings.services.lists.references import Finder, RecordCell
from meetings.services.lists.tables import AppointmentTable, OtherNames, make_position_finder
from tests import factories


@pytest.mark.parametrize(("text", "entries"), [("", []), ("a | b", ["a", "b"]), ("a\nb|| a", ["a", "b"]), (" | ", [])])
def test_entries_of_a_cell(text, entries):
    assert split_entries(text) == entries


@pytest.mark.parametrize(("value", "shown"), [(None, ""), ("", ""), (0, "0"), ("a", "a")])
def test_a_value_as_text(value, shown):
    assert Cell("name", "Name").show(SimpleNamespace(name=value)) == shown


@pytest.mark.parametrize(("is_reading_only", "written"), [(False, "new"), (True, "old")])
@pytest.mark.parametrize("sent", [" new ", "new"])
def test_a_column_only_for_reading_is_not_written(is_reading_only, written, sent):
    record = SimpleNamespace(name="old")
    Cell("name", "Name", reading_only=is_reading_only).save(record, {"name": sent})
    assert record.name == written


def test_an_empty_cell_empties():
    record = SimpleNamespace(name="old")
    Cell("name", "Name").save(record, {"name": None})
    assert record.name == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [("", "day"), ("month", "month"), ("TO THE MONTH", "month"), ("الى الشهر", "month"), ("YEAR", "year")],
)
def test_a_choice_by_its_code_or_its_label_in_either_language(text, value):
    assert Choice("precision", "Precision", Precision, empty="day").read(text, None) == value


def test_a_choice_that_there_is_not():
    with pytest.raises(ValueError, match="not one of"):
        Choice("precision", "Precision", Precision, empty="day").read("week", None)


def test_columns_without_a_cell_of_their_own():
    names = [cell.column_name for cell in make_plain_cells(Meeting, (Cell("headline_ar", "x"),), ("headline_en",))]
    assert {"summary_ar", "kind", "date"} <= set(names)
    assert {"headline_ar", "headline_en", "place", "id", "created_at"}.isdisjoint(names)


@pytest.mark.django_db
def test_a_record_by_one_of_its_names():
    for code, name in (("IQ", "العراق"), ("AA", "غينيا"), ("BB", "غينيا")):
        factories.CountryFactory(code=code, name_ar=name, name_en=code)
    finder = Finder(Country.objects.all(), lambda one: (one.name_ar, one.name_en))
    assert finder.find("الـعراق").code == "IQ"
    assert finder.knows("iq")
    assert not finder.knows("fr")
    with pytest.raises(ValueError, match="not in the archive"):
        finder.find("فرنسا")
    with pytest.raises(ValueError, match="several records"):
        finder.find("غينيا")


@pytest.mark.django_db
def test_a_reference_is_empty_or_the_record_that_is_meant():
    place = factories.PlaceFactory()
    made = []
    cell = RecordCell("place", "Place", lambda: (made.append(1), make_place_finder())[1])
    assert cell.read("", None) is None
    assert cell.read("Baghdad", None) == cell.read("iq-baghdad", None) == cell.read("بغداد، العراق", None) == place
    assert len(made) == 1
    assert cell.show(Meeting()) == ""
    assert cell.show(Meeting(place=place)) == str(place)


@pytest.mark.django_db
def test_a_place_that_is_a_country_is_called_as_the_country():
    place = Place.objects.create(
        slug="fr", kind="country", country=factories.CountryFactory(code="FR", name_en="France")
    )
    assert make_place_finder().find("France") == place


@pytest.mark.django_db
def test_an_office_by_title_and_side():
    office = factories.PositionFactory()
    bare = factories.PositionFactory(code="bare", title_ar="مبعوث", title_en="Envoy", country=None)
    finder = make_position_finder()
    assert finder.find("وزير الخارجية – العراق") == finder.find("Minister of Foreign Affairs – Iraq") == office
    assert finder.find("Envoy") == bare
    assert not finder.knows("Minister of Foreign Affairs")


@pytest.mark.parametrize(("letters", "is_read"), [(200, True), (201, False)])
def test_a_name_has_so_many_letters(letters, is_read):
    cell = OtherNames("names", "Names")
    if is_read:
        assert cell.read_entries(["x", "a" * letters], None) == ["x", "a" * letters]
    else:
        with pytest.raises(ValueError, match="200"):
            cell.read_entries(["x", "a" * letters], None)


@pytest.mark.parametrize(
    ("key", "forms"), [("12", [12]), ("x", []), ("", []), ("9" * 15, [int("9" * 15)]), ("9" * 16, [])]
)
def test_the_number_of_an_appointment(key, forms):
    assert AppointmentTable().forms_of(key) == forms
    with pytest.raises(ValidationError, match="no row number"):
        AppointmentTable().find(key)
