"""Differences as people read them, in both languages."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from meetings.models import Official
from meetings.services.history import compare_versions, keep, recorded, select_versions, show_contents
from meetings.text.changes import ADDED, REMOVED
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="salma")


def latest_difference(record):
    newer, older = select_versions(record)[:2]
    return compare_versions(older, newer)


def facts(found) -> dict[str, tuple[str, str]]:
    return {fact.label: (fact.before, fact.after) for fact in found.facts}


def parts(found) -> dict[str, list[tuple[str, str]]]:
    return {group.label: [(change.change, change.title) for change in group.changes] for group in found.groups}


def test_values_are_shown_as_people_know_them(editor):
    meeting = MeetingFactory(place=PlaceFactory())
    with recorded(editor):
        meeting.kind, meeting.date, meeting.date_precision = "visit", datetime.date(2023, 10, 1), "month"
        meeting.place = PlaceFactory(slug="fr-paris", city_ar="باريس", city_en="Paris", country=None)
        meeting.confidence = 0.5
        meeting.save()
    assert facts(latest_difference(meeting)) == {
        "Kind": ("in person", "visit"),
        "Date": ("3 November 2023", "October 2023"),
        "Precision": ("to the day", "to the month"),
        "Place": ("Baghdad, Iraq", "Paris"),
        "Confidence of the reading": ("", "0.50"),
    }
    with translation.override("ar"):
        arabic = facts(latest_difference(meeting))
        place, day = translation.gettext("place"), translation.gettext("date")
    assert arabic[place] == ("بغداد، العراق", "باريس")
    assert "تشرين الثاني" in arabic[day][0]


def test_words_of_texts_are_compared(editor):
    meeting = MeetingFactory(summary_ar="بحث الوزيران التعاون في بغداد.")
    with recorded(editor):
        meeting.summary_ar = "بحث الوزيران التعاون في أربيل."
        meeting.save()
    (fact,) = latest_difference(meeting).facts
    assert [(piece.kind, piece.text) for piece in fact.pieces if piece.kind in (ADDED, REMOVED)] == [
        (REMOVED, "بغداد"),
        (ADDED, "أربيل"),
    ]
    assert fact.language == "ar"


def test_participants_are_named_with_their_sides(editor):
    meeting = MeetingFactory()
    stays = ParticipationFactory(meeting=meeting, official=OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein"))
    goes = ParticipationFactory(meeting=meeting, official=OfficialFactory(name_ar="هاكان فيدان", name_en="Hakan Fidan"))
    with recorded(editor):
        goes.delete()
        stays.role = "host"
        stays.save()
        ParticipationFactory(
            meeting=meeting,
            official=None,
            title_ar="وزير الخارجية الفرنسي",
            country=CountryFactory(code="FR", name_ar="فرنسا", name_en="France"),
        )
    found = latest_difference(meeting)
    assert parts(found) == {
        "Participants": [
            ("changed", "Fuad Hussein – Iraq"),
            ("added", "وزير الخارجية الفرنسي – France"),
            ("removed", "Hakan Fidan – Iraq"),
        ]
    }
    assert [(fact.label, fact.before, fact.after) for fact in found.groups[0].changes[0].facts] == [
        ("Role", "party", "host")
    ]


def test_parts_entered_anew_as_they_were_are_no_change(editor):
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting)
    MeetingTopicFactory(meeting=meeting)
    with recorded(editor):
        part.delete()
        meeting.participations.create(official=part.official, country=part.country)
        meeting.topics.clear()
        meeting.topics.add(TopicFactory())
    assert not latest_difference(meeting)


def test_evidence_sources_and_topics(editor):
    meeting = MeetingFactory()
    with recorded(editor):
        source = SourceFactory(meeting=meeting)
        part = ParticipationFactory(meeting=meeting, official=OfficialFactory(name_ar="فؤاد حسين"))
        EvidenceFactory(
            meeting=meeting, article=source.article, fact="participant", quote="فؤاد حسين", participation=part
        )
        MeetingTopicFactory(meeting=meeting)
    found = latest_difference(meeting)
    assert parts(found) == {
        "Participants": [("added", "Fuad Hussein – Iraq")],
        "Topics": [("added", "Security")],
        "Sources": [("added", "لقاء في باريس (Iraqi News Agency)")],
        "Evidence": [("added", "participant: فؤاد حسين")],
    }
    details = {fact.label: fact.after for fact in found.groups[-1].changes[0].facts}
    assert details["Participation"] == "Fuad Hussein – Iraq"
    assert not {"From character", "To character"} & details.keys()


def test_names_and_offices_of_an_official(editor):
    official = OfficialFactory(name_en="Badr Abdelatty")
    name = OfficialNameFactory(official=official)
    with recorded(editor):
        name.delete()
        OfficialNameFactory(official=official, name="Badr Abdel-Atty", script="Latn", kind="alias")
        AppointmentFactory(official=official, position=PositionFactory(), start_precision="year")
    assert parts(latest_difference(official)) == {
        "Names": [("added", "Badr Abdel-Atty"), ("removed", name.name)],
        "Offices held": [("added", "Minister of Foreign Affairs – Iraq (since 2022)")],
    }


def test_what_a_version_refers_to_is_named_when_it_is_gone(editor):
    meeting = MeetingFactory()
    official = OfficialFactory(name_en="Fuad Hussein")
    part = ParticipationFactory(meeting=meeting, official=official)
    unknown = OfficialFactory(name_en="Nobody kept this one")
    other = ParticipationFactory(meeting=meeting, official=unknown)
    with recorded(editor):
        part.delete()
        other.delete()
        official.delete()
    pk = unknown.pk
    Official.objects.filter(pk=pk).delete()
    titles = [title for _change, title in parts(latest_difference(meeting))["Participants"]]
    assert titles == ["Fuad Hussein (deleted) – Iraq", f"a record that no longer exists (number {pk}) – Iraq"]


def test_names_of_a_country_are_lists(editor):
    country = CountryFactory(names=["بلاد الرافدين"], demonyms={"masculine": ["عراقي"]})
    with recorded(editor):
        country.names = ["بلاد الرافدين", "Mesopotamia"]
        country.demonyms = {"masculine": ["عراقي"], "feminine": ["عراقية"]}
        country.save()
    found = facts(latest_difference(country))
    assert found["Other names"] == ("بلاد الرافدين", "بلاد الرافدين, Mesopotamia")
    assert found["Demonyms"] == ("عراقي", "عراقية, عراقي")


def test_one_version_shows_all_it_says_and_a_deleted_one_what_it_said_last(editor):
    meeting = MeetingFactory(venue_en="Palace")
    ParticipationFactory(meeting=meeting)
    pk = meeting.pk
    with recorded(editor):
        keep(meeting)
        meeting.delete()
    meeting.pk = pk
    deleted = select_versions(meeting)[0]
    shown = show_contents(deleted)
    assert facts(shown)["Venue in English"] == ("", "Palace")
    assert len(shown.groups[0].changes) == 1
    assert facts(compare_versions(None, deleted)) == {}
    assert not compare_versions(None, None)


def test_a_difference_costs_few_queries(editor, django_assert_max_num_queries):
    meeting = MeetingFactory()
    with recorded(editor):
        for _ in range(6):
            source = SourceFactory(meeting=meeting)
            part = ParticipationFactory(meeting=meeting, position=PositionFactory())
            EvidenceFactory(meeting=meeting, article=source.article, participation=part)
    newer, older = select_versions(meeting)
    with django_assert_max_num_queries(5):  # officials, positions, countries, articles; and one to spare
        assert len(compare_versions(older, newer).groups[0].changes) == 6
