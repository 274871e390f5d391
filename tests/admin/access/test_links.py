"""Links that set a password: forgotten passwords, invitations, and help by an administrator."""

import re
import threading
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.urls import reverse

from meetings.models import FailedSignIn
from meetings.services.roles import UserRole, get_role
from tests.admin.access.conftest import (
    PASSWORD,
    add_app,
    add_recovery_codes,
    has_app,
    is_signed_in,
    make_user,
    post_password,
    words,
)

pytestmark = pytest.mark.django_db
NEW = "nine tall cedar trees"


@pytest.fixture
def mails(settings):
    """A site that sends mail."""
    settings.MAHDAR_SENDS_MAIL = True
    return mail.outbox


@pytest.fixture
def desk(client, root):
    client.force_login(root)
    return client


def ask_for_link(client, email: str, **where):
    response = client.post(reverse("admin_password_reset"), {"email": email}, **where)
    for thread in threading.enumerate():
        if thread.name == "mahdar-mail":
            thread.join()
    return response


def find_link(text: str) -> str:
    return re.search(r"http://testserver(/\S+/password_reset/\S+?/)[\s\"<]", text)[1]


def choose(client, link: str, password: str = NEW):
    """Open a link as a browser does, which follows it to the address without the secret, and send the form."""
    opened = client.get(link, follow=True)
    page = opened.redirect_chain[-1][0] if opened.redirect_chain else link
    return client.post(page, {"new_password1": password, "new_password2": password})


