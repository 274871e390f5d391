"""Two editors review one meeting: a decision counts for the version that its editor saw."""

import re

import pytest

from meetings.models import Evidence, Meeting
from meetings.services import review as services
from meetings.services.marking import Marking, Words, mark_kind
from tests.admin.conftest import address
from tests.factories import (
    ArticleFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(django_user_model):
    return django_user_model.objects.create(username="other", is_staff=True, is_superuser=True)


@pytest.fixture
def meeting():
    article = ArticleFactory()
    meeting = MeetingFactory(review_state="draft")
    SourceFactory(meeting=meeting, article=article)
    EvidenceFactory(meeting=meeting, article=article)
    return meeting


def boxes(desk, meeting) -> dict[str, str]:
    """The hidden boxes of each form of the review page."""
    page = desk.get(address("review-meeting", meeting.pk)).content.decode()
    (version,) = set(re.findall(r'name="made_on" value="(\d+)"', page))
    return {"made_on": version, "meeting": str(meeting.pk)}


def change(meeting, user) -> None:
    """Another editor marks the words of the kind."""
    article = meeting.sources.get().article
    mark_kind(Marking(meeting, Words(article, 0, 5), user, False, ""), "phone")


def decide(desk, record, /, **sent: str):
    return desk.post(address("review-decide", record.pk), sent)


def test_a_decision_on_the_version_that_was_shown_is_taken(desk, meeting):
    assert decide(desk, meeting, state="rejected", rejection="duplicate", **boxes(desk, meeting)).status_code == 302
    assert Meeting.objects.get().review_state == "rejected"


def test_a_decision_on_an_older_version_shows_what_changed_and_is_taken_again(desk, other, meeting):
    seen = boxes(desk, meeting)
    change(meeting, other)
    response = decide(desk, meeting, state="rejected", rejection="duplicate", **seen)
    assert response.status_code == 409
    page = response.content.decode()
    assert "your decision is not saved yet" in page
    assert re.search(r"<bdi>other</bdi>", page)
    assert "by telephone" in page.lower() or "phone" in page.lower()
    assert Meeting.objects.get().review_state == "draft"
    assert decide(desk, meeting, state="rejected", rejection="duplicate", **boxes(desk, meeting)).status_code == 302
    assert Meeting.objects.get().review_state == "rejected"


def test_a_second_decision_is_not_taken_over_the_first(desk, other, meeting):
    seen = boxes(desk, meeting)
    services.reject(Meeting.objects.all(), other)
    assert decide(desk, meeting, state="draft", **seen).status_code == 409
    assert Meeting.objects.get().review_state == "rejected"


def test_a_mark_on_an_older_version_keeps_what_was_entered(desk, other, meeting):
    article = meeting.sources.get().article
    words = {"article": article.pk, "start": 0, "end": 5, "quote": article.raw_text[:5], "fact": "kind"}
    seen = boxes(desk, meeting)
    step = desk.post(address("review-mark", meeting.pk), {**words, **seen})
    assert step.context["made_on"] == int(seen["made_on"])
    change(meeting, other)
    first = desk.post(address("review-mark", meeting.pk), {**words, **seen})
    assert first.context["made_on"] == int(seen["made_on"])  # the first step does not hide that it changed
    response = desk.post(address("review-mark", meeting.pk), {**words, **seen, "confirmed": "1", "kind": "video"})
    assert response.status_code == 409
    assert response.context["step"]["kind"].value() == "video"
    assert Meeting.objects.get().kind == "phone"
    again = {**words, "made_on": response.context["made_on"], "confirmed": "1", "kind": "video"}
    assert desk.post(address("review-mark", meeting.pk), again).status_code == 302
    assert Meeting.objects.get().kind == "video"


def test_a_mark_that_another_editor_removed(desk, other, meeting):
    seen, mark = boxes(desk, meeting), Evidence.objects.get()
    page = address("review-unmark", mark.pk)
    mark.delete()
    response = desk.post(page, seen, follow=True)
    assert response.redirect_chain[-1][0] == address("review-meeting", meeting.pk)
    assert "another editor deleted this" in response.content.decode()


def test_a_mark_of_a_meeting_that_changed_stays(desk, other, meeting):
    seen, mark = boxes(desk, meeting), Evidence.objects.get()
    change(meeting, other)
    assert desk.post(address("review-unmark", mark.pk), seen).status_code == 409
    assert Evidence.objects.filter(pk=mark.pk).exists()


def test_a_holder_chosen_on_an_older_version_stays_chosen_on_the_page(desk, other, meeting):
    part, person = ParticipationFactory(meeting=meeting, official=None, name_as_written="x"), OfficialFactory()
    seen = boxes(desk, meeting)
    change(meeting, other)
    sent = {**seen, "answer": "choose", f"holder-{part.pk}-official": person.pk}
    response = desk.post(address("review-holder", part.pk), sent)
    assert response.status_code == 409
    assert response.context["holders"][part.pk]["official"].value() == str(person.pk)
    part.refresh_from_db()
    assert part.official is None
    sent["made_on"] = response.context["made_on"]
    assert desk.post(address("review-holder", part.pk), sent).status_code == 302
    part.refresh_from_db()
    assert part.official == person


def test_a_disagreement_is_settled_on_the_version_that_was_shown(desk, other, meeting):
    one = DisagreementFactory(meeting=meeting)
    seen = boxes(desk, meeting)
    change(meeting, other)
    page = address("review-settle", one.pk)
    assert desk.post(page, {**seen, "answer": "keep"}).status_code == 409
    assert desk.post(page, {**boxes(desk, meeting), "answer": "keep"}).status_code == 302
    one.refresh_from_db()
    assert one.settled


def test_a_withdrawal_of_a_record_that_changed_keeps_its_reason(desk, other):
    meeting = MeetingFactory(review_state="published")
    page = address("meetings_meeting_withdraw", meeting.pk)
    seen = desk.get(page).context["made_on"]
    services.return_to_draft(Meeting.objects.all(), other)
    services.publish(Meeting.objects.all(), other, reason="x")
    sent = {"made_on": seen, "reason": "wrong", "explanation_en": "What I typed"}
    response = desk.post(page, sent)
    assert response.status_code == 409
    assert "What I typed" in response.content.decode()
    assert Meeting.objects.get().review_state == "published"
    response = desk.post(page, {**sent, "made_on": response.context["made_on"]})
    assert Meeting.objects.get().review_state == "rejected"


def test_a_version_that_is_not_a_number_is_not_checked(desk, meeting):
    for number in ("", "x", "9" * 40, "-1"):
        assert decide(desk, meeting, state="draft", made_on=number, meeting=number).status_code == 302
