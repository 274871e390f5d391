"""The question why something is rejected, and the page on which its author reads the answer."""

import html
import re

import pytest

from meetings.models import Incoming, Meeting, Rejection
from meetings.services import roles
from tests.admin.conftest import address, form_data
from tests.factories import REPORT, ArticleFactory, MeetingFactory, SourceFactory

pytestmark = pytest.mark.django_db
NOTE = "It is the meeting of 3 November."


@pytest.fixture
def contributor(django_user_model):
    user = django_user_model.objects.create(username="nadia", is_staff=True)
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    return user


@pytest.fixture
def draft(contributor):
    return MeetingFactory(review_state="draft", created_by=contributor, headline_en="A draft of Nadia")


@pytest.fixture
def report(contributor):
    return Incoming.objects.create(raw_text=REPORT, headline="Talks in Paris", created_by=contributor)


def text_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def decide(desk, meeting, **more):
    return desk.post(address("review-decide", meeting.pk), {"state": "rejected", **more}, follow=True)


class TestQuestion:
    def test_a_rejection_asks_first_and_repeats_what_was_sent(self, desk, draft):
        response = decide(desk, draft, made_on="0")
        assert Meeting.objects.get().review_state == "draft"
        page = response.content.decode()
        for name, value in (("state", "rejected"), ("made_on", "0")):
            assert re.search(rf'<textarea hidden name="{name}">\n{value}</textarea>', page)
        assert page.count('name="rejection"') == len(Rejection.Reason.choices)
        assert "A draft of Nadia" in text_of(response)

    def test_another_reason_needs_words_which_stay(self, desk, draft):
        response = decide(desk, draft, rejection="other")
        assert response.status_code == 422
        assert "Another reason needs words" in text_of(response)
        decide(desk, draft, rejection="other", rejection_note=NOTE)
        assert Rejection.objects.get().note == NOTE

    def test_the_reason_stands_on_the_page_of_the_record_also_later(self, desk, draft):
        decide(desk, draft, rejection="duplicate", rejection_note=NOTE)
        page = text_of(desk.get(address("review-meeting", draft.pk)))
        assert f"Rejected: The archive has it already. {NOTE}" in page
        desk.post(address("review-decide", draft.pk), {"state": "draft"})
        assert "Rejected before: The archive has it already." in text_of(desk.get(address("review-meeting", draft.pk)))

    def test_lists_ask_once_for_all(self, desk, draft):
        others = MeetingFactory.create_batch(12, review_state="draft")
        data = {"action": "reject", "_selected_action": [one.pk for one in (draft, *others)]}
        response = desk.post(address("meetings_meeting_changelist"), data)
        assert "And 3 more." in text_of(response)
        desk.post(address("meetings_meeting_changelist"), {**data, "rejection": "scope"})
        assert Rejection.objects.filter(reason="scope").count() == 13

    def test_the_full_form_asks_too_and_then_saves_all_that_was_entered(self, desk, draft):
        page = address("meetings_meeting_change", draft.pk)
        data = form_data(desk.get(page), review_state="rejected", notes="Checked by telephone.")
        question = desk.post(page, data)
        assert "Reject it, because:" in text_of(question)
        assert Meeting.objects.filter(review_state="draft", notes="").exists()
        repeated = dict(
            re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', question.content.decode(), re.S)
        )
        answer = desk.post(page, {**repeated, "rejection": "duplicate", "rejection_note": NOTE})
        assert answer.status_code == 302
        assert Meeting.objects.filter(review_state="rejected", notes="Checked by telephone.").exists()
        assert Rejection.objects.get().note == NOTE
        assert draft.created_by.notices.get().text == NOTE

    def test_the_full_form_of_a_rejected_record_asks_no_more(self, desk, draft):
        Meeting.objects.update(review_state="rejected")
        page = address("meetings_meeting_change", draft.pk)
        assert desk.post(page, form_data(desk.get(page), notes="Seen.")).status_code == 302
        assert Meeting.objects.get().notes == "Seen."

    def test_reports_are_dropped_with_a_reason(self, desk, report):
        page = address("incoming-preview", report.pk)
        response = desk.post(page, {"decision": "drop", "m0-headline": "x"})
        assert "Talks in Paris" in text_of(response)
        assert "m0-headline" not in response.content.decode()
        desk.post(page, {"decision": "drop", "rejection": "no-meeting", "rejection_note": NOTE})
        report.refresh_from_db()
        assert report.state == "dropped"
        assert NOTE in said(desk.get(page, follow=True))[-1]

    def test_a_list_of_reports_too(self, desk, report):
        data = {"action": "drop_texts", "_selected_action": [report.pk]}
        assert "Drop it, because:" in text_of(desk.post(address("meetings_incoming_changelist"), data))
        desk.post(address("meetings_incoming_changelist"), {**data, "rejection": "source"})
        assert Rejection.objects.get().kind == "incoming"

    def test_who_may_not_reject_is_not_asked(self, client, contributor, draft):
        client.force_login(contributor)
        assert decide(client, draft).status_code == 403
        other = Incoming.objects.create(raw_text="نص")
        assert client.post(address("incoming-preview", other.pk), {"decision": "drop"}).status_code == 403


