"""Mails about changes of how an account signs in."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from tests.admin.access.conftest import PASSWORD, add_app, add_recovery_codes, make_code, post_password

pytestmark = pytest.mark.django_db
NEW = "nine tall cedar trees"


@pytest.fixture
def mails(settings):
    """Mails of a site that sends them, after the threads that send them have ended."""
    settings.MAHDAR_SENDS_MAIL = True

    def wait() -> list:
        for thread in threading.enumerate():
            if thread.name == "mahdar-mail":
                thread.join()
        return mail.outbox

    return wait


@pytest.fixture
def signed_in(client, amal):
    post_password(client)
    return client


@pytest.fixture
def add_app_on_page(signed_in, django_capture_on_commit_callbacks):
    def add() -> None:
        page = reverse("mfa_activate_totp")
        code = make_code(signed_in.get(page).context["form"].secret)
        with django_capture_on_commit_callbacks(execute=True):
            signed_in.post(page, {"code": code})

    return add


def test_an_added_app_is_told_by_mail(add_app_on_page, mails):
    add_app_on_page()
    first = mails()[0]
    assert first.to == ["amal@example.org"]
    assert "account amal" in first.body
    assert "An app was added." in first.body
    assert "from the address 127.0.0.1" in first.body
    assert "If it was not you" in first.body


def test_a_removed_app_is_told(client, amal, mails):
    secret = add_app(amal)
    post_password(client)
    client.post(reverse("mfa_authenticate"), {"code": make_code(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert "The app was removed." in mails()[-1].body


def test_a_changed_password_is_told(signed_in, mails):
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    signed_in.post(reverse("admin:password_change"), fields)
    assert ["The password was changed." in one.body for one in mails()] == [True]


def test_a_password_that_was_refused_is_not(signed_in, mails):
    fields = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    signed_in.post(reverse("admin:password_change"), fields)
    assert mails() == []


def test_factors_that_an_administrator_removed_are_told_to_their_user(client, root, amal, mails):
    add_app(amal)
    add_recovery_codes(amal)
    client.force_login(root)
    page = reverse("admin:auth_user_let_in", args=[amal.pk])
    client.post(page, {"action": "factors"})
    assert not Authenticator.objects.filter(user=amal).exists()
    client.post(page, {"action": "factors"})  # nothing is left to remove
    assert [(one.to, "removed all second factors" in one.body) for one in mails()] == [(["amal@example.org"], True)]


@pytest.mark.parametrize("sends_mail", [True, False])
def test_without_an_address_or_a_mail_server_nothing_is_sent(add_app_on_page, amal, settings, mails, sends_mail):
    settings.MAHDAR_SENDS_MAIL = sends_mail
    if sends_mail:
        type(amal).objects.filter(pk=amal.pk).update(email="")
    add_app_on_page()
    assert Authenticator.objects.filter(user=amal, type="totp").exists()
    assert mails() == []


def test_a_server_that_refuses_stops_nothing(add_app_on_page, amal, mails, monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend

    def refuse(self, letters):
        raise OSError("refused")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    add_app_on_page()
    assert mails() == []
    assert Authenticator.objects.filter(user=amal, type="totp").exists()
