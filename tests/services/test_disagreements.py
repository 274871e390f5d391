"""An editor takes what a source says: whatever contradicts the record no more is settled with it."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from meetings.models import Disagreement, Meeting
from meetings.services.disagreements import keep_record, take_source_value
from meetings.services.roles import UserRole, give_role
from tests.factories import ArticleFactory, DisagreementFactory, MeetingFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def said(meeting: Meeting, fact: str, *values: str) -> list[Disagreement]:
    return [DisagreementFactory(meeting=meeting, article=ArticleFactory(), fact=fact, said=value) for value in values]


def is_open(*entries: Disagreement) -> list[bool]:
    return [not Disagreement.objects.get(pk=entry.pk).settled for entry in entries]


def test_another_spelling_of_the_city_is_settled_with_it(editor):
    meeting = MeetingFactory(place=PlaceFactory())
    entries = said(meeting, "city", "أربيل", "اربيل", "السليمانية")
    take_source_value(entries[0], editor)
    assert Meeting.objects.get().place.city_ar == "أربيل"
    assert is_open(*entries) == [False, False, True]


def test_a_meeting_in_person_is_settled_with_a_visit(editor):
    meeting = MeetingFactory(kind="phone")
    entries = said(meeting, "kind", "visit", "in-person", "video")
    take_source_value(entries[0], editor)
    assert Meeting.objects.get(pk=meeting.pk).kind == "visit"
    assert is_open(*entries) == [False, False, True]


def test_a_month_is_taken_as_a_month(editor):
    meeting = MeetingFactory(date=date(2023, 10, 3))
    entries = said(meeting, "date", "2023-11", "2023-11-04", "2023-12-01")
    take_source_value(entries[0], editor)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_precision) == (date(2023, 11, 1), "month")
    assert is_open(*entries) == [False, False, True]


def test_words_that_are_no_date_are_refused_and_stay_open(editor):
    (entry,) = said(MeetingFactory(), "date", "في الخريف")
    with pytest.raises(ValidationError):
        take_source_value(entry, editor)
    assert is_open(entry) == [True]


def test_keeping_the_record_settles_that_source_alone(editor):
    entries = said(MeetingFactory(kind="phone"), "kind", "visit", "video")
    keep_record(entries[0], editor)
    assert is_open(*entries) == [False, True]
