"""The list of one's open sessions, and ending them."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.services.access.sessions import SEEN
from tests.admin.access.conftest import PASSWORD, is_signed_in, make_user, post_password, words

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1"


@pytest.fixture
def page():
    return reverse("usersessions_list")


def sign_in(name: str = "amal", agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    post_password(client, name, REMOTE_ADDR="192.0.2.5")
    return client


def test_each_browser_is_named(amal, page):
    here, _phone = sign_in(), sign_in(agent=PHONE)
    text = words(here.get(page))
    assert "Firefox · Linux this browser 192.0.2.5" in text
    assert "Safari · iPhone 192.0.2.5" in text


def test_ending_one(amal, page):
    here, phone = sign_in(), sign_in(agent=PHONE)
    shown = here.get(page).context["sessions"]
    assert [one.is_current for one in shown] == [True, False]
    assert "You ended the session." in words(here.post(page, {"session": shown[1].pk}, follow=True))
    assert (is_signed_in(here), is_signed_in(phone)) == (True, False)
    assert "has ended already" in words(here.post(page, {"session": shown[1].pk}, follow=True))


def test_ending_this_one_signs_out(amal, page):
    here = sign_in()
    this = here.get(page).context["sessions"][0]
    assert here.post(page, {"session": this.pk})["Location"] == reverse("account_login")
    assert not is_signed_in(here)


def test_ending_all_others_also_those_from_before_the_list(amal, page):
    here, phone, old = sign_in(), sign_in(agent=PHONE), Client()
    old.force_login(amal)  # writes a session and no row of the list, as before the upgrade
    make_user("other")
    other = sign_in("other")
    assert "You ended 2 sessions." in words(here.post(page, {"session": "others"}, follow=True))
    assert [is_signed_in(one) for one in (here, phone, old, other)] == [True, False, False, True]


def test_the_session_of_someone_else_stays_open(amal, page):
    make_user("other")
    mine, other = sign_in(), sign_in("other")
    theirs = UserSession.objects.get(user__username="other")
    for session in (theirs.pk, "", "x", "-1", "9" * 40):
        assert "has ended already" in words(mine.post(page, {"session": session}, follow=True))
    assert is_signed_in(other)


def test_an_old_session_appears_in_the_list(client, amal, page):
    client.force_login(amal)
    assert [one.is_current for one in client.get(page).context["sessions"]] == [True]


def test_sessions_with_a_former_password_are_not_listed(amal, page):
    here, _phone = sign_in(), sign_in(agent=PHONE)
    new = "nine tall cedar trees"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post(reverse("admin:password_change"), data).status_code == 302
    assert [one.is_current for one in here.get(page).context["sessions"]] == [True]
    assert Session.objects.count() == 1


def test_when_it_was_last_used(amal, page):
    here = sign_in()
    session = here.session
    session[SEEN] -= 3600
    session.save()
    before = here.session[SEEN]
    here.get(reverse("admin:index"))
    assert here.session[SEEN] - before > 3500
    after = here.session[SEEN]
    here.get(reverse("admin:index"))
    assert here.session[SEEN] == after  # written once in five minutes


def test_the_number_of_queries_does_not_grow(amal, page):
    here = sign_in()
    here.get(page)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            here.get(page)
        return len(queries)

    first = count()
    for _ in range(8):
        sign_in(agent=PHONE)
    assert count() == first
    assert len(here.get(page).context["sessions"]) == 9


def test_it_needs_a_session(client, page):
    assert client.get(page)["Location"].startswith(reverse("account_login"))
    assert client.post(page, {"session": "others"})["Location"].startswith(reverse("account_login"))
