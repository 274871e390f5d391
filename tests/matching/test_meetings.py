"""Which record a report tells of: by an exact day, two sides in common and the office where no name is given."""

from datetime import date

import pytest

from meetings.extraction.readings import DateReading, MeetingReading
from meetings.matching.meetings import find_known
from meetings.matching.participants import ComparedParticipant
from meetings.models import Article, Meeting
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 11, 1)


@pytest.fixture
def sides():
    return CountryFactory(code="IQ"), CountryFactory(code="TR", name_ar="تركيا")


@pytest.fixture
def record(sides):
    meeting = MeetingFactory(date=DAY, date_precision="day")
    for order, side in enumerate(sides):
        ParticipationFactory(meeting=meeting, official=OfficialFactory(), country=side, order=order)
    return meeting


def found(record: Meeting, when: DateReading, published: date | None = None, **read: str) -> Meeting | None:
    present = [ComparedParticipant(one.official_id, one.side_code, None) for one in record.participations.all()]
    return find_known(MeetingReading(when=when, **read), present, Article(published_on=published))


def test_the_same_day_and_people_are_one_meeting(record):
    assert found(record, DateReading(DAY, precision="day")) == record
    assert found(record, DateReading(date(2023, 11, 2), precision="day")) is None
    assert found(record, DateReading(DAY, precision="day"), kind="phone") is None


def test_a_month_is_not_its_first_day(record):
    assert found(record, DateReading(DAY, precision="month")) is None
    Meeting.objects.filter(pk=record.pk).update(date_precision="month")
    assert found(record, DateReading(DAY, precision="day")) is None


def test_a_report_without_a_day_tells_of_the_days_before_it(record):
    assert found(record, DateReading(), published=date(2023, 11, 5)) == record
    assert found(record, DateReading(), published=date(2023, 11, 6)) is None
    Meeting.objects.filter(pk=record.pk).update(date_precision="month")
    assert found(record, DateReading(), published=date(2023, 11, 5)) is None


def test_an_undated_record_is_known_by_its_articles(record):
    Meeting.objects.filter(pk=record.pk).update(date=None, date_precision="unknown")
    assert found(record, DateReading(DAY, precision="day")) is None
    SourceFactory(meeting=record, article=ArticleFactory(published_on=date(2023, 11, 4)))
    assert found(record, DateReading(DAY, precision="day")) == record


def test_an_office_on_record_is_known_by_its_position(sides):
    iraq, turkey = sides
    meeting, fuad = MeetingFactory(date=DAY), OfficialFactory()
    ParticipationFactory(meeting=meeting, official=fuad, country=iraq, order=0)
    minister = PositionFactory(code="tr-foreign", title_ar="وزير الخارجية التركي", country=turkey)
    ParticipationFactory(meeting=meeting, official=None, position=minister, country=turkey, title_ar="", order=1)
    present = [
        ComparedParticipant(fuad.pk, "IQ", None),
        ComparedParticipant(OfficialFactory().pk, "TR", "وزير خارجية تركيا"),
    ]
    read = MeetingReading(when=DateReading(DAY, precision="day"))
    assert find_known(read, present, Article()) == meeting
