"""`manage.py serve` collects static files itself when those it would serve are older than their sources."""

import os

import pytest
from django.contrib.staticfiles import finders

from meetings.management.commands.serve import has_stale_static_files


@pytest.fixture
def folders(settings, tmp_path):
    """The static files of the project and the collected ones: one of each."""
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    source, manifest = tmp_path / "static" / "base.css", tmp_path / "collected" / "staticfiles.json"
    for file in (source, manifest):
        file.parent.mkdir()
        file.write_text("{}", encoding="utf-8")
        os.utime(file, (1_000_000, 1_000_000))
    finders.get_finder.cache_clear()
    yield source, manifest
    finders.get_finder.cache_clear()


def test_nothing_is_collected_yet(folders):
    folders[1].unlink()
    assert has_stale_static_files()


def test_a_source_is_newer(folders):
    os.utime(folders[0], (1_000_001, 1_000_001))
    assert has_stale_static_files()


def test_all_are_collected(folders):
    assert not has_stale_static_files()
