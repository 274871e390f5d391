"""Offices that reports give officials: what is proposed, and what is not."""

import datetime

import pytest
from django.utils import translation

from meetings.models import DismissedOffice
from meetings.queries.proposed_offices import list_proposed_offices, show_proposed_offices
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 11, 3)
TITLE = "وزير الخارجية العراقي"


@pytest.fixture
def fuad():
    return OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")


def named(official, title=TITLE, day=DAY, words="فؤاد حسين", **more):
    """A meeting whose report names `official` by `title`."""
    meeting = MeetingFactory(date=day, date_precision="day" if day else "unknown")
    more = {"country": CountryFactory(), "name_as_written": words, **more}
    part = ParticipationFactory(meeting=meeting, official=official, title_ar=title, **more)
    if words:
        EvidenceFactory(meeting=meeting, participation=part, fact="title", quote="وزير الخارجية العراقي")
    return part


def proposed():
    return [(one.title, one.key[2], one.first, one.last, one.meetings) for one in list_proposed_offices()]


def test_an_office_is_proposed_once_with_its_first_and_last_day(fuad):
    first = named(fuad, "وزير خارجية العراق", DAY)
    second = named(fuad, day=DAY + datetime.timedelta(days=5))
    last = named(fuad, day=DAY + datetime.timedelta(days=9))
    (one,) = list_proposed_offices()
    assert (one.title, one.first, one.last, one.meetings) == (TITLE, DAY, DAY + datetime.timedelta(days=9), 3)
    assert one.stated_by == (first.pk, second.pk, last.pk)
    (shown,) = show_proposed_offices([one])
    assert [words.participation_id for words in shown.evidence] == [first.pk, second.pk]
    assert (shown.official, shown.position) == (fuad, None)
    with translation.override("en"):
        assert shown.days == "from 3 November 2023 to 12 November 2023"


def test_words_that_name_the_office_in_full_are_shown_first(fuad):
    first = named(fuad)
    EvidenceFactory(meeting=first.meeting, participation=first, fact="title", quote="نظيره الفرنسي")
    first.evidence.filter(quote="وزير الخارجية العراقي").delete()
    (shown,) = show_proposed_offices(list_proposed_offices())
    assert [words.quote for words in shown.evidence] == ["نظيره الفرنسي"]
    named(fuad, day=DAY + datetime.timedelta(days=1))
    (shown,) = show_proposed_offices(list_proposed_offices())
    assert [words.quote for words in shown.evidence] == ["وزير الخارجية العراقي"]


def test_several_offices_of_one_title_are_several(fuad):
    named(fuad, "نائب رئيس مجلس الوزراء وزير الخارجية")
    assert [title for title, *_rest in proposed()] == [
        "وزير الخارجية"
    ]  # a deputy of which there are several is no office


@pytest.mark.parametrize(
    "part",
    [
        {"title": "وزير الخارجية السابق"},
        {"title": "مستشار رئيس الوزراء"},
        {"title": "السفير العراقي"},
        {"title": "وزير خارجيتها"},
        {"title": ""},
        {"words": ""},  # nobody is named
        {"day": None},
        {"country": None},
        {"is_group": True},
        {"basis": "inferred"},
    ],
)
def test_no_office_is_proposed(fuad, part):
    named(fuad, **part)
    assert proposed() == []


def test_a_rejected_meeting_and_one_without_an_official_propose_nothing(fuad):
    part = named(fuad)
    part.meeting.review_state = "rejected"
    part.meeting.save()
    named(None)
    assert proposed() == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, 0),
        (None, None, 0),  # on record, though its dates are not known
        (DAY - datetime.timedelta(days=9), DAY - datetime.timedelta(days=1), 1),
        (DAY + datetime.timedelta(days=1), None, 1),
    ],
)
def test_an_appointment_on_record_that_may_cover_the_day_is_enough(fuad, start, end, expected):
    position = PositionFactory(title_ar="وزير الخارجية")
    AppointmentFactory(official=fuad, position=position, start=start, end=end)
    named(fuad)
    found = list_proposed_offices()
    assert len(found) == expected
    assert [one.position for one in found] == [position.pk] * expected


def test_what_an_editor_dismissed_is_not_proposed(fuad):
    named(fuad)
    (one,) = list_proposed_offices()
    official, office, side = one.key
    DismissedOffice.objects.create(official_id=official, office=office, side=side)
    assert proposed() == []
    assert list_proposed_offices(dismissed=True) == [one]


def test_its_queries_do_not_grow(django_assert_max_num_queries):
    counts = []
    for number in (2, 20):
        for _ in range(number):
            named(OfficialFactory())
        with django_assert_max_num_queries(12) as queries:
            show_proposed_offices(list_proposed_offices())
        counts.append(len(queries))
    assert counts[0] == counts[1]
