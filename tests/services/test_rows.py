"""Rows and their values as an editor reads them."""

import datetime

import pytest
from django.utils import translation

from meetings.models import Meeting, Participation
from meetings.services.rows import describe_row, get_values, load_current, make_key, make_record, show_value
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_values_of_a_meeting():
    place = factories.PlaceFactory()
    assert show_value(Meeting, "place_id", place.pk) == "Baghdad, Iraq"
    assert show_value(Meeting, "place_id", 99_999) == "–"
    assert show_value(Meeting, "place_id", None) == "–"
    assert show_value(Meeting, "kind", "phone") == "telephone call"
    assert show_value(Meeting, "headline_ar", "") == "–"
    assert show_value(Meeting, "headline_ar", "لقاء") == "لقاء"
    assert show_value(Meeting, "no_such_column", "x") == "–"


def test_the_name_of_a_row():
    meeting = factories.MeetingFactory(headline_en="A meeting")
    assert describe_row(meeting) == "Meeting: A meeting"
    assert describe_row(factories.OfficialFactory(name_en="Fuad Hussein")) == "Official: Fuad Hussein"
    long = describe_row(factories.MeetingFactory(headline_en="x" * 200))
    assert long.endswith("…")
    assert len(long) == len("Meeting: ") + 80


def test_a_row_whose_record_is_gone_has_a_name_too():
    assert describe_row(Participation(pk=3, official_id=99_999, name_as_written="Fuad")) == "Participation: Fuad"
    assert describe_row(Participation(pk=3, official_id=99_999)) == "Participation: 3"


def test_a_row_comes_back_from_its_plain_values():
    values = {"date": "2023-11-03", "kind": "phone", "place_id": None, "confidence": 0.5, "a_column_of_before": 1}
    record = make_record("meetings.meeting", values)
    assert (record.date, record.kind, record.place_id) == (datetime.date(2023, 11, 3), "phone", None)
    assert not hasattr(record, "a_column_of_before")
    country = factories.CountryFactory(names=["Iraq"], demonyms={"masculine": ["عراقي"]})
    again = make_record("meetings.country", get_values(country))
    assert (again.names, again.demonyms) == (["Iraq"], {"masculine": ["عراقي"]})


def test_the_present_rows_are_those_that_exist():
    meeting = factories.MeetingFactory()
    key = make_key(meeting)
    assert load_current([key, (key[0], 99_999)]) == {key: meeting}
