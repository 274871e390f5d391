"""The entries of lists: kept between requests, and never older than the records that they show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from meetings.models import Article, Meeting, MeetingTopic, Official, OfficialName, Participation, Place, Topic
from meetings.templatetags import entries
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    found = factories.MeetingFactory(place=factories.PlaceFactory(), kind="in_person")
    for order in range(2):
        factories.ParticipationFactory(meeting=found, order=order)
    factories.MeetingTopicFactory(meeting=found)
    factories.SourceFactory(meeting=found)
    return found


def _change_official(meeting: Meeting, **values: Any) -> None:
    Official.objects.filter(participations__meeting=meeting).update(**values)


CHANGES: dict[str, Callable[[Meeting], object]] = {
    "headline": lambda one: Meeting.objects.filter(pk=one.pk).update(headline_ar="عنوان آخر"),
    "date": lambda one: Meeting.objects.filter(pk=one.pk).update(date="2001-02-03"),
    "precision": lambda one: Meeting.objects.filter(pk=one.pk).update(date_precision="year"),
    "kind": lambda one: Meeting.objects.filter(pk=one.pk).update(kind="phone"),
    "address": lambda one: Meeting.objects.filter(pk=one.pk).update(slug="another-address"),
    "no place": lambda one: Meeting.objects.filter(pk=one.pk).update(place=None),
    "name of the place": lambda one: Place.objects.update(city_ar="مدينة أخرى"),
    "name of an official": lambda one: _change_official(one, name_ar="اسم آخر"),
    "name of a side": lambda one: type(one.participations.first().country).objects.update(name_ar="بلد آخر"),
    "name of a topic": lambda one: Topic.objects.update(name_ar="موضوع آخر"),
    "another participant": lambda one: factories.ParticipationFactory(meeting=one, order=5),
    "one participant fewer": lambda one: one.participations.first().delete(),
    "order": lambda one: Participation.objects.filter(pk=one.participations.first().pk).update(order=9),
    "another topic": lambda one: factories.MeetingTopicFactory(
        meeting=one, rank=3, topic=factories.TopicFactory(code="another")
    ),
    "no topic": lambda one: MeetingTopic.objects.all().delete(),
    "another source": lambda one: factories.SourceFactory(meeting=one),
    "a withdrawn source": lambda one: Article.objects.update(is_withdrawn=True),
}


def get_entry(meeting: Meeting) -> entries.ListEntry | None:
    found = entries.entries_of([meeting.pk])
    return found[0] if found else None


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_what_an_entry_shows_is_shown(meeting, name):
    before = get_entry(meeting)
    CHANGES[name](meeting)
    after = get_entry(meeting)
    assert after != before
    cache.clear()
    assert after == get_entry(meeting)


def test_a_meeting_that_is_no_longer_public_has_no_entry(meeting):
    assert get_entry(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(review_state="draft")
    assert get_entry(meeting) is None


def test_a_change_of_another_meeting_does_not_write_the_entry_again(meeting, monkeypatch):
    other = factories.MeetingFactory()
    before = entries.entries_of([meeting.pk, other.pk])
    Meeting.objects.filter(pk=other.pk).update(headline_ar="عنوان آخر")
    written: list[list[int]] = []
    monkeypatch.setattr(entries, "_written", lambda ids: written.append(ids) or {})
    assert entries.entries_of([meeting.pk, other.pk]) == before[:1]
    assert written == [[other.pk]]


def test_other_names_of_an_official_change_no_words(meeting):
    before = get_entry(meeting)
    official = Official.objects.filter(participations__meeting=meeting).first()
    OfficialName.objects.create(official=official, name="اسم بديل", language="ar")
    assert get_entry(meeting) == before
