"""`manage.py evaluate_dates PAGES`: how many stated days of publication are read, and how many are invented."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.page_dates import PageOutcome, measure, read_dates, read_samples

MIN_STATED_READ = 0.9


class Command(BaseCommand):
    help = "Read the day of publication of pages whose days are known. Fails when a day is invented or 10% are missed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("pages", type=Path, help="folder of pages.tsv, prose.tsv and the pages")
        parser.add_argument("--misses", action="store_true", help="print what was missed or invented, page by page")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pages = read_samples(options["pages"])
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(
                f"{options['pages']}: this is not a folder of pages ({error}). See benchmarks/page_dates.py."
            ) from error
        outcomes = list(read_dates(pages))
        if options["misses"]:
            for outcome in outcomes:
                self._show(outcome)
        figures = measure(outcomes)
        for name, value in figures.items():
            self.stdout.write(f"{name:26} {value:.3f}" if isinstance(value, float) else f"{name:26} {value}")
        if figures["invented"] or figures["stated_read"] < MIN_STATED_READ:
            raise CommandError(
                f"{figures['invented']} days were invented (0 are allowed) and {figures['stated_read']:.0%} of the "
                f"stated days were read (at least {MIN_STATED_READ:.0%})."
            )

    def _show(self, outcome: PageOutcome) -> None:
        if outcome.result != "right":
            page = outcome.page
            self.stdout.write(f"{page.name}: {outcome.result}: states {page.states}, read {outcome.published}")
            for one in outcome.statements:
                self.stdout.write(f"    {one.source} {one.day} {one.kind}: {one.words}")
