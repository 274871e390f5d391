"""An office of which the record has no appointment of the participant: it does not know who held it, and warns."""

import datetime

import pytest

from meetings.queries.checks import RULES_BY_NAME, find_breaches
from tests.factories import AppointmentFactory, MeetingFactory, OfficialFactory, ParticipationFactory, PositionFactory

pytestmark = pytest.mark.django_db
WARNING = "office-appointment"
DAY, START = datetime.date(2021, 8, 3), datetime.date(2018, 1, 1)


@pytest.fixture
def president():
    return PositionFactory(code="eg-president", title_ar="رئيس مصر")


@pytest.fixture
def shoukry(president):
    official = OfficialFactory(name_ar="سامح شكري")
    ParticipationFactory(meeting=MeetingFactory(date=DAY), official=official, position=president)
    return official


def breaches():
    return [one.rule for one in find_breaches(rules=[RULES_BY_NAME[name] for name in ("office-held", WARNING)])]


def test_an_office_of_which_nothing_is_on_record_is_no_breach(shoukry):
    assert breaches() == []


def test_someone_else_held_it_on_the_day(shoukry, president):
    appointment = AppointmentFactory(official=OfficialFactory(), position=president, start=START, end=None)
    assert breaches() == [WARNING]
    appointment.end = datetime.date(2019, 1, 1)
    appointment.save()
    assert breaches() == []


def test_they_held_another_office_on_the_day(shoukry):
    minister = PositionFactory(code="eg-foreign-minister", title_ar="وزير الخارجية المصري")
    appointment = AppointmentFactory(official=shoukry, position=minister, start=START, end=None)
    assert breaches() == [WARNING]
    appointment.start = None
    appointment.save()
    assert breaches() == []


def test_only_a_term_of_another_time_is_an_error(shoukry, president):
    AppointmentFactory(official=shoukry, position=president, start=datetime.date(2022, 1, 1))
    assert breaches() == ["office-held"]
    assert [RULES_BY_NAME[name].is_error for name in ("office-held", WARNING)] == [True, False]
