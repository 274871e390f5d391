"""Many meetings at once: published, rejected, taken back, with a topic more or less, in another place."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import translation

from meetings.admin.common.batched_actions import MAX_RECORDS_PER_REQUEST
from meetings.models import Meeting, MeetingTopic, Version
from meetings.services import bulk, roles
from meetings.services.roles import UserRole
from tests.admin.conftest import address
from tests.factories import MeetingFactory, MeetingTopicFactory, PlaceFactory, TopicFactory

pytestmark = pytest.mark.django_db

LIST = "meetings_meeting_changelist"


def chosen(records, **more) -> dict[str, object]:
    return {"_selected_action": [record.pk for record in records], **more}


def said(response) -> list[str]:
    """The messages, without the link that undoes the action."""
    return [str(message).partition(" <a ")[0] for message in response.context["messages"]]


def act(client, action: str, records, **more):
    return client.post(address(LIST), chosen(records, action=action, **{"rejection": "duplicate", **more}), follow=True)


class TestTopics:
    def test_the_page_asks_and_changes_nothing(self, desk):
        records = MeetingFactory.create_batch(sound=True, size=3)
        response = act(desk, "add_topic", records)
        assert "3 meetings will be changed" in response.content.decode()
        assert not MeetingTopic.objects.exists()

    def test_a_topic_is_added_after_the_others(self, desk, editor):
        topic, other = TopicFactory(), TopicFactory(code="oil", name_ar="النفط")
        records = MeetingFactory.create_batch(sound=True, size=3)
        MeetingTopicFactory(meeting=records[0], topic=other)
        MeetingTopicFactory(meeting=records[1], topic=topic)
        response = act(desk, "add_topic", records, value=topic.pk)
        assert said(response) == ["The topic was added to 2 meetings.", "1 was already in this state."]
        assert list(records[0].ranked_topics.values_list("topic__code", "rank")) == [("oil", 0), ("security", 1)]
        assert list(records[2].ranked_topics.values_list("topic__code", "rank")) == [("security", 0)]
        changed = Version.objects.filter(user=editor, change="changed")
        assert [version.facts for version in changed] == [["ranked_topics"], ["ranked_topics"]]
        assert not LogEntry.objects.exists()

    def test_a_topic_is_removed(self, desk):
        topic = TopicFactory()
        records = MeetingFactory.create_batch(sound=True, size=2)
        MeetingTopicFactory(meeting=records[0], topic=topic)
        assert said(act(desk, "remove_topic", records, value=topic.pk)) == [
            "The topic was removed from 1 meeting.",
            "1 was already in this state.",
        ]
        assert not MeetingTopic.objects.exists()

    def test_no_topic_is_an_error_that_keeps_the_choice(self, desk):
        records = MeetingFactory.create_batch(sound=True, size=2)
        response = act(desk, "add_topic", records, value="")
        assert response.context["form"].errors
        assert set(response.context["chosen"]) == {record.pk for record in records}


class TestPlaces:
    def test_a_place_is_set_and_taken_away(self, desk):
        place, records = PlaceFactory(), MeetingFactory.create_batch(sound=True, size=2)
        assert said(act(desk, "set_place", records, value=place.pk)) == ["The place was set for 2 meetings."]
        assert set(Meeting.objects.values_list("place", flat=True)) == {place.pk}
        act(desk, "set_place", records[:1], value="")
        assert Meeting.objects.filter(place=None).count() == 1


@pytest.mark.parametrize("action", ["publish", "add_topic", "set_place"])
def test_all_that_a_filter_finds_and_nothing_else(desk, action):
    topic, place = TopicFactory(), PlaceFactory()
    drafts = MeetingFactory.create_batch(sound=True, size=3, review_state="draft")
    others = MeetingFactory.create_batch(sound=True, size=2)
    value = {"add_topic": topic.pk, "set_place": place.pk}.get(action)
    data = chosen(drafts[:1], action=action, select_across="1")
    if value:
        page = desk.post(address(LIST) + "?review_state__exact=draft", data)
        assert page.context["across"]
        assert len(page.context["chosen"]) == 1
        data |= {"value": value}
    desk.post(address(LIST) + "?review_state__exact=draft", data)
    changed = {
        "publish": Meeting.objects.public().filter(pk__in=[one.pk for one in drafts]),
        "add_topic": Meeting.objects.filter(topics=topic),
        "set_place": Meeting.objects.filter(place=place),
    }[action]
    assert set(changed) == set(drafts)
    assert Meeting.objects.filter(pk__in=[one.pk for one in others], place=None, topics=None).count() == 2


@pytest.mark.parametrize("action", ["publish", "reject", "back_to_draft", "add_topic", "remove_topic", "set_place"])
def test_who_may_not_is_refused(client, django_user_model, action):
    user = django_user_model.objects.create(username="amal")
    roles.give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    meeting = MeetingFactory(review_state="draft", created_by=user)
    before = Meeting.objects.values().get()
    data = chosen([meeting], action=action, value=TopicFactory().pk)
    assert client.post(address(LIST), data).status_code == 403
    assert Meeting.objects.values().get() == before
    assert not MeetingTopic.objects.exists()


@pytest.mark.parametrize("change", [bulk.add_topic, bulk.remove_topic, bulk.set_place])
def test_the_service_itself_refuses(django_user_model, change):
    user = django_user_model.objects.create(username="amal")
    roles.give_role(user, UserRole.CONTRIBUTOR)
    value = PlaceFactory() if change is bulk.set_place else TopicFactory()
    with pytest.raises(PermissionDenied):
        change(Meeting.objects.all(), value, user)


def test_each_change_is_in_the_history_of_each_meeting_as_one_action(desk, editor):
    topic, records = TopicFactory(), MeetingFactory.create_batch(sound=True, size=3)
    act(desk, "add_topic", records, value=topic.pk)
    act(desk, "reject", records)
    for way, facts in (("list", ["ranked_topics"]), ("review", ["review_state"])):
        versions = Version.objects.filter(way=way)
        assert {version.record_id for version in versions} == {record.pk for record in records}
        assert {version.user for version in versions} == {editor}
        assert {tuple(version.facts) for version in versions} == {tuple(facts)}
        assert len({version.action for version in versions}) == 1


@pytest.mark.parametrize("action", ["publish", "add_topic", "set_place"])
def test_very_many_are_changed_piece_by_piece_with_a_page_that_shows_how_far_it_is(desk, action):
    MeetingFactory.create_batch(sound=True, size=2 * MAX_RECORDS_PER_REQUEST + 5, review_state="draft")
    value = {"add_topic": TopicFactory().pk, "set_place": PlaceFactory().pk}.get(action)
    chosen_one = chosen(Meeting.objects.all()[:1], action=action, select_across="1")
    response = desk.post(address(LIST), chosen_one | ({"value": value} if value else {}))
    going_on = address("meetings_meeting_going_on")
    assert response["Location"] == going_on
    done = []
    while response["Location"] == going_on:
        done.append(desk.get(going_on).context["done"])
        response = desk.post(going_on)
    assert done == [0, MAX_RECORDS_PER_REQUEST, 2 * MAX_RECORDS_PER_REQUEST]
    assert response["Location"] == address(LIST)
    (message,) = said(desk.get(address(LIST)))
    assert f"{2 * MAX_RECORDS_PER_REQUEST + 5} meetings" in message
    assert desk.get(going_on).status_code == 302
    changed = {
        "publish": Meeting.objects.public(),
        "add_topic": Meeting.objects.filter(topics__isnull=False),
        "set_place": Meeting.objects.filter(place__isnull=False),
    }[action]
    assert changed.count() == 2 * MAX_RECORDS_PER_REQUEST + 5


def test_a_long_action_is_for_those_who_may(client, django_user_model):
    user = django_user_model.objects.create(username="amal")
    roles.give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    assert client.post(address("meetings_meeting_going_on")).status_code == 403


@pytest.mark.parametrize(
    ("count", "words"), [(1, "واحد"), (2, "لقاءان|لقاءين"), (3, "3 لقاءات"), (11, "11 لقاء"), (100, "100 لقاء")]
)
@pytest.mark.parametrize("action", ["add_topic", "set_place"])
def test_arabic_counts_in_its_six_forms(client, editor, action, count, words):
    client.force_login(editor)
    MeetingFactory.create_batch(sound=True, size=count)
    value = TopicFactory().pk if action == "add_topic" else PlaceFactory().pk
    with translation.override("ar"):
        (message,) = said(act(client, action, Meeting.objects.all(), value=value))
    assert any(word in message for word in words.split("|")), message


@pytest.mark.parametrize("size", [2, 40])
def test_the_number_of_queries_does_not_grow(size, django_assert_max_num_queries):
    MeetingFactory.create_batch(sound=True, size=size)
    with django_assert_max_num_queries(48):
        bulk.add_topic(Meeting.objects.all(), TopicFactory())
