"""`manage.py evaluate_people FOLDER`: whether one person in two spellings is found, and two people stay two."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benchmarks.name_pairs import FILES, PairOutcome, judge_pairs, measure, read_pairs
from meetings.ingest.reference import load_fixtures


class Command(BaseCommand):
    help = (
        "Judge pairs of names of real officials in a temporary database, and print for pairs of one person and of two "
        "people which share is proposed to editors and which the import takes for one."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=f"folder of {', '.join(f'{name}.tsv' for name in FILES)}")
        parser.add_argument("--only", choices=FILES, help="measure one of the files")
        parser.add_argument(
            "--misses", action="store_true", help="print the pairs of the open file that are judged wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = [options["only"]] if options["only"] else FILES
        try:
            pairs = {name: read_pairs(options["folder"] / f"{name}.tsv") for name in names}
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"{options['folder']}: no pairs can be read there ({error}).") from error
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            load_fixtures("countries", "organisations")
            for name in names:
                outcomes = list(judge_pairs(pairs[name]))
                if options["misses"] and name == "open":
                    self._print_misses(outcomes)
                for figure, share in measure(outcomes).items():
                    self.stdout.write(f"{name:8}{figure:14}{share:.3f}")
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)

    def _print_misses(self, outcomes: list[PairOutcome]) -> None:
        for outcome in outcomes:
            pair = outcome.pair
            if outcome.is_proposed != pair.is_same or any(one != pair.is_same for one in outcome.matches):
                self.stdout.write(
                    f"{'one' if pair.is_same else 'two'}: {pair.one.name} / {pair.other.name}: "
                    f"proposed {outcome.is_proposed}, matched {outcome.matches}"
                )
