"""A reader reports an error without an account, and an editor answers; programs and floods are stopped."""

import re
import time
from html import unescape

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from meetings.models import CorrectionDecision, CorrectionRequest, Meeting, Version
from meetings.queries.citations import get_page_title
from meetings.services import correction_requests as services
from meetings.services.clients import identify_client
from meetings.services.correction_requests import DecisionRefusedError, RequestDecision, decide
from meetings.services.history import recorded
from meetings.services.roles import UserRole, give_role
from meetings.services.withdrawals import withdraw
from tests import factories

pytestmark = pytest.mark.django_db

FORM = "/en/corrections/new/?about=/en/meetings/in-rome/"
MESSAGE = "The meeting took place on 4 November, not on the 3rd."


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()  # how often this client asked
    with translation.override("en"):
        yield


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def meeting():
    return factories.MeetingFactory(slug="in-rome", headline_en="A meeting in Rome")


def aged(seconds: float, monkeypatch) -> str:
    """The token of a form that was opened so many seconds ago."""
    then = time.time() - seconds
    with monkeypatch.context() as patch:
        patch.setattr(signing.time, "time", lambda: then)
        return services.make_token()


@pytest.fixture
def typed(monkeypatch) -> dict[str, str]:
    """What a person sends who opened the form a minute ago."""
    return {"token": aged(60, monkeypatch), "fact": "date", "message": MESSAGE, "source_url": "", "email": ""}


# --- The form ---------------------------------------------------------------------------------------------------------
def test_the_form_is_about_its_record(client, meeting):
    page = client.get(FORM + "&fact=place").content.decode()
    assert "A meeting in Rome" in page
    assert '<option value="place" selected>' in page
    assert "noindex" in page
    assert "csrfmiddlewaretoken" not in page.split('class="error-form"')[1]


def test_a_request_is_saved_and_can_be_followed(client, meeting, typed):
    response = client.post(FORM, {**typed, "email": "Reader@Example.org", "source_url": "https://example.org/1"})
    row = CorrectionRequest.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/en/corrections/requests/{row.key}/")
    assert (row.kind, row.record_id, row.fact, row.message) == ("meeting", meeting.pk, "date", MESSAGE)
    assert (row.email, row.source_url, row.language) == ("reader@example.org", "https://example.org/1", "en")
    page = client.get(response["Location"])
    assert MESSAGE in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]


def a_meeting_without_headline(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(headline_ar="", headline_en="")
    factories.ParticipationFactory(meeting=meeting, official__name_en="Fuad Hussein")
    return meeting


def an_article_with_a_headline_of_the_archive(meeting):
    article = factories.ArticleFactory(headline="A talk in Rome", text_kind="retold", headline_wording="archive")
    factories.SourceFactory(meeting=meeting, article=article)
    return article


@pytest.mark.parametrize("make", [a_meeting_without_headline, an_article_with_a_headline_of_the_archive])
def test_every_page_calls_the_record_by_the_title_of_its_page(client, meeting, editor, typed, make):
    record = make(meeting)
    record.refresh_from_db()
    title = get_page_title(record)
    assert title != str(record)
    form = f"/en/corrections/new/?about={record.get_absolute_url()}"
    request = client.post(form, typed)["Location"]
    client.force_login(editor)
    desk = f"/en/admin/meetings/correctionrequest/{CorrectionRequest.objects.get().pk}/decide/"
    for address in (form, request, desk):
        links = re.findall(r"<a[^>]*>(.*?)</a>", client.get(address).content.decode(), re.DOTALL)
        assert title in [unescape(re.sub("<[^>]*>", "", link)) for link in links], address


def test_no_cookie_is_needed(meeting, typed):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, typed).status_code == 303


