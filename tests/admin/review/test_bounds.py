"""The review at its bounds: which queue, who is asked about, how long a decision can be undone, what is told."""

import time
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.urls import reverse

from meetings.admin.review import views
from meetings.admin.review.withdrawing import EndedFilter, WithdrawalAdmin
from meetings.models import DismissedOffice, Meeting, Participation, Withdrawal
from meetings.services import roles
from tests.admin.conftest import address
from tests.factories import (
    ArticleFactory,
    DisagreementFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def draft(**fields: object) -> Meeting:
    return MeetingFactory(review_state="draft", **fields)


def page_of(meeting: Meeting, queue: str = "") -> str:
    return reverse("admin:review-meeting", args=[meeting.pk]) + (f"?queue={queue}" if queue else "")


# ----------------------------------------------------------------------------------------------------------- who it was
@pytest.mark.parametrize(
    ("has_official", "is_group", "basis", "is_unsure"),
    [
        (False, False, "stated", True),
        (False, True, "stated", False),
        (False, True, "inferred", False),
        (True, False, "stated", False),
        (True, False, "inferred", True),
        (True, True, "inferred", True),
    ],
)
def test_whom_the_page_asks_about(has_official, is_group, basis, is_unsure):
    part = Participation(official_id=1 if has_official else None, is_group=is_group, basis=basis)
    assert views._is_unsure(part) is is_unsure


def test_who_may_not_edit_is_not_asked(desk, client, django_user_model):
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting, basis="inferred")
    assert list(desk.get(page_of(meeting)).context["holders"]) == [part.pk]
    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    shown = client.get(page_of(meeting)).context
    assert (shown["holders"], shown["may_edit"], shown["may_publish"]) == ({}, False, False)


def test_officials_who_are_published_with_the_meeting_are_named(desk):
    meeting = draft()
    new = OfficialFactory(review_state="draft")
    for official in (new, OfficialFactory(), OfficialFactory(review_state="rejected"), None):
        ParticipationFactory(meeting=meeting, official=official, title_ar="وزير")
    assert desk.get(page_of(meeting)).context["follows"] == [new]


def test_words_are_marked_in_reports_that_have_a_text(desk):
    meeting = draft()
    source = SourceFactory(meeting=meeting)
    SourceFactory(meeting=meeting, article=ArticleFactory(raw_text=""))
    shown = desk.get(page_of(meeting)).context
    assert (len(shown["reports"]), shown["markable"]) == (2, [source.article])


@pytest.mark.parametrize(("queue", "read"), [("people", "people"), ("nonsense", ""), ("", "")])
def test_a_queue_that_there_is(rf, queue, read):
    assert views.read_queue(rf.get("/", {"queue": queue})) == read
    assert views.review_address(5, read) == reverse("admin:review-meeting", args=[5]) + (
        f"?queue={read}" if read else ""
    )


# ------------------------------------------------------------------------------------------------------------ decisions
@pytest.mark.parametrize(("seconds", "is_offered"), [(0, True), (1799, True), (1801, False)])
def test_a_decision_can_be_undone_for_half_an_hour(desk, monkeypatch, seconds, is_offered):
    meeting = draft()
    desk.post(address("review-decide", meeting.pk), {"state": "rejected", "rejection": "duplicate"})
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    kept = desk.get(page_of(meeting)).context["last_decision"]
    assert (kept is not None) is is_offered
    if kept:
        assert (kept["meeting"], kept["was"], kept["became"], kept["number"]) == (meeting.pk, "draft", "rejected", 0)


def test_after_a_decision_the_next_one_of_the_queue_follows(desk):
    first, second = draft(), draft()
    response = desk.post(address("review-decide", first.pk), {"state": "rejected", "rejection": "duplicate"})
    assert response["Location"] == page_of(second)
    assert desk.post(address("review-decide", second.pk), {"state": "nonsense"}).status_code == 404
    response = desk.post(address("review-decide", second.pk), {"state": "rejected", "rejection": "duplicate"})
    assert response["Location"] == address("index")
    response = desk.post(address("review-decide", second.pk), {"state": "draft"})
    assert response["Location"] == page_of(second)