class TestForgotten:
    def test_the_link_sets_the_password_once(self, client, amal, mails):
        assert ask_for_link(client, "Amal@example.org")["Location"] == reverse("password_reset_done")
        assert mails[0].to == ["amal@example.org"]
        assert mails[0].extra_headers["Auto-Submitted"] == "auto-generated"
        link = find_link(mails[0].body)
        opened = client.get(link, follow=True)
        assert link not in opened.redirect_chain[-1][0]  # no other site learns it from the Referer
        assert choose(client, link).status_code == 302
        assert post_password(Client(), password=NEW).status_code == 302
        assert post_password(Client(), password=PASSWORD).status_code == 200
        assert "This link is not valid" in words(Client().get(link, follow=True))

    def test_known_and_unknown_addresses_get_the_same_answer(self, amal, mails):
        make_user("gone", is_active=False)
        answers = []
        for email in ("amal@example.org", "unknown@example.org", "gone@example.org"):
            client = Client()
            first = ask_for_link(client, email)
            answers.append((first.status_code, first["Location"], words(client.get(first["Location"]))))
        assert answers[0] == answers[1] == answers[2]
        assert [letter.to for letter in mails] == [["amal@example.org"]]

    def test_an_expired_link(self, client, amal, mails, monkeypatch):
        ask_for_link(client, "amal@example.org")
        later = datetime.now() + timedelta(days=3, minutes=1)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
        assert "This link is not valid" in words(client.get(find_link(mails[0].body), follow=True))

    def test_a_user_who_was_deactivated_in_between(self, client, amal, mails):
        ask_for_link(client, "amal@example.org")
        link = find_link(mails[0].body)
        page = client.get(link, follow=True).redirect_chain[-1][0]
        User.objects.update(is_active=False)
        response = client.post(page, {"new_password1": NEW, "new_password2": NEW})
        assert "This link is not valid" in words(response)
        assert not User.objects.get().check_password(NEW)

    @pytest.mark.parametrize("link", ["x/y", "MQ/set-password", "MQ/c0ffee-" + "0" * 32, "%00/%00", "9" * 400 + "/x-y"])
    def test_an_invented_link(self, client, amal, link):
        response = client.get(reverse("admin_password_reset") + link + "/")
        assert response.status_code == 200
        assert "This link is not valid" in words(response)

    def test_the_new_password_is_a_strong_one(self, client, amal, mails):
        ask_for_link(client, "amal@example.org")
        link = find_link(mails[0].body)
        for weak in ("short pass", "amal@example", "123456789012", "passwordpassword"[:8]):
            assert choose(client, link, weak).status_code == 200
        assert User.objects.get().check_password(PASSWORD)

    def test_it_ends_the_sessions_and_the_wait(self, client, amal, mails):
        elsewhere = Client()
        elsewhere.force_login(amal)
        for _ in range(6):
            post_password(client, password="wrong")
        ask_for_link(client, "amal@example.org", REMOTE_ADDR="192.0.2.9")
        choose(client, find_link(mails[0].body))
        assert not is_signed_in(elsewhere)
        assert post_password(client, password=NEW).status_code == 302

    def test_the_second_factor_is_asked_for_after_it_too(self, client, amal, mails):
        add_app(amal)
        ask_for_link(client, "amal@example.org")
        choose(client, find_link(mails[0].body))
        assert post_password(client, password=NEW)["Location"] == reverse("mfa_authenticate")

    def test_three_mails_an_hour_for_one_address(self, client, amal, mails):
        answers = [ask_for_link(Client(), "amal@example.org", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(5)]
        assert answers == [302, 302, 302, 429, 429]
        unknown = [ask_for_link(Client(), "none@example.org", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(5)]
        assert unknown == answers
        assert len(mails) == 3

    def test_without_a_mail_server_the_page_says_whom_to_ask(self, client, amal):
        page = client.get(reverse("admin_password_reset"))
        assert "Ask an administrator of the archive for a link" in words(page)
        ask_for_link(client, "amal@example.org")
        assert mail.outbox == []

    def test_a_mail_server_that_fails_looks_the_same(self, client, amal, mails, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert ask_for_link(client, "amal@example.org")["Location"] == reverse("password_reset_done")


class TestInvitation:
    def invite(self, client, **changes):
        data = {"email": "sara@example.org", "first_name": "سارة", "role": "editor", **changes}
        return client.post(reverse("admin:auth_user_invite"), data)

    def test_by_mail(self, desk, mails):
        page = self.invite(desk)
        assert "We sent a link to sara@example.org" in words(page)
        assert "password_reset" not in page.content.decode().split("content-main")[1]  # it is in the mail alone
        sara = User.objects.get(username="sara@example.org")
        assert (get_role(sara), sara.is_staff, sara.has_usable_password()) == (UserRole.EDITOR, True, False)
        guest = Client()
        assert choose(guest, find_link(mails[0].body)).status_code == 302
        assert post_password(guest, "sara@example.org", NEW).status_code == 302
        assert is_signed_in(guest)

    def test_without_a_mail_server_the_administrator_gets_the_link(self, desk):
        page = self.invite(desk, name="sara")
        assert page["Cache-Control"].count("no-store") == 1
        assert choose(Client(), find_link(page.content.decode())).status_code == 302
        assert User.objects.get(username="sara").check_password(NEW)

    def test_a_mail_server_that_fails(self, desk, mails, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        page = self.invite(desk)
        assert "The mail could not be sent." in words(page)
        assert find_link(page.content.decode())

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": ""}, {"email": "x"}, {"email": "AMAL@example.org"}, {"name": "amal"}, {"role": ""},
            {"role": "superuser"}, {"name": "a b<>"}, {"email": "x" * 200 + "@example.org"},
        ],
    )  # fmt: skip
    def test_wrong_input_creates_no_user(self, desk, amal, wrong):
        response = self.invite(desk, **wrong)
        assert response.context["form"].errors
        assert User.objects.count() == 2

    def test_only_administrators_invite(self, client, amal):
        client.force_login(amal)
        assert self.invite(client).status_code == 403
        assert client.get(reverse("admin:auth_user_invite")).status_code == 403
        assert User.objects.count() == 1

    def test_the_list_of_users_leads_there(self, desk):
        page = desk.get(reverse("admin:auth_user_changelist")).content.decode()
        assert reverse("admin:auth_user_invite") in page


class TestHelp:
    def test_a_link_for_a_user_who_is_there(self, desk, amal):
        page = reverse("admin:auth_user_let_in", args=[amal.pk])
        assert page in desk.get(reverse("admin:auth_user_change", args=[amal.pk])).content.decode()
        shown = desk.post(page, {"action": "link"}).content.decode()
        assert choose(Client(), find_link(shown)).status_code == 302

    def test_no_link_for_a_user_who_is_not_active(self, desk):
        gone = make_user("gone", is_active=False)
        page = reverse("admin:auth_user_let_in", args=[gone.pk])
        assert "Make the user active first" in words(desk.get(page))
        assert "password_reset" not in desk.post(page, {"action": "link"}).get("Location", "")

    def test_an_end_to_the_wait(self, desk, amal):
        stranger = Client()
        for _ in range(6):
            post_password(stranger, password="wrong")
        desk.post(reverse("admin:auth_user_let_in", args=[amal.pk]), {"action": "release"})
        assert post_password(stranger).status_code == 302

    def test_an_end_to_the_wait_in_the_list(self, desk, amal):
        stranger = Client()
        for _ in range(6):
            post_password(stranger, password="wrong")
        data = {"action": "release_brake", "_selected_action": [amal.pk]}
        desk.post(reverse("admin:auth_user_changelist"), data)
        assert not FailedSignIn.objects.filter(counted_by="account").exists()

    def test_lost_second_factors(self, desk, amal):
        add_app(amal)
        add_recovery_codes(amal)
        desk.post(reverse("admin:auth_user_let_in", args=[amal.pk]), {"action": "factors"})
        assert not has_app(amal)
        assert post_password(Client())["Location"] == reverse("admin:index")

    @pytest.mark.parametrize("action", ["link", "release", "factors"])
    def test_editors_help_no_one_and_administrators_no_superuser(self, client, root, amal, action):
        chief = make_user("chief", UserRole.ADMINISTRATOR, is_superuser=True)
        add_app(chief)
        for user, other in ((amal, root), (amal, amal), (root, chief)):
            client.force_login(user)
            page = reverse("admin:auth_user_let_in", args=[other.pk])
            assert client.post(page, {"action": action}).status_code == 403
            assert client.get(page).status_code == 403
        assert has_app(chief)
