"""`manage.py backup` and `manage.py restore`, with the index that follows."""

import io
import shutil
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.management import backups
from meetings.models import Meeting
from meetings.search import SearchRequest, search, site_search, update_index
from meetings.services.backup.databases import _default_connection
from meetings.services.backup.last_backup import read_last_backup
from meetings.services.backup.use_lock import shared_site
from meetings.services.health.jobs import check_backup
from meetings.services.health.results import OK
from tests.factories import MeetingFactory
from tests.services.backup.conftest import filled_site, key_in_file  # noqa: F401
from tests.services.backup.sites import SavedSite, open_site

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: object) -> str:
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=output)
    return output.getvalue()


@pytest.fixture
def site(filled_site: SavedSite, tmp_path: Path, settings, monkeypatch, index: Path):  # noqa: F811
    """The site of this process: its settings, its database, its index."""
    shutil.copytree(filled_site.data, tmp_path / "data")
    site = open_site(tmp_path / "data")
    settings.DATA_DIR, settings.MEDIA_ROOT = site.data, site.place.media
    database = site.database.connection_settings(str(site.database.path))
    monkeypatch.setitem(settings.DATABASES, "default", database)
    with _default_connection(database):
        yield site
    site_search.forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "saved").mkdir()
    return tmp_path / "saved"


def find_headlines(words: str) -> list[str]:
    ids = [hit.meeting_id for hit in search(SearchRequest(query=words)).hits]
    return list(Meeting.objects.filter(pk__in=ids).values_list("headline_ar", flat=True))


def test_a_backup_with_the_time_in_its_name(site: SavedSite, folder: Path):
    said = run("backup", folder, "--verify")
    (made,) = folder.iterdir()
    assert made.name.startswith("mahdar-")
    assert "Verified" in said
    assert f"{made}: 0." in said
    last = read_last_backup()
    assert last is not None
    assert (last.file, last.size) == (str(made), made.stat().st_size)
    assert check_backup().level == OK
    with tarfile.open(made) as packed:
        assert not any("last-backup" in name for name in packed.getnames())


def test_a_name_is_not_taken_twice(site: SavedSite, folder: Path):
    run("backup", folder / "one.tar.gz")
    with pytest.raises(CommandError, match="--force"):
        run("backup", folder / "one.tar.gz")
    run("backup", folder / "one.tar.gz", "--force")
    with pytest.raises(CommandError, match="There is no folder"):
        run("backup", folder / "none" / "one.tar.gz")


def test_rotation_deletes_only_what_the_command_named(site: SavedSite, folder: Path):
    run("backup", folder)
    (first,) = folder.iterdir()
    mark = first.name.split("-")[1]
    old = [folder / f"mahdar-{mark}-2026010{day}T030000Z.tar.gz" for day in (1, 2, 3)]
    others = [folder / "by-hand.tar.gz", folder / "mahdar-ffffffff-20260101T030000Z.tar.gz"]
    for path in [*old, *others]:
        path.touch()
    said = run("backup", folder, "--keep-last", 1, "--keep-monthly", 2)
    assert f"Deleted {old[0].name}." in said
    assert set(folder.iterdir()) >= {*others, old[2]}
    assert not {*old[:2]} & set(folder.iterdir())
    with pytest.raises(CommandError, match="need a folder"):
        run("backup", folder / "one.tar.gz", "--keep-daily", 3)
    with pytest.raises(CommandError, match="from 0 up"):
        run("backup", folder, "--keep-daily", -1)


def test_the_new_backup_stays_where_the_clock_was_set_back(site: SavedSite, folder: Path):
    run("backup", folder)
    (first,) = folder.iterdir()
    mark = first.name.split("-")[1]
    first.rename(folder / f"mahdar-{mark}-29990101T000000Z.tar.gz")
    run("backup", folder, "--keep-last", 1)
    assert len(list(folder.iterdir())) == 2


def test_what_the_archive_lost_is_reported(site: SavedSite, folder: Path):
    next(path for path in site.place.media.rglob("*") if path.is_file()).unlink()
    site.run("UPDATE meetings_incoming SET original_id = 999")
    said = run("backup", folder / "one.tar.gz")
    assert "1 originals that reports name are not in" in said
    assert "The database has faults: row 1 of meetings_incoming" in said


