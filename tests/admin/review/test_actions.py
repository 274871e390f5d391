"""The actions of the lists: publish, reject, back to draft; what they say, and what is remembered."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import translation

from meetings.models import Disagreement, Meeting, Official, Version
from meetings.search import apply_noted_changes
from tests.admin.conftest import address
from tests.factories import DisagreementFactory, MeetingFactory, OfficialFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def act(desk, model: str, action: str, records) -> list[str]:
    """The messages after `action` on `records`, without the link that undoes it."""
    data = {"action": action, "_selected_action": [record.pk for record in records], "rejection": "duplicate"}
    response = desk.post(address(f"meetings_{model}_changelist"), data, follow=True)
    return [str(message).partition(" <a ")[0] for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("publish", "published", "2 meetings were published."),
        ("reject", "rejected", "2 meetings were rejected."),
        ("back_to_draft", "draft", "2 meetings are drafts again."),
    ],
)
def test_meetings(desk, editor, action, state, message):
    other = "draft" if state != "draft" else "rejected"
    chosen = [
        MeetingFactory(review_state=other, sound=True),
        MeetingFactory(review_state=other, sound=True),
        MeetingFactory(review_state=state, sound=True),
    ]
    left = MeetingFactory(review_state=other, sound=True)
    assert act(desk, "meeting", action, chosen) == [message, "1 was already in this state."]
    assert [entry[1] for entry in connection.run_on_commit].count(apply_noted_changes) == 1
    assert set(Meeting.objects.filter(review_state=state)) == set(chosen)
    assert Meeting.objects.get(pk=left.pk).review_state == other
    changed = Version.objects.filter(user=editor, change="changed")
    assert {version.record_id for version in changed} == {m.pk for m in chosen[:2]}
    assert not LogEntry.objects.exists()


def test_one_meeting_and_the_officials_with_it(desk):
    part = ParticipationFactory(
        meeting__sound=True, meeting__review_state="draft", official__review_state="draft", basis="confirmed"
    )
    messages = act(desk, "meeting", "publish", [part.meeting])
    assert messages == ["1 meeting was published.", "With them 1 official was published."]


def test_officials(desk):
    records = [OfficialFactory(review_state="draft") for _ in range(3)]
    assert act(desk, "official", "publish", records) == ["3 officials were published."]
    assert act(desk, "official", "reject", records[:1]) == ["1 official was rejected."]
    assert Official.objects.public().count() == 2


def test_disagreements_are_settled(desk):
    records = [DisagreementFactory(meeting__sound=True), DisagreementFactory(meeting__sound=True, settled=True)]
    assert act(desk, "disagreement", "settle", records) == ["1 disagreement was settled."]
    assert not Disagreement.objects.filter(settled=False).exists()


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "واحد"), (2, "لقاءان|لقاءين"), (3, "3 لقاءات"), (11, "11 لقاء"), (100, "100 لقاء")],
)
def test_arabic_counts_in_its_six_forms(client, editor, count, words):
    client.force_login(editor)
    MeetingFactory.create_batch(count, sound=True, review_state="draft")
    with translation.override("ar"):
        (message,) = act(client, "meeting", "publish", Meeting.objects.all())
    assert any(word in message for word in words.split("|")), message


def test_who_may_only_look_is_offered_no_action_and_cannot_take_one(client, django_user_model):
    reader = django_user_model.objects.create(username="reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_meeting"))
    client.force_login(reader)
    meeting = MeetingFactory(review_state="draft")
    page = address("meetings_meeting_changelist")
    response = client.get(page)
    assert response.status_code == 200
    assert "Publish" not in str(response.context["action_form"])
    client.post(page, {"action": "publish", "_selected_action": [meeting.pk]})
    assert Meeting.objects.get().review_state == "draft"