def test_sending_it_twice_makes_one_request(client, meeting, typed):
    first, second = client.post(FORM, typed), client.post(FORM, typed)
    assert first["Location"] == second["Location"]
    assert CorrectionRequest.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"message": "The talks were in Milan, not in Rome."},
        {"fact": "place"},
        {"source_url": "https://example.org/2"},
        {"email": "reader@example.org"},
    ],
)
def test_another_error_in_a_form_that_was_sent_is_another_request(client, meeting, typed, changed):
    """A reader who goes back finds the form with its token, and writes something else into it."""
    first = client.post(FORM, typed)
    again = {**typed, **changed}
    second = client.post(FORM, again)
    assert second["Location"] != first["Location"]
    page = client.get(second["Location"]).content.decode()
    assert again["message"] in page
    assert client.post(FORM, again)["Location"] == second["Location"]
    assert client.post(FORM, typed)["Location"] == first["Location"]
    assert CorrectionRequest.objects.count() == 2


def test_the_same_words_about_another_record_are_another_request(client, meeting, typed):
    factories.MeetingFactory(slug="in-milan")
    first, second = client.post(FORM, typed), client.post(FORM.replace("rome", "milan"), typed)
    assert first["Location"] != second["Location"]
    assert CorrectionRequest.objects.values("record_id").distinct().count() == 2


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\ufeff", "\x00", "\x85"])
def test_a_character_that_turns_or_breaks_text_is_left_out(client, meeting, typed, hidden):
    page = f"https://example.org/{hidden}1"
    client.post(FORM, {**typed, "message": f"{hidden}Line one.{hidden}\r\nنێچیرڤان\u200c", "source_url": page})
    row = CorrectionRequest.objects.get()
    assert (row.message, row.source_url) == ("Line one.\nنێچیرڤان\u200c", "https://example.org/1")


def test_going_back_does_not_lift_the_limit(client, meeting, typed, monkeypatch):
    monkeypatch.setattr(services, "MAX_REQUESTS_AN_HOUR", 2)
    answers = [client.post(FORM, {**typed, "message": f"{MESSAGE} {number}"}).status_code for number in range(3)]
    assert answers == [303, 303, 422]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"message": "  "}, "Describe in a sentence"),
        ({"message": "x" * 2001}, "has 2001 characters"),
        ({"message": "see http://a.example www.b.example https://c.example"}, "more than 2 links"),
        ({"source_url": "the newspaper"}, "not a web address"),
        ({"source_url": "javascript:alert(1)"}, "not a web address"),
        ({"source_url": "https://example.org/" + "x" * 500}, "too long"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"homepage": "https://spam.example"}, "Leave this box empty"),
        ({"token": "forged:1:x"}, "open for more than a day"),
        ({"token": ""}, "open for more than a day"),
    ],
)
def test_an_error_is_explained_and_nothing_typed_is_lost(client, meeting, typed, wrong, words):
    given = {**typed, "email": "reader@example.org", "source_url": "https://example.org/1", **wrong}
    response = client.post(FORM, given)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert not CorrectionRequest.objects.exists()
    for name in ("message", "source_url", "email"):
        assert given[name].strip() in page


def test_a_form_that_was_open_for_too_long_can_be_sent_again(client, meeting, typed, monkeypatch):
    response = client.post(FORM, {**typed, "token": aged(25 * 3600, monkeypatch)})
    assert response.status_code == 422
    fresh = response.context["form"].token
    assert services._is_young(fresh)
    assert MESSAGE in response.content.decode()


def test_a_form_that_is_sent_at_once_keeps_its_token(client, meeting, typed, monkeypatch):
    token = aged(1, monkeypatch)
    response = client.post(FORM, {**typed, "token": token})
    assert "sent very quickly" in response.content.decode()
    assert response.context["form"].token == token


