"""The public part of a record's history: which days, which facts, and what only editors see."""

import datetime

import pytest
from django.utils import timezone, translation

from meetings.models import Meeting, Version
from meetings.queries import history
from meetings.services.erasure import erasing
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def meeting():
    made = MeetingFactory()
    with erasing():
        Version.objects.all().delete()
    return made


def version(
    meeting: Meeting, number: int, facts: list[str], change: str = Version.Change.CHANGED, day: int = 1
) -> None:
    """A version of `meeting` made on a day of November 2023."""
    made = Version.objects.create(
        kind="meeting", record_id=meeting.pk, number=number, change=change, facts=facts, state={}, rows={}
    )
    moment = timezone.make_aware(datetime.datetime(2023, 11, day, 12))
    with erasing():
        Version.objects.filter(pk=made.pk).update(made_at=moment)


def shown(meeting: Meeting) -> list[tuple[int, list[str]]]:
    return [(change.day.day, change.facts) for change in history.list_changes(meeting)]


def test_days_the_latest_first_and_each_fact_once(meeting):
    version(meeting, 1, ["date"], day=1)
    version(meeting, 2, ["kind", "participations"], day=2)
    version(meeting, 3, ["date", "kind"], day=2)
    label = {fact: history.name_fact("meeting", fact) for fact in ("date", "kind")}
    assert shown(meeting) == [(2, [label["date"], label["kind"], "Participants"]), (1, [label["date"]])]


def test_what_only_editors_see_is_no_change(meeting):
    version(meeting, 1, ["notes", "date"], day=1)
    version(meeting, 2, ["notes", "confidence"], day=2)
    version(meeting, 3, [], Version.Change.ENTERED, day=3)
    version(meeting, 4, ["date"], Version.Change.OUTSIDE, day=4)
    assert shown(meeting) == [(3, []), (1, [history.name_fact("meeting", "date")])]


def test_the_names_of_facts():
    assert history.name_fact("meeting", "ranked_topics") == "Topics"
    assert history.name_fact("meeting", "place_id") == "Place"
    assert history.name_fact("meeting", "no_such_column") == "no_such_column"
