"""Collected static files: as new as their sources (`manage.py serve` collects them else), and whole."""

import hashlib
import json
import os

import pytest
from django.contrib.staticfiles import finders

from meetings.services.health.static_files import has_stale_static_files, list_damaged_files


@pytest.fixture
def folders(settings, tmp_path):
    """The static files of the project and the collected ones: one of each."""
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    source, manifest = tmp_path / "static" / "base.css", tmp_path / "collected" / "staticfiles.json"
    for file in (source, manifest):
        file.parent.mkdir()
        file.write_text('{"paths": {}}', encoding="utf-8")
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


def collect(folder, name: str, content: bytes) -> str:
    """Write a file under a name with its hash, as collectstatic does."""
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{hashlib.md5(content, usedforsecurity=False).hexdigest()[:12]}.{ending}"
    (folder / hashed).write_bytes(content)
    return hashed


def test_missing_and_changed_files_are_named(folders):
    folder = folders[1].parent
    names = [collect(folder, name, name.encode()) for name in ("base.css", "comfort.js", "logo.svg")]
    folders[1].write_text(json.dumps({"paths": {name: name for name in names}}), encoding="utf-8")
    assert list_damaged_files() == (3, [])
    (folder / names[0]).write_bytes(b"")
    (folder / names[2]).unlink()
    assert list_damaged_files() == (3, [names[0], names[2]])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"paths": []}'])
def test_a_damaged_manifest_is_an_error(folders, content: str):
    folders[1].write_text(content, encoding="utf-8")
    with pytest.raises(ValueError):
        list_damaged_files()
