"""What each reader of the environment returns or refuses, in this process."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

MAIL = "smtp+tls://user:secret@mail.example.org:587"


@pytest.mark.parametrize(
    ("reader", "name", "said", "value"),
    [
        (environment.read_security_contact, "MAHDAR_SECURITY_CONTACT", "", ""),
        (environment.read_security_contact, "MAHDAR_SECURITY_CONTACT", "a@example.org", "mailto:a@example.org"),
        (environment.read_security_contact, "MAHDAR_SECURITY_CONTACT", "tel:+964-1-5550100", "tel:+964-1-5550100"),
        (environment.read_api_rate, "MAHDAR_API_RATE", "5000/h", "5000/h"),
        (environment.read_api_rate, "MAHDAR_API_RATE", "", ""),
        (environment.read_time_zone, "TIME_ZONE", "", "Asia/Baghdad"),
        (environment.read_time_zone, "TIME_ZONE", "UTC", "UTC"),
        (environment.read_log_level, "LOG_LEVEL", "", "WARNING"),
        (environment.read_log_level, "LOG_LEVEL", "debug", "DEBUG"),
    ],
)
def test_what_is_read(monkeypatch, reader, name: str, said: str, value: str):
    monkeypatch.setenv(name, said)
    assert reader() == value


@pytest.mark.parametrize(
    ("reader", "name", "said"),
    [
        (environment.read_security_contact, "MAHDAR_SECURITY_CONTACT", "http://example.org"),
        (environment.read_boolean, "DEBUG", "maybe"),
        (environment.read_api_rate, "MAHDAR_API_RATE", "0/m"),
        (environment.read_time_zone, "TIME_ZONE", "Mars/Olympus"),
        (environment.read_time_zone, "TIME_ZONE", "../zone"),
        (environment.read_log_level, "LOG_LEVEL", "LOUD"),
        (environment.read_mail, "EMAIL_URL", "secret"),
        (environment.read_mail, "EMAIL_URL", "smtp:secret"),
        (environment.read_mail, "EMAIL_URL", "smtp+tls://user:secret@host:port"),
    ],
)
def test_what_is_refused_names_the_variable_and_no_password(monkeypatch, reader, name: str, said: str):
    monkeypatch.setenv(name, said)
    arguments = (name,) if reader is environment.read_boolean else ()
    with pytest.raises(ImproperlyConfigured, match=f"^{name} .*Give ") as refused:
        reader(*arguments)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "said",
    [
        "secret",
        "mysql://user:secret@host/mahdar",
        "postgres://user:secret@host:port/mahdar",
        "postgres://user:secret@host",
    ],
)
def test_an_address_of_no_database_is_refused_without_its_password(monkeypatch, said: str):
    monkeypatch.setenv("DATABASE_URL", said)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL cannot be read\. Give ") as refused:
        environment.read_database("sqlite:///unused")
    assert "secret" not in str(refused.value)


def test_a_database_in_a_folder_that_does_not_exist_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/missing/archive.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="a folder that does not exist"):
        environment.read_database("sqlite:///unused")


def test_the_usual_database_is_read_where_none_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", " ")
    assert environment.read_database(f"sqlite:///{tmp_path}/a.sqlite3")["NAME"] == f"{tmp_path}/a.sqlite3"


def test_a_mail_server_is_read_with_its_password(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", MAIL)
    mail = environment.read_mail()
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"], mail["EMAIL_USE_TLS"]) == ("user", "secret", True)


def test_an_installed_package_has_its_own_folder_of_templates(tmp_path):
    assert environment.find_site_folder(tmp_path) == tmp_path / "config" / "installed"
    (tmp_path / "manage.py").touch()
    assert environment.find_site_folder(tmp_path) == tmp_path
    assert environment.find_license_file(tmp_path) == tmp_path / "LICENSE-DATA"