def test_a_client_sends_only_so_many(client, meeting, typed, monkeypatch, settings):
    monkeypatch.setattr(services, "MAX_REQUESTS_AN_HOUR", 2)
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}

    def send(address: str):
        form = {**typed, "token": aged(60, monkeypatch)}
        return client.post(FORM, form, headers={"x-forwarded-for": f"203.0.113.9, {address}"})

    assert [send("192.0.2.1").status_code for _ in range(3)] == [303, 303, 422]
    refused = send("192.0.2.1").content.decode()
    assert "too many requests" in refused
    assert MESSAGE in refused
    assert send("192.0.2.2").status_code == 303
    assert CorrectionRequest.objects.count() == 3


def test_what_a_client_writes_itself_is_not_trusted(rf, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 0}
    request = rf.get("/", headers={"x-forwarded-for": "192.0.2.1"}, REMOTE_ADDR="198.51.100.7")
    assert identify_client(request) == "198.51.100.7"


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=x", "/meetings/nowhere/", "/meetings/not-yet/", "nonsense", "/places/\0/", ""]
)
def test_an_address_without_a_public_record_gives_the_general_form(client, path, typed):
    factories.MeetingFactory(slug="not-yet", headline_en="A secret draft", review_state="draft")
    page = client.get("/en/corrections/new/", {"about": path})
    assert page.status_code == 200
    assert "A secret draft" not in page.content.decode()
    client.post("/en/corrections/new/?about=/meetings/not-yet/", typed)
    assert CorrectionRequest.objects.get().kind == ""


@pytest.mark.parametrize("folder", ["officials", "sides", "organisations", "topics", "places", "outlets", "articles"])
def test_every_kind_of_record_links_to_the_form(client, folder, sample_archive):
    pages = {
        "officials": "nechirvan-barzani", "sides": "iq", "organisations": "un", "topics": "energy",
        "places": "fr-paris", "outlets": "cnn-arabic", "articles": "2026-03-12-kurdistan24",
    }  # fmt: skip
    path = f"/en/{folder}/{pages[folder]}/"
    link = f"/en/corrections/new/?about={path}"
    assert f'href="{link}"' in client.get(path).content.decode()
    assert client.get(link).context["about_record"].record is not None


def test_a_withdrawn_record_can_be_asked_about(client, meeting, editor, typed):
    withdraw(meeting, editor, "wrong")
    page = client.get(FORM).content.decode()
    assert "A meeting in Rome" not in page
    client.post(FORM, typed)
    row = CorrectionRequest.objects.get()
    assert (row.kind, row.record_id) == ("meeting", meeting.pk)
    assert "A meeting in Rome" not in client.get(f"/en/corrections/requests/{row.key}/").content.decode()


def test_the_reader_deletes_the_address(client, meeting, typed):
    client.post(FORM, {**typed, "email": "reader@example.org"})
    row = CorrectionRequest.objects.get()
    page = f"/en/corrections/requests/{row.key}/"
    assert "reader@example.org" in client.get(page).content.decode()
    assert client.post(page).status_code == 303
    assert CorrectionRequest.objects.get().email == ""
    assert "reader@example.org" not in client.get(page).content.decode()
    assert client.get("/corrections/requests/nowhere/").status_code == 404


# --- The desk ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def row(meeting):
    return CorrectionRequest.objects.create(
        key="a-key", kind="meeting", record_id=meeting.pk, message=MESSAGE, language="en", site="http://testserver/",
        email="reader@example.org",
    )  # fmt: skip


