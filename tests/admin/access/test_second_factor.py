"""Codes of an app and recovery codes after the password, and roles that must have a second factor."""

import re
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from config.access import read_second_factor
from meetings.models import FailedSignIn
from meetings.services.roles import UserRole
from tests.admin.access.conftest import (
    PASSWORD,
    add_app,
    add_recovery_codes,
    has_app,
    is_signed_in,
    make_code,
    make_user,
    post_password,
    words,
)
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(amal):
    return add_app(amal)


# What a program may send in place of the answer of a passkey.
INVENTED = (
    "", "x", "null", "[]", "{}", "1", '{"response": {}}', '{"response": []}', '{"id": 1, "type": "public-key"}',
    '{"id": "MQ", "rawId": "MQ", "type": "public-key", "response": {"clientDataJSON": "e30", "userHandle": "MQ"}}',
    "[" * 10_000, "9" * 30_000, '{"a":' * 3_000,
)  # fmt: skip


def post_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


class TestCode:
    def test_the_password_alone_opens_nothing(self, client, secret):
        page = reverse("admin:meetings_meeting_changelist")
        assert post_password(client, next=page)["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(client)
        assert post_code(client, make_code(secret))["Location"] == page
        assert is_signed_in(client)

    @pytest.mark.parametrize("write", [str, lambda code: f"{code[:3]} {code[3:]}", lambda code: to_arabic(code)])
    def test_however_the_digits_are_written(self, client, secret, write):
        post_password(client)
        assert post_code(client, write(make_code(secret))).status_code == 302

    def test_a_code_works_once_also_in_another_process(self, client, secret):
        code = make_code(secret)
        post_password(client)
        assert post_code(client, code).status_code == 302
        other = Client()
        post_password(other)
        from django.core.cache import cache

        cache.clear()  # which another process does not share
        assert "was used before" in words(post_code(other, code))
        assert not is_signed_in(other)
        assert post_code(other, make_code(secret, 1)).status_code == 302

    @pytest.mark.parametrize("code", ["", "000000x", "١٢٣", "9" * 5000, "\x00", "None", "-1"])
    def test_wrong_codes(self, client, secret, code):
        post_password(client)
        assert post_code(client, code).status_code == 200
        assert not is_signed_in(client)

    def test_an_old_code(self, client, secret):
        post_password(client)
        assert post_code(client, make_code(secret, -3)).status_code == 200
        assert post_code(client, make_code(secret, 3)).status_code == 200

    def test_sixty_wrong_codes(self, client, secret):
        post_password(client)
        wrong = f"{(int(make_code(secret)) + 1) % 1_000_000:06}"
        answers = [post_code(client, wrong) for _ in range(60)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 55
        assert int(answers[-1]["Retry-After"]) > 0
        assert post_code(client, make_code(secret)).status_code == 429
        assert FailedSignIn.objects.filter(counted_by="account").count() == 5

    def test_a_user_who_was_deactivated_between_password_and_code(self, client, secret):
        post_password(client)
        User.objects.update(is_active=False)
        response = client.post(reverse("mfa_authenticate"), {"code": make_code(secret)}, follow=True)
        assert "_auth_user_id" not in client.session
        assert "deactivated" in words(response) or response.redirect_chain[-1][0] == reverse("account_login")

    def test_without_a_password_before_it(self, client, secret):
        assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")
        assert post_code(client, make_code(secret))["Location"] == reverse("account_login")

    def test_starting_again(self, client, secret):
        post_password(client)
        assert client.get(reverse("account_login"))["Location"] == reverse("mfa_authenticate")
        client.post(reverse("account_logout"))
        assert client.get(reverse("account_login")).status_code == 200
        assert post_code(client, make_code(secret))["Location"] == reverse("account_login")

    def test_the_secret_is_encrypted_and_useless_with_another_key(self, client, secret, settings):
        assert secret not in str(Authenticator.objects.get().data)
        settings.SECRET_KEY = "another key"
        post_password(client)
        assert post_code(client, make_code(secret)).status_code == 200

    def test_the_answers_of_the_site_do_not_show_it(self, client, secret):
        post_password(client)
        assert secret not in client.get(reverse("mfa_authenticate")).content.decode()


def to_arabic(code: str) -> str:
    return "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in code)


class TestRecoveryCodes:
    def test_each_lets_in_once(self, secret, amal):
        first, second, *_rest = add_recovery_codes(amal)
        for code, status in ((first, 302), (first, 200), (second, 302)):
            client = Client()
            post_password(client)
            assert post_code(client, code).status_code == status

    def test_they_are_shown_once_and_replaced(self, client, amal, secret):
        post_password(client)
        post_code(client, make_code(secret))
        old = add_recovery_codes(amal)
        page = reverse("mfa_view_recovery_codes")
        assert old[0] in words(client.get(page))
        assert old[0] not in words(client.get(page))
        assert client.post(reverse("mfa_generate_recovery_codes"))["Location"] == page
        new = re.findall(r"<code>(\d+)</code>", client.get(page).content.decode())
        assert len(new) == 10
        other = Client()
        post_password(other)
        assert post_code(other, old[0]).status_code == 200
        assert post_code(other, new[0]).status_code == 302


class TestAccount:
    def test_adding_an_app(self, client, amal):
        post_password(client)
        page = reverse("mfa_activate_totp")
        shown = client.get(page)
        secret = shown.context["form"].secret
        assert "data:image/svg+xml;base64," in shown.content.decode()
        assert f"secret={secret}" in shown.context["totp_url"]
        assert client.post(page, {"code": "1"}).status_code == 200
        assert client.post(page, {"code": make_code(secret)})["Location"] == reverse("mfa_view_recovery_codes")
        assert "10 codes are left" in words(client.get(reverse("mfa_index")))
        other = Client()
        assert post_password(other)["Location"] == reverse("mfa_authenticate")

    def test_an_old_session_asks_for_the_password_first(self, client, amal):
        client.force_login(amal)
        page = reverse("mfa_activate_totp")
        again = client.get(page)["Location"]
        assert again == f"{reverse('account_reauthenticate')}?next={quote(page, safe='')}"
        assert "Too many" not in words(client.post(again, {"password": "wrong"}))
        assert client.post(again, {"password": PASSWORD})["Location"] == page
        assert client.get(page).status_code == 200

    def test_the_password_again_is_braked(self, client, amal):
        client.force_login(amal)
        page = reverse("account_reauthenticate")
        answers = [client.post(page, {"password": "wrong"}).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]

    def test_removing_the_app_ends_the_recovery_codes(self, client, amal, secret):
        add_recovery_codes(amal)
        post_password(client)
        post_code(client, make_code(secret))
        client.post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.exists()

    def test_nothing_of_it_opens_without_a_session(self, client):
        for name in ("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "usersessions_list",
                     "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account_reauthenticate"):  # fmt: skip
            assert client.get(reverse(name))["Location"].startswith(reverse("account_login")), name

    def test_passkeys_of_someone_else(self, client, amal):
        other = make_user("other")
        key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
        post_password(client)
        assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404

    @pytest.mark.parametrize("credential", INVENTED)
    def test_invented_passkeys(self, client, amal, credential):
        client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
        response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert response["Location"] == reverse("account_login")
        assert "_auth_user_id" not in client.session
        assert "Traceback" not in words(client.get(reverse("account_login")))

    @pytest.mark.parametrize("credential", INVENTED)
    def test_invented_passkeys_after_the_password_and_in_the_account(self, client, amal, secret, credential):
        post_password(client)
        client.get(reverse("mfa_authenticate"))
        assert client.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
        assert "_auth_user_id" not in client.session
        post_code(client, make_code(secret))
        client.get(reverse("mfa_add_webauthn"))
        assert client.post(reverse("mfa_add_webauthn"), {"credential": credential}).status_code == 200
        assert Authenticator.objects.count() == 1


class TestRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.MAHDAR_SECOND_FACTOR = ("editor", "administrator")

    def test_the_desk_leads_to_the_account_until_there_is_one(self, client, amal):
        post_password(client)
        for name in ("index", "meetings_meeting_changelist", "auth_user_changelist", "quality"):
            assert client.get(reverse(f"admin:{name}"))["Location"] == reverse("mfa_index")
        assert "Your role needs a second factor" in words(client.get(reverse("mfa_index")))
        page = reverse("mfa_activate_totp")
        client.post(page, {"code": make_code(client.get(page).context["form"].secret)})
        assert is_signed_in(client)

    def test_nothing_is_written_either(self, client, amal):
        client.force_login(amal)
        meeting = MeetingFactory()
        client.post(reverse("admin:meetings_meeting_delete", args=[meeting.pk]), {"post": "yes"})
        assert type(meeting).objects.filter(pk=meeting.pk).exists()

    def test_drafts_on_the_site_are_closed_too(self, client, amal):
        client.force_login(amal)
        draft = MeetingFactory(review_state="draft")
        assert client.get(draft.get_absolute_url()).status_code == 404
        add_app(amal)
        assert client.get(draft.get_absolute_url()).status_code == 200

    def test_other_roles_choose_and_superusers_count_as_administrators(self, client, db):
        client.force_login(make_user("lina", UserRole.CONTRIBUTOR))
        assert is_signed_in(client)
        client.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
        assert not is_signed_in(client)

    def test_signing_out_stays_possible(self, client, amal):
        client.force_login(amal)
        client.post(reverse("admin:logout"))
        assert "_auth_user_id" not in client.session

    def test_recovery_codes_alone_are_none(self, client, amal):
        add_recovery_codes(amal)
        client.force_login(amal)
        assert not is_signed_in(client)
        assert not has_app(amal)


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("", ()), ("editor", ("editor",)), (" administrator , editor,", ("administrator", "editor")),
        ("all", ("contributor", "editor", "administrator")),
    ],
)  # fmt: skip
def test_the_setting(monkeypatch, said, roles):
    monkeypatch.setenv("MAHDAR_SECOND_FACTOR", said)
    assert read_second_factor() == roles


def test_a_role_that_is_unknown_is_named(monkeypatch):
    monkeypatch.setenv("MAHDAR_SECOND_FACTOR", "editor,editors")
    with pytest.raises(ImproperlyConfigured, match="'editors', which is not a role"):
        read_second_factor()
