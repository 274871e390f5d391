"""A person whom reports of the same days give two sides: the side in doubt is shown, and nobody is made twice."""

import datetime

import pytest

from meetings.queries.checks import RULES_BY_NAME, find_breaches
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OrganisationFactory,
    ParticipationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 8, 5)


@pytest.fixture
def saudi_arabia():
    return CountryFactory(code="SA", name_ar="السعودية", name_en="Saudi Arabia")


@pytest.fixture
def jordan():
    return CountryFactory(code="JO", name_ar="الأردن", name_en="Jordan")


@pytest.fixture
def minister():
    return OfficialFactory(name_ar="عادل الطريفي", name_en="Adel al-Toraifi")


def meet(official, side=None, day=DAY, **more):
    meeting = MeetingFactory(date=day, date_precision="day" if day else "unknown")
    ParticipationFactory(meeting=meeting, official=official, country=side, **more)
    return meeting


def doubted(records=None):
    found = find_breaches(records, rules=[RULES_BY_NAME["person-side"]])
    return [(one.record[1], str(one.values["side"].en), str(one.values["other"].en)) for one in found]


def test_the_side_of_fewer_meetings_is_in_doubt(saudi_arabia, jordan, minister):
    wrong = meet(minister, jordan)
    right = [meet(minister, saudi_arabia, day=DAY + datetime.timedelta(days=days)) for days in (1, 2)]
    expected = [(wrong.pk, "Jordan", "Saudi Arabia")]
    assert doubted() == expected
    assert doubted([("meeting", wrong.pk)]) == expected
    assert doubted([("official", minister.pk)]) == expected
    assert doubted([("meeting", right[0].pk)]) == []


def test_of_equally_many_the_later_record_is_in_doubt(saudi_arabia, jordan, minister):
    meet(minister, saudi_arabia)
    later = meet(minister, jordan)
    assert doubted() == [(later.pk, "Jordan", "Saudi Arabia")]


def test_an_appointment_says_the_side(saudi_arabia, jordan, minister):
    wrong = [meet(minister, jordan), meet(minister, jordan)]
    office = PositionFactory(code="sa-culture", title_ar="وزير الثقافة", country=saudi_arabia)
    appointment = AppointmentFactory(official=minister, position=office, start=datetime.date(2015, 1, 29))
    assert doubted() == [(meeting.pk, "Jordan", "Saudi Arabia") for meeting in wrong]
    appointment.start = DAY + datetime.timedelta(days=60)
    appointment.save()
    assert doubted() == []  # not in office yet: who knows for whom they spoke


def test_an_office_without_a_side_says_nothing(saudi_arabia, jordan, minister):
    meet(minister, jordan)
    office = PositionFactory(code="poet", title_ar="شاعر", country=None)
    AppointmentFactory(official=minister, position=office, start=datetime.date(2010, 1, 1))
    assert doubted() == []


def test_who_held_an_office_of_the_side_is_not_in_doubt(saudi_arabia, jordan, minister):
    meet(minister, saudi_arabia)
    office = PositionFactory(code="jo-envoy", title_ar="مبعوث", country=jordan)
    AppointmentFactory(official=minister, position=office, start=None)
    meet(minister, jordan)
    assert doubted() == []


def test_a_change_of_sides_takes_a_month(saudi_arabia, jordan, minister):
    meet(minister, saudi_arabia)
    meet(minister, jordan, day=DAY + datetime.timedelta(days=32))
    assert doubted() == []


def test_a_region_and_its_country_and_a_party_and_its_state_are_one_side(saudi_arabia, minister):
    iraq = CountryFactory()
    meet(minister, iraq)
    meet(minister, CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region", parent=iraq))
    meet(minister, organisation=OrganisationFactory(code="FATAH", name_ar="فتح", name_en="Fatah", kind="party"))
    assert doubted() == []
    wrong = meet(minister, organisation=OrganisationFactory())
    assert doubted() == [(wrong.pk, "United Nations", "Iraq")]


def test_rejected_and_undated_meetings_say_nothing(saudi_arabia, jordan, minister):
    meeting = meet(minister, saudi_arabia)
    meet(minister, jordan, day=None)
    meeting.review_state = "rejected"
    meeting.save()
    meet(minister, jordan)
    assert doubted() == []
