"""A form that arrives without a session leads through a log-in back to everything that was entered."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.models import FormDraft, FormDraftFile, Incoming, Meeting
from tests.admin.conftest import address, form_data
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password-7"
TYPED = "ما كتبته قبل انتهاء الجلسة"


@pytest.fixture
def editor(editor):
    editor.set_password(PASSWORD)
    editor.save()
    return editor


@pytest.fixture
def browser(editor):
    """A browser that checks tokens, as real ones do, with its editor signed in through the form."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, "editor", address("index"))
    return client


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def sign_in(client, name: str, following: str):
    """Fill the log-in page as a browser does, and return the page to which it leads."""
    page = client.get(address("login"), {"next": following})
    sent = {"username": name, "password": PASSWORD, "next": following, "csrfmiddlewaretoken": token(page.text)}
    return client.post(address("login"), sent, follow=True)


def end_session(client) -> None:
    del client.cookies["sessionid"]


def opened(client, page: str) -> dict[str, object]:
    response = client.get(page)
    data = {**form_data(response), "csrfmiddlewaretoken": token(response.text)}
    return {**data, "made_on": response.context["made_on"]} if response.context.get("made_on") else data


@pytest.fixture
def meeting():
    meeting = MeetingFactory(review_state="draft")
    ParticipationFactory(meeting=meeting, official=OfficialFactory(), country=CountryFactory())
    return meeting


