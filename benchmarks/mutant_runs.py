"""The tests on a mutant: which ones, in which order, and where they run.

The tests of a module are those beside it, those that import it and, if it makes pages, the tests of its services and
queries that fetch pages: a withdrawal, for example, is tested from the desk to the page that it leaves.

The tests that concern the modules run once without a change in a copy of the project (mutant_session.py); that process
then judges each mutant in a fork, where the changed function takes the place of the original one. A change to what
happens at import needs a new process, which is slower. The tests and the verdict are the same either way.
"""

import ast
import json
import os
import queue
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.mutant_making import Mutant

MAX_BASELINE_FACTOR = 3  # a mutant whose tests take this many times as long as usual has an endless loop
MIN_WAIT_SECONDS = 60
MAX_OUTPUT_CHARACTERS = 4000
OWN_SETTINGS = {"DJANGO_SETTINGS_MODULE", "MAHDAR_DATA_DIR", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}  # of the caller
FAR_TESTS = {"browser", "test_architecture.py"}  # slow, or about the form of every module
PAGE_PACKAGES = {"views", "api", "exports", "admin"}
SHOWN_PACKAGES = ("meetings.services", "meetings.queries")
FETCHES_PAGES = re.compile(r"\b(?:admin_)?client\b")
PYTEST = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly"]
TOOL_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Verdict:
    """The result of the tests on a mutant: the test that noticed it, or none."""

    mutant: Mutant
    noticed_by: str

    def __str__(self) -> str:
        state = f"noticed by {self.noticed_by}" if self.noticed_by else "UNNOTICED"
        return f"{self.mutant.file}:{self.mutant.line}: {self.mutant.change}: {state}"


def nearest_tests(root: Path, file: str) -> list[str]:
    """Return the paths of the tests that concern a module, the nearest first."""
    module = Path(file)
    inner = Path("tests", *module.parts[1:-1]) if module.parts[0] == "meetings" else Path("tests", *module.parts[:-1])
    dotted = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    package, _, name = dotted.rpartition(".")
    imported = re.compile(rf"^from {dotted} import |^from {package} import .*\b{name}\b", re.MULTILINE)
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((root / "tests").rglob("test_*.py"))
        if not FAR_TESTS & set(path.parts)
    }
    near = [path for path, text in texts.items() if imported.search(text)]
    if module.parts[1] in PAGE_PACKAGES:
        shown = _names_of_shown_modules((root / module).read_text(encoding="utf-8"))
        near += [
            path
            for path, text in texts.items()
            if path.stem[5:] in shown and {"services", "queries"} & set(path.parts) and FETCHES_PAGES.search(text)
        ]
    mirrored = sorted((root / inner).glob(f"test_{module.stem}*.py")) if (root / inner).is_dir() else []
    folders = [root / folder for folder in (inner, *inner.parents) if folder.as_posix() not in ("tests", ".")]
    ordered = dict.fromkeys([*mirrored, *near, *(folder for folder in folders if folder.is_dir())])
    return [path.relative_to(root).as_posix() for path in ordered] or ["tests"]


