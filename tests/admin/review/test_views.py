"""The desk's first page and the review of one meeting after the other, as a browser does it without JavaScript."""

import html
import re
from datetime import date

import pytest
from django.utils import translation

from meetings.models import Disagreement, Meeting, Official, Participation, Place
from meetings.services import roles
from tests.admin.conftest import address, form_data
from tests.factories import (
    REPORT,
    ArticleFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor(client, django_user_model):
    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    return user


def draft(**fields: object) -> Meeting:
    return MeetingFactory(review_state="draft", **fields)


def text_of(response) -> str:
    """What stands on the page, in words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def review(desk, meeting, query: str = ""):
    return desk.get(address("review-meeting", meeting.pk) + query)


def test_the_review_says_what_lowers_the_confidence(desk):
    doubtful, sure = draft(confidence=0.4, doubts=["unnamed", "gone-since"]), draft(confidence=0.9)
    page = text_of(review(desk, doubtful))
    assert "What lowers the confidence: a person has no name; gone-since" in page
    assert "What lowers the confidence" not in text_of(review(desk, sure))


class TestFirstPage:
    def test_what_waits_is_counted_and_leads_to_its_review(self, desk):
        meeting = draft(confidence=0.9, headline_ar="لقاء أول")
        part = ParticipationFactory(meeting=meeting, basis="inferred")
        DisagreementFactory(meeting=meeting)
        ParticipationFactory(meeting=meeting, official=None, name_as_written="سامح شكري")
        newcomer = OfficialFactory(review_state="draft")
        response = desk.get(address("index"))
        page = response.content.decode()
        for queue in ("high", "holders", "disagreements", "people"):
            assert f'{address("review")}?queue={queue}"' in page
        assert f"{address('review')}?queue=low" not in page
        assert address("review-meeting", meeting.pk) in page
        assert address("meetings_official_change", newcomer.pk) in page
        for words in (str(part.official), "سامح شكري", "4 November 2023"):
            assert words in text_of(response)

    def test_an_empty_desk_is_calm(self, desk):
        page = text_of(desk.get(address("index")))
        for words in ("No drafts to review.", "No open disagreements.", "Every participant is linked to an official."):
            assert words in page

    def test_it_leads_to_reports_of_one_meeting_for_those_who_may_merge(self, client, contributor, editor):
        link = f'href="{address("meetings_meeting_alike")}"'
        assert link not in client.get(address("index")).content.decode()
        client.force_login(editor)
        assert link in client.get(address("index")).content.decode()

    def test_all_lists_are_reached_and_records_added(self, desk):
        page = desk.get(address("index")).content.decode()
        for model in ("meeting", "official", "article", "place"):
            assert address(f"meetings_{model}_changelist") in page
            assert address(f"meetings_{model}_add") in page

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_its_queries_do_not_grow_with_the_drafts(self, desk, django_assert_max_num_queries, language):
        counts = []
        with translation.override(language):
            page = address("index")
            for number in (10, 290):
                for _ in range(number):
                    part = ParticipationFactory(meeting=draft(confidence=0.6), basis="inferred")
                if number == 10:
                    DisagreementFactory.create_batch(6, meeting=part.meeting)
                desk.get(page)
                with django_assert_max_num_queries(45) as queries:
                    desk.get(page)
                counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_contributor_sees_drafts_of_their_own_and_no_decisions_of_editors(self, client, contributor):
        own, other = draft(headline_ar="مسودتي", created_by=contributor), draft(headline_ar="مسودة غيري")
        DisagreementFactory(meeting=other)
        response = client.get(address("index"))
        assert address("review-meeting", own.pk) in response.content.decode()
        assert address("review-meeting", other.pk) not in response.content.decode()
        assert "Sources that disagree" not in text_of(response)


class TestReview:
    def test_every_fact_stands_with_its_words_and_the_report_with_its_marks(self, desk):
        source = SourceFactory(meeting=draft(place=PlaceFactory()), article=ArticleFactory(raw_text=REPORT))
        of_source = {"meeting": source.meeting, "article": source.article}
        part = ParticipationFactory(meeting=source.meeting)
        marks = [
            EvidenceFactory(**of_source),
            EvidenceFactory(**of_source, fact="participant", quote="فؤاد حسين", participation=part),
        ]
        ParticipationFactory(meeting=source.meeting, official__review_state="draft", official__name_en="New One")
        response = review(desk, source.meeting)
        page = response.content.decode()
        for mark in marks:
            assert f'href="#m{mark.pk}"' in page
            assert f'id="m{mark.pk}"' in page
            assert f'data-start="{mark.start}"' in page
        assert "no words marked" in text_of(response)  # the place
        assert "This official is published with the meeting: New One" in text_of(response)

    def test_its_queries_do_not_grow(self, desk, django_assert_max_num_queries):
        def with_parts(number: int) -> Meeting:
            meeting = draft()
            for _ in range(number):
                source = SourceFactory(meeting=meeting)
                part = ParticipationFactory(meeting=meeting, basis="inferred")
                EvidenceFactory(meeting=meeting, article=source.article, participation=part)
                DisagreementFactory(meeting=meeting, article=source.article)
            return meeting

        few, many = with_parts(2), with_parts(8)
        review(desk, few)
        counts = []
        for meeting in (few, many):
            with django_assert_max_num_queries(68) as queries:  # one or two for each rule
                review(desk, meeting)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_the_way_through_the_queue(self, desk):
        low, high, middle = draft(confidence=0.2), draft(confidence=0.9), draft(confidence=0.7)
        response = desk.get(address("review"))
        assert response.url == address("review-meeting", high.pk)
        page = review(desk, high)
        assert "1 of 3" in text_of(page)
        assert f'href="{address("review-meeting", middle.pk)}"' in page.content.decode()
        assert desk.get(address("review") + "?queue=low").url == address("review-meeting", low.pk) + "?queue=low"
        assert "1 of 1" in text_of(review(desk, low, "?queue=low"))

    def test_at_the_end_of_the_queue(self, desk):
        response = desk.get(address("review"), follow=True)
        assert said(response) == ["You have reviewed everything in this queue."]

    def test_from_the_full_form_one_comes_back_to_the_review(self, desk):
        meeting = draft(confidence=0.9)
        page = review(desk, meeting, "?queue=high").content.decode()
        edit = re.search(rf'href="({address("meetings_meeting_change", meeting.pk)}[^"]*)"', page)
        form = html.unescape(edit[1])
        response = desk.post(form, form_data(desk.get(form), headline_ar="عنوان آخر"))
        assert response.url == address("review-meeting", meeting.pk) + "?queue=high"
        assert Meeting.objects.get().headline_ar == "عنوان آخر"

    def test_several_reports_are_named_at_the_top(self, desk):
        one = SourceFactory(meeting=draft())
        assert "describe it:" not in text_of(review(desk, one.meeting))
        other = SourceFactory(meeting=one.meeting)
        page = review(desk, other.meeting)
        assert "2 reports describe it:" in text_of(page)
        assert f'href="#report-{other.article.pk}"' in page.content.decode()
        assert f'<option value="{other.article.pk}"' in page.content.decode()

    def test_no_key_takes_a_published_record_off_the_site(self, desk):
        assert 'data-key="KeyR"' in review(desk, draft()).content.decode()
        assert 'data-key="KeyR"' not in review(desk, MeetingFactory()).content.decode()

    def test_what_is_not_there(self, desk):
        assert desk.get(address("review-meeting", 12345)).status_code == 404
        assert desk.post(address("review-decide", 12345), {"state": "published"}).status_code == 404
        assert desk.post(address("review-decide", draft().pk), {"state": "nonsense"}).status_code == 404
        assert desk.get(address("review-decide", draft().pk)).status_code == 405


class TestDecisions:
    def decide(self, desk, meeting, state: str, query: str = ""):
        sent = {"state": state, "rejection": "duplicate"}
        return desk.post(address("review-decide", meeting.pk) + query, sent, follow=True)

    def test_accepted_the_next_opens_and_undo_takes_it_back(self, desk):
        first, second = draft(confidence=0.9, headline_en="First", sound=True), draft(confidence=0.8)
        newcomer = ParticipationFactory(meeting=first, official__review_state="draft").official
        response = self.decide(desk, first, "published")
        assert response.context["meeting"] == second
        assert "First was published. With it 1 official was published." in text_of(response)
        assert Meeting.objects.get(pk=first.pk).review_state == "published"
        response = desk.post(address("review-undo"), follow=True)
        assert response.context["meeting"] == first
        assert said(response)[0].startswith("Decision undone.")
        assert Meeting.objects.get(pk=first.pk).review_state == "draft"
        assert Official.objects.get(pk=newcomer.pk).review_state == "draft"
        assert said(desk.post(address("review-undo"), follow=True)) == ["There is nothing to undo."]

    def test_rejected_within_a_level(self, desk):
        first, second = draft(confidence=0.9), draft(confidence=0.85)
        draft(confidence=0.1)
        response = self.decide(desk, first, "rejected", "?queue=high")
        assert response.context["meeting"] == second
        response = self.decide(desk, second, "rejected", "?queue=high")
        assert response.request["PATH_INFO"] == address("index")
        assert Meeting.objects.filter(review_state="rejected").count() == 2

    def test_a_published_one_goes_back_to_draft(self, desk):
        meeting = MeetingFactory()
        assert self.decide(desk, meeting, "draft").context["meeting"] == meeting
        assert Meeting.objects.get().review_state == "draft"

    def test_somebody_was_quicker(self, desk):
        meeting = draft()
        Meeting.objects.update(review_state="rejected")
        assert said(self.decide(desk, meeting, "rejected"))[0].startswith("Another editor has already decided")

    def test_a_contributor_is_offered_no_decision_and_makes_none(self, client, contributor):
        own = draft(created_by=contributor)
        assert "Accept and publish" not in text_of(review(client, own))
        assert self.decide(client, own, "published").status_code == 403
        assert client.post(address("review-undo")).status_code == 403
        assert Meeting.objects.get().review_state == "draft"

    def test_a_published_record_is_shown_to_a_contributor_and_nothing_more(self, client, contributor):
        part = ParticipationFactory(basis="inferred")
        evidence = EvidenceFactory(meeting=part.meeting)
        page = review(client, part.meeting).content.decode()
        for name in ("review-mark", "review-unmark", "review-holder"):
            assert address(name, 1)[:-3] not in page or name == "review-mark"
        assert "Correct by marking words" not in page
        posts = {
            address("review-mark", part.meeting.pk): {
                "article": evidence.article.pk,
                "quote": "باريس",
                "fact": "place",
            },
            address("review-unmark", evidence.pk): {},
            address("review-holder", part.pk): {"answer": "confirm"},
            address("review-settle", DisagreementFactory(meeting=part.meeting).pk): {"answer": "take"},
        }
        assert {client.post(page, data).status_code for page, data in posts.items()} == {403}
        assert Participation.objects.get().basis == "inferred"

    def test_who_is_not_signed_in_gets_nowhere(self, client):
        meeting = draft()
        for response in (review(client, meeting), client.post(address("review-decide", meeting.pk))):
            assert response.status_code == 302
            assert "login" in response.url


class TestOpenQuestions:
    def test_an_inferred_holder_is_confirmed_and_the_next_one_asked_about(self, desk):
        parts = [ParticipationFactory(basis="inferred", meeting=draft(confidence=share)) for share in (0.9, 0.8)]
        page = review(desk, parts[0].meeting, "?queue=holders")
        assert "Who held it on that day is inferred" in text_of(page)
        response = desk.post(
            address("review-holder", parts[0].pk) + "?queue=holders", {"answer": "confirm"}, follow=True
        )
        assert response.context["meeting"] == parts[1].meeting
        assert Participation.objects.get(pk=parts[0].pk).basis == "confirmed"

    def test_somebody_else_is_chosen(self, desk):
        part, official = ParticipationFactory(basis="inferred"), OfficialFactory()
        data = {"answer": "choose", f"holder-{part.pk}-official": official.pk}
        response = desk.post(address("review-holder", part.pk), data, follow=True)
        assert said(response) == [f"Saved: it was {official}."]
        assert Participation.objects.get().official == official

    def test_a_choice_that_cannot_be_is_said(self, desk):
        part = ParticipationFactory(basis="inferred")
        other = ParticipationFactory(meeting=part.meeting).official
        data = {"answer": "choose", f"holder-{part.pk}-official": other.pk}
        assert "already takes part" in said(desk.post(address("review-holder", part.pk), data, follow=True))[0]
        data = {"answer": "choose", f"holder-{part.pk}-official": "99999"}
        response = desk.post(address("review-holder", part.pk), data)
        assert "This entry no longer exists. Choose another one." in text_of(response)
        assert response.status_code == 422

    def test_a_typed_name_of_several_is_asked_for_again(self, desk):
        part = ParticipationFactory(basis="inferred")
        namesakes = [OfficialNameFactory(official__name_ar="فؤاد حسين").official for _ in range(2)]
        data = {"answer": "choose", f"holder-{part.pk}-official-typed": "فؤاد حسين"}
        page = desk.post(address("review-holder", part.pk), data).content.decode()
        assert all(f'<option value="{official.pk}"' in page for official in namesakes)

    @pytest.mark.parametrize(("answer", "day"), [("keep", date(2023, 11, 3)), ("take", date(2023, 11, 4))])
    def test_a_disagreement_is_settled(self, desk, answer, day):
        one = DisagreementFactory()
        page = text_of(review(desk, one.meeting))
        assert "3 November 2023" in page
        assert "4 November 2023" in page
        desk.post(address("review-settle", one.pk), {"answer": answer})
        assert Disagreement.objects.get().settled
        assert Meeting.objects.get().date == day

    def test_the_city_of_a_source_is_one_of_the_country_on_record(self, desk):
        one = DisagreementFactory(meeting__place=PlaceFactory(), fact="city", recorded="بغداد", said="أربيل")
        desk.post(address("review-settle", one.pk), {"answer": "take"})
        place = Meeting.objects.get().place
        assert (place.city_ar, place.country.code) == ("أربيل", "IQ")
        assert Place.objects.count() == 2
