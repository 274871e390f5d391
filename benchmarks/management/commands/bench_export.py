"""`manage.py bench_export`: the time and the memory that exports of a large archive take."""

import json
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from benchmarks.memory import measure_peak_memory
from benchmarks.temporary_archive import fill_archive, run_step
from meetings.queries.formats import OFFERED

FEED = "atom"  # it has the latest fifty meetings, however many there are
EXPORTS = [f"meetings.{extension}" for extension in OFFERED["meetings"] if extension not in (FEED, "pdf")]
SEARCH = "search.csv?q="
ARCHIVE = "export_archive"
MEGABYTE = 1 << 20


class Command(BaseCommand):
    help = (
        "Generate an archive in a temporary folder, ask for its exports and write down how long each takes and how "
        "much memory its process needs at most, and before it begins. The archive and its index are not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=10_000, help="meetings to generate (default 10,000)")
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="EXPORT", help=f"of {', '.join(EXPORTS)}, {ARCHIVE}"
        )
        parser.add_argument("--index", action="store_true", help="build the index too, and export a search")
        # Each step runs in a separate process on the temporary archive, so that memory is that of the step alone.
        parser.add_argument("--fill", action="store_true", help=SUPPRESS)
        parser.add_argument("--measure", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rows"] < 1:
            raise CommandError("--rows: at least one.")
        if options["fill"]:
            self._fill(options["rows"], options["index"])
        elif options["measure"]:
            self.stdout.write(json.dumps(_measure(options["measure"])))
        else:
            with tempfile.TemporaryDirectory(prefix="mahdar-bench-") as folder:
                self._all(Path(folder), options)

    def _all(self, folder: Path, options: dict[str, Any]) -> None:
        wanted = options["only"] or [*EXPORTS, ARCHIVE, *([SEARCH] if options["index"] else [])]
        if unknown := [name for name in wanted if name not in (*EXPORTS, ARCHIVE, SEARCH)]:
            raise CommandError(f"There is no export {', '.join(unknown)}.")
        self.stderr.write(f"Generating {options['rows']} meetings ...")
        run_step(
            folder, "bench_export", "--fill", "--rows", str(options["rows"]), *(["--index"] if options["index"] else [])
        )
        self.stdout.write(f"{'':<18}{'rows':>9}{'seconds':>9}{'rows/s':>9}{'MB':>9}{'memory, MB':>12}{'before':>9}")
        for name in wanted:
            found = json.loads(run_step(folder, "bench_export", "--measure", name).splitlines()[-1])
            seconds, rows = found["seconds"], options["rows"]
            self.stdout.write(
                f"{name:<18}{rows:>9}{seconds:>9.1f}{rows / seconds:>9.0f}{found['bytes'] / MEGABYTE:>9.1f}"
                f"{found['peak'] / MEGABYTE:>12.0f}{found['before'] / MEGABYTE:>9.0f}"
            )

    def _fill(self, rows: int, index: bool) -> None:
        tell_index = (lambda done: self._tell(f"  index: {done}")) if index else None
        fill_archive(rows, lambda done: self._tell(f"  {done}"), tell_index)

    def _tell(self, progress: str) -> None:
        self.stderr.write(progress, ending="\r")


def _measure(name: str) -> dict[str, float]:
    """Request one export and read it as it arrives, without saving it."""
    client = Client(headers={"host": "localhost"})
    before, started = measure_peak_memory(), time.perf_counter()
    if name == ARCHIVE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "archive.zip"
            call_command("export_archive", path, stdout=sys.stderr)
            size = path.stat().st_size
    else:
        response: Any = client.get(f"/{name}")
        if response.status_code != 200:
            raise CommandError(f"/{name} answers {response.status_code}.")
        size = sum(len(piece) for piece in response.streaming_content)
    return {"bytes": size, "seconds": time.perf_counter() - started, "before": before, "peak": measure_peak_memory()}
