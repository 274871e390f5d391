"""A filled site, made once in a session and copied for each test."""

import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from tests.services.backup.sites import SavedSite, fill_site, open_site


@pytest.fixture(autouse=True)
def key_in_file(monkeypatch):
    """The secret key is in the data folder, as on a site whose environment does not set it."""
    monkeypatch.delenv("SECRET_KEY", raising=False)


@pytest.fixture(scope="session")
def filled_site(django_db_setup, django_db_blocker, tmp_path_factory) -> SavedSite:
    if connection.vendor != "sqlite":
        pytest.skip("the site of these tests has an SQLite database; test_postgresql.py has the other kind")
    site = open_site(tmp_path_factory.mktemp("filled") / "data")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=site.place.media):
        fill_site(site)
    return site


@pytest.fixture
def site(filled_site: SavedSite, tmp_path: Path) -> SavedSite:
    shutil.copytree(filled_site.data, tmp_path / "data")
    return open_site(tmp_path / "data")


@pytest.fixture
def empty_site(tmp_path: Path) -> SavedSite:
    return open_site(tmp_path / "empty")


@pytest.fixture
def backup(site: SavedSite, tmp_path: Path) -> Path:
    return site.write(tmp_path / "backup.tar.gz")