class TestMyReports:
    def test_each_state_with_its_reason_and_the_way_back(self, client, editor, contributor, draft, report):
        client.force_login(editor)
        decide(client, draft, rejection="facts", rejection_note=NOTE)
        client.post(address("incoming-preview", report.pk), {"decision": "drop", "rejection": "no-meeting"})
        stored = SourceFactory(
            article=ArticleFactory(), meeting=MeetingFactory(created_by=contributor, headline_en="A stored meeting")
        )
        Incoming.objects.create(raw_text="نص آخر", created_by=contributor, article=stored.article, state="stored")
        Incoming.objects.create(raw_text="نص ثالث", created_by=contributor, headline="A report that waits")
        client.force_login(contributor)
        page = text_of(client.get(address("my-reports")))
        for words in (
            "Talks in Paris dropped", "It reports no meeting between two sides.", "in the archive",
            "A stored meeting published", "A report that waits to review",
            "A draft of Nadia rejected", "The facts do not agree with the report.", NOTE, "editor",
        ):  # fmt: skip
            assert words in page, words
        first_page = text_of(client.get(address("index")))
        assert "1 to review · 1 in the archive · 1 dropped" in first_page
        assert "rejected: The facts do not agree with the report." in first_page
        assert "Your report was rejected" in first_page

        response = client.post(address("my-reports-reopen", "meeting", draft.pk), follow=True)
        assert "The draft is open again" in said(response)[0]
        assert response.context["corrections"]  # it can be corrected
        response = client.post(address("my-reports-reopen", "incoming", report.pk), follow=True)
        assert "Rejected before: It reports no meeting between two sides." in text_of(response)
        assert Incoming.objects.get(pk=report.pk).state == "waiting"

    def test_what_cannot_be_opened_again_says_why(self, client, contributor, draft):
        client.force_login(contributor)
        response = client.post(address("my-reports-reopen", "meeting", draft.pk), follow=True)
        assert "already decided" in said(response)[0]
        assert client.post(address("my-reports-reopen", "official", draft.pk)).status_code == 404
        other = MeetingFactory(review_state="rejected")
        assert client.post(address("my-reports-reopen", "meeting", other.pk)).status_code == 403

    def test_a_dropped_report_leads_its_author_to_the_page(self, client, contributor, report):
        Incoming.objects.update(state="dropped")
        client.force_login(contributor)
        response = client.get(address("incoming-preview", report.pk), follow=True)
        assert response.request["PATH_INFO"] == address("my-reports")

    def test_its_queries_do_not_grow_and_it_has_pages(self, client, contributor, django_assert_max_num_queries):
        client.force_login(contributor)
        counts = []
        for number in (3, 40):
            for place in range(number):
                source = SourceFactory(meeting=MeetingFactory(created_by=contributor, review_state="rejected"))
                MeetingFactory(created_by=contributor, review_state="rejected")
                report = Incoming.objects.create(
                    raw_text=f"{number} {place}", created_by=contributor, article=source.article, state="stored"
                )
                Rejection.objects.create(kind="incoming", record_id=report.pk, reason="scope")
            client.get(address("my-reports"))
            with django_assert_max_num_queries(30) as queries:
                client.get(address("my-reports"))
            counts.append(len(queries))
        assert counts[0] == counts[1]
        response = client.get(address("my-reports"), {"page": 2, "entered": "x"})
        assert response.context["reports"].number == 2

    def test_nothing_yet(self, client, contributor):
        client.force_login(contributor)
        assert "You have not imported a report yet." in text_of(client.get(address("my-reports")))
        assert "You have not imported a report yet." in text_of(client.get(address("index")))

    def test_only_those_who_import(self, client, django_user_model):
        reader = django_user_model.objects.create(username="reader", is_staff=True)
        client.force_login(reader)
        assert client.get(address("my-reports")).status_code == 403
