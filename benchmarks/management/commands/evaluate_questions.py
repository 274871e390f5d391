"""`manage.py evaluate_questions`: how well the search answers who met whom and when, on the archive itself."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.structured_questions import evaluate, make_questions


class Command(BaseCommand):
    help = (
        "Ask questions about people, sides, years and months that are made from the archive's records, and compare "
        "the answers with the database. Prints one `name value (number)` a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another seed draws other questions (default 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        questions = make_questions(options["seed"])
        if not questions:
            raise CommandError("The archive has no published meeting. Load some first: manage.py load_sample.")
        numbers = Counter(question.kind for question in questions)
        for name, value in evaluate(questions).items():
            number = f" ({numbers[name]})" if name in numbers else ""
            self.stdout.write(f"{name:24} {value:.3f}{number}")
        self.stdout.write(f"{'questions':24} {len(questions)}")
