"""Scheduled publishing and embargo: by whom, when, against which refusals, and that a second run does nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.models import DeskNotice, Meeting, PublishingPlan
from meetings.search import SearchRequest, search
from meetings.services import review
from meetings.services.editorial.plans import PlanRefusedError, publish_due, set_plan
from meetings.services.history import select_versions
from meetings.services.review import EmbargoError
from meetings.services.roles import UserRole, give_role
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def editor(django_user_model):
    user = django_user_model.objects.create(username="huda", email="huda@example.org")
    give_role(user, UserRole.EDITOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def draft():
    return MeetingFactory(review_state="draft", sound=True, headline_ar="لقاء مجدول")


def run(at):
    return [(one.meeting, one.failure) for one in publish_due(at)]


def state(meeting) -> str:
    return Meeting.objects.values_list("review_state", flat=True).get(pk=meeting.pk)


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_published_at_its_time_and_once(draft, editor, now, index):
    set_plan(draft, editor, now + HOUR, None)
    assert run(now) == []
    assert state(draft) == "draft"
    assert run(now + HOUR) == [(draft.pk, "")]
    assert run(now + HOUR) == []
    assert state(draft) == "published"
    version = select_versions(draft).first()
    assert (version.user, version.way) == (editor, "review")
    assert not PublishingPlan.objects.exists()
    assert search(SearchRequest(query="مجدول")).total == 1


def test_a_meeting_against_a_rule_is_not_published_and_its_editor_hears_of_it(editor, now, settings):
    settings.MAHDAR_SENDS_MAIL = True
    broken = MeetingFactory(review_state="draft", headline_ar="لقاء")
    plan = set_plan(broken, editor, now + HOUR, None, "https://mahdar.example/")
    assert run(now + HOUR) == [(broken.pk, "rules")]
    assert run(now + 2 * HOUR) == []
    assert state(broken) == "draft"
    notice = DeskNotice.objects.get(user=editor)
    assert (notice.reason, notice.record_id) == ("not-published", broken.pk)
    assert notice.words == str(PublishingPlan.Failure.RULES.label)
    (letter,) = mail.outbox
    assert letter.to == ["huda@example.org"]
    assert f"https://mahdar.example/admin/review/{broken.pk}/" in letter.body
    plan.refresh_from_db()
    set_plan(broken, editor, timezone.now() + HOUR, None)
    assert PublishingPlan.objects.get().failure == ""


def test_a_mail_that_cannot_be_sent_leaves_the_notice(editor, now, settings):
    settings.MAHDAR_SENDS_MAIL = True
    settings.EMAIL_BACKEND = "tests.services.editorial.failing_mail.EmailBackend"
    set_plan(MeetingFactory(review_state="draft"), editor, now + HOUR, None)
    assert [failure for _pk, failure in run(now + HOUR)] == ["rules"]
    assert DeskNotice.objects.filter(user=editor).count() == 1


@pytest.mark.parametrize("change", ["role", "inactive", "gone"])
def test_an_account_that_may_not_publish_any_more_publishes_nothing(draft, editor, now, change):
    set_plan(draft, editor, now + HOUR, None)
    if change == "role":
        give_role(editor, UserRole.CONTRIBUTOR)
    elif change == "inactive":
        type(editor).objects.update(is_active=False)
    else:
        editor.delete()
    assert run(now + HOUR) == [(draft.pk, "role")]
    assert state(draft) == "draft"


def test_what_an_editor_decided_meanwhile_counts(draft, editor, now):
    others = [MeetingFactory(review_state="draft", sound=True) for _ in range(3)]
    for meeting in (draft, *others):
        set_plan(meeting, editor, now + HOUR, None)
    review.reject(Meeting.objects.filter(pk=draft.pk), editor)
    review.publish(Meeting.objects.filter(pk=others[0].pk), editor)
    others[1].delete()
    assert run(now + HOUR) == [(draft.pk, "rejected"), (others[2].pk, "")]


def test_an_embargo_refuses_every_publication_before_its_end(draft, editor, now):
    other = MeetingFactory(review_state="draft", sound=True)
    set_plan(draft, editor, None, now + HOUR)
    both = Meeting.objects.filter(pk__in=[draft.pk, other.pk])
    for publish in (review.publish, review.return_to_public, review.require_reason):
        with pytest.raises(EmbargoError) as refused:
            publish(both) if publish is review.require_reason else publish(both, editor)
        assert [one.headline for one in refused.value.meetings] == [draft.headline]
    assert (state(draft), state(other)) == ("draft", "draft")
    review.publish(both, editor, now=now + HOUR)
    assert state(draft) == "published"


def test_a_plan_is_published_when_its_embargo_ends(draft, editor, now):
    set_plan(draft, editor, now + HOUR, now + HOUR)
    assert run(now + HOUR) == [(draft.pk, "")]


def test_an_embargo_that_became_longer_holds_the_schedule_back(draft, editor, now):
    plan = set_plan(draft, editor, now + HOUR, None)
    PublishingPlan.objects.filter(pk=plan.pk).update(embargo_until=now + 2 * HOUR)
    assert run(now + HOUR) == [(draft.pk, "embargo")]


def test_times_that_do_not_fit_are_refused(draft, editor, now, django_user_model):
    for publish_at, embargo, field in (
        (now - HOUR, None, "publish_at"),
        (None, now - HOUR, "embargo_until"),
        (now + HOUR, now + 2 * HOUR, "publish_at"),
    ):
        with pytest.raises(PlanRefusedError) as refused:
            set_plan(draft, editor, publish_at, embargo)
        assert refused.value.field == field
    for decided in ("published", "rejected"):
        with pytest.raises(PlanRefusedError):
            set_plan(MeetingFactory(review_state=decided), editor, now + HOUR, None)
    with pytest.raises(PermissionDenied):
        set_plan(draft, django_user_model.objects.create(username="reader"), now + HOUR, None)
    assert not PublishingPlan.objects.exists()


def test_a_plan_without_times_is_deleted(draft, editor, now):
    set_plan(draft, editor, now + HOUR, now + HOUR)
    assert set_plan(draft, editor, None, None) is None
    assert not PublishingPlan.objects.exists()


def test_an_error_in_one_is_logged_and_stops_no_other(draft, editor, now, monkeypatch, caplog):
    first = MeetingFactory(review_state="draft", sound=True)
    set_plan(first, editor, now + HOUR, None)
    set_plan(draft, editor, now + 2 * HOUR, None)
    publish = review.publish

    def fail_once(meetings, user, **options):
        if meetings.get().pk == first.pk:
            raise RuntimeError("disk full")
        return publish(meetings, user, **options)

    monkeypatch.setattr(review, "publish", fail_once)
    assert run(now + 3 * HOUR) == [(draft.pk, "")]
    assert f"The scheduled meeting {first.pk} could not be published" in caplog.text
    monkeypatch.setattr(review, "publish", publish)
    assert run(now + 3 * HOUR) == [(first.pk, "")]
