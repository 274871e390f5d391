"""Static files that are collected appear whole or not at all, so that a killed `collectstatic` can be run again."""

import gzip
import json
import os

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils.module_loading import import_string

from config.settings import STORAGES
from meetings.services.health.static_files import has_stale_static_files, list_damaged_files

STYLE = "body { color: black; }\n" * 200


class CrashError(Exception):
    """The process dies here."""


class CutFile(ContentFile):
    """A file whose reader dies before its end."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise CrashError


@pytest.fixture
def collected(settings, tmp_path):
    """The folder of collected files; there is one style sheet to collect."""
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {**configured.STORAGES, "staticfiles": STORAGES["staticfiles"]}
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "base.css").write_text(STYLE)
    finders.get_finder.cache_clear()
    yield tmp_path / "collected"
    finders.get_finder.cache_clear()


def open_storage():
    return import_string(STORAGES["staticfiles"]["BACKEND"])()


def list_names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_that_is_not_written_to_its_end_has_no_name(collected):
    with pytest.raises(CrashError):
        open_storage().save("base.css", CutFile(b""))
    assert [name for name in list_names(collected) if not name.startswith(".")] == []


def test_the_manifest_comes_after_the_compressed_files(collected, monkeypatch):
    def die(self, paths):
        raise CrashError

    with monkeypatch.context() as patched:
        patched.setattr("whitenoise.storage.CompressedManifestStaticFilesStorage.compress_files", die)
        with pytest.raises(CrashError):
            call_command("collectstatic", interactive=False, verbosity=0)
    assert has_stale_static_files()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert not has_stale_static_files()
    assert list_damaged_files() == (1, [])
    (hashed,) = json.loads((collected / "staticfiles.json").read_text())["paths"].values()
    assert gzip.decompress((collected / f"{hashed}.gz").read_bytes()).decode() == STYLE


def test_a_compressed_file_appears_whole(collected, monkeypatch):
    call_command("collectstatic", interactive=False, verbosity=0)
    compressed = next(collected.glob("base.*.css.gz"))
    whole = compressed.read_bytes()
    monkeypatch.setattr(os, "utime", lambda *args: (_ for _ in ()).throw(CrashError))  # right after the writing
    compressed.write_bytes(b"old")
    with pytest.raises(CrashError):
        list(open_storage().compress_files([compressed.name.removesuffix(".gz")]))
    assert compressed.read_bytes() in (b"old", whole)
    assert compressed.read_bytes() == b"old"


@pytest.mark.parametrize("content", ["", "{", '{"version": "0"}'])
def test_a_damaged_manifest_is_collected_again(collected, content: str):
    call_command("collectstatic", interactive=False, verbosity=0)
    (collected / "staticfiles.json").write_text(content)
    assert has_stale_static_files()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list_damaged_files() == (1, [])


def test_what_a_killed_process_left_is_deleted_later(collected):
    call_command("collectstatic", interactive=False, verbosity=0)
    old, young = collected / ".a.css.1.unfinished.gz", collected / ".b.css.2.unfinished"
    for path in (old, young):
        path.touch()
    os.utime(old, (1_000_000, 1_000_000))
    call_command("collectstatic", interactive=False, verbosity=0)
    assert not old.exists()
    assert young.exists()
