"""Reasons of rejections for the people who entered the records, and their way back to the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import translation

from meetings.models import DeskNotice, DraftStage, Incoming, Meeting, Rejection, Version
from meetings.queries.my_reports import describe_reports, select_entered_meetings, select_my_reports
from meetings.services import decisions, incoming, review, roles
from meetings.services.rejections import RejectionReason, RejectionReasonError, make_reason
from meetings.services.resubmission import CannotReopenError, reopen_draft, reopen_report
from meetings.services.withdrawals import withdraw
from tests.factories import ArticleFactory, MeetingFactory, SourceFactory

pytestmark = pytest.mark.django_db
DUPLICATE = RejectionReason("duplicate", "It is the meeting of 3 November.")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="salma", is_superuser=True)


@pytest.fixture
def contributor():
    user = get_user_model().objects.create(username="nadia")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def draft(contributor):
    return MeetingFactory(review_state="draft", created_by=contributor)


@pytest.fixture
def report(contributor):
    return Incoming.objects.create(raw_text="استقبل الوزير نظيره.", created_by=contributor)


class TestReason:
    @pytest.mark.parametrize(("reason", "note"), [("", ""), ("boring", "x"), ("other", "  ")])
    def test_one_of_the_list_and_words_for_another_one(self, reason, note):
        with pytest.raises(RejectionReasonError):
            make_reason(reason, note)

    def test_its_words_are_cleaned_and_bounded(self):
        made = make_reason("other", " one\r\ntwo\0 " + "x" * 2000)
        assert made.note.startswith("one\ntwo")
        assert len(made.note) == 1000


class TestRejecting:
    def test_the_author_gets_the_reason_and_a_notice(self, draft, editor, contributor):
        decisions.decide(draft, "rejected", editor, why=DUPLICATE)
        saved = Rejection.objects.get()
        assert (saved.kind, saved.record_id, saved.reason, saved.decided_by) == (
            "meeting",
            draft.pk,
            "duplicate",
            editor,
        )
        notice = DeskNotice.objects.get()
        assert (notice.user, notice.reason, notice.text) == (contributor, "rejected", DUPLICATE.note)

    def test_editors_are_not_told_of_their_own_decisions(self, editor):
        own = MeetingFactory(review_state="draft", created_by=editor)
        review.reject(Meeting.objects.filter(pk=own.pk), editor, DUPLICATE)
        assert Rejection.objects.count() == 1
        assert not DeskNotice.objects.exists()

    def test_the_last_reason_counts(self, draft, editor):
        for reason in ("scope", "facts"):
            decisions.decide(draft, "rejected", editor, why=RejectionReason(reason))
            decisions.decide(draft, "draft", editor)
        assert Rejection.objects.get().reason == "facts"
        review.reject(Meeting.objects.filter(pk=draft.pk), editor)  # as a command does, without one
        assert not Rejection.objects.exists()

    def test_of_many_only_the_ones_that_change(self, draft, editor):
        other = MeetingFactory(review_state="rejected")
        review.reject(Meeting.objects.all(), editor, DUPLICATE)
        assert list(Rejection.objects.values_list("record_id", flat=True)) == [draft.pk] != [other.pk]

    def test_a_dropped_report(self, report, editor):
        incoming.drop(report, editor, DUPLICATE)
        (line,) = describe_reports(select_my_reports(report.created_by))
        assert (line.incoming.state, line.rejection.note) == ("dropped", DUPLICATE.note)


class TestReopening:
    def test_a_draft_goes_back_to_its_author_as_one_that_needs_work(self, draft, editor, contributor):
        decisions.decide(draft, "rejected", editor, why=DUPLICATE)
        reopen_draft(draft, contributor)
        assert Meeting.objects.get().review_state == "draft"
        assert DraftStage.objects.get().stage == "needs-work"
        assert Version.objects.first().user == contributor
        with pytest.raises(CannotReopenError, match="already decided"):
            reopen_draft(draft, contributor)

    def test_not_that_of_another(self, editor, contributor, report):
        other = MeetingFactory(review_state="rejected", created_by=editor)
        with pytest.raises(PermissionDenied):
            reopen_draft(other, contributor)
        report.created_by, report.state = editor, "dropped"
        report.save()
        with pytest.raises(PermissionDenied):
            reopen_report(report, contributor)

    def test_not_what_was_withdrawn(self, editor, contributor):
        meeting = MeetingFactory(sound=True, created_by=contributor)
        withdraw(meeting, editor, "wrong", ("", "It was another day."))
        with pytest.raises(CannotReopenError, match="withdrew"):
            reopen_draft(meeting, contributor)

    def test_a_report_waits_again(self, report, editor, contributor):
        incoming.drop(report, editor, DUPLICATE)
        reopen_report(report, contributor)
        report.refresh_from_db()
        assert (report.state, report.decided_by, report.decided_at) == ("waiting", None, None)
        with pytest.raises(CannotReopenError, match="already decided"):
            reopen_report(report, contributor)

    def test_not_a_report_whose_text_waits_already(self, report, editor, contributor):
        incoming.drop(report, editor)
        Incoming.objects.create(raw_text=report.raw_text)
        with pytest.raises(CannotReopenError, match="at the desk again"):
            reopen_report(report, contributor)


def test_meetings_of_reports_are_not_listed_as_entered_by_hand(contributor, report, draft):
    of_report = SourceFactory(
        article=ArticleFactory(), meeting=MeetingFactory(created_by=contributor, review_state="draft")
    )
    report.article, report.state = of_report.article, "stored"
    report.save()
    assert list(select_entered_meetings(contributor)) == [draft]
    (line,) = describe_reports(select_my_reports(contributor))
    assert [one.meeting for one in line.meetings] == [of_report.meeting]
    assert line.meetings[0].state.key == "draft"
