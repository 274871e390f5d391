"""Safe with nothing set, driven by the environment, clear when something is wrong."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import data_folder, secret_key
from tests.conftest import ROOT


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
    database = setting(
        "settings.DATABASES['default']['ENGINE']", tmp_path, DATABASE_URL="postgres://u:p@localhost:5432/mahdar"
    )
    assert database == "django.db.backends.postgresql"
    assert setting("settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT", tmp_path, HTTPS="1") == "True True"


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: secret_key(tmp_path), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_secret_key_of_the_environment_comes_first(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert not (tmp_path / "secret_key").exists()


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path: Path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MAHDAR_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match="MAHDAR_DATA_DIR"):
        data_folder(tmp_path)
