"""Made texts, and whether the extraction survives them.

    python -m benchmarks.fuzzing --minutes 60 --seed 1 --save FOLDER

The first texts are the examples of the rules and the sample reports. Each round changes one of them (its letters, words
or sentences), joins two, repeats a part, or makes sentences from the gazetteer (benchmarks/fuzzed_texts.py). A text in
which other pairs of rules decide than in all texts before is kept and changed again, so that the search goes where
rules have not met yet. A text fails when reading it raises, takes more than a second of processor time, states words
that are not in it, or gives a confidence that is none. Failing texts are written to FOLDER; the exit code is then 1.
"""

import argparse
import itertools
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzzed_texts import change, list_first_texts, make_report
from meetings.extraction.json_output import answer
from meetings.extraction.pipeline import read
from meetings.extraction.readings import ReportReading
from meetings.extraction.rules import decided_rules

MAX_SECONDS = 1.0
MAX_KEPT_TEXTS = 5000
MADE_SHARE = 0.2  # of the texts that are made from the gazetteer
PROGRESS_SECONDS = 10.0


@dataclass(slots=True)
class Search:
    """What a search has found: the texts that it changes again, the pairs of rules seen, and the failures."""

    texts: list[str]
    pairs: set[tuple[str, str]] = field(default_factory=set)
    folder: Path | None = None  # for the failing texts
    failures: list[tuple[str, str]] = field(default_factory=list)  # what happened, and the text
    seconds: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def examine(text: str) -> tuple[str | None, set[tuple[str, str]], float]:
    """Read a text and return what is wrong with the reading (None: nothing), the pairs of rules, and the seconds."""
    began = time.process_time()
    with decided_rules() as rules:
        try:
            report = read(text)
            answer(report)
            problem = find_problem(report, text)
        except Exception as error:  # any exception is what this command looks for
            problem = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    if problem is None and seconds > MAX_SECONDS:
        problem = f"took {seconds:.1f} s for {len(text):,} characters"
    return problem, set(itertools.pairwise(rules)), seconds


def find_problem(report: ReportReading, text: str) -> str | None:
    """Return what a reading states that cannot be; None where it may be right."""
    for meeting in report.meetings:
        if not 0 <= meeting.confidence <= 1:
            return f"a confidence of {meeting.confidence}"
        for one in meeting.evidence:
            if not 0 <= one.start < one.end <= len(text):
                return f"words of the {one.fact} at {one.start} to {one.end} of {len(text)} characters"
        for person in meeting.participants:
            if person.name is not None and not person.name.strip():
                return "an empty name"
    return None


def search(texts: list[str], seconds: float, chance: random.Random, folder: Path | None = None) -> Search:
    """Change and read texts for so many seconds, and print how far the search is; failing texts go to `folder`."""
    found = Search(list(texts), folder=folder)
    for text in texts:
        _take(found, text, is_first=True)
    end, told = time.monotonic() + seconds, time.monotonic()
    while time.monotonic() < end:
        is_made = chance.random() < MADE_SHARE
        _take(found, make_report(chance) if is_made else change(chance.choice(found.texts), found.texts, chance))
        if time.monotonic() - told > PROGRESS_SECONDS:
            told = time.monotonic()
            _tell(found, end - told)
    return found


def _take(found: Search, text: str, *, is_first: bool = False) -> None:
    problem, pairs, seconds = examine(text)
    found.counts["read"] += 1
    found.seconds.append(seconds)
    if problem is not None:
        found.failures.append((problem, text))
        if found.folder is not None:
            save(found.failures[-1], len(found.failures), found.folder)
    elif not pairs <= found.pairs and not is_first and len(found.texts) < MAX_KEPT_TEXTS:
        found.texts.append(text)
    found.pairs |= pairs


def _tell(found: Search, left: float) -> None:
    print(
        f"{found.counts['read']:,} texts, {len(found.texts):,} kept, {len(found.pairs):,} pairs of rules, "
        f"{len(found.failures)} failures, {left / 60:.0f} min left",
        file=sys.stderr,
    )


def save(failure: tuple[str, str], number: int, folder: Path) -> None:
    """Write a failing text, and beside it what happened with it."""
    folder.mkdir(parents=True, exist_ok=True)
    problem, text = failure
    (folder / f"{number:03}.txt").write_text(text, encoding="utf-8", errors="surrogatepass")
    (folder / f"{number:03}.problem").write_text(problem, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Search for so many minutes, print what was found, and return 1 when a text failed."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.fuzzing", description="Read made texts, and list those that break the extraction."
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (default 1)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other texts (default 1)")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="write the failing texts there")
    options = parser.parse_args(arguments)
    found = search(list_first_texts(), options.minutes * 60, random.Random(options.seed), options.save)
    for problem, text in found.failures[:20]:
        print(f"FAILED {problem}: {text[:120]!r}")
    slowest = max(found.seconds, default=0.0)
    print(
        f"texts {found.counts['read']}\npairs_of_rules {len(found.pairs)}\nfailures {len(found.failures)}\n"
        f"slowest_seconds {slowest:.2f}"
    )
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
