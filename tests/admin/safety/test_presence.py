"""Who has a record or a report open is shown to the others, and ends by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import OpenRecord
from meetings.services.presence import MAX_SECONDS
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(django_user_model):
    client = Client()
    client.force_login(
        django_user_model.objects.create(username="omar", first_name="Omar", is_staff=True, is_superuser=True)
    )
    return client


def beat(client, record, **more: str) -> str:
    sent = {"kind": record._meta.model_name, "id": record.pk, **more}
    response = client.post(address("presence"), sent)
    assert response.status_code == 200
    return response.json().get("text", "")


def test_two_editors_see_each_other_in_form_and_review(desk, other):
    meeting = MeetingFactory(review_state="draft")
    assert beat(other, meeting) == ""
    assert "Omar" in beat(desk, meeting)
    assert "editor" in beat(other, meeting)
    for page in (address("meetings_meeting_change", meeting.pk), address("review-meeting", meeting.pk)):
        assert "Omar\u2069 has this open too." in desk.get(page).text
    assert "has this open" not in desk.get(address("meetings_meeting_change", MeetingFactory().pk)).text


def test_it_ends_when_the_page_is_left_and_by_itself(desk, other):
    meeting = MeetingFactory()
    beat(other, meeting)
    beat(other, meeting, closed="1")
    assert beat(desk, meeting) == ""
    beat(other, meeting)
    OpenRecord.objects.update(seen_at=timezone.now() - timedelta(seconds=MAX_SECONDS + 1))
    assert "Omar" not in desk.get(address("meetings_meeting_change", meeting.pk)).text
    beat(desk, meeting)
    assert OpenRecord.objects.count() == 1  # what ended is deleted


def test_one_editor_with_two_pages_is_one(desk, other):
    meeting = MeetingFactory()
    beat(other, meeting)
    beat(other, meeting)
    assert beat(desk, meeting).count("Omar") == 1


@pytest.mark.parametrize(
    ("kind", "number"), [("", "1"), ("meeting", ""), ("meeting", "x"), ("meeting", "9" * 30), ("secret", "1")]
)
def test_what_is_not_a_record_is_refused(desk, kind, number):
    assert desk.post(address("presence"), {"kind": kind, "id": number}).status_code == 400
    assert not OpenRecord.objects.exists()


def test_readers_neither_see_nor_say_anything(db):
    assert Client().post(address("presence"), {"kind": "meeting", "id": 1}).status_code == 302
    assert not OpenRecord.objects.exists()
