"""One undo for a deletion and a publication of many records, from the message that names them."""

import re

import pytest

from meetings.admin.common import batched_actions
from meetings.admin.history import undoing
from meetings.models import Meeting, Topic, Version
from meetings.services.history import recorded
from tests.admin.conftest import address
from tests.factories import MeetingFactory, TopicFactory

pytestmark = pytest.mark.django_db


def select(desk, page: str, action: str, records, **more: str):
    sent = {"action": action, "_selected_action": [one.pk for one in records], **more}
    return desk.post(page, sent, follow=True)


def undo_link(response) -> str:
    return re.search(r'class="undo-link" href="([^"]+)"', response.text)[1]


def test_twenty_two_deleted_topics_come_back_at_once(desk):
    topics = [TopicFactory(code=f"topic-{number}") for number in range(22)]
    page = address("meetings_topic_changelist")
    response = select(desk, page, "delete_selected", topics, post="yes")
    assert not Topic.objects.exists()
    undo = undo_link(response)
    shown = desk.get(undo)
    assert shown.context["count"] == 22
    response = desk.post(undo, {"reason": "by mistake"}, follow=True)
    assert "22 records are as they were" in response.text
    assert Topic.objects.count() == 22
    assert Version.objects.filter(change="restored", note="by mistake").count() == 22


def test_a_rejection_in_batches_is_one_undo(desk, monkeypatch):
    monkeypatch.setattr(batched_actions, "MAX_RECORDS_PER_REQUEST", 2)
    meetings = [MeetingFactory(review_state="draft") for _ in range(5)]
    page = address("meetings_meeting_changelist")
    response = select(desk, page, "reject", meetings, rejection="duplicate")
    while response.request["PATH_INFO"].endswith("going-on/"):
        response = desk.post(response.request["PATH_INFO"], follow=True)
    assert Meeting.objects.filter(review_state="rejected").count() == 5
    undo = undo_link(response)
    assert desk.get(undo).context["count"] == 5
    desk.post(undo)
    assert Meeting.objects.filter(review_state="draft").count() == 5


def test_a_conflict_is_named_and_nothing_is_undone(desk):
    meetings = [MeetingFactory(review_state="draft", headline_en=f"Meeting {number}") for number in range(3)]
    undo = undo_link(select(desk, address("meetings_meeting_changelist"), "reject", meetings, rejection="duplicate"))
    desk.post(address("review-decide", meetings[1].pk), {"state": "draft"})
    for response in (desk.get(undo), desk.post(undo)):
        assert "cannot be undone" in response.text
        assert "Meeting 1" in str(response.context["conflicts"])
    assert Meeting.objects.filter(review_state="rejected").count() == 2


def test_the_page_of_a_version_leads_to_the_undo_of_its_action(desk):
    meetings = [MeetingFactory(review_state="draft") for _ in range(2)]
    undo = undo_link(select(desk, address("meetings_meeting_changelist"), "reject", meetings, rejection="duplicate"))
    version = Version.objects.filter(change="changed").first()
    page = address("meetings_meeting_version", version.record_id, version.number)
    assert undo in desk.get(page).text


def test_an_unknown_action_is_not_found(desk):
    assert desk.get(address("undo-action", "00000000-0000-0000-0000-000000000000")).status_code == 404


def test_a_contributor_sees_no_undo(client, django_user_model, desk):
    from meetings.services import roles

    undo = undo_link(
        select(desk, address("meetings_meeting_changelist"), "reject", [MeetingFactory()], rejection="duplicate")
    )
    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    assert client.get(undo).status_code == 403


def test_the_undo_of_many_records_shows_its_progress(desk, monkeypatch):
    monkeypatch.setattr(undoing, "MAX_RECORDS_PER_REQUEST", 2)
    meetings = [MeetingFactory(review_state="draft") for _ in range(5)]
    undo = undo_link(select(desk, address("meetings_meeting_changelist"), "reject", meetings, rejection="duplicate"))
    page = desk.post(undo, {"reason": "by mistake"}, follow=True)
    assert "0 of 5 records done" in page.text
    going_on = address("undo-going-on")
    assert "2 of 5 records done" in desk.post(going_on, follow=True).text
    assert "4 of 5 records done" in desk.post(going_on, follow=True).text
    assert "5 records are as they were before" in desk.post(going_on, follow=True).text
    assert set(Meeting.objects.values_list("review_state", flat=True)) == {"draft"}
    restored = Version.objects.filter(change="restored")
    assert restored.values("action").distinct().count() == 1
    assert set(restored.values_list("note", flat=True)) == {"by mistake"}
    assert desk.get(going_on).status_code == 302


def test_a_record_that_changes_meanwhile_stops_the_undo_and_is_named(desk, monkeypatch):
    monkeypatch.setattr(undoing, "MAX_RECORDS_PER_REQUEST", 2)
    meetings = [MeetingFactory(review_state="draft", headline_en=f"Talks {number}") for number in range(4)]
    undo = undo_link(select(desk, address("meetings_meeting_changelist"), "reject", meetings, rejection="duplicate"))
    desk.post(undo)
    desk.post(address("undo-going-on"))
    with recorded(None):
        meetings[3].notes = "x"
        meetings[3].save()
    page = desk.post(address("undo-going-on"))
    assert page.status_code == 409
    assert "Talks 3" in page.text
    assert "2 records are as they were before; the others were not changed" in page.text
    states = [Meeting.objects.get(pk=meeting.pk).review_state for meeting in meetings]
    assert states[:3] == ["draft", "draft", "rejected"]
