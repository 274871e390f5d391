"""The bench itself: prepare the archives, run each operation once undisturbed, kill it many times, check each time."""

import json
import random
import shutil
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from benchmarks.endurance.archives import BASES, list_bases
from benchmarks.endurance.checking import (
    HALF,
    INDEX,
    LOSS,
    RECOVERY,
    CrashProblem,
    LegalStates,
    find_archive_problems,
    hash_content,
    read_state,
    write_state,
)
from benchmarks.endurance.operations import LongOperation
from benchmarks.endurance.stage import MAX_SECONDS, POLL_SECONDS, Stage, finish, is_over, run, start
from meetings.services.backup.places import DATABASE_FILE

MAX_KEPT_FAILURES = 5  # folders of failed kills that are kept for a look
LOG = "log"
Tell = Callable[[str], None]


class BenchError(Exception):
    """The bench cannot work: an archive could not be prepared, or an undisturbed run failed."""


@dataclass(slots=True)
class LearntRun:
    """An undisturbed run: how long it took, the states of the database, and the hashes of the files that it wrote."""

    seconds: float
    states: LegalStates
    files: dict[str, str]


@dataclass(slots=True)
class KillFigures:
    """The counts of one operation."""

    kills: int = 0
    during: int = 0  # while the operation was at work
    problems: dict[str, int] = field(default_factory=lambda: dict.fromkeys((LOSS, INDEX, HALF, RECOVERY), 0))
    seconds: float = 0.0


