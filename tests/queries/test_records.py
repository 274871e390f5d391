"""Records as other programs get them: stable names, dates no more exact than they are known, nothing of the desk."""

import json
from datetime import date

import pytest

from meetings.models import Meeting, ReviewState
from meetings.queries import people
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.people import OFFICIAL
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    place = factories.PlaceFactory()
    made = factories.MeetingFactory(slug="baghdad", place=place, notes="for editors only")
    factories.ParticipationFactory(meeting=made, official__slug="fuad", position=factories.PositionFactory())
    factories.MeetingTopicFactory(meeting=made)
    factories.SourceFactory(meeting=made, article__url="https://example.org/a")
    return made


def read(slug):
    return Meeting.objects.for_cards().get(slug=slug)


def test_a_meeting_tells_who_when_where_and_about_what(meeting, django_assert_num_queries):
    card = read("baghdad")
    with django_assert_num_queries(0):
        record = MEETING.record(card, lambda path: f"https://mahdar.example{path}")
    assert record["address"] == "https://mahdar.example/meetings/baghdad/"
    assert record["place"]["city_ar"] == "بغداد"
    (part,) = record["participations"]
    assert (part["official"]["slug"], part["side"]["code"], part["title_en"]) == (
        "fuad",
        "IQ",
        "Minister of Foreign Affairs",
    )
    assert [topic["code"] for topic in record["topics"]] == ["security"]
    assert [source["url"] for source in record["sources"]] == ["https://example.org/a"]
    written = json.dumps(record, ensure_ascii=False)
    assert "for editors only" not in written
    assert "raw_text" not in written


@pytest.mark.parametrize(
    ("precision", "written"), [("day", "2023-11-03"), ("month", "2023-11"), ("year", "2023"), ("unknown", None)]
)
def test_a_date_is_no_more_exact_than_it_is_known(precision, written):
    day = None if precision == "unknown" else date(2023, 11, 3)
    factories.MeetingFactory(slug="m", date=day, date_precision=precision)
    assert MEETING.record(read("m"))["date"] == written


def test_a_draft_official_has_a_name_but_no_record_to_lead_to(meeting):
    draft = factories.OfficialFactory(slug="not-yet", review_state=ReviewState.DRAFT)
    factories.ParticipationFactory(meeting=meeting, official=draft)
    person = MEETING.record(read("baghdad"))["participations"][1]["official"]
    assert person == {"slug": None, "name_ar": draft.name_ar, "name_en": draft.name_en, "address": None}


def test_an_official_has_names_and_offices(django_assert_num_queries):
    factories.AppointmentFactory(official__slug="fuad", start=date(2020, 6, 1), start_precision="month")
    factories.OfficialNameFactory(official=people.find_official("fuad"), name="Fuad", script="Latn")
    official = people.find_official("fuad")
    with django_assert_num_queries(0):
        record = OFFICIAL.record(official)
    assert record["appointments"][0]["start"] == "2020-06"
    assert record["appointments"][0]["position"]["country"] == "IQ"
    assert [name["name"] for name in record["names"]] == ["Fuad"]
