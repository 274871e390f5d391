"""`manage.py bench_fuzz`: hostile requests to every route of a served archive, and what it answers."""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benchmarks.http_exchange import TOO_SLOW_SECONDS
from benchmarks.http_fuzzing import FuzzResult, fuzz_site
from benchmarks.served_archive import serve_archive
from benchmarks.temporary_archive import run_step

MAX_SECONDS_AFTER = 120  # for the last requests of Schemathesis


class Command(BaseCommand):
    help = (
        "Serve the sample archive from a temporary folder and send hostile requests: to every route, made by "
        "Hypothesis, and to the API, made by Schemathesis from its OpenAPI document. Each answer with a status from "
        "500 and each slower than 5 s is printed with its request; answers of 429 and 503 with Retry-After are "
        "counted apart. Exit code 1 where a status is from 500, or an answer is missing or cut off. The archive of "
        "this site is not touched."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=int, default=60, help="how long, for each of the two (default 60)")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other requests (default 1)")
        parser.add_argument("--only", choices=["routes", "api"], help="one of the two")
        parser.add_argument("--port", type=int, help="of a server on this machine that runs already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seconds"] < 1:
            raise CommandError("--seconds: at least 1.")
        if options["port"]:
            is_sound = self._fuzz(options["port"], options)
        else:
            with tempfile.TemporaryDirectory(prefix="mahdar-fuzz-") as folder:
                for command in (["migrate", "-v0"], ["load_sample"], ["sync_index"]):
                    run_step(Path(folder), *command)
                with serve_archive(Path(folder), ["--processes=2"]) as (port, _process):
                    is_sound = self._fuzz(port, options)
        if not is_sound:
            raise SystemExit(1)

    def _fuzz(self, port: int, options: dict[str, Any]) -> bool:
        self.stdout.write(f"Seed {options['seed']}, {options['seconds']} s each")
        is_sound = True
        if options["only"] != "api":
            result = fuzz_site(port, options["seconds"], options["seed"], self._tell)
            self._report(result)
            is_sound = not result.faults
        if options["only"] != "routes":
            is_sound = _run_schemathesis(port, options["seconds"], options["seed"]) and is_sound
        return is_sound

    def _report(self, result: FuzzResult) -> None:
        total = sum(result.statuses.values())
        counts = ", ".join(f"{status}: {count}" for status, count in sorted(result.statuses.items()))
        self.stdout.write(f"{total} requests to all routes; answers by status: {counts}")
        self.stdout.write(f"{result.later} of them 429 or 503 with Retry-After; slowest {result.slowest:.1f} s")
        self.stdout.write(
            f"faults: {len(result.faults)}, answers slower than {TOO_SLOW_SECONDS:.0f} s: {len(result.slow)}"
        )

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _run_schemathesis(port: int, seconds: int, seed: int) -> bool:
    """Run Schemathesis over the API, and return whether it found nothing."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", str(settings.BASE_DIR / "docs" / "openapi.json"),
        f"--url=http://localhost:{port}", f"--max-time={seconds}", f"--seed={seed}", "--max-response-time=5",
        "--continue-on-failure",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="mahdar-fuzz-") as folder:  # its cache would change the next run
        done = subprocess.run(command, cwd=folder, check=False, timeout=seconds + MAX_SECONDS_AFTER)
    return done.returncode == 0
