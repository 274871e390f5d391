"""Headers that guard every answer, cookies, host names, and the settings of a public site."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from benchmarks.site_routes import list_routes
from config import environment
from tests.conftest import ROOT
from tests.security.addresses import fill

pytestmark = pytest.mark.django_db

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OTHERS = {  # what no route of the site answers, with the status
    "/health/live": 200,
    "/health/nothing": 404,
    "/static/nothing.css": 404,
    "/nowhere/": 404,
    "/en/nowhere.csv": 404,
    "/officials/official-2/": 410,
    "/meetings/official-0": 301,
}


def check_headers(response) -> None:
    for name, value in GUARDS.items():
        assert response[name] == value, name
    policy = response["Content-Security-Policy"]
    assert "default-src" in policy
    assert "script-src" not in policy or "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert response["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer", "same-origin")
    assert "camera=()" in response["Permissions-Policy"]


class TestEveryAnswer:
    @pytest.mark.parametrize("route", [one.route for one in list_routes() if not one.is_desk])
    def test_of_a_public_route(self, small, client, route):
        address = fill(next(one for one in list_routes() if one.route == route))[0]
        check_headers(client.get(address))

    @pytest.mark.parametrize(("address", "status"), OTHERS.items())
    def test_of_other_addresses(self, small, client, address, status):
        response = client.get(address)
        assert response.status_code == status
        check_headers(response)

    def test_of_a_static_file(self, settings):
        settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
        response = Client().get("/static/css/base.css")
        assert response.status_code == 200
        check_headers(response)

    @pytest.mark.parametrize("name", ["index", "history", "meetings_meeting_changelist", "meetings_meeting_export"])
    def test_of_the_desk(self, small, client, name):
        client.force_login(small)
        check_headers(client.get(fill(next(one for one in list_routes() if one.name == name))[0]))

    def test_of_a_method_that_is_not_allowed_and_of_an_error(self, small, client, monkeypatch):
        check_headers(client.post("/health/live"))
        monkeypatch.setattr("meetings.queries.articles.find_article", None)
        client.raise_request_exception = False
        response = client.get("/articles/article-0/")
        assert response.status_code == 500
        check_headers(response)


@pytest.mark.parametrize(
    "host",
    [
        "testserver:99999", "testserver:0", "testserver:-1", "testserver:x", "testserver:80:80", "evil.example",
        "testserver/path", "testserver@evil.example", "a b", "testserver\"><script>", "[::1", "testserver:٨٠",
        "testserver:" + "9" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/", "/meetings", "/sitemap.xml", "/api/v1/", "/corrections.atom", "/en/admin/"])
def test_a_wrong_host_is_refused_and_repeated_nowhere(client, settings, address, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get(address, headers={"host": host})
    assert response.status_code == 400
    check_headers(response)
    assert host.encode() not in response.content
    assert not response.get("Location")


def test_a_host_with_a_port_is_fine(client):
    assert client.get("/", headers={"host": "testserver:8001"}).status_code == 200
    assert client.get("/health/live", headers={"host": "10.0.0.1:99999"}).status_code == 200


class TestSettingsOfAPublicSite:
    def test_the_check_for_deployment_finds_nothing(self, tmp_path):
        environment = {**os.environ, "HTTPS": "1", "MAHDAR_DATA_DIR": str(tmp_path), "SECRET_KEY": ""}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        environment.pop("DATABASE_URL", None)
        environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the browser tests
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout

    @pytest.mark.parametrize(
        ("given", "read"),
        [
            ("", (31536000, False, False)),
            ("86400", (86400, False, False)),
            ("31536000 subdomains", (31536000, True, False)),
            ("63072000 subdomains preload", (63072000, True, True)),
        ],
    )
    def test_strict_transport(self, monkeypatch, given, read):
        monkeypatch.setenv("MAHDAR_HSTS", given)
        assert environment.read_hsts(True) == read
        assert environment.read_hsts(False) == (0, False, False)

    @pytest.mark.parametrize("given", ["a year", "31536000 preload", "86400 subdomains preload", "-1", "1;preload"])
    def test_a_wrong_value_says_what_to_give(self, monkeypatch, given):
        monkeypatch.setenv("MAHDAR_HSTS", given)
        with pytest.raises(ImproperlyConfigured, match=r"^MAHDAR_HSTS is .* Give "):
            environment.read_hsts(True)

    def test_cookies_are_closed_to_scripts_and_other_sites(self, settings):
        for name in ("SESSION", "CSRF"):
            assert getattr(settings, f"{name}_COOKIE_HTTPONLY")
            assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"

    @pytest.mark.parametrize("password", ["short-one", "12345678901234567", "qwerty123456", "the-reporter-of-ina"])
    def test_a_weak_password_is_refused(self, django_user_model, password):
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError):
            validate_password(password, django_user_model(username="the-reporter-of-ina"))
