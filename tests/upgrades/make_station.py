"""Make the fixture of a released version: a small archive, filled by the commands of that version.

    python -m tests.upgrades.make_station 0.2.0 [COMMIT]

writes `stations/0.2.0.sqlite3.xz`. COMMIT is a tag or commit; without it, the commands are those of this checkout.
docs/releasing.md says when to run it.
"""

import argparse
import contextlib
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIONS = Path(__file__).resolve().parent / "stations"
SUFFIX = ".sqlite3.xz"
REPORTS = ("s001.txt", "s002.txt", "s003.txt")
# Only what every version since 0.1.0 has. What editors do: sign in, change a record twice, publish, dismiss, wait.
FILLING = """
from django.contrib.auth.models import Group, User
from meetings.models import Alert, Incoming, Meeting, Official
from meetings.services.history import recorded

for role in ("contributor", "editor", "administrator"):
    user = User.objects.create_user(role, role + "@example.org", "a sample password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
User.objects.create_superuser("owner", "owner@example.org", "a sample password")
editor = User.objects.get(username="editor")
for note in ("checked with the source", "shortened"):
    with recorded(editor, note):
        meeting = Meeting.objects.filter(review_state="published").order_by("pk").first()
        meeting.notes = note
        meeting.save()
with recorded(editor, "the usual spelling"):
    official = Official.objects.order_by("pk").first()
    official.notes = "the usual spelling"
    official.save()
Incoming.objects.create(raw_text="استقبل الوزير نظيره", name="waiting.txt")
Alert.objects.create(email="reader@example.org", query="country=FR&country=IT", language="ar")
"""


def make_station(version: str, commit: str = "") -> Path:
    """Fill an archive with the commands of a version, and return the compressed file.

    Raises:
        subprocess.CalledProcessError: A command of that version failed.
    """
    with tempfile.TemporaryDirectory(prefix="mahdar-station-") as made, _checkout(commit, Path(made)) as code:
        data = Path(made) / "data"
        reports = [str(ROOT / "tests" / "samples" / "reports" / "texts" / name) for name in REPORTS]
        for words in (["migrate", "-v0"], ["load_sample"], ["ingest", *reports], ["shell", "-c", FILLING]):
            _run_command(code, data, words)
        target = STATIONS / f"{version}{SUFFIX}"
        STATIONS.mkdir(exist_ok=True)
        target.write_bytes(lzma.compress(_read_small(data / "mahdar.sqlite3"), preset=9))
        return target


def unpack_station(station: Path, data: Path) -> Path:
    """Unpack a station into a data folder, and return its database."""
    data.mkdir(parents=True, exist_ok=True)
    database = data / "mahdar.sqlite3"
    database.write_bytes(lzma.decompress(station.read_bytes()))
    return database


@contextlib.contextmanager
def _checkout(commit: str, folder: Path) -> Iterator[Path]:
    """The code of a commit; that of this checkout without one."""
    if not commit:
        yield ROOT
        return
    code = folder / "code"
    subprocess.run(["git", "worktree", "add", "--detach", code, commit], cwd=ROOT, check=True)
    try:
        yield code
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", code], cwd=ROOT, check=True)


def _run_command(code: Path, data: Path, words: list[str]) -> None:
    """Run a command of `manage.py`."""
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PYTHONPATH"}}
    environment = {**kept, "MAHDAR_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "manage.py", *words], cwd=code, env=environment, check=True)


def _read_small(database: Path) -> bytes:
    """Return the bytes of the database without free pages, and in one file."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
        opened.execute("VACUUM")
    return database.read_bytes()


def main() -> None:
    """Read the command line and make a station."""
    parser = argparse.ArgumentParser(prog="python -m tests.upgrades.make_station", description=__doc__)
    parser.add_argument("version", help="the version, such as 0.2.0; the name of the file")
    parser.add_argument("commit", nargs="?", default="", help="its tag or commit (default: this checkout)")
    options = parser.parse_args()
    made = make_station(options.version, options.commit)
    sys.stdout.write(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
