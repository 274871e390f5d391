"""`manage.py evaluate_questions`: how well the search answers who met whom and when, on an archive's own records."""

import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.structured_questions import Question, evaluate, make_questions
from benchmarks.temporary_archive import fill_archive, run_step
from meetings.search import index_is_current

PROGRESS_SECONDS = 2.0  # between two lines about the progress


class Command(BaseCommand):
    help = (
        "Ask questions about people, sides, years and months that are made from the archive's records, and compare "
        "the answers with the database: as names and years, in other spellings, and as readers write questions. "
        "Prints one `name value (number)` a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another seed draws other questions (default 1)")
        parser.add_argument(
            "--generated", type=int, metavar="MEETINGS", help="ask an archive of so many generated meetings instead"
        )
        parser.add_argument("--misses", action="store_true", help="list the questions that are not answered in full")
        parser.add_argument("--fill", type=int, help=SUPPRESS)  # in the process that fills the temporary archive

    def handle(self, *args: Any, **options: Any) -> None:
        self._told = time.monotonic()
        if options["fill"]:
            fill_archive(
                options["fill"],
                lambda done: self._tell(f"  meetings: {done}"),
                lambda done: self._tell(f"  in the index: {done}"),
            )
        elif options["generated"] is not None:
            self._ask_generated(options)
        else:
            self._ask(options)

    def _ask_generated(self, options: dict[str, Any]) -> None:
        """Build an archive in a temporary folder and ask it in a separate process; this archive is not touched."""
        if options["generated"] < 1:
            raise CommandError("--generated: at least one meeting.")
        misses = ["--misses"] if options["misses"] else []
        with tempfile.TemporaryDirectory(prefix="mahdar-questions-") as folder:
            self.stderr.write(f"Generating {options['generated']} meetings ...")
            run_step(Path(folder), "evaluate_questions", "--fill", str(options["generated"]))
            answer = run_step(Path(folder), "evaluate_questions", "--seed", str(options["seed"]), *misses)
        self.stdout.write(answer, ending="")

    def _ask(self, options: dict[str, Any]) -> None:
        questions = make_questions(options["seed"])
        if not questions:
            raise CommandError("The archive has no published meeting. Load some first: manage.py load_sample.")
        if not index_is_current():
            raise CommandError("The archive has no index of this version. Build it first: manage.py rebuild_index.")
        numbers = Counter(question.figure for question in questions)
        progress = lambda done: self._tell(f"  {done} of {len(questions)} questions")  # noqa: E731
        for name, value in evaluate(questions, progress, self._tell_miss if options["misses"] else None).items():
            number = f" ({numbers[name]})" if name in numbers else ""
            self.stdout.write(f"{name:36} {value:.3f}{number}")
        self.stdout.write(f"{'questions':36} {len(questions)}")

    def _tell_miss(self, question: Question, score: float, total: int) -> None:
        self.stdout.write(f"- {question.figure}: {question.text} -> {score:.2f}, {total} for {len(question.answer)}")

    def _tell(self, line: str) -> None:
        if time.monotonic() - self._told > PROGRESS_SECONDS:
            self._told = time.monotonic()
            self.stderr.write(line)
            self.stderr.flush()