def test_an_undo_tells_what_became_of_the_officials(desk):
    def undone() -> tuple[str, bool]:
        last = list(desk.post(address("review-undo"), follow=True).context["messages"])[-1]
        return last.level_tag, "published with" in last.message

    meeting = draft()
    assert undone() == ("info", False)
    desk.post(address("review-decide", meeting.pk), {"state": "rejected", "rejection": "duplicate"})
    assert undone() == ("success", False)
    assert undone() == ("info", False)
    desk.post(address("review-decide", meeting.pk), {"state": "rejected", "rejection": "duplicate"})
    Meeting.objects.update(review_state="published")
    assert undone() == ("warning", False)


# ------------------------------------------------------------------------------------------------------- open questions
@pytest.mark.parametrize(
    ("queue", "goes_on"), [("people", False), ("disagreements", True), ("hand", False), ("", False)]
)
def test_a_queue_of_questions_goes_on_where_none_is_left(desk, queue, goes_on):
    first, second = MeetingFactory(), MeetingFactory()
    for meeting in (first, second):
        ParticipationFactory(meeting=meeting, official=None, name_as_written="زيد", title_ar="وزير")
    one, other = (DisagreementFactory(meeting=meeting) for meeting in (first, second))
    page = address("review-settle", one.pk) + (f"?queue={queue}" if queue else "")
    response = desk.post(page, {"answer": "keep"})
    assert response["Location"] == page_of(second if goes_on else first, queue)
    page = address("review-settle", other.pk) + (f"?queue={queue}" if queue else "")
    assert desk.post(page, {"answer": "keep"})["Location"] == (address("index") if goes_on else page_of(second, queue))


def test_of_two_questions_the_second_stays_on_the_page(desk):
    meeting = MeetingFactory()
    one = DisagreementFactory(meeting=meeting)
    DisagreementFactory(meeting=meeting, said="2023-11-09")
    response = desk.post(f"{address('review-settle', one.pk)}?queue=disagreements", {"answer": "keep"})
    assert response["Location"] == page_of(meeting, "disagreements")


# --------------------------------------------------------------------------------------------------- offices, withdrawn
def test_dismissed_offices_are_a_list_of_their_own(desk):
    waiting = desk.get(address("offices-in-reports")).context
    assert (waiting["shows_dismissed"], waiting["query"]) == (False, "")
    dismissed = desk.get(address("offices-in-reports"), {"show": "dismissed"}).context
    assert (dismissed["shows_dismissed"], dismissed["query"]) == (True, "show=dismissed")
    assert desk.get(address("offices-in-reports"), {"show": "other"}).context["shows_dismissed"] is False
    assert not DismissedOffice.objects.exists()


@pytest.mark.parametrize(("wanted", "found"), [("no", [1]), ("yes", [2]), ("", [1, 2]), ("nonsense", [1, 2])])
def test_withdrawals_in_force_and_ended(rf, django_user_model, wanted, found):
    for number, ended in ((1, None), (2, "2025-01-01T00:00Z")):
        Withdrawal.objects.create(kind="meeting", record_id=number, reason="wrong", ended_at=ended)
    desk = WithdrawalAdmin(Withdrawal, admin.site)
    chosen = EndedFilter(rf.get("/"), {"ended": [wanted]} if wanted else {}, Withdrawal, desk)
    rows = chosen.queryset(rf.get("/"), Withdrawal.objects.order_by("record_id"))
    assert list(rows.values_list("record_id", flat=True)) == found


def test_the_state_of_a_withdrawal():
    desk = WithdrawalAdmin(Withdrawal, admin.site)
    in_force = desk.state_shown(SimpleNamespace(ended_at=None, ended_by="salma"))
    assert "salma" not in in_force
    assert "salma" in desk.state_shown(SimpleNamespace(ended_at="2025", ended_by="salma"))
    assert "–" in desk.state_shown(SimpleNamespace(ended_at="2025", ended_by=None))


def test_a_withdrawal_that_is_refused_shows_the_form_again(desk):
    meeting = draft()
    page = reverse("admin:meetings_meeting_withdraw", args=[meeting.pk])
    shown = desk.get(page)
    assert (shown.status_code, shown.context["refused"], shown.context["is_public"]) == (200, "", False)
    shown = desk.post(page, {"reason": "wrong"})
    assert shown.status_code == 422
    assert shown.context["refused"]
    assert shown.context["given"]["reason"] == "wrong"
