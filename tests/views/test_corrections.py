"""The pages of corrections: where the log begins, and what a reader of a request sees of its record."""

import pytest

from meetings.models import CorrectionRequest, Meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("before", "is_continued"),
    [("", False), ("7", True), ("9" * 15, True), ("9" * 16, False), ("٧", False), ("²", False), ("x", False)],
)
def test_the_log_goes_on_from_a_number_and_from_nothing_else(client, before, is_continued):
    response = client.get("/corrections/", {"before": before})
    assert (response.status_code, response.context["is_continued"]) == (200, is_continued)


def test_a_request_shows_its_record_while_the_public_sees_that(client, archive):
    row = CorrectionRequest.objects.create(
        key="k" * 32, kind="meeting", record_id=archive.meeting.pk, fact="date", message="x", email="reader@example.org"
    )
    page = f"/en/corrections/requests/{row.key}/"
    assert client.get(page).context["record"] == archive.meeting
    Meeting.objects.filter(pk=archive.meeting.pk).update(review_state="draft")
    assert client.get(page).context["record"] is None
    CorrectionRequest.objects.update(record_id=0)
    assert client.get(page).context["record"] is None
    row.refresh_from_db()
    assert row.email
    assert client.post(page).status_code == 303
    row.refresh_from_db()
    assert not row.email


def test_opening_the_form_saves_nothing_and_sending_it_does_not_show_it_again(client):
    assert client.get("/corrections/new/").status_code == 200
    assert client.post("/corrections/new/", {"message": "x"}).status_code == 422
    assert not CorrectionRequest.objects.exists()


def test_an_address_is_looked_up_to_a_length_that_no_record_reaches(client, monkeypatch):
    asked = []
    monkeypatch.setattr("meetings.views.corrections.find_addressed", lambda path: asked.append(path))
    for letters in (300, 301):
        client.get("/corrections/new/", {"about": "x" * letters})
    assert asked == ["x" * 300] * 2
