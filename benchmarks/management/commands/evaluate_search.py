"""`manage.py evaluate_search`: the quality of the search, on documents and queries from files."""

from argparse import ArgumentParser
from pathlib import Path
from statistics import mean, median
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.search_quality import EvaluationError, evaluate_pairs, evaluate_questions
from benchmarks.word_totals import WordTotal, measure_totals

WORST_WORDS = 10  # that are listed


class Command(BaseCommand):
    help = (
        "Measure the search on files: DOCS and QUERIES as JSON lines, or --variants and --negatives as tab-separated "
        "lines. A temporary index is built; the archive and its index are not touched. Prints one `name value` a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("docs", nargs="?", type=Path, help='JSON lines: {"id", "title", "text"}')
        parser.add_argument("queries", nargs="?", type=Path, help='JSON lines: {"id", "text", "relevant": [ids]}')
        parser.add_argument("--variants", type=Path, help="tab-separated: category, concept, query, document")
        parser.add_argument("--negatives", type=Path, help="tab-separated: query, document that must not come back")
        parser.add_argument("--without-titles", action="store_true", help="index the texts of DOCS only")
        parser.add_argument(
            "--totals",
            action="store_true",
            help="also what queries of one word find beside texts with it",
        )
        parser.add_argument(
            "--at-least", action="append", default=[], metavar="NAME=VALUE", help="fail when a figure is lower"
        )
        parser.add_argument(
            "--at-most", action="append", default=[], metavar="NAME=VALUE", help="fail when a figure is higher"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        docs, queries = options["docs"], options["queries"]
        variants, negatives = options["variants"], options["negatives"]
        if bool(docs) != bool(queries) or bool(variants) != bool(negatives) or not (docs or variants):
            raise CommandError("Give DOCS and QUERIES, or --variants and --negatives, or all four.")
        if options["totals"] and not docs:
            raise CommandError("--totals needs DOCS and QUERIES.")
        figures: dict[str, float] = {}
        totals: list[WordTotal] = []
        try:
            if docs:
                figures.update(evaluate_questions(docs, queries, titles=not options["without_titles"]))
            if options["totals"]:
                totals = measure_totals(docs, queries, titles=not options["without_titles"])
                figures.update(_summarise(totals))
            if variants:
                figures.update(evaluate_pairs(variants, negatives))
        except (EvaluationError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        for name, value in figures.items():
            self.stdout.write(f"{name} {value:.0f}" if name == "empty" else f"{name} {value:.4f}")
        for one in totals[:WORST_WORDS]:
            self.stdout.write(f"{one.word}: {one.found} found, {one.holding} hold the word ({one.ratio:.1f}x)")
        failures = self._failures(figures, options["at_least"], options["at_most"])
        if failures:
            raise CommandError("; ".join(failures))

    def _failures(self, figures: dict[str, float], at_least: list[str], at_most: list[str]) -> list[str]:
        """Return a line for each figure beyond its limit."""
        lower = [(name, limit) for name, limit in map(self._limit, at_least) if self._known(name, figures)]
        upper = [(name, limit) for name, limit in map(self._limit, at_most) if self._known(name, figures)]
        return [
            *(f"{name} is {figures[name]:.4f}, less than {limit}" for name, limit in lower if figures[name] < limit),
            *(f"{name} is {figures[name]:.4f}, more than {limit}" for name, limit in upper if figures[name] > limit),
        ]

    def _limit(self, text: str) -> tuple[str, float]:
        name, _, value = text.partition("=")
        try:
            return name, float(value)
        except ValueError:
            raise CommandError(f"{text}: write NAME=NUMBER, for example mrr@10=0.73") from None

    def _known(self, name: str, figures: dict[str, float]) -> bool:
        if name not in figures:
            raise CommandError(f"{name}: no such figure here; there are {', '.join(figures)}")
        return True


def _summarise(totals: list[WordTotal]) -> dict[str, float]:
    """Return the figures of queries of one word."""
    if not totals:
        raise EvaluationError("--totals: no query of one word that a text holds")
    ratios = [one.ratio for one in totals]
    missed = sum(one.found < one.holding for one in totals)
    return {"found/holding_p50": median(ratios), "found/holding_mean": mean(ratios), "fewer_than_holding": missed}
