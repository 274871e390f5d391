"""`manage.py bench_backup`: the time and the size of a backup that is made while others write, and of its restoring."""

import json
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from contextlib import closing
from io import BytesIO
from pathlib import Path
from select import select
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benchmarks.temporary_archive import fill_archive, make_environment, run_step
from meetings.ingest.originals import keep_file
from meetings.services.backup.places import DATABASE_FILE
from meetings.services.backup.sqlite import SqliteDatabase
from meetings.services.backup.table_hashes import describe_differences
from meetings.services.backup.unpacking import opened_backup

ORIGINAL_BYTES = 100_000
WRITTEN = (
    "meetings_archivestate",
    "meetings_indexchange",
    "meetings_meeting",
    "meetings_meetingstate",
)  # by the writer
MEGABYTE = 1 << 20


class Command(BaseCommand):
    help = (
        "Generate an archive in a temporary folder, back it up while another process writes to it, restore the backup "
        "in another folder, and compare all rows. The archive of this site is not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=10_000, help="meetings to generate (default 10,000)")
        parser.add_argument("--originals", type=int, default=500, help="files of 100 KB to store (default 500)")
        # Steps that run in a separate process on the temporary archive.
        parser.add_argument("--fill", action="store_true", help=SUPPRESS)
        parser.add_argument("--write", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rows"] < 1:
            raise CommandError("--rows: at least one.")
        if options["fill"]:
            fill_archive(options["rows"], lambda _done: None)
            for _ in range(options["originals"]):
                keep_file("report.pdf", BytesIO(secrets.token_bytes(ORIGINAL_BYTES)))
        elif options["write"]:
            _write_until_stopped()
        else:
            with tempfile.TemporaryDirectory(prefix="mahdar-bench-") as folder:
                self._measure(Path(folder), options["rows"], options["originals"])

    def _measure(self, folder: Path, rows: int, originals: int) -> None:
        site, copy, backup = folder / "site", folder / "copy", folder / "backup.tar.gz"
        site.mkdir()
        self.stderr.write(f"Generating {rows} meetings and {originals} originals ...")
        run_step(site, "bench_backup", "--fill", "--rows", str(rows), "--originals", str(originals))
        self.stdout.write(f"database {(site / DATABASE_FILE).stat().st_size / MEGABYTE:.1f} MB")
        writer = subprocess.Popen(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench_backup", "--write"],
            env=make_environment(site), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout
        writer.stdout.readline()  # the first commit
        seconds = _time_step(site, "backup", str(backup))
        said, _ = writer.communicate("stop\n")
        commits, longest = json.loads(said)
        self.stdout.write(f"backup   {seconds:.1f} s, {backup.stat().st_size / MEGABYTE:.1f} MB")
        self.stdout.write(f"writer   {commits} commits meanwhile, the longest took {longest * 1000:.0f} ms")
        self.stdout.write(f"verify   {_time_step(site, 'restore', str(backup), '--verify'):.1f} s")
        self.stdout.write(f"restore  {_time_step(site, 'restore', str(backup), '--into', str(copy)):.1f} s")
        self._compare(site, copy, backup)

    def _compare(self, site: Path, copy: Path, backup: Path) -> None:
        """Compare the copy with the manifest and, where the writer changed nothing, with the archive itself."""
        before, after = (
            SqliteDatabase(folder / DATABASE_FILE).hash_tables(str(folder / DATABASE_FILE)) for folder in (site, copy)
        )
        with opened_backup(backup) as stream:
            stated = stream.manifest.tables
        marked = "meetings_indexchange"  # where the restore asked for a new index
        wrong = describe_differences(
            {name: value for name, value in stated.items() if name != marked},
            {name: value for name, value in after.items() if name != marked},
        )
        wrong += describe_differences(
            {name: value for name, value in before.items() if name not in WRITTEN},
            {name: value for name, value in after.items() if name not in WRITTEN},
        )
        rows = sum(value.rows for value in after.values())
        self.stdout.write(f"{rows} rows in {len(after)} tables: {'; '.join(wrong) or 'equal'}")


def _time_step(folder: Path, command: str, *arguments: str) -> float:
    started = time.perf_counter()
    run_step(folder, command, *arguments)
    return time.perf_counter() - started


def _write_until_stopped() -> None:
    """Change one meeting after the other until a line arrives; print the number of commits and the longest one."""
    commits, longest = 0, 0.0
    with closing(sqlite3.connect(settings.DATA_DIR / DATABASE_FILE, timeout=60, isolation_level=None)) as database:
        (last,) = database.execute("SELECT max(id) FROM meetings_meeting").fetchone()
        while not select([sys.stdin], [], [], 0)[0]:
            started = time.perf_counter()
            database.execute(
                "UPDATE meetings_meeting SET summary_ar = summary_ar || ' .' WHERE id = ?", [commits % last + 1]
            )
            longest = max(longest, time.perf_counter() - started)
            commits += 1
            if commits == 1:
                print("writing", flush=True)
    print(json.dumps([commits, longest]))
