"""`manage.py doctor`: check the whole installation and say what to do; for people and for timers."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from meetings.services.health.results import CheckedHealth, HealthLevel
from meetings.services.health.table import CHECKS, find_worst_level, run_checks

EXIT_CODES = {HealthLevel.OK: 0, HealthLevel.WARNING: 1, HealthLevel.FAULT: 2}
MISUSE = 3  # exit code


class Command(BaseCommand):
    help = (
        "Check the database, the index, the files, the settings and the timers, and print a line for each check. It "
        "changes nothing. Exit code: 0 if all is in order, 1 with warnings, 2 with faults, 3 for a wrong option."
    )
    requires_system_checks = ()  # Django's checks are one of ours

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", action="append", metavar="NAME", help="run only this check (can be repeated)")
        parser.add_argument("--quick", action="store_true", help="leave out the checks that read whole files")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")

    def handle(self, *args: Any, **options: Any) -> None:
        names = [check.name for check in CHECKS]
        if unknown := sorted(set(options["only"] or ()) - set(names)):
            raise CommandError(
                f"No check is called {', '.join(unknown)}. The checks are: {', '.join(names)}.", returncode=MISUSE
            )
        chosen = [check for check in CHECKS if not options["only"] or check.name in options["only"]]
        chosen = [check for check in chosen if not (options["quick"] and check.is_slow)]
        with override("en"):  # commands print English
            results = []
            for one in run_checks(chosen):
                results.append(one)
                if not options["json"]:
                    self._print_line(one)
            self._print_json(results) if options["json"] else self._print_counts(results)
        if code := EXIT_CODES[find_worst_level(results)]:
            raise SystemExit(code)

    def _print_line(self, one: CheckedHealth) -> None:
        """Print a result as soon as it is known: some checks take long."""
        level = one.result.level
        styles = {
            HealthLevel.OK: self.style.SUCCESS,
            HealthLevel.WARNING: self.style.WARNING,
            HealthLevel.FAULT: self.style.ERROR,
        }
        remedy = f" -> {one.result.remedy}" if one.result.remedy else ""
        self.stdout.write(f"{styles[level](f'{level.value:7}')} {one.check.label}: {one.result.found}{remedy}")
        self.stdout.flush()

    def _print_counts(self, results: list[CheckedHealth]) -> None:
        counts = {level: sum(one.result.level == level for one in results) for level in HealthLevel}
        self.stdout.write(
            f"{counts[HealthLevel.OK]} ok, {counts[HealthLevel.WARNING]} warnings, {counts[HealthLevel.FAULT]} faults."
        )

    def _print_json(self, results: list[CheckedHealth]) -> None:
        answer = {
            "status": find_worst_level(results).value,
            "checks": [
                {
                    "name": one.check.name,
                    "level": one.result.level.value,
                    "found": one.result.found,
                    "remedy": one.result.remedy,
                    "values": one.result.values,
                }
                for one in results
            ],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
