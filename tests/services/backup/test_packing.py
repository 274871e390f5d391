"""A backup has everything of one moment, while the site runs, and appears whole or not at all."""

import os
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from meetings.services.backup import BackupError, packing, sqlite
from meetings.services.backup.manifest import read_manifest
from meetings.services.backup.use_lock import SiteBusyError, site_alone
from tests.conftest import ROOT
from tests.services.backup.sites import SavedSite

pytestmark = pytest.mark.django_db


def names(backup: Path) -> list[str]:
    with tarfile.open(backup) as tar:
        return tar.getnames()


def manifest_of(backup: Path):
    with tarfile.open(backup) as tar:
        return read_manifest(tar.extractfile("manifest.json").read())


def test_everything_that_cannot_be_made_again_is_in_it(backup: Path, site: SavedSite):
    found = names(backup)
    assert found[:2] == ["manifest.json", "database.sqlite3"]
    assert found[-1] == "SHA256SUMS"
    assert [name.rpartition("/")[0] for name in found[2:-1]] == ["media/originals/68", "data/imports", "data"]
    manifest = manifest_of(backup)
    assert manifest.has_secret_key
    assert (manifest.files, manifest.missing_originals) == (3, 0)
    assert {name: table.rows for name, table in manifest.tables.items()} == {
        name: len(rows) for name, rows in site.rows().items()
    } | {"meetings_indexchange": manifest.tables["meetings_indexchange"].rows}
    assert "a key" not in (text := manifest.write_json().decode())
    assert "meetings" in text


def test_only_its_owner_can_read_it(backup: Path):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_the_checksums_are_those_of_sha256sum(backup: Path, tmp_path: Path):
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "out", filter="data")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_is_of_one_moment_while_others_write(site: SavedSite, tmp_path: Path, monkeypatch):
    """A commit between any two steps of the copy neither begins it again nor is in it."""
    monkeypatch.setattr(sqlite, "STEP_PAGES", 20)
    site.run("CREATE TABLE busy (text)")
    commits = []

    def write(text: str) -> None:
        if text.startswith("database:"):
            site.run("INSERT INTO busy VALUES (?)", text)
            commits.append(text)

    backup = site.write(tmp_path / "backup.tar.gz", progress=write)
    assert len(commits) > 10
    assert len(site.rows()["busy"]) == len(commits)
    assert manifest_of(backup).tables["busy"].rows == 0


def test_an_original_that_no_row_names_is_left_out(site: SavedSite, tmp_path: Path):
    """It arrived after the copy of the database, and may be half written."""
    path = site.place.media / "originals" / "00" / "half"
    path.parent.mkdir()
    path.write_bytes(b"half")
    assert "media/originals/00/half" not in names(site.write(tmp_path / "backup.tar.gz"))


def test_a_lost_original_is_counted(site: SavedSite, tmp_path: Path):
    next(site.place.media.rglob("68*/*")).unlink()
    assert manifest_of(site.write(tmp_path / "backup.tar.gz")).missing_originals == 1


def test_earlier_backups_are_left_out(site: SavedSite):
    folder = site.data / "saved"
    folder.mkdir()
    site.write(folder / "one.tar.gz")
    assert not any(name.startswith("data/saved") for name in names(site.write(folder / "two.tar.gz")))
    with pytest.raises(BackupError, match="folder of backups"):
        site.write(site.data / "three.tar.gz")


def test_a_key_of_the_environment_is_not_in_it(site: SavedSite, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "only-for-tests")
    backup = site.write(tmp_path / "backup.tar.gz")
    assert not manifest_of(backup).has_secret_key
    assert "data/secret_key" not in names(backup)


def test_a_failure_leaves_nothing(site: SavedSite, tmp_path: Path, monkeypatch):
    target = tmp_path / "saved" / "backup.tar.gz"
    target.parent.mkdir()
    target.write_bytes(b"the backup before")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "_add_member", fail)
    with pytest.raises(BackupError, match="No space left"):
        site.write(target)
    assert [path.name for path in target.parent.iterdir()] == ["backup.tar.gz"]
    assert target.read_bytes() == b"the backup before"
    assert not list(site.data.glob(".backup-*"))


def test_a_missing_database_is_reported(empty_site: SavedSite, tmp_path: Path):
    with pytest.raises(BackupError, match="run migrate first"):
        empty_site.write(tmp_path / "backup.tar.gz")
    assert not empty_site.database.path.exists()


def test_no_backup_during_a_restore(site: SavedSite, tmp_path: Path):
    with site_alone(site.data), pytest.raises(SiteBusyError, match="is being restored"):
        site.write(tmp_path / "backup.tar.gz")


def test_a_killed_backup_leaves_nothing_under_its_name(site: SavedSite, tmp_path: Path):
    """The process is killed while it writes: the program that encrypts takes some of it and then no more."""
    started, release, programs, saved = (tmp_path / name for name in ("started", "release", "programs", "saved"))
    os.mkfifo(started)
    os.mkfifo(release)
    programs.mkdir()
    saved.mkdir()
    age = programs / "age"
    age.write_text(f"#!/bin/sh\nhead -c 1000\necho started > {started}\nexec cat {release}\n", encoding="utf-8")
    age.chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(site.data),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    site.run("CREATE TABLE large AS SELECT randomblob(3000000)")  # more than the pipe to the program holds
    command = [sys.executable, str(ROOT / "manage.py"), "backup", str(saved), "--encrypt-to", "age1example"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    with started.open(encoding="utf-8") as signals:
        assert signals.read() == "started\n"
    process.kill()
    process.wait()
    release.open("wb").close()
    left = [path.name for path in saved.iterdir()]
    assert [name.endswith(packing.UNFINISHED) for name in left] == [True]
    assert [name.startswith(".") for name in left] == [True]
    next_one = site.write(saved / (left[0].removeprefix(".").partition(".")[0] + ".tar.gz"))
    assert list(saved.iterdir()) == [next_one]
    assert not list(site.data.glob(".backup-*"))
