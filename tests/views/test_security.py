"""security.txt says whom to write to, if the settings do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import read_security_contact

PATH = "/.well-known/security.txt"


def test_without_a_contact_there_is_no_file(client, settings, db):
    settings.MAHDAR_SECURITY_CONTACT = ""
    assert client.get(PATH).status_code == 404


def test_the_fields_of_rfc_9116(client, settings):
    settings.MAHDAR_SECURITY_CONTACT = "mailto:security@example.org"
    response = client.get(PATH)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "ar, en"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields["Expires"])
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=140) < expires - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ("", ""),
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("https://example.org:8443?a=1", "https://example.org:8443?a=1"),
        ("https://example.org#contact", "https://example.org#contact"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("mailto:a@b.org?subject=x", "mailto:a@b.org?subject=x"),
        ("tel:+964-1", "tel:+964-1"),
    ],
)
def test_the_contact_of_the_environment(monkeypatch, given, contact):
    monkeypatch.setenv("MAHDAR_SECURITY_CONTACT", given)
    assert read_security_contact() == contact


@pytest.mark.parametrize(
    "given",
    [
        "the desk",
        "http://example.org/",
        "a@b",
        "a@b c",
        "mailto:nobody",
        "mailto:a@b.org?subject=a b",
        "https://example.org#the contact",
        "https://x",
        "tel:desk",
        "mailto:a@b.c\nExpires: never",
    ],
)
def test_a_wrong_contact_is_refused_at_the_start(monkeypatch, given):
    monkeypatch.setenv("MAHDAR_SECURITY_CONTACT", given)
    with pytest.raises(ImproperlyConfigured, match="MAHDAR_SECURITY_CONTACT is"):
        read_security_contact()