class CrashBench:
    """Kills of operations in one folder."""

    def __init__(self, root: Path, seed: str, tell: Tell) -> None:
        self.stage, self.seed, self.tell = Stage(root, _find_port(), watch=write_state), seed, tell
        self.learnt: dict[str, LearntRun] = {}
        self.figures: dict[str, KillFigures] = {}
        self.failures: list[str] = []

    def prepare(self, operations: Iterable[LongOperation]) -> None:
        """Make the archives that the operations begin with.

        Raises:
            BenchError: An archive could not be made.
        """
        connections.close_all()
        (self.stage.root / "bases").mkdir()
        self.stage.inputs.mkdir()
        self.stage.work.mkdir()
        for name in list_bases({one.base for one in operations}):
            self.tell(f"Preparing the archive {name} ...")
            before, make = BASES[name]
            if before:
                self.stage.reset(before)
            log = self.stage.root / f"prepare-{name}.log"
            if not run(partial(make, self.stage), log):
                raise BenchError(f"The archive {name} could not be prepared:\n{log.read_text()}")
            self.stage.save(name)

    def work(self, operations: list[LongOperation], kills: int, seconds: float) -> None:
        """Kill the operations in turn, until there were enough kills or the time is over; 0 sets no limit."""
        end, number = time.monotonic() + (seconds or float("inf")), 0
        while True:
            order = list(operations)
            random.Random(f"{self.seed}/{number // len(order)}").shuffle(order)
            for operation in order:
                if time.monotonic() >= end or (kills and number >= kills):
                    return
                self.kill_once(operation)
                number += 1
                if number % 20 == 0:
                    self.tell(f"{number} kills, {len(self.failures)} of them with problems")

    def kill_once(self, operation: LongOperation) -> list[CrashProblem]:
        """Run an operation, kill it at a random moment, recover and check; return what is wrong."""
        began = time.monotonic()
        if operation.name not in self.learnt:
            self.learnt[operation.name] = self.learn(operation)
            began = time.monotonic()
        learnt = self.learnt[operation.name]
        figures = self.figures.setdefault(operation.name, KillFigures())
        moment = random.Random(f"{self.seed}/{operation.name}/{figures.kills}").random()
        self.stage.reset(operation.base)
        code, seconds = self._run_until(operation, moment * learnt.seconds)
        is_done = code == 0
        if is_done:  # the machine was busier when the usual duration was learnt
            learnt.seconds = min(learnt.seconds, seconds)
        marks = self.stage.count_marks()
        problems = self._check(operation, learnt, marks, is_done)
        if code not in (0, None):
            problems.append(CrashProblem(RECOVERY, f"the operation failed by itself ({code})"))
        figures.kills += 1
        figures.during += code is None
        for kind in {one.kind for one in problems}:
            figures.problems[kind] += 1
        if problems:
            self._keep(operation, figures.kills - 1, moment, problems)
        figures.seconds += time.monotonic() - began
        return problems

    # --- Running ------------------------------------------------------------------------------------------------------
    def learn(self, operation: LongOperation) -> LearntRun:
        """Run an operation undisturbed, and return what it did.

        Raises:
            BenchError: It failed.
        """
        self.stage.reset(operation.base)
        self.stage.is_watched = True
        log = self.stage.work / LOG
        before = read_state(self.stage.site / DATABASE_FILE)
        write_state(self.stage)
        spent = self._time_undisturbed(operation, log)
        self.stage.is_watched = False
        after = read_state(self.stage.site / DATABASE_FILE)
        states = LegalStates.read(self.stage.work / "states")
        if states.states[-1] != after:
            states.states.append(after)
        assert states.states[0] == before
        files = {
            path.name: hash_content(path)
            for folder in (self.stage.work, self.stage.site / "exports")
            if folder.is_dir()
            for path in folder.iterdir()
            if path.name not in (LOG, "states", "acknowledged", "ready")
        }
        self.tell(f"{operation.name}: {spent:.1f} s undisturbed, {len(states.states)} states")
        return LearntRun(spent, states, files)

    def _time_undisturbed(self, operation: LongOperation, log: Path) -> float:
        process, client = self._start(operation, log)
        began = time.monotonic()
        code = finish(client or process)
        spent = time.monotonic() - began
        if client:
            finish(process, 0)
        if code != 0:
            raise BenchError(f"{operation.name} fails without being killed:\n{log.read_text()}")
        watched = self.stage.work / "watching"
        return spent - (float(watched.read_text()) if watched.exists() else 0)

    def _start(self, operation: LongOperation, log: Path) -> tuple[int, int]:
        """Start an operation, and wait until its client is ready; return the processes, 0 without a client."""
        process = start(lambda: operation.run(self.stage), log)
        if not operation.drive:
            return process, 0
        drive = operation.drive
        client = start(lambda: drive(self.stage), self.stage.work / "client")
        end = time.monotonic() + MAX_SECONDS
        while not (self.stage.work / "ready").exists() and time.monotonic() < end:
            time.sleep(POLL_SECONDS)
        return process, client

    def _run_until(self, operation: LongOperation, seconds: float) -> tuple[int | None, float]:
        """Run an operation and kill it after some seconds; return its exit code, None if it was at work, and its time.

        A server is killed; whether it was at work, its client tells: it fails at the next request.
        """
        process, client = self._start(operation, self.stage.work / LOG)
        began = time.monotonic()
        if not client:
            return finish(process, seconds), time.monotonic() - began
        while (left := began + seconds - time.monotonic()) > 0 and not is_over(client):
            time.sleep(min(POLL_SECONDS, left))
        spent, was_over = time.monotonic() - began, is_over(client)
        finish(process, 0)
        code = finish(client)
        return (code if was_over or code == 0 else None), spent

    # --- Checking -----------------------------------------------------------------------------------------------------
    def _check(self, operation: LongOperation, learnt: LearntRun, marks: int, is_done: bool) -> list[CrashProblem]:
        stage = self.stage

        def recover() -> None:
            found = list(_find_state_problems(stage, operation, learnt, marks, is_done))
            operation.restart()
            call_command("sync_index")
            found += [*find_archive_problems(stage), *operation.find(stage, learnt.files)]
            _write_problems(stage, found)

        def repeat() -> None:
            operation.run(stage)
            call_command("sync_index")
            state = read_state(stage.site / DATABASE_FILE)
            found = list(LegalStates(learnt.states.states[-1:]).find_problems(state, 0, True))
            found += [*find_archive_problems(stage), *operation.find(stage, learnt.files)]
            _write_problems(stage, [CrashProblem(one.kind, f"done again: {one.text}") for one in found])

        log = stage.work / LOG
        found = self._run_check(recover, log, "sync_index after the kill failed")
        if operation.is_repeatable and not any(one.kind == RECOVERY for one in found):
            found += self._run_check(repeat, log, "the operation failed when it was done again")
        return found

    def _run_check(self, check: Callable[[], None], log: Path, failure: str) -> list[CrashProblem]:
        file = self.stage.root / "problems"
        file.unlink(missing_ok=True)
        if not run(check, log) or not file.exists():
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            return [CrashProblem(RECOVERY, f"{failure}: {''.join(last)}")]
        return [CrashProblem(**one) for one in json.loads(file.read_text())]

    def _keep(self, operation: LongOperation, number: int, moment: float, problems: list[CrashProblem]) -> None:
        """Keep the folders of a kill with problems, the first few of them."""
        name = f"{operation.name}-{number}"
        self.failures.append(name)
        lines = [f"{operation.name}, kill {number} at {moment:.4f} of the usual duration, seed {self.seed}"]
        lines += [f"  {one.kind}: {one.text}" for one in problems]
        self.tell("\n".join(lines))
        if len(self.failures) <= MAX_KEPT_FAILURES:
            kept = self.stage.root / "failed" / name
            shutil.copytree(self.stage.site, kept / "site")
            shutil.copytree(self.stage.work, kept / "work")
            (kept / "problems.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def describe(self) -> Iterator[str]:
        """Yield the lines of the table."""
        heads = ("kills", "at work", "losses", "index", "half", "failed", "seconds")
        yield f"{'':<18}" + "".join(f"{head:>9}" for head in heads)
        total = KillFigures()
        for name, one in sorted(self.figures.items()):
            yield _describe_row(name, one)
            total.kills += one.kills
            total.during += one.during
            total.seconds += one.seconds
            for kind, number in one.problems.items():
                total.problems[kind] += number
        yield _describe_row("all", total)


def _describe_row(name: str, one: KillFigures) -> str:
    numbers = [one.kills, one.during, *(one.problems[kind] for kind in (LOSS, INDEX, HALF, RECOVERY))]
    return f"{name:<18}" + "".join(f"{number:>9}" for number in numbers) + f"{one.seconds:>9.0f}"


def _find_state_problems(
    stage: Stage, operation: LongOperation, learnt: LearntRun, marks: int, is_done: bool
) -> Iterator[CrashProblem]:
    if operation.is_stepwise and not is_done:
        return
    yield from learnt.states.find_problems(read_state(stage.site / DATABASE_FILE), marks, is_done)


def _write_problems(stage: Stage, problems: list[CrashProblem]) -> None:
    (stage.root / "problems").write_text(json.dumps([asdict(one) for one in problems]))


def _find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
