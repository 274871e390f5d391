"""`manage.py bench_endurance`: kill long operations at random moments, and check what is left."""

import shutil
import signal
import subprocess
import sys
import tempfile
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benchmarks.endurance.bench import BenchError, CrashBench
from benchmarks.endurance.operations import OPERATIONS, OPERATIONS_BY_NAME
from benchmarks.endurance.stage import kill_running
from benchmarks.temporary_archive import make_environment

MEMORY = Path("/dev/shm")  # files in memory: copies cost little, and a kill of a process loses none of them
FAILED = 1  # exit code


class Command(BaseCommand):
    help = (
        "Kill long operations at random moments in copies of a small archive, start again and check that nothing is "
        "lost or half-written and that the index is that of the database. The archive of this site is not touched. "
        "Exit code 1 where something is wrong; the folders of such kills are kept."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kills", type=int, default=0, help="how many kills (default 100, unless --seconds)")
        parser.add_argument("--seconds", type=int, default=0, help="begin no kill after so many seconds")
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="OPERATION", help=f"of {', '.join(OPERATIONS_BY_NAME)}"
        )
        parser.add_argument("--seed", default="1", help="chooses the moments of the kills (default 1)")
        # The bench works in a separate process over the temporary archive.
        parser.add_argument("--inside", type=Path, help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := [name for name in options["only"] if name not in OPERATIONS_BY_NAME]:
            raise CommandError(
                f"There is no operation {', '.join(unknown)}. The operations are: {', '.join(OPERATIONS_BY_NAME)}."
            )
        if options["kills"] < 0 or options["seconds"] < 0:
            raise CommandError("--kills and --seconds: at least 1.")
        if options["inside"]:
            self._work(options["inside"], options)
        else:
            self._work_apart(options)

    def _work_apart(self, options: dict[str, Any]) -> None:
        """Run the bench in a separate process on a temporary folder, which is kept where something is wrong."""
        parent = MEMORY if MEMORY.is_dir() else None
        folder = Path(tempfile.mkdtemp(prefix="mahdar-endurance-", dir=parent))
        (folder / "site").mkdir()
        arguments = [f"--{name}={options[name]}" for name in ("kills", "seconds", "seed")]
        arguments += ["--only", *options["only"]] if options["only"] else []
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench_endurance", "--inside", str(folder)]
        is_kept = False
        try:
            code = _run_to_end([*command, *arguments], make_environment(folder / "site"))
            is_kept = code == FAILED and (folder / "failed").is_dir()
        finally:
            if is_kept:
                for path in folder.iterdir():
                    if path.name != "failed":
                        shutil.rmtree(path) if path.is_dir() else path.unlink()
            else:
                shutil.rmtree(folder, ignore_errors=True)
        if is_kept:
            self.stderr.write(f"The folders of kills with problems: {folder / 'failed'} (delete them after a look).")
        if code:
            raise SystemExit(FAILED)

    def _work(self, folder: Path, options: dict[str, Any]) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        operations = [OPERATIONS_BY_NAME[name] for name in options["only"]] or list(OPERATIONS)
        kills = options["kills"] or (0 if options["seconds"] else 100)
        bench = CrashBench(folder, options["seed"], self._tell)
        try:
            bench.prepare(operations)
            bench.work(operations, kills, options["seconds"])
        except BenchError as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            self._tell("Stopped.")
        finally:
            kill_running()
        for line in bench.describe():
            self.stdout.write(line)
        if bench.failures:
            self.stdout.write(f"{len(bench.failures)} kills with problems, seed {options['seed']}.")
            raise SystemExit(FAILED)
        self.stdout.write(f"Nothing lost, nothing half-written. Seed {options['seed']}.")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()


def _run_to_end(command: list[str], environment: dict[str, str]) -> int:
    """Run a command and return its exit code. Ctrl+C and SIGTERM stop it; it still prints what it has found."""
    with subprocess.Popen(command, env=environment) as process:
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:  # the process had it too
            return process.wait()
        finally:
            signal.signal(signal.SIGTERM, before)
