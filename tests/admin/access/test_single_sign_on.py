"""Single sign-on against a small OpenID provider: who may come in, as whom, and with which role."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from config.access import read_single_sign_on
from meetings.services.roles import UserRole, get_role, give_role
from tests.admin.access.conftest import add_app, is_signed_in, make_code, make_user, words
from tests.admin.access.provider import CLIENT, SECRET, come_back, serve_provider

pytestmark = pytest.mark.django_db
VARIABLES = {"CLIENT": CLIENT, "SECRET": SECRET, "ALLOWED": "@example.org, guest@example.net", "NAME": "الجامعة"}


def configure(monkeypatch, settings, **variables: str) -> None:
    for name, value in (VARIABLES | variables).items():
        monkeypatch.setenv(f"MAHDAR_OIDC_{name}", value)
    settings.MAHDAR_OIDC = read_single_sign_on()
    settings.SOCIALACCOUNT_PROVIDERS = settings.MAHDAR_OIDC.providers


@pytest.fixture
def provider(monkeypatch, settings):
    with serve_provider() as provider:
        configure(monkeypatch, settings, ISSUER=provider.address)
        provider.claims = {"sub": "17", "email": "sara@example.org", "email_verified": True, "name": "Sara Ali"}
        yield provider


def start() -> str:
    return reverse("openid_connect_login", kwargs={"provider_id": "sso"})


def test_the_page_to_sign_in_offers_it(client, provider):
    page = client.get(reverse("account_login"), {"next": "/en/admin/quality/"}).content.decode()
    assert f'href="{start()}?next=%2Fen%2Fadmin%2Fquality%2F"' in page
    assert "الجامعة" in page


def test_without_the_setting_there_is_none(client):
    assert "/sso/" not in client.get(reverse("account_login")).content.decode()
    assert client.get(start()).status_code == 404


def test_a_new_user_comes_in_without_a_role(client, provider):
    asked, response = come_back(client, start())
    assert (asked["redirect_uri"], asked["client_id"]) == ("http://testserver/sso/callback/", CLIENT)
    assert asked["code_challenge_method"] == "S256"
    assert provider.asked[0]["code_verifier"]
    assert response["Location"] == reverse("admin:index")
    sara = User.objects.get()
    assert (sara.email, sara.first_name, sara.has_usable_password()) == ("sara@example.org", "Sara", False)
    assert get_role(sara) is None
    assert "You do not have a role yet" in words(client.get(reverse("admin:index")))
    give_role(sara, UserRole.EDITOR)
    again = Client()
    come_back(again, start())
    assert is_signed_in(again)
    assert User.objects.count() == 1


def test_a_user_of_the_desk_with_this_address_stays_the_same(client, provider):
    sara = make_user("sara", email="Sara@example.org")
    come_back(client, start())
    assert client.session["_auth_user_id"] == str(sara.pk)
    assert is_signed_in(client)
    sara.refresh_from_db()
    assert sara.has_usable_password()


def test_the_page_that_one_wanted(client, provider):
    make_user("sara")
    page = reverse("admin:quality")
    _asked, response = come_back(client, f"{start()}?next={page}")
    assert response["Location"] == page
    _asked, response = come_back(Client(), f"{start()}?next=https://evil.example/")
    assert response["Location"] == reverse("admin:index")


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "sara@example.com"}, "may not sign in"),
        ({"email": "sara@evil-example.org"}, "may not sign in"),
        ({"email": "sara@sub.example.org"}, "may not sign in"),
        ({"email": "sara@example.org", "email_verified": False}, "may not sign in"),
        ({"email": "sara@example.org", "email_verified": "false"}, "may not sign in"),
        ({"email": ""}, "may not sign in"),
        ({"email": "other@example.net"}, "may not sign in"),
    ],
)
def test_who_is_not_allowed(client, provider, claims, reason):
    provider.claims |= claims
    _asked, response = come_back(client, start())
    assert response["Location"] == reverse("account_login")
    assert reason in words(client.get(response["Location"]))
    assert not User.objects.exists()


def test_an_address_that_is_allowed_by_itself(client, provider):
    provider.claims["email"] = "Guest@example.net"
    come_back(client, start())
    assert User.objects.get().email.lower() == "guest@example.net"


def test_who_was_allowed_once_and_is_not_any_more(client, provider, monkeypatch, settings):
    come_back(client, start())
    configure(monkeypatch, settings, ISSUER=provider.address, ALLOWED="@example.net")
    _asked, response = come_back(Client(), start())
    assert response["Location"] == reverse("account_login")


def test_a_user_who_was_deactivated(client, provider):
    make_user("sara", is_active=False)
    come_back(client, start())
    assert "_auth_user_id" not in client.session
    assert "deactivated" in words(client.get(reverse("account_login")))


def test_an_address_of_two_users(client, provider):
    for name in ("one", "two"):
        make_user(name, email="sara@example.org")
    come_back(client, start())
    assert "_auth_user_id" not in client.session
    assert "Several accounts" in words(client.get(reverse("account_login")))


def test_the_second_factor_is_asked_for_too(client, provider):
    secret = add_app(make_user("sara"))
    _asked, response = come_back(client, start())
    assert response["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": make_code(secret)})
    assert is_signed_in(client)


def test_a_user_without_a_password_may_add_a_second_factor(client, provider):
    come_back(client, start())
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


class TestRoles:
    @pytest.fixture(autouse=True)
    def mapped(self, provider, monkeypatch, settings):
        configure(monkeypatch, settings, ISSUER=provider.address, ROLES="news=editor,it=administrator,in=contributor")

    @pytest.mark.parametrize(
        ("groups", "role"),
        [
            (["news"], UserRole.EDITOR), (["in", "it"], UserRole.ADMINISTRATOR), ("in", UserRole.CONTRIBUTOR),
            ([], None), (["others"], None), (None, None), ({"news": 1}, None), ([["news"]], None),
        ],
    )  # fmt: skip
    def test_the_highest_of_the_groups(self, client, provider, groups, role):
        provider.claims["groups"] = groups
        come_back(client, start())
        assert get_role(User.objects.get()) == role

    def test_they_follow_the_provider(self, client, provider):
        provider.claims["groups"] = ["news"]
        come_back(client, start())
        assert is_signed_in(client)
        provider.claims["groups"] = []
        come_back(Client(), start())
        assert not is_signed_in(client)

    def test_a_superuser_stays_one(self, client, provider):
        make_user("sara", is_superuser=True)
        come_back(client, start())
        assert is_signed_in(client)


class TestFailures:
    def test_the_user_cancels(self, client, provider):
        _asked, response = come_back(client, start(), error="access_denied")
        assert response["Location"] == reverse("account_login")
        assert "You did not sign in at the provider" in words(client.get(response["Location"]))

    def test_the_provider_is_down(self, client, provider):
        provider.configuration_status = 500
        response = client.get(start())
        assert response["Location"] == reverse("account_login")
        assert "The provider does not answer" in words(client.get(response["Location"]))

    def test_it_refuses_the_code(self, client, provider):
        provider.token_status = 400
        _asked, response = come_back(client, start())
        assert response["Location"] == reverse("account_login")
        assert "could not sign you in" in words(client.get(response["Location"]))

    @pytest.mark.parametrize("claims", [{"iss": "https://evil.example"}, {"aud": "another"}, {"exp": 1_000_000_000}])
    def test_a_token_for_someone_else(self, client, provider, claims):
        provider.claims |= claims
        come_back(client, start())
        assert "_auth_user_id" not in client.session

    def test_no_subject(self, client, provider):
        del provider.claims["sub"]
        come_back(client, start())
        assert "_auth_user_id" not in client.session

    def test_an_invented_way_back(self, client, provider):
        for query in ({}, {"code": "x"}, {"code": "x", "state": "y"}, {"state": "\x00"}):
            response = client.get(reverse("openid_connect_callback", kwargs={"provider_id": "sso"}), query)
            assert response.status_code in (302, 404)
        assert "_auth_user_id" not in client.session

    def test_the_answer_for_another_browser(self, client, provider):
        """Without the state in its session nobody is signed in with a foreign answer."""
        there = client.get(start())
        state = there["Location"].split("state=")[1].split("&")[0]
        victim = Client()
        victim.get(f"/sso/callback/?code=c0de&state={state}")
        assert "_auth_user_id" not in victim.session

    def test_it_is_not_used_to_connect_accounts(self, client, provider, amal):
        client.force_login(amal)
        _asked, response = come_back(client, f"{start()}?process=connect")
        assert response["Location"] == reverse("account_login")
        assert not amal.socialaccount_set.exists()


def test_the_language_in_which_one_left(client, provider):
    make_user("sara")
    page = "/admin/login/sso/"
    _asked, response = come_back(client, page)
    assert response["Location"] == "/admin/"
    _asked, response = come_back(Client(), f"/en{page}")
    assert response["Location"] == "/en/admin/"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"ISSUER": "id.example.org"}, "Give the https address"),
        ({"ISSUER": "http://id.example.org"}, "Give the https address"),
        ({"CLIENT": ""}, "MAHDAR_OIDC_CLIENT or MAHDAR_OIDC_SECRET is empty"),
        ({"SECRET": ""}, "MAHDAR_OIDC_CLIENT or MAHDAR_OIDC_SECRET is empty"),
        ({"ALLOWED": ""}, "MAHDAR_OIDC_ALLOWED is empty"),
        ({"ALLOWED": "example.org"}, "MAHDAR_OIDC_ALLOWED has 'example.org'"),
        ({"ALLOWED": "*"}, "MAHDAR_OIDC_ALLOWED has"),
        ({"ROLES": "news"}, "MAHDAR_OIDC_ROLES has 'news'"),
        ({"ROLES": "news=root"}, "MAHDAR_OIDC_ROLES has 'news=root'"),
    ],
)
def test_wrong_settings_are_named(monkeypatch, variables, said):
    for name, value in (VARIABLES | {"ISSUER": "https://id.example.org"} | variables).items():
        monkeypatch.setenv(f"MAHDAR_OIDC_{name}", value)
    with pytest.raises(ImproperlyConfigured, match=said):
        read_single_sign_on()


def test_no_settings_are_no_provider(monkeypatch):
    monkeypatch.delenv("MAHDAR_OIDC_ISSUER", raising=False)
    assert read_single_sign_on() is None
