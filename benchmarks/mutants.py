"""Mutants: does a test fail when one condition of a module is flipped?

    make mutants OF=meetings/search            # or: python -m benchmarks.mutants meetings/search --count 40 --seed 11
    make mutants OF="--since main"             # the modules that differ from a revision

A mutant is a copy of a module with one comparison, boolean operator, `not` or bound changed. The tests that concern the
module run on it: first those at its mirrored path and those that import it, then the rest of its package, until one
fails. All of it happens in temporary copies of the project; the checkout is never changed. The same seed draws the same
mutants. The last line is the share of mutants that a test noticed. The exit code is 1 when the share is below 85%.
"""

import argparse
import ast
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path

MIN_SHARE = 0.85
MAX_BASELINE_FACTOR = 3  # a mutant whose tests take this many times as long as usual has an endless loop
MIN_WAIT_SECONDS = 60
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
OWN_SETTINGS = {"DJANGO_SETTINGS_MODULE", "MAHDAR_DATA_DIR", "DATABASE_URL"}  # of the process that runs the mutants
FAR_TESTS = {"browser", "test_architecture.py"}  # slow, or about the form of every module
BOUND_NAMES = ("MAX_", "MIN_")
PossibleChange = tuple[int, str, Callable[[], object]]  # line, name, and the function that makes the change


@dataclass(frozen=True)
class Mutant:
    """A module with one change: its file, the line and kind of the change, and its whole source."""

    file: str
    line: int
    change: str
    source: str


@dataclass(frozen=True)
class Verdict:
    """The result of the tests on a mutant: the test that noticed it, or none."""

    mutant: Mutant
    noticed_by: str

    def __str__(self) -> str:
        state = f"noticed by {self.noticed_by}" if self.noticed_by else "UNNOTICED"
        return f"{self.mutant.file}:{self.mutant.line}: {self.mutant.change}: {state}"


def find_mutants(source: str, file: str = "") -> list[Mutant]:
    """Return every mutant of a module in the order of its lines."""
    count = len(list(_changes(ast.parse(source))))
    made = []
    for number in range(count):
        tree = ast.parse(source)
        line, change, apply = list(_changes(tree))[number]
        apply()
        made.append(Mutant(file, line, change, ast.unparse(ast.fix_missing_locations(tree))))
    return sorted(made, key=lambda mutant: mutant.line)


def _changes(tree: ast.AST) -> Iterator[PossibleChange]:
    """Yield each possible change of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from _changes_of_comparison(node)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            names = "and -> or" if other is ast.Or else "or -> and"
            yield node.lineno, names, partial(setattr, node, "op", other())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.lineno, "not removed", partial(_replace, tree, node, node.operand)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _changes_of_bound(node)


def _changes_of_comparison(node: ast.Compare) -> Iterator[PossibleChange]:
    if isinstance(node.left, ast.Name) and node.left.id == "__name__":
        return
    for place, operator in enumerate(node.ops):
        other = FLIPPED[type(operator)]
        name = f"{type(operator).__name__} -> {other.__name__}"
        yield node.lineno, name, partial(node.ops.__setitem__, place, other())
    for operand in (node.left, *node.comparators):
        if (number := _number_in(operand)) is not None:
            name = f"{number} -> {number + 1}"
            yield operand.lineno, name, partial(setattr, operand, "value", number + 1)


def _changes_of_bound(node: ast.Assign | ast.AnnAssign) -> Iterator[PossibleChange]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    number = _number_in(node.value)
    if any(name.startswith(BOUND_NAMES) for name in names) and number is not None:
        raised = number + 1
        yield node.lineno, f"{names[0]} = {number} -> {raised}", partial(setattr, node.value, "value", raised)


def _number_in(node: ast.expr | None) -> int | float | None:
    """Return the number that `node` is, None where it is another expression; True and False are not numbers."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return None
    return node.value if isinstance(node.value, int | float) else None


