"""The Quality page, the question before publishing against a rule, and the messages after a change."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from meetings.models import Meeting, RuleException, Version
from meetings.queries.checks import RULES
from meetings.services import checks, roles
from tests.admin.conftest import address, form_data
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    MeetingFactory,
    OfficialFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


REASON = "المصدر الوحيد أغلق موقعه"


@pytest.fixture
def broken() -> Meeting:
    """A draft that breaks two rules: no source, one side."""
    return MeetingFactory(review_state="draft", headline_en="Broken")


@pytest.fixture
def contributor(client, django_user_model):
    user = django_user_model.objects.create(username="new", is_staff=True)
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    return user


def state_of(meeting: Meeting) -> str:
    return str(Meeting.objects.get(pk=meeting.pk).review_state)


class TestPublishing:
    def decide(self, desk, meeting, **more: str):
        return desk.post(address("review-decide", meeting.pk), {"state": "published", **more}, follow=True)

    def test_the_question_names_the_rules_and_changes_nothing(self, desk, broken):
        response = self.decide(desk, broken)
        assert response.status_code == 200
        page = response.content.decode()
        assert "No article reports this meeting" in page
        assert "fewer than two sides" in page
        assert ("state", "published") in response.context["repeated"]
        assert state_of(broken) == "draft"
        assert not RuleException.objects.exists()

    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_without_a_reason_it_is_asked_again(self, desk, broken, reason):
        assert "found" in self.decide(desk, broken, publishing_reason=reason).context
        assert state_of(broken) == "draft"

    def test_the_reason_is_kept_with_who_and_when(self, desk, editor, broken):
        self.decide(desk, broken, publishing_reason=REASON)
        assert state_of(broken) == "published"
        kept = RuleException.objects.all()
        assert {(one.rule, one.reason, one.user, one.record_id) for one in kept} == {
            ("source", REASON, editor, broken.pk),
            ("two-sides", REASON, editor, broken.pk),
        }
        version = Version.objects.filter(kind="meeting", record_id=broken.pk).first()
        assert REASON in version.note
        assert "source" in version.note

    def test_the_same_is_not_asked_twice_but_something_new_is(self, desk, broken):
        self.decide(desk, broken, publishing_reason=REASON)
        desk.post(address("review-decide", broken.pk), {"state": "draft"})
        self.decide(desk, broken)
        assert state_of(broken) == "published"
        desk.post(address("review-decide", broken.pk), {"state": "draft"})
        Meeting.objects.update(date=datetime.date(2999, 1, 1))
        assert [row["one"].rule.name for row in self.decide(desk, broken).context["found"]] == [
            "two-sides", "source", "meeting-date"
        ][2:]  # fmt: skip

    def test_a_warning_asks_nothing(self, desk):
        meeting = MeetingFactory(sound=True, review_state="draft", headline_en="")
        self.decide(desk, meeting)
        assert state_of(meeting) == "published"

    def test_undoing_a_rejection_asks_nothing(self, desk):
        meeting = MeetingFactory()
        desk.post(address("review-decide", meeting.pk), {"state": "rejected", "rejection": "duplicate"})
        desk.post(address("review-undo"))
        assert state_of(meeting) == "published"

    def test_a_rejected_record_is_asked_about(self, desk, broken):
        Meeting.objects.update(review_state="rejected")
        assert "found" in self.decide(desk, broken).context

    def test_a_reason_of_another_is_text_not_markup(self, desk, broken):
        self.decide(desk, broken, publishing_reason="<script>alert(1)</script>" + "x" * 900)
        assert {len(one.reason) for one in RuleException.objects.all()} == {500}
        page = desk.get(address("quality-rule", "source") + "?show=accepted").content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_errors_of_the_article_and_the_official_are_asked_too(self, desk):
        meeting = MeetingFactory(sound=True, review_state="draft")
        OutletFactory(code="spa", domain="spa.gov.sa", name_ar="واس")
        SourceFactory(meeting=meeting, article=ArticleFactory(url="https://spa.gov.sa/1"))
        new = OfficialFactory(name_ar="اسم\u202e معكوس", review_state="draft")
        ParticipationFactory(meeting=meeting, official=new)
        found = self.decide(desk, meeting).context["found"]
        assert {row["one"].rule.name for row in found} == {"outlet-address", "characters"}
        assert state_of(meeting) == state_of(meeting) == "draft"


class TestLists:
    def publish(self, desk, records, **more: str):
        data = {"action": "publish", "_selected_action": [one.pk for one in records], **more}
        return desk.post(address("meetings_meeting_changelist"), data, follow=True)

    def test_all_are_published_with_one_reason(self, desk, broken):
        sound = MeetingFactory(sound=True, review_state="draft")
        response = self.publish(desk, [broken, sound])
        assert response.context["others"] == 1
        assert sorted(value for name, value in response.context["repeated"] if name == "_selected_action") == sorted(
            [str(broken.pk), str(sound.pk)]
        )
        assert {state_of(broken), state_of(sound)} == {"draft"}
        self.publish(desk, [broken, sound], publishing_reason=REASON)
        assert {state_of(broken), state_of(sound)} == {"published"}
        note = Version.objects.filter(kind="meeting", record_id=sound.pk).first().note
        assert REASON not in note

    def test_or_only_the_sound_ones(self, desk, broken):
        sound = MeetingFactory(sound=True, review_state="draft")
        response = self.publish(desk, [broken, sound], publishing_hold="1")
        assert (state_of(broken), state_of(sound)) == ("draft", "published")
        assert any("breaks a rule and was not published" in str(one) for one in response.context["messages"])

    def test_very_many_are_asked_about_once(self, desk):
        MeetingFactory.create_batch(150, review_state="draft", sound=True)
        MeetingFactory.create_batch(2, review_state="draft")
        response = self.publish(desk, Meeting.objects.all())
        assert (response.context["count"], response.context["others"]) == (4, 150)
        self.publish(desk, Meeting.objects.all(), publishing_reason=REASON)
        page = address("meetings_meeting_going_on")
        assert desk.post(page).url == page
        desk.post(page)
        assert Meeting.objects.public().count() == 152
        assert RuleException.objects.count() == 4

    def test_officials(self, desk):
        wrong = OfficialFactory(review_state="draft", name_ar="\u202eاسم")
        data = {"action": "publish", "_selected_action": [wrong.pk]}
        response = desk.post(address("meetings_official_changelist"), data)
        assert [row["one"].rule.name for row in response.context["found"]] == ["characters"]


class TestForms:
    def save(self, desk, page: str, **changes: object):
        return desk.post(page, form_data(desk.get(page), **changes), follow=True)

    def test_the_form_keeps_the_changes_and_asks(self, desk, broken):
        page = address("meetings_meeting_change", broken.pk)
        response = self.save(desk, page, review_state="published", headline_en="Changed")
        content = response.content.decode()
        assert 'name="publishing_reason"' in content
        assert "No article reports this meeting" in content
        assert 'value="Changed"' in content
        assert (state_of(broken), Meeting.objects.get().headline_en) == ("draft", "Broken")
        self.save(desk, page, review_state="published", publishing_reason=REASON)
        assert state_of(broken) == "published"
        assert RuleException.objects.filter(reason=REASON).count() == 2

    def test_a_published_record_must_not_become_worse(self, desk):
        meeting = MeetingFactory(sound=True)
        page = address("meetings_meeting_change", meeting.pk)
        later = timezone.localdate() + datetime.timedelta(days=40)
        response = self.save(desk, page, date=f"{later:%d/%m/%Y}")
        assert "is before 1800 or in the future" in response.content.decode()
        assert Meeting.objects.get().date.year == 2023

    def test_what_it_broke_before_does_not_keep_an_editor_from_mending_something_else(self, desk):
        meeting = MeetingFactory()
        page = address("meetings_meeting_change", meeting.pk)
        response = self.save(desk, page, headline_en="Mended")
        assert Meeting.objects.get().headline_en == "Mended"
        (message,) = response.context["messages"] and [one for one in response.context["messages"] if one.level == 30]
        assert "2 rules are broken" in str(message)

    def test_a_draft_is_saved_with_a_message(self, desk, broken):
        response = self.save(desk, address("meetings_meeting_change", broken.pk), notes="x")
        assert any("No article reports" in str(one) for one in response.context["messages"])
        assert state_of(broken) == "draft"

    def test_an_appointment_that_contradicts_a_published_meeting(self, desk):
        office = PositionFactory()
        meeting = MeetingFactory(sound=True)
        part = ParticipationFactory(meeting=meeting, position=office)
        term = AppointmentFactory(official=part.official, position=office, start=datetime.date(2020, 1, 1))
        response = self.save(
            desk, address("meetings_official_change", part.official_id), **{"appointments-0-end": "1/1/2021"}
        )
        assert "by the appointments on record" in response.content.decode()
        term.refresh_from_db()
        assert term.end is None


class TestQualityPage:
    def test_every_rule_with_its_numbers(self, desk, broken):
        response = desk.get(address("quality"))
        rows = {row.rule.name: row for group in response.context["groups"] for row in group["rows"]}
        assert set(rows) == {rule.name for rule in RULES}
        assert (rows["source"].open, rows["two-sides"].open, rows["meeting-date"].open) == (1, 1, 0)

    def test_the_records_of_a_rule_have_links(self, desk, broken):
        page = desk.get(address("quality-rule", "source")).content.decode()
        assert address("meetings_meeting_change", broken.pk) in page
        assert address("review-meeting", broken.pk) in page

    def test_an_unknown_rule(self, desk):
        assert desk.get(address("quality-rule", "nonsense")).status_code == 404
        assert desk.get("/en/admin/quality/../../etc/").status_code in (302, 404)

    def test_accepting_and_withdrawing(self, desk, editor, broken):
        page = address("quality-rule", "source")
        row = desk.get(page).context["rows"][0]
        answer = {"record": row["value"], "key": row["one"].finding.key}
        desk.post(page, answer)
        assert not RuleException.objects.exists()
        desk.post(page, {**answer, "publishing_reason": REASON})
        assert desk.get(page).context["rows"] == []
        accepted = desk.get(page + "?show=accepted")
        assert REASON in accepted.content.decode()
        assert REASON in desk.get(address("quality")).content.decode()
        assert REASON in desk.get(address("review-meeting", broken.pk)).content.decode()
        desk.post(address("quality-withdraw", RuleException.objects.get().pk))
        assert len(desk.get(page).context["rows"]) == 1

    @pytest.mark.parametrize("record", ["", "meeting:0", "meeting:x", "user:1", "x" * 5000])
    def test_a_forged_acceptance_changes_nothing(self, desk, broken, record):
        data = {"record": record, "key": "[]", "publishing_reason": REASON}
        assert desk.post(address("quality-rule", "source"), data).status_code == 302
        assert not RuleException.objects.exists()

    def test_many_are_paginated_and_its_queries_do_not_grow(self, desk):
        def count(path: str) -> int:
            from django.core.cache import cache

            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                desk.get(path)
            return len(queries)

        pages = (address("quality"), address("quality-rule", "source"), address("quality-rule", "source") + "?p=2")
        MeetingFactory.create_batch(2)
        few = [count(page) for page in pages]
        MeetingFactory.create_batch(60)
        assert [count(page) for page in pages] == few
        assert max(few) <= 70
        assert len(desk.get(pages[1]).context["rows"]) == 50
        assert len(desk.get(pages[2]).context["rows"]) == 12

    def test_a_second_look_costs_few_queries(self, desk, broken):
        desk.get(address("quality"))
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("quality"))
        assert len(queries) <= 10

    def test_a_contributor_sees_own_drafts_and_accepts_nothing(self, client, contributor):
        own = MeetingFactory(review_state="draft", created_by=contributor)
        MeetingFactory(headline_en="Of another")
        response = client.get(address("quality-rule", "source"))
        assert [row["one"].finding.record for row in response.context["rows"]] == [("meeting", own.pk)]
        assert "Of another" not in response.content.decode()
        assert "Accept with a reason" not in response.content.decode()
        row = response.context["rows"][0]
        data = {"record": row["value"], "key": row["one"].finding.key, "publishing_reason": REASON}
        assert client.post(address("quality-rule", "source"), data).status_code == 403

    def test_strangers_see_nothing(self, client):
        for page in (address("quality"), address("quality-rule", "source")):
            assert client.get(page).status_code == 302

    def test_the_menu_and_the_first_page_lead_to_it(self, desk, broken):
        response = desk.get(address("index"))
        page = response.content.decode()
        assert page.count(f'href="{address("quality")}"') >= 2
        assert address("quality-rule", "source") in page

    def test_in_arabic(self, client, editor, broken):
        client.force_login(editor)
        with translation.override("ar"):
            pages = [client.get(address("quality")), client.get(address("quality-rule", "two-sides"))]
        assert "للقاء طرفان على الأقل" in pages[0].content.decode()
        assert "يمثّل المشاركون أقل من طرفين" in pages[1].content.decode()


def test_a_reason_can_be_given_only_by_who_may_publish(contributor, broken):
    (finding, *_more) = [one.finding for one in checks.check([("meeting", broken.pk)])]
    with pytest.raises(PermissionDenied):
        checks.accept([finding], REASON, contributor)
    with pytest.raises(ValueError, match="reason"):
        checks.accept([finding], " ", None)


class TestMerging:
    def test_a_merge_that_makes_the_public_record_break_a_rule_asks_why(self, desk):
        kept, other = MeetingFactory(sound=True), MeetingFactory(sound=True, date=datetime.date(2023, 11, 4))
        Meeting.objects.filter(pk=other.pk).update(venue_ar="قصر الإليزيه")
        Meeting.objects.filter(pk=kept.pk).update(place=PlaceFactory())
        page = f"{address('meetings_meeting_merge', kept.pk)}?with={other.pk}"
        answer = {"venue": str(other.pk), "date": str(kept.pk)}
        response = desk.post(page, answer)
        assert [row["one"].rule.name for row in response.context["found"]] == ["venue-country"]
        assert Meeting.objects.count() == 2
        desk.post(page, {**answer, "publishing_reason": REASON})
        assert Meeting.objects.get().venue_ar == "قصر الإليزيه"
        assert RuleException.objects.get().reason == REASON


class TestImportedLists:
    HEADINGS = ("slug", "date", "headline_ar", "people")

    def file(self, *rows: tuple[str, ...]) -> SimpleUploadedFile:
        text = "\n".join(",".join(row) for row in (self.HEADINGS, *rows))
        return SimpleUploadedFile("list.csv", text.encode())

    def test_the_dry_run_shows_what_the_rows_would_break(self, desk):
        later = timezone.localdate() + datetime.timedelta(days=40)
        page = address("meetings_meeting_import")
        response = desk.post(page, {"file": self.file(("", f"{later:%d/%m/%Y}", "لقاء", ""))})
        content = response.content.decode()
        assert "error: The date" in content
        assert "No article reports this meeting" in content
        assert not Meeting.objects.exists()
        response = desk.post(page, {"token": response.context["token"]}, follow=True)
        assert Meeting.objects.get().review_state == "draft"
        assert any("rules are broken" in str(message) for message in response.context["messages"])

    def test_a_published_record_must_not_become_worse(self, desk):
        meeting = MeetingFactory(sound=True)
        later = timezone.localdate() + datetime.timedelta(days=40)
        page = address("meetings_meeting_import")
        headings = self.HEADINGS[:3]
        text = "\n".join(",".join(row) for row in (headings, (meeting.slug, f"{later:%d/%m/%Y}", "عنوان")))
        token = desk.post(page, {"file": SimpleUploadedFile("list.csv", text.encode())}).context["token"]
        response = desk.post(page, {"token": token})
        assert response.context["found"][0]["one"].rule.name == "meeting-date"
        assert Meeting.objects.get().date == meeting.date
        desk.post(page, {"token": token, "publishing_reason": REASON})
        assert Meeting.objects.get().date == later
        assert RuleException.objects.filter(rule="meeting-date", reason=REASON).exists()

    def test_its_queries_do_not_grow(self, desk):
        def count(number: int) -> int:
            rows = [("", f"{day}/3/2024", f"لقاء {number} {day}", "") for day in range(1, number + 1)]
            with CaptureQueriesContext(connection) as queries:
                desk.post(address("meetings_meeting_import"), {"file": self.file(*rows)})
            return sum("meetings_appointment" in query["sql"] for query in queries)

        assert count(2) == count(12)
