"""Scheduled publishing, embargo and assignment at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Assignment, Incoming, Meeting, PublishingPlan
from meetings.services.editorial.assignments import NotAnEditorError, assign
from meetings.services.editorial.plans import set_plan
from meetings.services.history import recorded
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, errors, form_data
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(django_user_model):
    user = django_user_model.objects.create(username="amal")
    give_role(user, UserRole.CONTRIBUTOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def colleague(django_user_model):
    user = django_user_model.objects.create(username="huda")
    give_role(user, UserRole.EDITOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def draft():
    return MeetingFactory(review_state="draft", sound=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def in_hours(hours: int) -> str:
    return (timezone.localtime() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def plan(client, meeting, publish_at="", embargo="", **more):
    data = {"plan-publish_at": publish_at, "plan-embargo_until": embargo, **more}
    return client.post(address("office-plan", meeting.pk), data, follow=True)


class TestPlans:
    def test_a_meeting_is_scheduled_in_the_time_zone_of_the_archive(self, desk, draft):
        response = plan(desk, draft, in_hours(2), in_hours(1), made_on="0")
        assert said(response)[0].startswith("The meeting will be published on ")
        assert "(Asia/Baghdad)" in said(response)[0]
        page = response.content.decode()
        assert "Scheduled for" in page
        assert "Embargo until" in page
        saved = PublishingPlan.objects.get()
        assert timezone.localtime(saved.publish_at).strftime("%Y-%m-%dT%H:%M") == in_hours(2)
        assert saved.site == "http://testserver/"
        assert said(plan(desk, draft, embargo=in_hours(3)))[0].startswith("The meeting cannot be published before ")
        response = plan(desk, draft, cancel="1")
        assert said(response) == ["The meeting has no schedule and no embargo any more."]
        assert not PublishingPlan.objects.exists()

    @pytest.mark.parametrize(
        ("publish_at", "embargo", "words"),
        [
            (-1, 0, "This time is past."),
            (1, 2, "The meeting cannot be published before its embargo ends."),
            ("soon", 0, "Enter a day and a time"),
        ],
    )
    def test_times_that_do_not_fit_are_shown_again(self, desk, draft, publish_at, embargo, words):
        typed = publish_at if isinstance(publish_at, str) else in_hours(publish_at)
        response = plan(desk, draft, typed, in_hours(embargo) if embargo else "")
        assert response.status_code == 400
        assert words in response.content.decode()
        assert typed in response.content.decode()

    def test_a_draft_that_changed_meanwhile_is_looked_at_again(self, desk, editor, draft):
        with recorded(editor):
            draft.headline_ar = "لقاء آخر"
            draft.save()
        response = plan(desk, draft, in_hours(1), made_on="0")
        assert response.status_code == 409
        assert not PublishingPlan.objects.exists()
        assert plan(desk, draft, in_hours(1), made_on=response.context["made_on"]).status_code == 200
        assert PublishingPlan.objects.exists()

    def test_a_contributor_schedules_nothing(self, client, author, draft):
        client.force_login(author)
        assert plan(client, draft, in_hours(1)).status_code == 403
        assert "Schedule or embargo" not in client.get(address("review-meeting", draft.pk)).content.decode()

    def test_an_embargo_is_said_wherever_a_meeting_would_be_published(self, desk, editor, draft):
        other = MeetingFactory(review_state="draft", sound=True)
        for meeting in (draft, other):
            set_plan(meeting, editor, None, timezone.now() + timedelta(hours=1))
        decide = address("review-decide", draft.pk)
        response = desk.post(decide, {"state": "published"}, follow=True)
        assert "is under embargo until" in said(response)[0]
        list_page = address("meetings_meeting_changelist")
        data = {"action": "publish", "_selected_action": [draft.pk, other.pk]}
        response = desk.post(list_page, data, follow=True, headers={"referer": f"http://testserver{list_page}"})
        assert "1 other meeting is under embargo too." in said(response)[0]
        page = address("meetings_meeting_change", draft.pk)
        response = desk.post(page, form_data(desk.get(page), review_state="published"))
        assert "is under embargo until" in " ".join(errors(response))
        assert not Meeting.objects.public().exists()

    def test_a_failure_is_shown_beside_the_record(self, desk, editor, draft):
        PublishingPlan.objects.create(
            kind="meeting", record_id=draft.pk, user=editor, publish_at=timezone.now(), failure="rules"
        )
        page = desk.get(address("review-meeting", draft.pk)).content.decode()
        assert "Not published as scheduled: The meeting breaks a rule" in " ".join(page.split())


class TestAssignment:
    def test_a_record_is_assigned_beside_it(self, desk, editor, colleague, draft):
        report = Incoming.objects.create(raw_text="نص خبر", name="a.txt")
        for kind, record in (("meeting", draft), ("incoming", report)):
            page = address("office-assign", kind, record.pk)
            assert said(desk.post(page, {"assignee": colleague.pk}, follow=True)) == ["Assigned to huda."]
            assert said(desk.post(page, {"assignee": "me"}, follow=True)) == ["Assigned to editor."]
        first_page = desk.get(address("index")).content.decode()
        assert "Meetings assigned to you" in first_page
        response = desk.post(address("office-assign", "meeting", draft.pk), {"assignee": ""}, follow=True)
        assert said(response) == ["The record is assigned to no editor."]
        assert list(Assignment.objects.values_list("kind", "user")) == [("incoming", editor.pk)]

    def test_many_records_are_assigned_from_the_list(self, desk, editor, colleague):
        meetings = [MeetingFactory(review_state="draft") for _ in range(3)]
        list_page = address("meetings_meeting_changelist")
        chosen = {"_selected_action": [one.pk for one in meetings[:2]]}
        response = desk.post(list_page, {**chosen, "action": "assign"})
        assert "2 meetings will be changed." in response.content.decode()
        response = desk.post(list_page, {**chosen, "action": "assign", "value": colleague.pk}, follow=True)
        assert said(response)[0].startswith("2 records were assigned.")
        assert "huda" in response.content.decode()
        desk.post(list_page, {"_selected_action": [meetings[2].pk], "action": "assign_to_me"}, follow=True)
        for value, found in (("me", meetings[2:]), (str(colleague.pk), meetings[1::-1]), ("none", [])):
            response = desk.get(list_page, {"assigned": value})
            assert sorted(one.pk for one in response.context["cl"].result_list) == sorted(one.pk for one in found)

    def test_reports_are_assigned_from_their_list(self, desk, editor):
        report = Incoming.objects.create(raw_text="نص خبر", name="a.txt")
        list_page = address("meetings_incoming_changelist")
        desk.post(list_page, {"_selected_action": [report.pk], "action": "assign_to_me"}, follow=True)
        response = desk.get(list_page, {"assigned": "me"})
        assert list(response.context["cl"].result_list) == [report]

    def test_only_editors_assign_and_are_assigned(self, client, desk, editor, author, draft):
        page = address("office-assign", "meeting", draft.pk)
        assert desk.post(page, {"assignee": author.pk}).status_code == 404
        assert desk.post(address("office-assign", "official", 1), {"assignee": "me"}).status_code == 404
        with pytest.raises(NotAnEditorError):
            assign(Meeting.objects.all(), author, editor)
        client.force_login(author)
        assert client.post(page, {"assignee": "me"}).status_code == 403
        data = {"_selected_action": [draft.pk], "action": "assign_to_me"}
        assert client.post(address("meetings_meeting_changelist"), data).status_code == 403
        assign(Meeting.objects.all(), editor, editor)
        assert "Assigned to <bdi>editor</bdi>" in client.get(address("review-meeting", draft.pk)).content.decode()

    def test_assigning_again_changes_nothing(self, editor, colleague, draft):
        assert assign(Meeting.objects.all(), editor, editor).changed == (draft.pk,)
        assert assign(Meeting.objects.all(), editor, editor).unchanged == 1
        assert assign(Meeting.objects.all(), colleague, editor).changed == (draft.pk,)
        assert assign(Meeting.objects.all(), None, editor).changed == (draft.pk,)
        assert assign(Meeting.objects.all(), None, editor).unchanged == 1

    def test_the_list_has_a_fixed_number_of_queries(self, desk, editor, django_assert_max_num_queries):
        def count() -> int:
            with django_assert_max_num_queries(60) as asked:
                desk.get(address("meetings_meeting_changelist"))
            return len(asked)

        assign(Meeting.objects.filter(pk=MeetingFactory(review_state="draft").pk), editor, editor)
        count()
        few = count()
        for _ in range(5):
            MeetingFactory(review_state="draft")
        assign(Meeting.objects.all(), editor, editor)
        assert count() == few
