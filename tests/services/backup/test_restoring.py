"""A restored site is equal to the one backed up, row by row; what is refused changes nothing."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command

from meetings.models import IndexChange, Official
from meetings.services.backup import BackupError, restoring
from meetings.services.backup.databases import _default_connection
from meetings.services.backup.restoring import has_other_key, restore_backup, verify_backup
from meetings.services.backup.use_lock import SiteBusyError, shared_site
from tests.conftest import ROOT
from tests.services.backup.sites import ORIGINAL, VERSION, SavedSite, repack

pytestmark = pytest.mark.django_db


def restore(backup: Path, site: SavedSite, version: str = VERSION, **options):
    return restore_backup(backup, site.place, site.database, version=version, **options)


def verify(backup: Path, site: SavedSite):
    return verify_backup(backup, site.place, site.database, version=VERSION)


def change_manifest(backup: Path, target: Path, **values: object) -> Path:
    def change(members: list) -> None:
        about = json.loads(members[0][1])
        members[0] = members[0][0], json.dumps(about | values).encode()

    return repack(backup, target, change)


def leftovers(site: SavedSite) -> list[Path]:
    return list(site.data.rglob(".restore*"))


def test_everything_comes_back(backup: Path, site: SavedSite, empty_site: SavedSite):
    restored = restore(backup, empty_site)
    assert restored.migrations == 0
    assert empty_site.rows() == site.rows()
    rows = empty_site.rows()
    assert {len(rows[table]) for table in ("auth_user", "meetings_version", "meetings_incoming")} >= {1}
    assert sorted(row[-1] for row in rows["meetings_original"]) == sorted(
        row[-1] for row in site.rows()["meetings_original"]
    )
    made_again = ("index/current", "static/base.css", ".unfinished")
    assert empty_site.files() == {name: data for name, data in site.files().items() if name not in made_again}
    assert ORIGINAL in empty_site.files().values()
    assert leftovers(empty_site) == []


def test_a_filled_archive_is_refused(backup: Path, site: SavedSite):
    rows, files = site.rows(), site.files()
    with pytest.raises(BackupError, match=r"not empty\. Give --replace"):
        restore(backup, site)
    assert (site.rows(), site.files()) == (rows, files)


def test_an_archive_that_was_only_set_up_is_empty(backup: Path, site: SavedSite, empty_site: SavedSite):
    with _default_connection(empty_site.database.connection_settings(str(empty_site.database.path))):
        call_command("migrate", verbosity=0)
    restore(backup, empty_site)
    assert empty_site.rows() == site.rows()


def test_the_present_archive_is_saved_and_replaced(backup: Path, site: SavedSite, tmp_path: Path):
    before = site.rows()
    site.run("DELETE FROM meetings_incoming")
    site.run("UPDATE auth_user SET username = 'another'")
    later = site.place.media / "originals" / "00" / "later"
    later.parent.mkdir()
    later.write_bytes(b"later")
    present, saved = site.rows(), tmp_path / "saved.tar.gz"
    restore(backup, site, save_present=lambda: site.write(saved, is_alone=True))
    assert site.rows() == before
    assert not later.exists()
    restore(saved, site, save_present=lambda: None)
    assert site.rows() == present


def test_where_the_present_archive_cannot_be_saved_nothing_changes(backup: Path, site: SavedSite):
    site.run("DELETE FROM meetings_incoming")
    rows, files = site.rows(), site.files()

    def fail() -> None:
        raise BackupError("The disk is full.")

    with pytest.raises(BackupError, match="disk is full"):
        restore(backup, site, save_present=fail)
    assert (site.rows(), site.files()) == (rows, files)


def test_a_log_of_the_present_database_does_not_reach_the_restored_one(backup: Path, site: SavedSite):
    """A server that was killed left committed rows in the write-ahead log, beside the file that is replaced."""
    before = site.rows()
    shutil.copy(site.database.path, aside := site.data / "aside")
    writer = sqlite3.connect(aside)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("DELETE FROM meetings_incoming")
    writer.commit()
    for ending in ("", "-wal"):
        shutil.copy(f"{aside}{ending}", f"{site.database.path}{ending}")
    writer.close()
    aside.unlink()
    restore(backup, site, save_present=lambda: None)
    assert site.rows() == before


def test_a_running_server_is_refused(backup: Path, site: SavedSite):
    with shared_site(site.data), pytest.raises(SiteBusyError, match="Stop it"):
        restore(backup, site, save_present=lambda: None)


def test_an_open_database_is_refused(backup: Path, site: SavedSite, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, **{"timeout": 0, **options}))
    other = connect(site.database.path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM auth_user").fetchone()
    try:
        with pytest.raises(BackupError, match=r"has .* open"):
            restore(backup, site, save_present=lambda: None)
    finally:
        other.close()


connect = sqlite3.connect


def test_a_backup_of_a_newer_mahdar_is_refused(backup: Path, empty_site: SavedSite, tmp_path: Path):
    newer = change_manifest(backup, tmp_path / "newer.tar.gz", mahdar="0.10.0")
    with pytest.raises(
        BackupError, match=r"made by Mahdar 0\.10\.0, and this is Mahdar 0\.2\.0.*Update Mahdar to 0\.10"
    ):
        restore(newer, empty_site)
    assert not empty_site.database.path.exists()
    restore(newer, empty_site, version="0.11.0")


def test_a_backup_with_an_unknown_migration_is_refused(backup: Path, empty_site: SavedSite, tmp_path: Path):
    newer = change_manifest(backup, tmp_path / "newer.tar.gz", migrations=[["meetings", "9999_later"]])
    with pytest.raises(BackupError, match="9999_later, which this Mahdar has not"):
        restore(newer, empty_site)


def test_a_backup_of_a_later_format_is_refused(backup: Path, empty_site: SavedSite, tmp_path: Path):
    newer = change_manifest(backup, tmp_path / "newer.tar.gz", version=2, mahdar="3.0.0", tables=None)
    with pytest.raises(BackupError, match=r"newer format. Update Mahdar to 3\.0\.0"):
        restore(newer, empty_site)


def test_a_backup_of_another_kind_of_database_is_refused(backup: Path, empty_site: SavedSite, tmp_path: Path):
    other = change_manifest(backup, tmp_path / "other.tar.gz", database="postgresql")
    with pytest.raises(BackupError, match="Set DATABASE_URL to a database of postgresql"):
        restore(other, empty_site)


@pytest.mark.parametrize(
    "values", [{"tables": []}, {"files": "3"}, {"migrations": 1}, {"format": "tar"}, {"mahdar": 1}]
)
def test_a_manifest_that_cannot_be_read_is_refused(backup: Path, empty_site: SavedSite, tmp_path: Path, values):
    with pytest.raises(BackupError, match="manifest of the backup cannot be read"):
        restore(change_manifest(backup, tmp_path / "other.tar.gz", **values), empty_site)


def test_an_older_backup_is_migrated(site: SavedSite, empty_site: SavedSite, tmp_path: Path):
    with _default_connection(site.database.connection_settings(str(site.database.path))):
        call_command("migrate", "meetings", "0032", verbosity=0)
    assert "meetings_digestchoice" not in site.rows()
    restored = restore(site.write(tmp_path / "older.tar.gz"), empty_site)
    later = [file for file in (ROOT / "meetings/migrations").glob("0*.py") if file.name > "0033"]
    assert restored.migrations == len(later)
    assert empty_site.rows()["meetings_digestchoice"] == []
    assert len(empty_site.rows()["meetings_meeting"]) == 2


def test_the_next_update_builds_the_index_again(backup: Path, empty_site: SavedSite):
    restore(backup, empty_site)
    with _default_connection(empty_site.database.connection_settings(str(empty_site.database.path))):
        assert 0 in IndexChange.objects.values_list("meeting_id", flat=True)


class TestVerify:
    def test_a_sound_backup(self, backup: Path, site: SavedSite):
        rows, files = site.rows(), site.files()
        assert verify(backup, site).tables["auth_user"].rows == 1
        assert (site.rows(), site.files()) == (rows, files)
        assert leftovers(site) == []

    def test_a_changed_value(self, backup: Path, site: SavedSite, tmp_path: Path):
        """The checksums of the members fit; the rows are not those that the manifest states."""

        def change(members: list) -> None:
            copy = tmp_path / "copy"
            copy.write_bytes(members[1][1])
            with sqlite3.connect(copy) as opened:
                opened.execute("UPDATE auth_user SET username = 'another'")
                opened.execute("DELETE FROM meetings_incoming")
            opened.close()
            members[1] = members[1][0], copy.read_bytes()

        changed = repack(backup, tmp_path / "changed.tar.gz", change)
        with pytest.raises(BackupError) as error:
            verify(changed, site)
        assert "auth_user has other values than the manifest states" in str(error.value)
        assert "meetings_incoming has 0 rows instead of 1" in str(error.value)
        assert leftovers(site) == []

    def test_faults_that_the_archive_had_do_not_make_its_backup_useless(self, site: SavedSite, tmp_path: Path):
        site.run("UPDATE meetings_incoming SET original_id = 999")
        manifest = verify(site.write(tmp_path / "backup.tar.gz"), site)
        assert manifest.faults == ["row 1 of meetings_incoming refers to a missing row of meetings_original"]

    def test_faults_that_the_archive_had_not_are_refused(self, site: SavedSite, tmp_path: Path):
        site.run("UPDATE meetings_incoming SET original_id = 999")
        backup = change_manifest(site.write(tmp_path / "backup.tar.gz"), tmp_path / "other.tar.gz", faults=[])
        with pytest.raises(BackupError, match="has faults: row 1 of meetings_incoming refers"):
            verify(backup, site)

    def test_no_room_on_the_disk(self, backup: Path, site: SavedSite, tmp_path: Path):
        large = change_manifest(backup, tmp_path / "large.tar.gz", database_bytes=1 << 60)
        with pytest.raises(BackupError, match="Make room"):
            verify(large, site)


def test_a_restore_that_was_killed_is_cleared_away(backup: Path, empty_site: SavedSite, monkeypatch):
    def kill(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_replace_archive", kill)
    monkeypatch.setattr(restoring.shutil, "rmtree", lambda *_arguments, **_options: None)
    monkeypatch.setattr(empty_site.database, "drop_loaded", lambda _name: None)
    with pytest.raises(KeyboardInterrupt):
        restore(backup, empty_site)
    monkeypatch.undo()
    assert len(leftovers(empty_site)) > 2
    assert not empty_site.database.path.exists()
    restore(backup, empty_site)
    assert leftovers(empty_site) == []


def test_another_secret_key_is_noticed(backup: Path, empty_site: SavedSite, monkeypatch, settings):
    manifest = restore(backup, empty_site).manifest
    settings.SECRET_KEY = "another"
    assert not has_other_key(manifest)  # the next start reads the restored file
    monkeypatch.setenv("SECRET_KEY", "another")
    assert has_other_key(manifest)


def test_names_of_the_site_are_not_changed(backup: Path, empty_site: SavedSite):
    """The default database of the process is the same as before."""
    restore(backup, empty_site)
    assert Official.objects.count() == 0