def _names_of_shown_modules(source: str) -> set[str]:
    """Return the names of the services and queries that a module of pages imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SHOWN_PACKAGES):
            found |= {str(node.module).rpartition(".")[2], *(alias.name for alias in node.names)}
    return found


@contextmanager
def copy_of_project(root: Path) -> Iterator[Path]:
    """Copy all files of the project that git does not ignore, and delete the copy afterwards."""
    with tempfile.TemporaryDirectory(prefix="mahdar-mutants-") as folder:
        copy = Path(folder).resolve() / "project"
        for name in git(root, "ls-files", "--cached", "--others", "--exclude-standard"):
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, copy / name)
        yield copy


def git(root: Path, *arguments: str) -> list[str]:
    """Return the lines that a git command prints."""
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def environment_of(copy: Path) -> dict[str, str]:
    """Return the environment of the tests in a copy: its modules first, and its compiled modules beside it."""
    environment = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    paths = os.pathsep.join((str(copy), str(TOOL_ROOT)))
    return environment | {"PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": str(copy.parent / "compiled")}


def run_tests(copy: Path, tests: list[str], seconds: float | None = None) -> str:
    """Run tests in a new process until one fails; return its name, "time limit", or "" when all pass."""
    try:
        done = subprocess.run(
            [*PYTEST, "-m", "not browser", *tests], cwd=copy, env=environment_of(copy), capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "time limit"
    if done.returncode in (0, 5):  # 5: no test was collected
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].split()[1] if failed else "an error at the start"


class Session:
    """A process that has collected the tests of some modules, and judges mutants of these in forks."""

    def __init__(self, copy: Path, tests: list[str]) -> None:
        """Start the process.

        Raises:
            RuntimeError: The tests fail without any change.
        """
        self.copy = copy
        asked, self._ask = os.pipe()
        self._answers, answered = os.pipe()
        self._output = (copy.parent / "output.txt").open("w+", encoding="utf-8")
        self._stamp = time.time()
        self._process = subprocess.Popen(
            [*PYTEST, "-p", "benchmarks.mutant_session", "-m", "not browser", f"--basetemp={copy.parent / 'temporary'}",
             *tests], cwd=copy, stdout=self._output, stderr=subprocess.STDOUT, pass_fds=(asked, answered),
            env=environment_of(copy) | {"MUTANT_SESSION": f"{asked} {answered} {copy}"},
        )  # fmt: skip
        os.close(asked)
        os.close(answered)
        try:
            baseline = self._answer()
            if failed := baseline["failed"]:
                raise RuntimeError(f"{failed} fails without any change. Repair it first.{self._end_of_output()}")
        except RuntimeError:
            self.close()
            raise
        self._seconds = MAX_BASELINE_FACTOR * baseline["seconds"]

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        os.close(self._ask)  # it ends when nothing more can be asked
        self._process.wait()
        os.close(self._answers)
        self._output.close()

    def judge(self, mutant: Mutant) -> Verdict:
        """Put a mutant into the copy, run its tests, and restore the module."""
        path = self.copy / mutant.file
        original = path.read_text(encoding="utf-8")
        tests = nearest_tests(self.copy, mutant.file)
        seconds = MIN_WAIT_SECONDS + self._seconds
        asked = {"file": mutant.file, "number": mutant.number, "line": mutant.line, "source": original, "tests": tests,
                 "seconds": seconds}  # fmt: skip
        try:
            self._write(path, mutant.source)
            os.write(self._ask, (json.dumps(asked) + "\n").encode())
            answer = self._answer()
            return Verdict(mutant, answer["noticed_by"] if answer["judged"] else run_tests(self.copy, tests, seconds))
        finally:
            self._write(path, original)

    def _write(self, path: Path, source: str) -> None:
        """Write a module with a time that no compiled module of it has."""
        path.write_text(source, encoding="utf-8")
        self._stamp += 2
        os.utime(path, (self._stamp, self._stamp))

    def _answer(self) -> dict[str, Any]:
        """Wait for the next answer of the process."""
        line = b""
        while not line.endswith(b"\n"):
            select.select([self._answers], [], [])
            if not (more := os.read(self._answers, 65536)):
                raise RuntimeError(f"The tests cannot run without any change.{self._end_of_output()}")
            line += more
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _end_of_output(self) -> str:
        self._output.seek(0)
        return f"\n{self._output.read()[-MAX_OUTPUT_CHARACTERS:]}"


def judge_all(root: Path, mutants: list[Mutant], jobs: int) -> Iterator[Verdict]:
    """Yield the verdict on each mutant, several at a time, each in a separate copy.

    Raises:
        RuntimeError: The tests fail without any change.
    """
    tests = _outermost(test for mutant in mutants for test in nearest_tests(root, mutant.file))
    with ExitStack() as stack:
        sessions: queue.Queue[Session] = queue.Queue()
        for _ in range(jobs):
            copy = stack.enter_context(copy_of_project(root))
            sessions.put(stack.enter_context(Session(copy, tests)))

        def judge_one(mutant: Mutant) -> Verdict:
            session = sessions.get()
            try:
                return session.judge(mutant)
            finally:
                sessions.put(session)

        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        for done in as_completed([pool.submit(judge_one, mutant) for mutant in mutants]):
            yield done.result()


def _outermost(tests: Iterable[str]) -> list[str]:
    """Leave out the tests that are in a folder of the list."""
    names = set(tests)
    return sorted(name for name in names if not any(folder.as_posix() in names for folder in Path(name).parents))
