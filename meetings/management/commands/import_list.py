"""`manage.py import_list KIND FILE`: import a list of records, of any length."""

import csv
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import override

from meetings.ingest.errors import SourceError
from meetings.services.lists.columns import (
    ColumnError,
    FileColumn,
    choose_columns,
    find_columns,
    list_unknown,
)
from meetings.services.lists.importing import import_list
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.outcome import ImportOptions, ImportOutcome, Mistake
from meetings.services.lists.reading import open_list
from meetings.services.lists.resource import ListTable

LEFT_OUT = "-"  # in --columns
MAX_MISTAKES_PRINTED = 20
MAX_NAMES_PRINTED = 20
ROWS_BETWEEN_REPORTS = 1000


class Command(BaseCommand):
    help = (
        "Import a list of records from a CSV file or a workbook (.xlsx) with any number of rows. A row with the key of "
        "a record corrects it, a row without a key adds one. With any mistake nothing is written. An import that is "
        "interrupted continues when the same file is imported again."
    )

    reported: tuple[str, int] = "", 0
    written = ""  # what the batches that are in the archive have

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(TABLES), metavar="KIND", help=", ".join(sorted(TABLES)))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only check the file, without writing anything")
        parser.add_argument(
            "--columns",
            default="",
            metavar="MAP",
            help=f"unknown columns of the file: HEADING=COLUMN,HEADING={LEFT_OUT} ({LEFT_OUT} leaves a column out)",
        )
        parser.add_argument("--errors", type=Path, metavar="FILE", help="write the mistakes to this CSV file")
        parser.add_argument("--note", default="", help="a note for the history")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        with override("en"), ExitStack() as stack:
            table = TABLES[options["kind"]]()
            try:
                sheet = open_list(options["file"].name, options["file"])
                found = find_columns(table, sheet.headings)
                names = choose_columns(table, found, self._read_map(table, found, options["columns"]))
                write = self._open_errors(stack, options["errors"])
                outcome = import_list(
                    options["kind"],
                    names,
                    sheet.batches,
                    ImportOptions(
                        note=options["note"] or "manage.py import_list",
                        is_dry_run=options["dry_run"],
                        on_mistake=write,
                        tell=lambda rows: self._tell(rows, "written"),
                        tell_checked=lambda rows: self._tell(rows, "checked"),
                        tell_written=self._note_written,
                    ),
                )
            except KeyboardInterrupt:
                self.stderr.write(self._describe_stop("Interrupted."))
                raise
            except DatabaseError as error:
                raise CommandError(self._describe_stop(f"The database failed: {error}.")) from error
            except (SourceError, ColumnError) as error:
                raise CommandError(f"{error} Nothing was written.") from error
            except BrokenPipeError:
                raise
            except FileExistsError as error:
                raise CommandError(f"{error.filename} is there already. Give another name for --errors.") from error
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}. Nothing was written.") from error
        self._report(outcome, time.monotonic() - started, options)

    def _read_map(self, table: ListTable, found: list[FileColumn], typed: str) -> dict[int, str]:
        """Return the columns that --columns states, by their places.

        Raises:
            CommandError: A heading is not in the file, or is unknown and not stated.
        """
        stated = dict(part.strip().rpartition("=")[::2] for part in next(csv.reader([typed]), []))
        places = {one.heading.strip(): one.place for one in found}
        for heading in stated:
            if heading.strip() not in places:
                raise CommandError(f"--columns: the file has no column “{heading}”.")
        chosen = {
            places[heading.strip()]: "" if name.strip() == LEFT_OUT else name.strip()
            for heading, name in stated.items()
        }
        if unknown := list_unknown(found, chosen):
            named = "; ".join(f"“{one.heading}”" + (f" (perhaps {one.guess})" if one.guess else "") for one in unknown)
            columns = ", ".join(cell.column_name for cell in table.columns)
            example = f"{unknown[0].heading}={unknown[0].guess or LEFT_OUT}"
            raise CommandError(
                f"Unknown columns: {named}. Say what they are, for example --columns '{example}'. "
                f"The columns of the list: {columns}. Nothing was written."
            )
        return chosen

    def _open_errors(self, stack: ExitStack, path: Path | None) -> Any:
        """Return the function that prints the first mistakes and writes all to the file of --errors."""
        writer = None
        if path is not None:
            file = stack.enter_context(path.open("x", encoding="utf-8-sig", newline=""))
            writer = csv.writer(file)
            writer.writerow(["row", "column", "error"])
        printed = 0

        def write(mistake: Mistake) -> None:
            nonlocal printed
            printed += 1
            if writer:
                writer.writerow([mistake.row or "", mistake.column, mistake.message])
            if printed <= MAX_MISTAKES_PRINTED:
                place = ", ".join(filter(None, (f"row {mistake.row}" if mistake.row else "", mistake.column)))
                self.stderr.write(self.style.ERROR(f"{place}: {mistake.message}" if place else mistake.message))

        return write

    def _tell(self, rows: int, done: str) -> None:
        step = done, rows // ROWS_BETWEEN_REPORTS
        if self.stdout.isatty() or (step != self.reported and step[1]):
            self.reported = step
            self.stdout.write(f"  {rows} rows {done}", ending="\x1b[K\r" if self.stdout.isatty() else "\n")

    def _note_written(self, row: int, action: UUID) -> None:
        self.written = f"The rows of the file up to {row} are in the archive (action {action})."

    def _describe_stop(self, why: str) -> str:
        if not self.written:
            return f"{why} Nothing was written."
        return f"{why} {self.written} Run the command again with the same file to import the others."

    def _report(self, outcome: ImportOutcome, seconds: float, options: dict[str, Any]) -> None:
        if outcome.people:
            names = "; ".join(f"{group.first.name} ({len(group.rows)})" for group in outcome.people[:MAX_NAMES_PRINTED])
            more = " ..." if len(outcome.people) > MAX_NAMES_PRINTED else ""
            self.stdout.write(self.style.WARNING(f"{len(outcome.people)} names without a record: {names}{more}"))
        self.stdout.write(
            f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged, "
            f"{outcome.mistake_count} errors ({seconds:.1f} s)."
        )
        if outcome.continues_after:
            self.stdout.write(
                f"An earlier import of this file was interrupted. Its rows up to {outcome.continues_after} were in the "
                "archive already; these figures are of the other rows."
            )
        if outcome.mistake_count and outcome.last_row:
            raise CommandError(
                f"The archive changed during the import, and a row can no longer be written. {self.written} Correct "
                "the archive, not the file, and run the command again with the same file to import the others."
            )
        if outcome.mistake_count:
            where = f" All are in {options['errors']}." if options["errors"] else " Write all with --errors FILE."
            raise CommandError(f"The file has mistakes. Nothing was written.{where}")
        if outcome.is_written:
            self.stdout.write(self.style.SUCCESS(f"Written. The action in the history: {outcome.action}"))
        else:
            self.stdout.write("Nothing was written." if not options["dry_run"] else "Dry run: nothing was written.")
