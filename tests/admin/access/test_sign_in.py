"""The one page to sign in: whom it lets in, where it leads, and the brake on guessing."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db.models import F
from django.test import Client
from django.urls import reverse

from meetings.models import FailedSignIn
from meetings.services.access.devices import COOKIE
from tests.admin.access.conftest import PASSWORD, is_signed_in, make_user, post_password, words

pytestmark = pytest.mark.django_db


def let_pass(seconds: int) -> None:
    """Move all failed attempts `seconds` into the past."""
    FailedSignIn.objects.update(at=F("at") - timedelta(seconds=seconds))


class TestSigningIn:
    def test_the_desk_leads_to_the_page_and_back(self, client, amal):
        page = reverse("admin:meetings_meeting_changelist")
        response = client.get(page)
        assert response["Location"] == f"{reverse('admin:login')}?next={page}"
        assert reverse("admin:login") == reverse("account_login")
        shown = client.get(response["Location"])
        assert shown.context["redirect_field_value"] == page
        assert post_password(client, next=page)["Location"] == page
        assert is_signed_in(client)

    @pytest.mark.parametrize("name", ["amal", "amal@example.org", "AMAL@example.org"])
    def test_the_name_or_the_mail_address(self, client, amal, name):
        assert post_password(client, name)["Location"] == reverse("admin:index")
        assert is_signed_in(client)

    def test_an_address_of_two_users_says_nothing_about_them(self, client, amal):
        make_user("other", email="amal@example.org")
        assert post_password(client, "amal@example.org").status_code == 200
        assert not is_signed_in(client)

    def test_wrong_unknown_and_inactive_look_the_same(self, client, amal):
        make_user("gone", is_active=False)
        tries = (("amal", "wrong"), ("unknown", PASSWORD), ("gone", PASSWORD), ("gone@example.org", PASSWORD))
        shown = {words(post_password(client, *tried)) for tried in tries}
        assert len(shown) == 1
        assert "The user name or the password is wrong" in shown.pop()

    def test_the_session_gets_another_key_and_its_cookie_is_closed_to_scripts(self, client, amal):
        client.get(reverse("account_login"))
        session = client.session
        session["planted"] = True
        session.save()
        client.cookies["sessionid"] = before = session.session_key
        cookie = post_password(client).cookies["sessionid"]
        assert cookie.value != before
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

    def test_the_cookies_travel_by_https_only_where_the_site_has_it(self, client, amal, settings):
        settings.SESSION_COOKIE_SECURE = True
        response = client.post(reverse("account_login"), {"username": "amal", "password": PASSWORD}, secure=True)
        assert all(response.cookies[name]["secure"] for name in ("sessionid", COOKIE))

    def test_a_user_without_a_role_reads_so_and_can_sign_out(self, client):
        make_user("lina", role=None)
        assert post_password(client, "lina").status_code == 302
        response = client.get(reverse("admin:index"))
        assert response.status_code == 403
        assert "You do not have a role yet" in words(response)
        assert client.get(reverse("account_login")).status_code == 302  # and does not ask in a circle
        client.post(reverse("account_logout"))
        assert "_auth_user_id" not in client.session

    def test_there_is_no_second_form(self, rf):
        assert admin.site.login(rf.post("/", {"username": "amal"}))["Location"] == reverse("account_login")

    @pytest.mark.parametrize(
        "to",
        [
            "https://evil.example/", "//evil.example/", "///evil.example", "\\\\evil.example", "https:evil.example",
            "javascript:alert(1)", "http://testserver.evil.example/", "http://testserver@evil.example/",
            " //evil.example", "/\t/evil.example", "data:text/html,x",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("hosts", [["testserver"], ["*"]])
    def test_next_leads_nowhere_else(self, client, amal, settings, to, hosts):
        settings.ALLOWED_HOSTS = hosts
        assert post_password(client, next=to)["Location"] == reverse("admin:index")
        assert client.get(reverse("account_login"), {"next": to})["Location"] == reverse("admin:index")

    def test_nothing_of_a_hostile_form_breaks_the_page(self, client):
        for data in ({}, {"username": "x" * 100_000, "password": "y"}, {"username": "\x00", "password": "\x00"}):
            assert client.post(reverse("account_login"), data).status_code == 200
        assert post_password(client, "amal", "z" * 100_000).status_code == 200


class TestBrake:
    def test_sixty_wrong_passwords(self, client, amal):
        answers = [post_password(client, password=f"wrong {number}") for number in range(60)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 55
        assert 0 < int(answers[-1]["Retry-After"]) <= 300
        assert "Too many attempts failed. Try again in 5 minutes." in words(answers[-1])
        assert post_password(client).status_code == 429  # the right one does not help a stranger
        assert FailedSignIn.objects.filter(counted_by="account").count() == 5
        let_pass(301)  # what was refused made the wait no longer
        assert post_password(client).status_code == 302

    def test_in_arabic(self, client, amal):
        from django.utils import translation

        with translation.override("ar"):
            for number in range(6):
                answer = post_password(client, password=f"wrong {number}")
        assert "فشلت محاولات كثيرة. حاول مرة أخرى بعد 5 دقائق." in words(answer)

    def test_a_longer_siege_waits_longer_but_not_for_ever(self, client, amal):
        for _ in range(3):
            for number in range(5):
                assert post_password(client, password=f"wrong {number}").status_code == 200
            let_pass(301)
        wait = int(post_password(client)["Retry-After"])
        assert 300 < wait <= 1800
        let_pass(wait)
        assert post_password(client).status_code == 302

    def test_names_that_no_user_has_are_braked_alike_and_not_stored(self, client):
        for _ in range(5):
            assert post_password(client, "My-Secret-Password").status_code == 200
        assert post_password(client, "my-secret-password").status_code == 429
        assert not FailedSignIn.objects.filter(subject__icontains="secret").exists()

    def test_many_names_from_one_address(self, client, amal):
        answers = [post_password(client, f"user{number}", REMOTE_ADDR="192.0.2.7").status_code for number in range(60)]
        assert answers == [200] * 20 + [429] * 40
        assert post_password(client, REMOTE_ADDR="192.0.2.7").status_code == 429
        assert post_password(client, REMOTE_ADDR="192.0.2.8").status_code == 302

    def test_the_address_behind_our_proxies_and_not_the_one_that_the_client_wrote(self, client, amal, settings):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
        for number in range(20):
            forged = f"203.0.113.{number}, 192.0.2.7"
            post_password(client, f"user{number}", HTTP_X_FORWARDED_FOR=forged)
        assert post_password(client, HTTP_X_FORWARDED_FOR="203.0.113.99, 192.0.2.7").status_code == 429
        assert post_password(client, HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 302

    def test_a_stranger_cannot_keep_the_owner_out(self, client, amal):
        home, stranger = Client(), Client()
        assert post_password(home).status_code == 302
        home.post(reverse("account_logout"))
        for number in range(60):
            post_password(stranger, password=f"wrong {number}", REMOTE_ADDR=f"192.0.2.{number}")
        assert post_password(stranger, REMOTE_ADDR="198.51.100.1").status_code == 429
        assert post_password(home).status_code == 302

    def test_the_known_browser_has_a_limit_too(self, client, amal):
        post_password(client)
        client.post(reverse("account_logout"))
        answers = [post_password(client, password=f"wrong {number}").status_code for number in range(12)]
        assert answers == [200] * 10 + [429] * 2

    @pytest.mark.parametrize("forged", ["", "x", "WyJrIixbMV1d:1:1"])
    def test_a_forged_browser_is_a_stranger(self, client, amal, forged):
        client.cookies[COOKIE] = forged
        answers = [post_password(client, password="wrong").status_code for _ in range(6)]
        assert answers[-1] == 429

    def test_a_browser_of_someone_else_is_a_stranger(self, client, amal):
        make_user("other")
        post_password(client, "other")
        client.post(reverse("account_logout"))
        answers = [post_password(client, password="wrong").status_code for _ in range(6)]
        assert answers[-1] == 429

    def test_right_passwords_do_not_count(self, amal):
        for _ in range(12):
            assert post_password(Client()).status_code == 302
        assert not FailedSignIn.objects.exists()

    def test_old_attempts_are_deleted(self, client, amal):
        post_password(client, password="wrong")
        let_pass(3 * 24 * 3600)
        post_password(client, password="wrong")
        assert FailedSignIn.objects.filter(counted_by="account").count() == 1

    def test_the_old_password_of_a_change_is_braked(self, client, amal):
        client.force_login(amal)
        data = {
            "old_password": "wrong",
            "new_password1": "nine tall cedar trees",
            "new_password2": "nine tall cedar trees",
        }
        answers = [words(client.post(reverse("admin:password_change"), data)) for _ in range(6)]
        assert "Too many attempts failed" in answers[-1]
        assert "Too many attempts failed" not in answers[-2]