def _replace(tree: ast.AST, old: ast.expr, new: ast.expr) -> None:
    """Put `new` where `old` is in the tree."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, deepcopy(new))
            elif isinstance(value, list) and any(item is old for item in value):
                setattr(parent, name, [deepcopy(new) if item is old else item for item in value])


def modules_of(root: Path, package: str) -> list[Path]:
    """Return the modules of a package or the one module, migrations left out."""
    path = root / package
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [module for module in found if "migrations" not in module.parts]


def modules_since(root: Path, revision: str) -> list[Path]:
    """Return the modules of the product that differ from a revision."""
    names = _git(root, "diff", "--name-only", "--diff-filter=d", revision, "--", "meetings/*.py", "config/*.py")
    return [root / name for name in names if "migrations" not in name]


def draw(root: Path, modules: Iterable[Path], count: int, seed: int) -> list[Mutant]:
    """Draw `count` mutants of the modules, the same ones for the same seed."""
    every = [
        mutant
        for module in modules
        for mutant in find_mutants(module.read_text(encoding="utf-8"), module.relative_to(root).as_posix())
    ]
    return random.Random(seed).sample(every, min(count, len(every)))


def nearest_tests(root: Path, file: str) -> list[str]:
    """Return the paths of the tests that concern a module, the nearest first."""
    module = Path(file)
    inner = Path("tests", *module.parts[1:-1]) if module.parts[0] == "meetings" else Path("tests", *module.parts[:-1])
    dotted = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    near = [
        path
        for path in sorted((root / "tests").rglob("test_*.py"))
        if not {"browser", "test_architecture.py"} & set(path.parts)
        and f"{dotted} import" in path.read_text(encoding="utf-8")
    ]
    mirrored = sorted((root / inner).glob(f"test_{module.stem}*.py")) if (root / inner).is_dir() else []
    folders = [root / folder for folder in (inner, *inner.parents) if folder.as_posix() not in ("tests", ".")]
    ordered = dict.fromkeys([*mirrored, *near, *(folder for folder in folders if folder.is_dir())])
    return [path.relative_to(root).as_posix() for path in ordered] or ["tests"]


@contextmanager
def copy_of_project(root: Path) -> Iterator[Path]:
    """Copy all files of the project that git does not ignore, and delete the copy afterwards."""
    with tempfile.TemporaryDirectory(prefix="mahdar-mutants-") as folder:
        copy = Path(folder) / "project"
        for name in _git(root, "ls-files", "--cached", "--others", "--exclude-standard"):
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, copy / name)
        yield copy


def _git(root: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def run_tests(copy: Path, tests: list[str], seconds: float | None = None) -> str:
    """Run tests in a copy until one fails; return its name, "time limit", or "" when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly"]
    environment = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            [*command, "-m", "not browser", *tests], cwd=copy, env=environment, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "time limit"
    if done.returncode in (0, 5):  # 5: no test was collected
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].split()[1] if failed else "an error at the start"


def judge(copy: Path, mutant: Mutant, seconds: float) -> Verdict:
    """Put a mutant into the copy, run its tests, and restore the module."""
    path = copy / mutant.file
    original = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.source, encoding="utf-8")
        return Verdict(mutant, run_tests(copy, nearest_tests(copy, mutant.file), seconds))
    finally:
        path.write_text(original, encoding="utf-8")


def judge_all(root: Path, mutants: list[Mutant], jobs: int) -> Iterator[Verdict]:
    """Yield the verdict on each mutant, several at a time, each in a separate copy.

    Raises:
        RuntimeError: The tests fail without any change.
    """
    folders = sorted(
        {test for mutant in mutants for test in nearest_tests(root, mutant.file) if not test.endswith(".py")}
    )
    with ExitStack() as stack:
        copies: queue.Queue[Path] = queue.Queue()
        for _ in range(jobs):
            copies.put(stack.enter_context(copy_of_project(root)))
        started = time.monotonic()
        if failed := run_tests(copies.queue[0], folders):
            raise RuntimeError(f"{failed} fails without any change. Repair it first.")
        seconds = MIN_WAIT_SECONDS + MAX_BASELINE_FACTOR * jobs * (time.monotonic() - started)

        def judge_one(mutant: Mutant) -> Verdict:
            copy = copies.get()
            try:
                return judge(copy, mutant, seconds)
            finally:
                copies.put(copy)

        yield from stack.enter_context(ThreadPoolExecutor(jobs)).map(judge_one, mutants)


def main(arguments: list[str] | None = None, root: Path = Path()) -> int:
    """Draw mutants, print the verdict on each and the share noticed; return 1 when it is too small."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.mutants", description="Flip conditions and see whether tests fail."
    )
    parser.add_argument("package", nargs="?", help="a package or module, such as meetings/search")
    parser.add_argument("--since", metavar="REVISION", help="instead: the modules that differ from a revision")
    parser.add_argument("--count", type=int, default=40, help="how many mutants (default 40)")
    parser.add_argument("--seed", type=int, default=11, help="another seed draws other mutants (default 11)")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2)")
    options = parser.parse_args(arguments)
    if bool(options.package) == bool(options.since):
        parser.error("Name a package or a revision, such as: meetings/search, or --since main.")
    root = root.resolve()
    modules = modules_since(root, options.since) if options.since else modules_of(root, options.package)
    mutants = draw(root, modules, options.count, options.seed)
    if not mutants:
        print("There is no condition to flip.")
        return 0
    noticed = 0
    for verdict in judge_all(root, mutants, min(options.jobs, len(mutants))):
        noticed += bool(verdict.noticed_by)
        print(verdict, flush=True)
    share = noticed / len(mutants)
    print(f"noticed {noticed} of {len(mutants)} ({share:.0%}), seed {options.seed}; at least {MIN_SHARE:.0%} shall be.")
    return int(share < MIN_SHARE)


if __name__ == "__main__":
    sys.exit(main())
