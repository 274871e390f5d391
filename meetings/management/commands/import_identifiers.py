"""`manage.py import_identifiers FILE`: set identifiers of Wikidata, VIAF and ISNI from a matched table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from meetings.models.identifiers import IDENTIFIED
from meetings.services.identifier_files import IdentifierFileError, list_problems, plan_identifiers, set_identifiers


class Command(BaseCommand):
    help = "Set identifiers of records from a CSV, TSV or XLSX file, such as OpenRefine exports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file; docs/reconciliation.md describes its columns")
        parser.add_argument("--kind", choices=IDENTIFIED, default="official", help="of rows that do not say theirs")
        parser.add_argument("--dry-run", action="store_true", help="say what would be set, and change nothing")
        parser.add_argument("--leave-out", action="store_true", help="set the others although some rows have problems")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with translation.override("en"):  # commands print English
            try:
                plan = plan_identifiers(path.name, path, options["kind"], most_rows=None)
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
            except IdentifierFileError as error:
                raise CommandError(f"{error} Nothing was changed.") from error
            for one in plan.new if options["dry_run"] else ():
                self.stdout.write(f"row {one.row}: {one.record}: {one.scheme} {one.value}")
            for problem in list_problems(plan):
                self.stderr.write(problem)
        said = f"{len(plan.new)} new, {plan.known} on record already, {len(plan.problems)} problems."
        if options["dry_run"]:
            self.stdout.write(f"{said} Nothing was changed.")
            return
        if plan.problems and not options["leave_out"]:
            raise CommandError(f"{said} Nothing was changed. Correct the rows, or add --leave-out to set the others.")
        try:
            set_identifiers(plan, None)
        except IdentifierFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(said)