def test_the_desk_lists_shows_and_decides(client, editor, row):
    client.force_login(editor)
    assert MESSAGE in client.get("/en/admin/").content.decode()
    assert MESSAGE in client.get("/en/admin/meetings/correctionrequest/?state__exact=waiting").content.decode()
    page = f"/en/admin/meetings/correctionrequest/{row.pk}/decide/"
    shown = client.get(page).content.decode()
    assert "reader@example.org" in shown
    assert f"/en/admin/meetings/meeting/{row.record_id}/change/" in shown
    refused = client.post(page, {"state": "rejected", "answer": "", "note": "kept", "was": "waiting"})
    assert refused.status_code == 422
    assert "Write an answer" in refused.content.decode()
    client.post(page, {"state": "rejected", "answer": "The source says the 3rd.", "note": "seen", "was": "waiting"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("rejected", "The source says the 3rd.")
    [decision] = CorrectionDecision.objects.all()
    assert (decision.user, decision.note) == (editor, "seen")
    answered = client.get("/en/corrections/requests/a-key/").content.decode()
    assert "The source says the 3rd." in answered
    assert "seen" not in answered.split("<main")[1].split("</main")[0]
    client.post(f"/en/admin/meetings/correctionrequest/{row.pk}/forget/")
    row.refresh_from_db()
    assert row.email == ""


def test_an_accepted_request_names_its_correction(client, editor, row, meeting):
    with recorded(editor):
        meeting.headline_en = "A meeting in Rome on the 4th"
        meeting.save()
    version = Version.objects.filter(kind="meeting").latest("pk")
    decide(row, RequestDecision("accepted", "Corrected, thank you.", correction=version.pk), editor, "waiting")
    assert "A reader reported the error." in client.get("/en/corrections/").content.decode()


def test_an_answer_is_sent_and_the_address_deleted(editor, row, settings):
    settings.MAHDAR_SENDS_MAIL = True
    assert decide(row, RequestDecision("rejected", "The source says the 3rd.", "private"), editor, "waiting")
    [letter] = mail.outbox
    assert letter.to == ["reader@example.org"]
    assert "The source says the 3rd." in letter.body
    assert "http://testserver/en/corrections/requests/a-key/" in letter.body
    assert "private" not in letter.body
    assert CorrectionRequest.objects.get().email == ""


def test_an_answer_that_cannot_be_sent_keeps_the_address(editor, row, settings, monkeypatch):
    settings.MAHDAR_SENDS_MAIL = True

    def down(self):
        raise OSError("no route")

    monkeypatch.setattr(EmailMultiAlternatives, "send", down)
    assert not decide(row, RequestDecision("rejected", "No."), editor, "waiting")
    assert CorrectionRequest.objects.get().email == "reader@example.org"


def test_a_duplicate_names_the_earlier_request(editor, row):
    other = CorrectionRequest.objects.create(key="b", message=MESSAGE, language="en", site="http://testserver/")
    with pytest.raises(DecisionRefusedError, match="earlier request"):
        decide(other, RequestDecision("duplicate", duplicate_of=other.pk), editor, "waiting")
    decide(other, RequestDecision("duplicate", duplicate_of=row.pk), editor, "waiting")
    other.refresh_from_db()
    assert other.duplicate_of == row


def test_two_editors_decide_once_and_a_decision_can_be_undone(editor, row):
    decide(row, RequestDecision("rejected", "No."), editor, "waiting")
    with pytest.raises(DecisionRefusedError, match="already decided"):
        decide(row, RequestDecision("accepted", "Yes."), editor, "waiting")
    decide(row, RequestDecision("waiting"), editor, "rejected")
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("waiting", None)
    assert [one.state for one in row.decisions.all()] == ["waiting", "rejected"]


@pytest.mark.parametrize("role", [None, UserRole.CONTRIBUTOR])
def test_only_editors_see_the_queue(client, django_user_model, row, role):
    user = django_user_model.objects.create(username="other", is_staff=True)
    if role:
        give_role(user, role)
        assert not user.has_perm("meetings.view_correctionrequest")
    client.force_login(user)
    for path in ("", f"{row.pk}/decide/"):
        assert client.get(f"/en/admin/meetings/correctionrequest/{path}").status_code == 403
    assert client.post(f"/en/admin/meetings/correctionrequest/{row.pk}/forget/").status_code == 403
    with pytest.raises(PermissionDenied):
        decide(row, RequestDecision("rejected", "No."), user, "waiting")
    assert CorrectionRequest.objects.get().email == "reader@example.org"
