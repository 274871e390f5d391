"""`manage.py bench_load`: readers and writers at once on a served archive: answers, times, errors, memory, lag."""

import statistics
import tempfile
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from benchmarks.load import LoadClient, LoadFigures, Writer, measure_lag, read_pages, write_pages
from benchmarks.served_archive import serve_archive
from benchmarks.temporary_archive import fill_archive, run_step
from meetings.models import Meeting, Official

EDITOR, PASSWORD = "load-editor", "a-long-password-7"
MEETINGS_OF_WRITER = 20


class Command(BaseCommand):
    help = "Measure a served archive of generated meetings under readers and writers at once. Nothing else may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--meetings", type=int, default=2_000, help="meetings of the archive (default 2000)")
        parser.add_argument("--readers", type=int, default=50, help="readers at once (default 50)")
        parser.add_argument("--writers", type=int, default=8, help="editors who save at once (default 8)")
        parser.add_argument("--seconds", type=int, default=60, help="how long to measure (default 60)")
        parser.add_argument(
            "--warm-up", type=int, default=5, help="seconds of the same requests before it measures (default 5)"
        )
        parser.add_argument("--serve", default="", help="further options of manage.py serve, such as --processes=2")
        parser.add_argument(
            "--fill", action="store_true", help="only fill the archive of this process and say what is in it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["fill"]:
            self._fill(options["meetings"])
            return
        with tempfile.TemporaryDirectory(prefix="mahdar-load-") as folder:
            self._tell(f"Making an archive of {options['meetings']} meetings ...")
            said = run_step(Path(folder), "bench_load", "--fill", "--meetings", str(options["meetings"]))
            ids, slugs = (line.split() for line in said.splitlines()[-2:])
            run_step(Path(folder), "collectstatic", "--noinput", "-v0")
            with serve_archive(Path(folder), options["serve"].split()) as (port, process):
                self._measure(port, process, [int(one) for one in ids], slugs, options)

    def _fill(self, meetings: int) -> None:
        fill_archive(meetings, lambda number: None, lambda number: None)
        from django.contrib.auth import get_user_model

        get_user_model().objects.create_superuser(EDITOR, f"{EDITOR}@example.org", PASSWORD)
        public = Meeting.objects.public()
        self.stdout.write(" ".join(map(str, public.order_by("pk").values_list("pk", flat=True))))
        slugs = [f"/meetings/{slug}/" for slug in public.order_by("pk").values_list("slug", flat=True)[:400]]
        slugs += [f"/officials/{slug}/" for slug in Official.objects.public().values_list("slug", flat=True)[:100]]
        self.stdout.write(" ".join(slugs))

    def _measure(self, port: int, process: int, ids: list[int], slugs: list[str], options: dict[str, Any]) -> None:
        pages = [f"{prefix}{path}" for path in slugs for prefix in ("", "/en")]
        lists = ("/", "/meetings/", "/officials/", "/sides/", "/activity/", "/api/v1/meetings/", "/meetings/?page=3")
        pages += [path for path in lists for _weight in range(len(slugs) // 20 + 1)]
        figures, stop = LoadFigures(), threading.Event()
        writers = [Writer("127.0.0.1", port, figures) for _writer in range(options["writers"] + 1)]
        for writer in writers:
            writer.sign_in(EDITOR, PASSWORD)
        shares = [ids[at : at + MEETINGS_OF_WRITER] for at in range(0, len(ids), MEETINGS_OF_WRITER)]
        threads = [
            threading.Thread(target=write_pages, args=(writer, shares[number + 1], stop, number))
            for number, writer in enumerate(writers[1:])
        ]
        prober = LoadClient("127.0.0.1", port, figures)
        threads.append(threading.Thread(target=measure_lag, args=(writers[0], prober, shares[0], stop)))
        threads += [
            threading.Thread(target=read_pages, args=(LoadClient("127.0.0.1", port, figures), pages, stop, number))
            for number in range(options["readers"])
        ]
        for thread in threads:
            thread.start()
        time.sleep(options["warm_up"])
        with figures.lock:
            figures.seconds.clear()
            figures.errors.clear()
        memory, started = [_read_memory(process)], time.monotonic()
        for _second in range(options["seconds"]):
            time.sleep(1)
            memory.append(_read_memory(process))
        took = time.monotonic() - started
        stop.set()
        self._tell("Waiting for the last answers ...")
        for thread in threads:
            thread.join()
        self._report(figures, took, memory)

    def _report(self, figures: LoadFigures, took: float, memory: list[float]) -> None:
        everything = [one for seconds in figures.seconds.values() for one in seconds]
        errors = sum(figures.errors.values())
        self.stdout.write(f"{len(everything) / took:.1f} answers a second, {errors} errors, in {took:.0f} s")
        self.stdout.write(f"{'':14}{'answers':>9}{'p50 s':>8}{'p95 s':>8}{'p99 s':>8}{'errors':>8}")
        for kind in ["all", *sorted(figures.seconds)]:
            seconds = sorted(everything if kind == "all" else figures.seconds[kind])
            shares = [f"{seconds[min(len(seconds) - 1, int(len(seconds) * part))]:8.2f}" for part in (0.5, 0.95, 0.99)]
            wrong = errors if kind == "all" else figures.errors[kind]
            self.stdout.write(f"{kind:14}{len(seconds):9}{''.join(shares)}{wrong:8}")
        self.stdout.write(f"memory of the server: {memory[0]:.0f} MB at first, {memory[-1]:.0f} MB at the end")
        if lags := sorted(figures.lags):
            self.stdout.write(
                f"index lag: median {statistics.median(lags):.2f} s, longest {lags[-1]:.2f} s, of {len(lags)}"
            )

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()


def _read_memory(process: int) -> float:
    """Return the resident memory of a process and those that it started, in MB; 0 where the system does not say."""
    pids = [process]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == process:
                pids.append(int(path.parent.name))
        except (OSError, ValueError, IndexError):
            continue
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration, ValueError):
            continue
    return total / 1024
