"""Actions in batches at their bounds: when a page is needed, whose job it is, and what is asked before it."""

import pytest

from meetings.admin.common import batched_actions
from meetings.admin.common.bulk_edit import MAX_MEETINGS_NAMED
from meetings.models import Meeting
from tests.admin.conftest import address
from tests.factories import MeetingFactory, OfficialFactory, PlaceFactory

pytestmark = pytest.mark.django_db

LIST = "meetings_meeting_changelist"


def place_all(desk, place, number: int, **more: object):
    ids = [meeting.pk for meeting in MeetingFactory.create_batch(number, review_state="draft")]
    return desk.post(address(LIST), {"action": "set_place", "_selected_action": ids, "value": place.pk, **more})


@pytest.mark.parametrize(("number", "is_long"), [(3, False), (4, True)])
def test_more_records_than_a_request_can_change_get_a_page(desk, monkeypatch, number, is_long):
    assert batched_actions.MAX_RECORDS_PER_REQUEST == 100
    monkeypatch.setattr(batched_actions, "MAX_RECORDS_PER_REQUEST", 3)
    response = place_all(desk, PlaceFactory(), number)
    going_on = address("meetings_meeting_going_on")
    assert (response.get("Location") == going_on) is is_long
    if is_long:
        assert desk.get(going_on).context["total"] == number
        assert desk.post(going_on)["Location"] == going_on
        assert Meeting.objects.filter(place__isnull=False).count() == 3
        assert desk.post(going_on)["Location"] == address(LIST)
    assert Meeting.objects.filter(place__isnull=False).count() == number
    assert desk.get(going_on)["Location"] == address(LIST)  # nothing is left


def test_a_number_of_full_batches_needs_no_empty_one(desk, monkeypatch):
    monkeypatch.setattr(batched_actions, "MAX_RECORDS_PER_REQUEST", 2)
    place_all(desk, PlaceFactory(), 4)
    going_on = address("meetings_meeting_going_on")
    assert [desk.post(going_on)["Location"] for _ in range(2)] == [going_on, address(LIST)]


def test_the_job_of_one_list_is_none_of_another(desk, monkeypatch):
    monkeypatch.setattr(batched_actions, "MAX_RECORDS_PER_REQUEST", 2)
    place_all(desk, PlaceFactory(), 3)
    OfficialFactory(review_state="draft")
    other = address("meetings_official_going_on")
    assert desk.get(other)["Location"] == address("meetings_official_changelist")
    assert desk.get(address("meetings_meeting_going_on")).status_code == 200


@pytest.mark.parametrize("number", [10, 11])
def test_so_many_meetings_are_named_before_they_are_changed(desk, number):
    assert MAX_MEETINGS_NAMED == 10
    for place in range(number):
        MeetingFactory(headline_en=f"Meeting {place:02}", headline_ar=f"لقاء {place:02}")
    ids = list(Meeting.objects.values_list("pk", flat=True))
    page = desk.post(address(LIST), {"action": "set_place", "_selected_action": ids}).content.decode()
    assert sum(f"Meeting {place:02}" in page for place in range(number)) == 10