def test_search_finds_what_is_in_the_backup_and_nothing_later(site: SavedSite, folder: Path):
    run("sync_index")
    run("backup", folder / "one.tar.gz")
    later = MeetingFactory(slug="later", headline_ar="لقاء في سنغافورة")
    Meeting.objects.filter(slug="public").update(headline_ar="لقاء في لشبونة")
    update_index()
    assert find_headlines("سنغافورة") == [later.headline_ar]
    said = run("restore", folder / "one.tar.gz", "--replace")
    assert "The archive as it was before" in said
    assert find_headlines("هلسنكي") == ["لقاء في هلسنكي"]
    for words in ("سنغافورة", "لشبونة"):
        assert search(SearchRequest(query=words)).total == 0


def test_the_next_update_follows_where_the_restore_was_cut_off(site: SavedSite, folder: Path, monkeypatch):
    """The process ended after the database was replaced and before the index was built."""
    run("sync_index")
    run("backup", folder / "one.tar.gz")
    MeetingFactory(slug="later", headline_ar="لقاء في سنغافورة")
    update_index()
    monkeypatch.setattr("meetings.management.commands.restore.call_command", lambda *_arguments, **_options: None)
    run("restore", folder / "one.tar.gz", "--replace")
    assert search(SearchRequest(query="سنغافورة")).total == 1  # of the index before
    run("sync_index")
    assert search(SearchRequest(query="سنغافورة")).total == 0
    assert search(SearchRequest(query="هلسنكي")).total == 1
    assert "up to date" in run("sync_index")


def test_into_another_folder(site: SavedSite, folder: Path, tmp_path: Path):
    run("backup", folder / "one.tar.gz")
    said = run("restore", folder / "one.tar.gz", "--into", tmp_path / "copy")
    assert "sync_index" in said
    assert open_site(tmp_path / "copy").rows() == site.rows()
    with pytest.raises(CommandError, match="not an empty folder"):
        run("restore", folder / "one.tar.gz", "--into", tmp_path / "copy")


def test_refusals_are_one_line(site: SavedSite, folder: Path):
    run("backup", folder / "one.tar.gz")
    with pytest.raises(CommandError, match=r"^The archive is not empty"):
        run("restore", folder / "one.tar.gz")
    with shared_site(site.data), pytest.raises(CommandError, match=r"^Another process uses the archive"):
        run("restore", folder / "one.tar.gz", "--replace")
    with pytest.raises(CommandError, match=r"^There is no file"):
        run("restore", folder / "two.tar.gz", "--replace")
    with pytest.raises(CommandError, match="--verify cannot read an encrypted backup"):
        run("backup", folder, "--verify", "--encrypt-to", "age1key")


def test_long_work_shows_progress(site: SavedSite, folder: Path, monkeypatch):
    assert "checksum of" not in run("backup", folder / "one.tar.gz")
    monkeypatch.setattr(backups, "MIN_PROGRESS_SECONDS", 0.0)
    monkeypatch.setattr(backups, "SECONDS_BETWEEN_LINES", 0.0)
    assert "  checksum of meetings_meeting ...\n" in run("backup", folder / "two.tar.gz")
    assert "  comparing the rows with the manifest ...\n" in run("restore", folder / "two.tar.gz", "--verify")


def test_verifying_changes_nothing(site: SavedSite, folder: Path):
    run("backup", folder / "one.tar.gz")
    files, rows = site.files(), site.rows()
    assert "Verified" in run("restore", folder / "one.tar.gz", "--verify")
    assert (site.files(), site.rows()) == (files, rows)


def test_settings_that_differ_are_named(site: SavedSite, folder: Path, settings):
    run("backup", folder / "one.tar.gz")
    assert "differ" not in run("restore", folder / "one.tar.gz", "--verify")
    settings.EXTRACTOR = "another.Extractor"
    assert "Settings that differ from those of the backup: EXTRACTOR." in run(
        "restore", folder / "one.tar.gz", "--verify"
    )
