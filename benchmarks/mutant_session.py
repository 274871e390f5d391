"""A plugin of pytest that judges mutants: it collects the tests once, and runs them on each mutant in a fork.

First all tests run without a change, in a fork as well, so that we know which test reaches which line. The tests that
reach the changed line run first, then the others of their files: a value that one test has cached may hide the line
from another. (The caches are emptied before each file, and what makes a fixture of the whole session reaches the line
in all tests that use it.) What is asked and answered are lines of JSON (mutant_runs.py).
"""

import gc
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from coverage.sqldata import CoverageData

from benchmarks.mutant_making import changed_tree

TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
MAX_SHORT_SECONDS = 1
FUNCTION_FLAGS = 0x3  # optimized, with new local names: the body of a class has not both
_asked, _answered, _root = os.environ["MUTANT_SESSION"].split(" ", 2)
ROOT = Path(_root)
SOURCES = [str(ROOT / "meetings"), str(ROOT / "config")]
at_import = coverage.Coverage(data_file=None, source=SOURCES, config_file=False, messages=False)
at_import.start()


@dataclass(frozen=True)
class Baseline:
    """What the tests do without a change: which reaches which line, and the seconds each takes."""

    reached: CoverageData
    seconds: dict[str, float]

    def tests_reaching(self, path: str, lines: set[int], items: list[pytest.Item]) -> set[str]:
        reached = self.reached.contexts_by_lineno(path) or {}
        contexts = {context for line in lines for context in reached.get(line, ())}
        return {item.nodeid for item in items if not contexts.isdisjoint(contexts_of(item))}


class Run:
    """The tests of one fork, and the first that fails."""

    def __init__(self) -> None:
        self.failed = ""

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def run(self, session: pytest.Session, items: list[pytest.Item]) -> str:
        """Run tests until one fails; return its name, "" when all pass."""
        session.config.pluginmanager.register(self)
        session._setupstate.teardown_exact(items[0])
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                break
        return self.failed


class MeasuredRun(Run):
    """A run that notes which test reaches which line, and how long each takes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.seconds: dict[str, float] = defaultdict(float)
        self.coverage = coverage.Coverage(data_file=path, source=SOURCES, config_file=False, messages=False)
        self._file: Path | None = None
        self._context = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if item.path != self._file:
            self._file = item.path
            clear_caches()
        self._switch(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        before = self._context
        if fixturedef.scope in ("session", "package"):
            self._switch(f"fixture {fixturedef.argname}")
        try:
            return (yield)
        finally:
            self._switch(before)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        super().pytest_runtest_logreport(report)

    def _switch(self, context: str) -> None:
        if context != self._context:
            self._context = context
            self.coverage.switch_context(context)


def contexts_of(item: pytest.Item) -> set[str]:
    """Return the contexts whose lines a test reaches: the test, and the fixtures that are made once for several."""
    return {item.nodeid, *(f"fixture {name}" for name in getattr(item, "fixturenames", ()))}


def clear_caches() -> None:
    for cached in gc.get_objects():
        if type(cached) is _lru_cache_wrapper and (cached.__module__ or "").startswith(("meetings", "config")):
            cached.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the tests without a change, then on each mutant that is asked for."""
    if session.testsfailed or not session.items:
        raise session.Failed("no test can run")
    prepare_database(session)
    at_import.stop()
    data_folder = Path(os.environ["MAHDAR_DATA_DIR"]) if "MAHDAR_DATA_DIR" in os.environ else None
    with tempfile.TemporaryDirectory() as folder:
        if data_folder:
            shutil.copytree(data_folder, Path(folder) / "data")
        baseline = run_without_change(session, Path(folder))
        with os.fdopen(int(_asked)) as asked:
            for line in asked:
                if data_folder:
                    shutil.rmtree(data_folder)
                    shutil.copytree(Path(folder) / "data", data_folder)
                answer(judge(session, baseline, **json.loads(line)))
    return True


def answer(values: dict[str, Any]) -> None:
    os.write(int(_answered), (json.dumps(values) + "\n").encode())


def prepare_database(session: pytest.Session) -> None:
    """Create the test database before the forks, which then have a copy of it, if it is in memory."""
    item = next((item for item in session.items if item.get_closest_marker("django_db")), None)
    if item is None or "DATABASE_URL" not in os.environ or not os.environ["DATABASE_URL"].startswith("sqlite:"):
        return
    module = item.getparent(pytest.Module)
    assert module is not None

    def create(db: None) -> None: ...

    created = pytest.Function.from_parent(module, name="create", callobj=create)
    created.config.hook.pytest_runtest_protocol(item=created, nextitem=session.items[0])


