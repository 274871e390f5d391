"""Signing in as a user does: with a password and a code, with a passkey alone, by keyboard and without scripts."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, press, served, sign_in

NAME, PASSWORD = "amal", "seven green olive trees"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("sign-in")) as archive:
        yield archive


@pytest.fixture
def site(archive: Served) -> str:
    """The address by name: browsers give passkeys to names, and without HTTPS to this one only."""
    create = "from django.contrib.auth.models import User as U; U.objects.all().delete();"
    archive.manage("shell", "-v0", "-c", f"{create} U.objects.create_superuser('{NAME}', '', '{PASSWORD}')")
    return archive.address.replace("127.0.0.1", "localhost")


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


def make_code(secret: str, page: Page, steps: int = 0) -> str:
    return f"{hotp_value(secret, page.evaluate('Math.floor(Date.now() / 30000)') + steps):06}"


@pytest.mark.parametrize("start", ["", "/en"])
def test_an_app_that_makes_codes(page: Page, site: str, told: list[str], start: str):
    page.goto(f"{site}{start}/admin/account/app/")
    sign_in(page, NAME, PASSWORD)
    expect(page.locator("img.qr")).to_be_visible()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 100
    secret = page.locator("#secret").input_value()
    page.locator("#id_code").fill(make_code(secret, page))
    press(page, "Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()

    page.locator("#logout-form button").click()
    page.goto(f"{site}{start}/admin/quality/")
    sign_in(page, NAME, PASSWORD)
    expect(page).to_have_url(f"{site}{start}/admin/login/code/")
    page.locator("#id_code").fill("000000")
    press(page, "Enter")
    expect(page.locator(".errornote:visible")).to_have_count(1)
    page.locator("#id_code").fill(recovery)
    press(page, "Enter")
    expect(page).to_have_url(f"{site}{start}/admin/quality/")
    assert told == []


@pytest.mark.parametrize("start", ["", "/en"])
def test_axe_finds_nothing_on_the_pages(page: Page, site: str, start: str):
    """Axe writes styles itself, so what the console says is checked in the other tests."""
    for name in ("login/", "password_reset/", "password_reset/sent/", "password_reset/x/y/"):
        page.goto(f"{site}{start}/admin/{name}")
        assert (name, violations(page)) == (name, [])
    page.goto(f"{site}{start}/admin/account/app/")
    sign_in(page, NAME, PASSWORD)
    expect(page.locator("#secret")).to_be_visible()
    assert violations(page) == []
    page.locator("#id_code").fill(make_code(page.locator("#secret").input_value(), page))
    press(page, "Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    assert violations(page) == []
    for name in ("", "passkeys/", "sessions/", "app/remove/", "recovery-codes/new/", "confirm/"):
        page.goto(f"{site}{start}/admin/account/{name}")
        assert (name, violations(page)) == (name, [])
    page.goto(f"{site}{start}/admin/auth/user/invite/")
    assert violations(page) == []
    page.locator("#logout-form button").click()
    page.goto(f"{site}{start}/admin/login/")
    sign_in(page, NAME, PASSWORD)
    expect(page.locator("#id_code")).to_be_visible()
    assert violations(page) == []


def add_authenticator(page: Page) -> None:
    """Put a key with a fingerprint reader into the browser; every finger fits."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_alone(page: Page, site: str, told: list[str]):
    add_authenticator(page)
    page.goto(f"{site}/admin/account/passkeys/")
    sign_in(page, NAME, PASSWORD)
    page.locator("[name=passwordless]").check()
    page.locator("#id_name").fill("حاسوب المكتب")
    press(page, "Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    page.goto(f"{site}/admin/account/")
    expect(page.locator(".passkeys li")).to_contain_text("حاسوب المكتب")

    page.locator("#logout-form button").click()
    page.goto(f"{site}/admin/quality/")
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(f"{site}/admin/quality/")
    assert told == []


def test_a_passkey_after_the_password(page: Page, site: str, told: list[str]):
    add_authenticator(page)
    page.goto(f"{site}/en/admin/account/passkeys/")
    sign_in(page, NAME, PASSWORD)
    page.locator("form[data-passkey] [type=submit]").click()
    expect(page.locator(".codes code")).to_have_count(10)
    page.locator("#logout-form button").click()
    page.goto(f"{site}/en/admin/quality/")
    sign_in(page, NAME, PASSWORD)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/en/admin/quality/")
    assert told == []


def test_a_browser_without_the_passkey_says_so(page: Page, site: str):
    page.goto(f"{site}/en/admin/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('refused')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("form[data-passkey] .errornote")).to_contain_text("did not use a passkey")


def test_the_brake_in_arabic_without_scripts(browser, site: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    for _ in range(6):
        page.goto(f"{site}/admin/login/")
        page.locator("#id_username").fill(NAME)
        page.locator("#id_password").fill("wrong")
        page.locator("#id_password").press("Enter")
    note = page.locator(".errornote:visible")
    expect(note).to_have_text(re.compile("فشلت محاولات كثيرة. حاول مرة أخرى بعد (5 دقائق|4 دقائق)."))
    expect(page.locator("#id_username")).to_have_value(NAME)
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    page.context.close()


def test_an_invitation(page: Page, browser, site: str):
    page.goto(f"{site}/admin/auth/user/")
    sign_in(page, NAME, PASSWORD)
    page.locator(".object-tools a").first.click()
    page.locator("#id_email").fill("sara@example.org")
    press(page, "Enter")
    link = page.locator("#link").input_value()
    guest = browser.new_context().new_page()
    guest.goto(link)
    assert violations(guest) == []
    guest.locator("#id_new_password1").fill("nine tall cedar trees")
    guest.locator("#id_new_password2").fill("nine tall cedar trees")
    press(guest, "Enter")
    guest.locator("#id_username").fill("sara@example.org")
    guest.locator("#id_password").fill("nine tall cedar trees")
    press(guest, "Enter")
    expect(guest.locator("body.dashboard, body.first-page")).to_be_visible()
    guest.context.close()
