"""Safe with nothing set, driven by the environment, clear when something is wrong."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import make_data_folder, read_boolean, read_proxies, read_secret_key
from tests.conftest import ROOT

POSTGRESQL = "postgres://user:secret@localhost:5432/mahdar"


def setting(expression: str, folder: Path, **environment: str) -> str:
    """The value of a setting in a process of its own with nothing but `environment` set."""
    code = f"from django.conf import settings; print({expression})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MAHDAR_DATA_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_safe_with_nothing_set(tmp_path: Path):
    assert setting("settings.DEBUG", tmp_path) == "False"
    assert "*" not in setting("settings.ALLOWED_HOSTS", tmp_path)
    assert setting("settings.DATABASES['default']['NAME']", tmp_path) == str(tmp_path / "mahdar.sqlite3")
    assert "journal_mode=WAL" in setting("settings.DATABASES['default']['OPTIONS']['init_command']", tmp_path)
    assert setting("settings.LANGUAGE_CODE, settings.TIME_ZONE", tmp_path) == "ar Asia/Baghdad"


def test_the_environment_decides(tmp_path: Path):
    assert setting("settings.DEBUG", tmp_path, DEBUG="1") == "True"
    assert (
        setting("settings.ALLOWED_HOSTS", tmp_path, ALLOWED_HOSTS="a.example,b.example") == "['a.example', 'b.example']"
    )
    assert setting("settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT", tmp_path, HTTPS="1") == "True True"


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: read_secret_key(tmp_path), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_secret_key_of_the_environment_comes_first(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert read_secret_key(tmp_path) == "given"
    assert not (tmp_path / "secret_key").exists()


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path: Path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MAHDAR_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match="MAHDAR_DATA_DIR"):
        make_data_folder(tmp_path)


@pytest.mark.parametrize(("said", "number"), [("", 0), ("0", 0), (" 2 ", 2)])
def test_the_number_of_proxies(monkeypatch, said: str, number: int):
    monkeypatch.setenv("MAHDAR_PROXIES", said)
    assert read_proxies() == number


@pytest.mark.parametrize("said", ["abc", "-1", "1.5", "1000", "٢x"])
def test_another_number_of_proxies_is_told_at_the_start(monkeypatch, said: str):
    monkeypatch.setenv("MAHDAR_PROXIES", said)
    with pytest.raises(ImproperlyConfigured, match="Give the number of proxies"):
        read_proxies()


def check_settings(tmp_path: Path, name: str, said: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "MAHDAR_DATA_DIR": str(tmp_path), name: said},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MAHDAR_PROXIES", "abc"),
        ("MAHDAR_PROXIES", "-1"),
        ("MAHDAR_SECURITY_CONTACT", "nobody"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "Asia"),
        ("TIME_ZONE", "../zone"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_variable_is_one_line_and_no_traceback(tmp_path: Path, name: str, said: str):
    done = check_settings(tmp_path, name, said)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error in the settings: {name} is {said!r}. Give ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DATABASE_URL", "secret"),
        ("DATABASE_URL", "secret://host/mahdar"),
        ("DATABASE_URL", "mysql://user:secret@host/mahdar"),
        ("DATABASE_URL", "postgres://user:secret@host:port/mahdar"),
        ("DATABASE_URL", "postgres://user:secret/word@host/mahdar"),
        ("DATABASE_URL", "postgres://user:secret@host"),
        ("EMAIL_URL", "secret"),
        ("EMAIL_URL", "secret://host"),
        ("EMAIL_URL", "smtp+tls://user:secret@host:port"),
        ("EMAIL_URL", "smtp+tls://user:secret@[host"),
        ("EMAIL_URL", "smtp:secret"),
    ],
)
def test_a_wrong_address_is_one_line_without_its_password(tmp_path: Path, name: str, said: str):
    done = check_settings(tmp_path, name, said)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error in the settings: {name} cannot be read. Give ")
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr


@pytest.mark.skipif(not find_spec("psycopg"), reason="needs requirements-postgresql.txt")
def test_postgresql(tmp_path: Path):
    engine = setting("settings.DATABASES['default']['ENGINE']", tmp_path, DATABASE_URL=POSTGRESQL)
    assert engine == "django.db.backends.postgresql"


@pytest.mark.skipif(bool(find_spec("psycopg")), reason="its driver is installed")
def test_postgresql_without_its_driver(tmp_path: Path):
    done = check_settings(tmp_path, "DATABASE_URL", POSTGRESQL)
    assert done.returncode == 1
    assert done.stderr == (
        "Error in the settings: DATABASE_URL names a PostgreSQL server, but psycopg, its driver, is not installed. Run "
        "pip install 'psycopg[binary]', or leave DATABASE_URL empty for SQLite in the data folder.\n"
    )


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS", "MAHDAR_PUBLISH_INGESTED"])
def test_a_word_that_is_neither_yes_nor_no(tmp_path: Path, name: str):
    done = check_settings(tmp_path, name, "maybe")
    assert done.returncode == 1
    assert done.stderr == (
        f"Error in the settings: {name} is 'maybe'. Give 1, true, yes or on; or 0, false, no or off.\n"
    )


@pytest.mark.parametrize(
    ("said", "value"),
    [("1", True), ("True", True), (" yes ", True), ("ON", True), ("0", False), ("false", False), ("No", False),
     ("off", False), ("", False), (" ", False)],
)  # fmt: skip
def test_yes_and_no(monkeypatch, said: str, value: bool):
    monkeypatch.setenv("HTTPS", said)
    assert read_boolean("HTTPS") is value


def test_a_database_in_a_folder_that_does_not_exist(tmp_path: Path):
    done = check_settings(tmp_path, "DATABASE_URL", f"sqlite:///{tmp_path}/absent/mahdar.sqlite3")
    assert done.stderr == (
        f"Error in the settings: DATABASE_URL names a file in {tmp_path}/absent, a folder that does not exist. "
        "Create the folder or give another one.\n"
    )


def test_a_level_in_small_letters_and_empty_variables_pass(tmp_path: Path):
    assert setting("settings.LOGGING['root']['level']", tmp_path, LOG_LEVEL=" info ") == "INFO"
    empty = {"TIME_ZONE": "", "LOG_LEVEL": "", "EMAIL_URL": "", "DATABASE_URL": ""}
    values = "settings.TIME_ZONE, settings.LOGGING['root']['level'], settings.MAHDAR_SENDS_MAIL"
    assert setting(values, tmp_path, **empty) == "Asia/Baghdad WARNING False"


def test_a_mail_server(tmp_path: Path):
    values = "settings.MAHDAR_SENDS_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS"
    url = "smtp+tls://user:pass%40word@mail.example:587"
    assert setting(values, tmp_path, EMAIL_URL=url) == "True mail.example 587 True"
    assert setting("settings.EMAIL_HOST_PASSWORD", tmp_path, EMAIL_URL=url) == "pass@word"


def test_the_middleware_of_the_metrics_is_there_only_where_they_are_set(tmp_path: Path):
    value = "[name.rpartition('.')[2] for name in settings.MIDDLEWARE[:4]]"
    assert setting(value, tmp_path) == "['RequestIds', 'SafeHeaders', 'HealthAnswers', 'ValidHosts']"
    names = setting(value, tmp_path, MAHDAR_METRICS_ALLOWED="127.0.0.1")
    assert names == "['RequestIds', 'SafeHeaders', 'HealthAnswers', 'Metrics']"