def test_a_form_sent_without_a_session_comes_back_filled_after_the_log_in(browser, meeting):
    page = address("meetings_meeting_change", meeting.pk)
    sent = {**opened(browser, page), "headline_ar": TYPED, "participations-0-role": "guest", "date": "no day"}
    end_session(browser)
    response = browser.post(page, sent)
    assert response.status_code == 302
    assert response.url.startswith(address("login"))
    assert "kept" in browser.get(response.url).text  # the log-in page says so

    following = re.search(r"next=([^&]+)", response.url)[1].replace("%3D", "=").replace("%3F", "?")
    form = sign_in(browser, "editor", following)
    assert form.status_code == 200
    assert "Nothing was saved yet" in form.text
    assert "Please correct the error" not in form.text
    again = form_data(form)
    assert (again["headline_ar"], again["participations-0-role"]) == (TYPED, "guest")
    assert again["date"] == "no day"  # also what would not be accepted
    assert Meeting.objects.get().headline_ar != TYPED

    sent = {**again, "date": "", "made_on": form.context["made_on"], "csrfmiddlewaretoken": token(form.text)}
    assert browser.post(form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"], sent).status_code == 302
    assert Meeting.objects.get().headline_ar == TYPED
    assert not FormDraft.objects.exists()  # what is saved is not offered any more


def test_what_another_editor_saved_meanwhile_is_noticed_after_the_log_in(browser, meeting):
    page = address("meetings_meeting_change", meeting.pk)
    sent = {**opened(browser, page), "headline_ar": TYPED}
    end_session(browser)
    following = browser.post(page, sent).url.partition("next=")[2]
    other = opened(browser_of(meeting), page)
    browser_of(meeting).post(page, {**other, "headline_ar": "من غيري"})
    form = sign_in(browser, "editor", following)
    sent = {**form_data(form), "made_on": form.context["made_on"], "csrfmiddlewaretoken": token(form.text)}
    assert browser.post(page, sent).status_code == 409


def browser_of(meeting) -> Client:
    from django.contrib.auth import get_user_model

    user, _made = get_user_model().objects.get_or_create(username="other", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    return client


def test_a_form_of_a_session_that_another_window_renewed_comes_back(browser, meeting):
    page = address("meetings_meeting_change", meeting.pk)
    sent = {**opened(browser, page), "headline_ar": TYPED}
    end_session(browser)
    sign_in(browser, "editor", address("index"))  # in another window: the token of this form is no longer valid
    form = browser.post(page, sent, follow=True)
    assert form.status_code == 200
    assert form_data(form)["headline_ar"] == TYPED
    assert Meeting.objects.get().headline_ar != TYPED


def test_a_decision_sent_without_a_session_is_sent_again(browser, meeting):
    page = address("review-decide", meeting.pk)
    shown = browser.get(address("review-meeting", meeting.pk)).text
    made_on = re.search(r'name="made_on" value="(\d+)"', shown)[1]
    sent = {"state": "rejected", "rejection": "duplicate", "made_on": made_on}
    end_session(browser)
    following = browser.post(page, {**sent, "csrfmiddlewaretoken": token(shown)}).url.partition("next=")[2]
    resume = sign_in(browser, "editor", following)
    assert resume.context["entered"] == ["rejected", "duplicate"]
    number = re.search(r'name="kept_form"\s+value="(\d+)"', resume.text)[1]
    browser.post(page, {"kept_form": number, "csrfmiddlewaretoken": token(resume.text)})
    assert Meeting.objects.get().review_state == "rejected"
    assert not FormDraft.objects.exists()


def test_a_file_sent_without_a_session_is_kept(browser):
    page = address("meetings_incoming_add")
    shown = browser.get(page).text
    report = "الحلبوسي يستقبل السفير الفرنسي في بغداد\n13 آذار 2021\nاستقبل رئيس مجلس النواب محمد الحلبوسي السفير."
    file = SimpleUploadedFile("report.txt", report.encode(), "text/plain")
    end_session(browser)
    sent = {"way": "file", "uploads": file, "csrfmiddlewaretoken": token(shown)}
    following = browser.post(page, sent).url.partition("next=")[2]
    assert bytes(FormDraftFile.objects.get().content) == report.encode()
    resume = sign_in(browser, "editor", following)
    assert "report.txt" in resume.text
    number = re.search(r'name="kept_form"\s+value="(\d+)"', resume.text)[1]
    browser.post(page, {"kept_form": number, "csrfmiddlewaretoken": token(resume.text)})
    assert Incoming.objects.get().raw_text == report
    assert not FormDraftFile.objects.exists()


def test_another_user_of_the_browser_does_not_see_it(browser, meeting, django_user_model):
    other = django_user_model.objects.create_superuser("other", "", PASSWORD)
    page = address("meetings_meeting_change", meeting.pk)
    sent = {**opened(browser, page), "headline_ar": TYPED}
    end_session(browser)
    following = browser.post(page, sent).url.partition("next=")[2]
    response = sign_in(browser, "other", following)
    assert TYPED not in response.text
    draft = FormDraft.objects.get()
    client = Client()
    client.force_login(other)
    assert TYPED not in client.get(f"{page}?draft={draft.pk}").text


def test_a_browser_without_cookies_keeps_the_text_on_the_page(browser, meeting):
    page = address("meetings_meeting_change", meeting.pk)
    sent = {**opened(browser, page), "headline_ar": TYPED}
    browser.cookies.clear()
    response = browser.post(page, sent)
    assert response.status_code == 403
    assert TYPED in response.text
    assert not FormDraft.objects.exists()  # nothing is stored for a browser that no editor used


def test_an_unknown_sender_stores_nothing(db):
    client = Client()
    for page in (address("meetings_topic_add"), address("meetings_incoming_add"), address("draft-save")):
        client.post(page, {"name_ar": "x", "draft_path": page, "draft_page": "1"})
    assert not FormDraft.objects.exists()


def test_a_forged_cookie_stores_nothing(editor):
    client = Client()
    for forged in (str(editor.pk), f"{editor.pk}:x:y", "x" * 3000):
        client.cookies["desk_editor"] = forged
        client.post(address("meetings_topic_add"), {"name_ar": "x", "name_en": "y"})
    assert not FormDraft.objects.exists()


def test_passwords_are_never_kept(browser, editor):
    page = address("auth_user_add")
    end_session(browser)
    browser.post(page, {"username": "new", "password1": "secret-1", "password2": "secret-1"})
    page = address("auth_user_password_change", editor.pk)
    browser.post(page, {"password1": "secret-1", "password2": "secret-1"})
    assert "secret-1" not in str(list(FormDraft.objects.values_list("data", flat=True)))


def test_the_page_of_the_kept_form_of_a_deleted_draft_is_calm(browser):
    response = browser.get(address("resume", 999), follow=True)
    assert response.redirect_chain[-1][0] == address("index")
