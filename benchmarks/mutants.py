"""Mutants: does a test fail when one condition of a module is flipped?

    make mutants OF=meetings/search            # or: python -m benchmarks.mutants meetings/search --count 40 --seed 11
    make mutants OF="--since main"             # the modules that differ from a revision

A mutant is a copy of a module with one comparison, boolean operator, `not` or bound changed. The tests that concern the
module run on it (mutant_runs.py) until one fails. All of it happens in temporary copies of the project; the checkout is
never changed. The same seed draws the same mutants. The last line is the share of mutants that a test noticed. The exit
code is 1 when the share is below 85%, 2 for a wrong argument.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.mutant_making import Mutant, make_mutant, numbers_of_changes
from benchmarks.mutant_runs import git, judge_all

MIN_SHARE = 0.85


def modules_of(root: Path, package: str) -> list[Path]:
    """Return the modules of a package or the one module, migrations left out."""
    path = root / package
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    own = (module for module in found if module.suffix == ".py" and module.is_relative_to(root))
    return [module for module in own if "migrations" not in module.parts]


def modules_since(root: Path, revision: str) -> list[Path]:
    """Return the modules of the product that differ from a revision."""
    names = git(root, "diff", "--name-only", "--diff-filter=d", revision, "--", "meetings/*.py", "config/*.py")
    return [root / name for name in names if "migrations" not in name]


def draw(root: Path, modules: Iterable[Path], count: int, seed: int) -> list[Mutant]:
    """Draw `count` mutants of the modules, the same ones for the same seed."""
    sources = {module.relative_to(root).as_posix(): module.read_text(encoding="utf-8") for module in modules}
    every = [(file, number) for file, source in sources.items() for number in numbers_of_changes(source)]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    return [make_mutant(sources[file], file, number) for file, number in drawn]


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
    try:
        modules = modules_since(root, options.since) if options.since else modules_of(root, options.package)
    except subprocess.CalledProcessError:
        parser.error(f"git does not know {options.since}. Name a revision of this checkout, such as main.")
    if options.package and not modules:
        parser.error(f"{options.package} has no module of this checkout. Name one, or a package: meetings/search.")
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