def run_without_change(session: pytest.Session, folder: Path) -> Baseline:
    """Run all tests; answer which fails and how long they take together."""
    started = time.monotonic()

    def run() -> str:
        run = MeasuredRun(folder / "reached")
        run.coverage.start()
        failed = run.run(session, session.items)
        run.coverage.stop()
        run.coverage.save()
        (folder / "seconds").write_text(json.dumps(run.seconds), encoding="utf-8")
        return failed

    failed = in_fork(run, None)
    answer({"failed": failed, "seconds": time.monotonic() - started})
    if failed:
        return Baseline(CoverageData(no_disk=True), {})
    reached = CoverageData(str(folder / "reached"))
    reached.read()
    return Baseline(reached, json.loads((folder / "seconds").read_text(encoding="utf-8")))


def judge(
    session: pytest.Session, baseline: Baseline, file: str, number: int, line: int, source: str, tests: list[str],
    seconds: float,
) -> dict[str, Any]:  # fmt: skip
    """Run the tests on a mutant; the answer is "not judged" where the change concerns what happened before the fork."""
    path = str(ROOT / file)
    before = compile(source, path, "exec", dont_inherit=True)
    after = compile(changed_tree(source, number), path, "exec", dont_inherit=True)
    pairs = changed_functions(before, after)
    found = [(function, new) for old, new in pairs for function in live_functions(path) if function.__code__ == old]
    ran = set(at_import.get_data().lines(path) or ())
    if not pairs or len({id(new) for _, new in found}) < len(pairs) or any(ran & body_lines(old) for old, _ in pairs):
        return {"judged": False}
    reaching = baseline.tests_reaching(path, {line}, session.items)
    # Where the line begins no instruction, all lines of the function count.
    reaching = reaching or baseline.tests_reaching(
        path, {n for old, _ in pairs for n in body_lines(old)}, session.items
    )
    items = in_order(session.items, tests, reaching, baseline.seconds)

    def run() -> str:
        for function, code in found:
            function.__code__ = code
        return Run().run(session, items)

    return {"judged": True, "noticed_by": in_fork(run, seconds) if items else ""}


def in_order(
    items: list[pytest.Item], tests: list[str], reaching: set[str], seconds: dict[str, float]
) -> list[pytest.Item]:
    """Return the tests of the files that concern a module and reach a line: those that reach it first."""
    ranks: dict[Path, int] = {}

    def rank(item: pytest.Item) -> int:
        if item.path not in ranks:
            within = (place for place, test in enumerate(tests) if item.path.is_relative_to(ROOT / test))
            ranks[item.path] = next(within, len(tests))
        return ranks[item.path]

    files = {item.path for item in items if item.nodeid in reaching}
    concerned = [item for item in items if rank(item) < len(tests) and item.path in files]

    def key(item: pytest.Item) -> tuple[object, ...]:
        is_long = seconds.get(item.nodeid, 0) > MAX_SHORT_SECONDS
        return is_transactional(item), item.nodeid not in reaching, is_long, rank(item), str(item.path)

    return sorted(concerned, key=key)


def is_transactional(item: pytest.Item) -> bool:
    """Return whether a test empties the tables, so that it comes after the others."""
    marker = item.get_closest_marker("django_db")
    return bool((marker and marker.kwargs.get("transaction")) or TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


def changed_functions(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType]]:
    """Return the outermost functions that differ; none where the code around them does."""
    inner = [[constant for constant in code.co_consts if isinstance(constant, CodeType)] for code in (before, after)]
    if without_inner(before) != without_inner(after):
        return []
    found: list[tuple[CodeType, CodeType]] = []
    for old, new in zip(*inner, strict=True):
        if old != new:
            is_function = old.co_flags & FUNCTION_FLAGS == FUNCTION_FLAGS
            found += [(old, new)] if is_function else changed_functions(old, new)
    return found


def without_inner(code: CodeType) -> CodeType:
    return code.replace(co_consts=tuple(value for value in code.co_consts if not isinstance(value, CodeType)))


@cache
def live_functions(path: str) -> list[FunctionType]:
    """Return the functions of a file that the process has."""
    functions = (one for one in gc.get_objects() if type(one) is FunctionType)
    return [function for function in functions if function.__code__.co_filename == path]


def body_lines(code: CodeType) -> set[int]:
    """Return the lines of a function after its `def`, or its only line."""
    lines = [line for _, _, line in code.co_lines() if line]
    return {line for line in lines if line > lines[0]} or set(lines)


def in_fork(run: Callable[[], str], seconds: float | None) -> str:
    """Return the result of a function in a fork, or "time limit"."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setsid()
        result = "an error at the start"
        try:
            result = run()
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os.write(writing, result.encode())
            os._exit(0)
    os.close(writing)
    done, _, _ = select.select([reading], [], [], seconds)
    result = os.read(reading, 65536).decode() if done else "time limit"
    os.close(reading)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return result
