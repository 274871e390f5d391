"""Merging and splitting meetings at the desk, as a browser sends the forms."""

import re

import pytest
from django.utils import translation

from meetings.models import DifferentMeetings, Meeting, Merge
from meetings.services import roles
from meetings.services.history import Way, recorded
from meetings.services.roles import UserRole
from tests.admin.conftest import address
from tests.factories import (
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    ParticipationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [(OfficialFactory(), CountryFactory(code=code)) for code in ("IQ", "FR")]


def report(people, **fields):
    record = MeetingFactory(**fields)
    for order, (official, side) in enumerate(people):
        ParticipationFactory(meeting=record, official=official, country=side, order=order)
    source = SourceFactory(meeting=record)
    EvidenceFactory(meeting=record, article=source.article)
    MeetingTopicFactory(meeting=record)
    return record


def follow(response, client):
    return client.get(response["Location"])


class TestMerging:
    def test_from_the_list_to_one_record_and_back(self, desk, people):
        records = [report(people, kind=kind) for kind in ("in-person", "phone", "video")]
        data = {"action": "merge_chosen", "_selected_action": [record.pk for record in records]}
        response = desk.post(address("meetings_meeting_changelist"), data)
        page = follow(response, desk)
        assert page.status_code == 200
        assert [one["name"] for one in page.context["conflicts"]] == ["kind"]
        response = desk.post(response["Location"], {"kind": records[1].pk, "note": "One call"}, follow=True)
        assert Meeting.objects.count() == 1
        assert Meeting.objects.get().kind == "phone"
        merges, rules = list(response.context["messages"])[:2], list(response.context["messages"])[2:]
        assert all("was merged" in str(message) for message in merges)
        assert ["marked words" in str(message) for message in rules] == [True]  # the people of the factory
        for merge in Merge.objects.order_by("-pk"):
            desk.post(address("meetings_merge_undo", merge.pk))
        assert Meeting.objects.count() == 3

    def test_records_that_changed_since_the_page_was_shown_are_asked_about_again(self, desk, editor, people):
        records = [report(people), report(people, kind="phone")]
        page = f"{address('meetings_meeting_merge', records[0].pk)}?with={records[1].pk}"
        boxes = dict(re.findall(r'name="(made_on_\d+)" value="(\d+)"', desk.get(page).content.decode()))
        with recorded(editor, way=Way.FORM):
            records[1].kind = "video"
            records[1].save()
        response = desk.post(page, {**boxes, "kind": records[1].pk, "note": "One call"})
        assert response.status_code == 409
        shown = response.content.decode()
        assert "The record was changed while this page was open" in shown
        assert 'value="One call"' in shown
        assert Meeting.objects.count() == 2
        split = address("meetings_meeting_split", records[1].pk)
        data = {"headline_ar": "لقاء", "date_precision": "day", "kind": "phone"}
        response = desk.post(split, {f"made_on_{records[1].pk}": "0", **data})
        assert response.status_code == 409
        assert Meeting.objects.count() == 2

    @pytest.mark.parametrize("number", [1, 7])
    def test_too_few_or_too_many(self, desk, number):
        records = MeetingFactory.create_batch(number)
        data = {"action": "merge_chosen", "_selected_action": [record.pk for record in records]}
        response = desk.post(address("meetings_meeting_changelist"), data, follow=True)
        assert "Choose two to 6 records" in str(*response.context["messages"])

    def test_the_other_record_is_suggested_and_searched(self, desk, people):
        first, alike = report(people), report(people)
        report([(OfficialFactory(name_ar="بدر عبد العاطي"), CountryFactory(code="EG"))], headline_ar="في القاهرة")
        page = address("meetings_meeting_merge", first.pk)
        response = desk.get(page)
        assert [row["other"] for row in response.context["likely"]] == [alike]
        response = desk.get(page, {"q": "القاهره"})
        assert [record.headline_ar for record in response.context["found"]] == ["في القاهرة"]

    def test_what_looks_alike_is_worked_through(self, desk, people):
        first, second = report(people), report(people)
        page = address("meetings_meeting_alike")
        assert [row["records"] for row in desk.get(page).context["pairs"]] == [[first, second]]
        desk.post(page, {"different": [second.pk, first.pk]})
        assert DifferentMeetings.objects.count() == 1
        assert desk.get(page).context["pairs"] == []

    @pytest.mark.parametrize("size", [2, 9])
    def test_the_list_of_pairs_takes_few_queries(self, desk, people, size, django_assert_max_num_queries):
        for _ in range(size):
            report(people)
        desk.get(address("meetings_meeting_alike"))
        with django_assert_max_num_queries(24):
            assert desk.get(address("meetings_meeting_alike")).context["pairs"]

    def test_what_a_record_lacks_is_said_in_arabic(self, desk, people):
        bare = MeetingFactory(kind="phone")
        with translation.override("ar"):
            page = desk.get(f"{address('meetings_meeting_merge', report(people).pk)}?with={bare.pk}").content.decode()
            user = desk.get(address("auth_user_add")).content.decode()
        assert page.count(">لا شيء<") == 4  # participants, sources, topics, evidence
        assert "بلا دور" not in page
        assert "بلا دور" in user

    def test_a_record_that_went_meanwhile(self, desk, people):
        first, second = report(people), report(people)
        page = f"{address('meetings_meeting_merge', first.pk)}?with={second.pk}"
        Meeting.objects.filter(pk=second.pk).delete()
        assert desk.post(page).status_code in (200, 302)
        assert Meeting.objects.count() == 1


class TestSplitting:
    def test_a_part_of_a_record_becomes_a_meeting(self, desk, people):
        record = report([*people, (OfficialFactory(), CountryFactory(code="JO"))])
        host, _stays, goes = record.participations.all()
        source = SourceFactory(meeting=record, order=1)
        page = address("meetings_meeting_split", record.pk)
        assert desk.get(page).status_code == 200
        data = {
            "headline_ar": "لقاء ثان", "date": "٤/١١/٢٠٢٣", "date_precision": "day", "kind": "in-person",
            f"participations-{host.pk}": "both", f"participations-{goes.pk}": "goes", f"sources-{source.pk}": "goes",
        }  # fmt: skip
        response = desk.post(page, data, follow=True)
        second = Meeting.objects.get(headline_ar="لقاء ثان")
        assert str(second.date) == "2023-11-04"
        assert [part.official for part in second.participations.all()] == [host.official, goes.official]
        assert second.sources.get().article == source.article
        undo = re.search(r'href="([^"]+/undo/)"', response.content.decode())
        desk.post(undo[1])
        assert Meeting.objects.get() == record
        assert record.participations.count() == 3

    def test_nothing_chosen_is_said_and_keeps_what_was_typed(self, desk, people):
        record = report(people)
        data = {"headline_ar": "لقاء ثان", "date": "", "date_precision": "day", "kind": "in-person"}
        response = desk.post(address("meetings_meeting_split", record.pk), data)
        assert "Choose at least one participant" in response.content.decode()
        assert "لقاء ثان" in response.content.decode()
        assert Meeting.objects.count() == 1


@pytest.mark.parametrize("view", ["merge", "split", "alike"])
def test_a_contributor_is_refused(client, django_user_model, people, view):
    user = django_user_model.objects.create(username="amal")
    roles.give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    record = report(people, review_state="draft", created_by=user)
    page = address(f"meetings_meeting_{view}", *([] if view == "alike" else [record.pk]))
    assert client.get(page).status_code == 403
    assert client.post(page).status_code == 403
    form = client.get(address("meetings_meeting_change", record.pk)).content.decode()
    assert f"/{record.pk}/merge/" not in form
