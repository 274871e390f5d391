"""`manage.py doctor` in a real process, on an archive into which each test puts a fault."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import ROOT


def manage(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "MAHDAR_DATA_DIR": str(folder), **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """An archive without meetings in which everything is in order."""
    folder = tmp_path_factory.mktemp("sound")
    for command in (("migrate", "--verbosity", "0"), ("rebuild_index",), ("collectstatic", "--no-input", "-v", "0")):
        done = manage(folder, *command)
        assert done.returncode == 0, done.stderr
    (folder / "mahdar.sqlite3").chmod(0o640)
    backup = {"finished_at": datetime.now(UTC).isoformat(), "file": "/backups/1.zip", "bytes": 1024}
    (folder / "last-backup.json").write_text(json.dumps(backup))
    return folder


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to break."""
    return shutil.copytree(sound, tmp_path / "archive")


def diagnose(folder: Path, *options: str, **more: str) -> tuple[int, dict]:
    """The exit code, and the checks that are not in order: name -> (level, what was found, what to do)."""
    done = manage(folder, "doctor", "--json", *options, **more)
    assert done.stderr == "", done.stderr
    checks = json.loads(done.stdout)["checks"]
    return done.returncode, {
        one["name"]: (one["level"], one["found"], one["remedy"]) for one in checks if one["level"] != "ok"
    }


def test_all_is_in_order(sound: Path):
    before = {path: path.stat().st_mtime_ns for path in sound.rglob("*") if "sqlite3" not in path.name}
    done = manage(sound, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-1] == "19 ok, 0 warnings, 0 faults."
    assert len(lines) == 20
    assert before == {path: path.stat().st_mtime_ns for path in sound.rglob("*") if "sqlite3" not in path.name}


def test_warnings_end_with_1(archive: Path):
    (archive / "last-backup.json").unlink()
    code, found = diagnose(archive, "--quick")
    assert (code, list(found)) == (1, ["backup"])


def test_a_damaged_database(archive: Path):
    with closing(sqlite3.connect(archive / "mahdar.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meetings_country'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with (archive / "mahdar.sqlite3").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    code, found = diagnose(archive, "--only", "database", "--only", "migrations", "--only", "integrity")
    assert (code, list(found)) == (2, ["integrity"])
    assert found["integrity"][1].startswith("The file of the database is damaged: ")


def test_faults_of_the_files(archive: Path):
    next((archive / "static" / "css").glob("base.*.css")).write_text("")
    shutil.rmtree(archive / "index")
    (archive / "secret_key").chmod(0o644)
    archive.chmod(0o755)
    code, found = diagnose(archive)
    assert code == 2
    assert {name: found[name][2] for name in found} == {
        "index": "Run manage.py rebuild_index.",
        "data_folder": f"Run chmod 600 {archive}/secret_key.",
        "static_files": "Run manage.py collectstatic. manage.py serve does it at its start.",
    }
    assert "base." in found["static_files"][1]


def test_before_migrate(tmp_path: Path):
    code, found = diagnose(tmp_path, "--quick")
    assert code == 2
    assert found["database"][1].startswith("The file of the database is missing: ")
    assert not (tmp_path / "mahdar.sqlite3").exists()
    (tmp_path / "mahdar.sqlite3").touch()
    assert diagnose(tmp_path, "--quick")[1]["migrations"][2] == "Run manage.py migrate."


def test_settings_of_a_public_site(archive: Path):
    code, found = diagnose(
        archive, ALLOWED_HOSTS="archive.example.org", DEBUG="1", SECRET_KEY="short", EMAIL_URL="smtp://mail.example.org"
    )
    assert code == 2
    assert {name: found[name][0] for name in found} == {
        "secret_key": "fault", "debug": "fault", "deployment": "warning", "mail": "warning",
    }  # fmt: skip


def test_a_check_that_does_not_exist(sound: Path):
    done = manage(sound, "doctor", "--only", "heart")
    assert done.returncode == 3
    assert done.stderr.startswith("CommandError: No check is called heart. The checks are: database, ")
