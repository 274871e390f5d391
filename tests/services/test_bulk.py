"""Changes of many meetings at once: only those that change count, and only those who publish may."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.models import Meeting, MeetingTopic, Version
from meetings.services import bulk
from meetings.services.history import recorded
from tests.factories import MeetingFactory, MeetingTopicFactory, PlaceFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings():
    return [MeetingFactory(slug=slug) for slug in "abc"]


def test_a_topic_is_added_behind_the_others(meetings):
    water, security = TopicFactory(code="water", name_ar="المياه"), TopicFactory()
    MeetingTopicFactory(meeting=meetings[0], topic=water, rank=0)
    MeetingTopicFactory(meeting=meetings[0], topic=TopicFactory(code="oil", name_ar="النفط"), rank=4)
    MeetingTopicFactory(meeting=meetings[1], topic=security)
    outcome = bulk.add_topic(Meeting.objects.order_by("-slug"), security)
    assert (set(outcome.changed), outcome.unchanged) == ({meetings[0].pk, meetings[2].pk}, 1)
    ranks = dict(MeetingTopic.objects.filter(topic=security).values_list("meeting__slug", "rank"))
    assert ranks == {"a": 5, "b": 0, "c": 0}


def test_a_topic_is_removed_where_it_is(meetings):
    security = TopicFactory()
    MeetingTopicFactory(meeting=meetings[1], topic=security)
    outcome = bulk.remove_topic(Meeting.objects.all(), security)
    assert (outcome.changed, outcome.unchanged) == ((meetings[1].pk,), 2)
    assert not MeetingTopic.objects.exists()


def test_a_place_is_set_and_unset(meetings):
    place = PlaceFactory()
    Meeting.objects.filter(slug="a").update(place=place)
    outcome = bulk.set_place(Meeting.objects.all(), place)
    assert (set(outcome.changed), outcome.unchanged) == ({meetings[1].pk, meetings[2].pk}, 1)
    outcome = bulk.set_place(Meeting.objects.order_by("slug")[:2], None)
    assert (set(outcome.changed), outcome.unchanged) == ({meetings[0].pk, meetings[1].pk}, 0)
    assert list(Meeting.objects.filter(place=place)) == [meetings[2]]


def test_only_those_who_publish_may(meetings, django_user_model, admin_user):
    reader = django_user_model.objects.create(username="reader")
    with pytest.raises(PermissionDenied):
        bulk.set_place(Meeting.objects.all(), PlaceFactory(), reader)
    assert not Meeting.objects.filter(place__isnull=False).exists()
    assert bulk.set_place(Meeting.objects.all(), PlaceFactory(), admin_user).changed


def test_the_trial_before_many_batches_leaves_no_versions(meetings, admin_user):
    place = PlaceFactory()
    with recorded(admin_user):
        bulk.require_reason(bulk.set_place, Meeting.objects.all(), place, admin_user)
    assert not Meeting.objects.filter(place=place).exists()
    assert not Version.objects.exists()
