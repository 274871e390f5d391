"""The panel of the editorial office beside a record, and the notices on the first page."""

import pytest

from meetings.models import Comment, DeskNotice, Incoming, Meeting
from meetings.queries.editorial import describe_state
from meetings.services.editorial.comments import write_comment
from meetings.services.editorial.stages import StageMove, move
from meetings.services.history import recorded
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import MeetingFactory, OfficialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(django_user_model):
    user = django_user_model.objects.create(username="amal")
    give_role(user, UserRole.CONTRIBUTOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def draft(author):
    return MeetingFactory(review_state="draft", created_by=author)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def send(client, about, **data):
    return client.post(address("office-comment", "meeting", about.pk), data, follow=True)


def test_a_draft_is_sent_back_and_submitted_again(client, author, editor, draft):
    client.force_login(author)
    page = client.get(address("review-meeting", draft.pk)).content.decode()
    assert "Submit for review" in page
    assert "Send back with this comment" not in page
    response = client.post(address("office-move", draft.pk), {"move": "submit"}, follow=True)
    assert said(response) == ["The draft is in review. An editor decides about it."]
    client.force_login(editor)
    assert "submitted for review" in client.get(address("index")).content.decode()
    response = send(client, draft, text="Which day?", move="send-back", made_on="0", meeting=draft.pk)
    assert said(response) == ["The draft was sent back with your comment."]
    client.force_login(author)
    first_page = client.get(address("index")).content.decode()
    for words in ("Your draft was sent back", "Which day?", "<b>1</b> sent back"):
        assert words in first_page
    notice = DeskNotice.objects.get(user=author)
    response = client.get(address("office-notice", notice.pk), follow=True)
    page = response.content.decode()
    for words in ("An editor sent this draft back", "Which day?", 'class="state state-needs-work"'):
        assert words in page
    assert "Your draft was sent back" not in client.get(address("index")).content.decode()


def test_a_draft_that_changed_meanwhile_is_not_sent_back_and_the_comment_stays(desk, editor, draft):
    with recorded(editor):
        draft.headline_ar = "لقاء آخر"
        draft.save()
    response = send(desk, draft, text="Which day?", move="send-back", made_on="0", meeting=draft.pk)
    assert response.status_code == 409
    assert "The draft changed while this page was open" in said(response)[0]
    assert "Which day?" in response.content.decode()
    assert describe_state(draft).key == "draft"
    assert not Comment.objects.exists()


def test_a_decided_draft_is_not_moved(desk, editor, draft):
    Meeting.objects.update(review_state="rejected")
    response = desk.post(address("office-move", draft.pk), {"move": "submit"}, follow=True)
    assert "Another user moved or decided this draft" in said(response)[0]
    response = send(desk, draft, text="Which day?", move="send-back")
    assert response.status_code == 409
    assert "Which day?" in response.content.decode()


def test_who_may_not_is_refused(client, author, editor, draft, django_user_model):
    other = MeetingFactory(review_state="draft")
    comment = write_comment("meeting", draft.pk, editor, "words")
    client.force_login(author)
    assert client.post(address("office-move", other.pk), {"move": "submit"}).status_code == 403
    assert send(client, draft, text="x", move="send-back").status_code == 403
    assert client.get(address("office-comment-edit", comment.pk)).status_code == 403
    assert client.post(address("office-comment-edit", comment.pk), {"text": "mine"}).status_code == 403
    assert client.post(address("office-comment-resolve", comment.pk), {"resolved": "1"}).status_code == 403
    user = django_user_model.objects.create(username="viewer", is_staff=True)
    client.force_login(user)
    assert send(client, draft, text="x").status_code == 403
    assert client.get(address("office-users"), {"term": "a"}).status_code == 403
    notice = DeskNotice.objects.create(user=author, reason="mention", kind="meeting", record_id=draft.pk)
    assert client.get(address("office-notice", notice.pk)).status_code == 404


def test_comments_on_every_page_that_has_the_panel(desk, editor):
    meeting, official = MeetingFactory(), OfficialFactory()
    incoming = Incoming.objects.create(raw_text="نص خبر", name="a.txt")
    pages = {
        "meeting": (meeting, address("meetings_meeting_change", meeting.pk)),
        "official": (official, address("meetings_official_change", official.pk)),
        "incoming": (incoming, address("incoming-preview", incoming.pk)),
    }
    for kind, (record, page) in pages.items():
        data = {"text": f"About the {kind}", "back": page}
        response = desk.post(address("office-comment", kind, record.pk), data, follow=True)
        assert response.redirect_chain[0][0] == page
        assert f"About the {kind}" in response.content.decode()
    assert desk.post(address("office-comment", "country", 1), {"text": "x"}).status_code == 404
    assert desk.post(address("office-comment", "meeting", 10**9), {"text": "x"}).status_code == 404


def test_replies_edits_and_resolved_threads(desk, editor, draft):
    comment = write_comment("meeting", draft.pk, editor, "Which place?")
    send(desk, draft, text="Baghdad", parent=comment.pk)
    assert comment.replies.get().text == "Baghdad"
    assert send(desk, draft, text="x", parent="none").status_code == 404
    assert "Which place?" in desk.get(address("office-comment-edit", comment.pk)).content.decode()
    response = desk.post(address("office-comment-edit", comment.pk), {"text": "Which city?"}, follow=True)
    assert "Which city?" in response.content.decode()
    response = desk.post(address("office-comment-edit", comment.pk), {"text": ""})
    assert (response.status_code, said(response)) == (400, ["Write a comment first."])
    response = desk.post(address("office-comment-resolve", comment.pk), {"resolved": "1"}, follow=True)
    assert "Open again" in response.content.decode()
    desk.post(address("office-comment-resolve", comment.pk), {"resolved": "0"})
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_a_comment_that_cannot_be_saved_stays_in_its_box(desk, draft):
    response = send(desk, draft, text="x" * 4001)
    assert response.status_code == 400
    assert said(response) == ["The comment is too long. Shorten it to 4000 characters."]
    assert "x" * 4001 in response.content.decode()
    response = send(desk, draft, text=" ", move="send-back", made_on="0", meeting=draft.pk)
    assert (response.status_code, said(response)) == (400, ["Write a comment first."])
    assert "Send back with this comment" in response.content.decode()


def test_a_comment_is_text_and_its_form_leads_to_no_other_site(desk, draft):
    response = send(desk, draft, text="<script>x</script>", back="https://elsewhere.example/")
    assert "&lt;script&gt;x" in response.content.decode()
    assert response.redirect_chain[0][0].startswith(address("review-meeting", draft.pk))


def test_an_unknown_move_does_not_exist(desk, draft):
    assert desk.post(address("office-move", draft.pk), {"move": "publish"}).status_code == 404


def test_user_names_complete(desk, author):
    found = desk.get(address("office-users"), {"term": "am"}).json()["results"]
    assert found == [{"value": "amal", "about": ""}]


def test_notices_are_listed_and_marked_as_read(desk, editor, author, draft):
    assert "No new notices." in desk.get(address("index")).content.decode()
    assert "No notices yet." in desk.get(address("office-notices")).content.decode()
    write_comment("meeting", draft.pk, author, "@editor look")
    DeskNotice.objects.create(user=editor, reason="mention", kind="meeting", record_id=10**9)
    assert "a deleted record" in desk.get(address("office-notices")).content.decode()
    response = desk.get(address("office-notice", DeskNotice.objects.get(record_id=10**9).pk), follow=True)
    assert said(response) == ["The record was deleted."]
    response = desk.post(address("office-notices-read"), follow=True)
    assert said(response) == ["1 notice is marked as read."]


def test_the_list_shows_and_filters_stages(desk, editor, author, draft):
    other = MeetingFactory(review_state="draft")
    move(draft, StageMove.SUBMIT, author)
    response = desk.get(address("meetings_meeting_changelist"))
    assert "state-in-review" in response.content.decode()
    for stage, found in (("in-review", [draft]), ("draft", [other]), ("needs-work", [])):
        response = desk.get(address("meetings_meeting_changelist"), {"stage": stage})
        assert list(response.context["cl"].result_list) == found


def test_the_first_page_asks_for_a_fixed_number_of_rows(desk, editor, author, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(200) as asked:
            desk.get(address("index"))
        return len(asked)

    meetings = [MeetingFactory(review_state="draft") for _ in range(8)]
    write_comment("meeting", meetings[0].pk, author, "@editor look")
    count()  # the first request fills caches
    few = count()
    for meeting in meetings:
        write_comment("meeting", meeting.pk, author, "@editor look")
    assert count() == few
