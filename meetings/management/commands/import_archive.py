"""`manage.py import_archive FILE.zip`: import a file of export_archive, into an empty or a filled archive."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from meetings.management.reference import report_missing_reference
from meetings.queries.checks import RULES, find_breaches
from meetings.search import rebuild_index, update_index
from meetings.services.checks import add_exceptions
from meetings.services.interchange.archive_file import ArchiveFile, ArchiveFileError
from meetings.services.interchange.existing_records import ExistingRecords, read_existing_records
from meetings.services.interchange.import_checks import Checker
from meetings.services.interchange.import_storing import StoredRows, store

MAX_RECORDS_NAMED = 20  # records that differ, of each table


class Command(BaseCommand):
    help = (
        "Import a whole archive that export_archive wrote. Everything is checked first; if there is a mistake, nothing "
        "is stored. Records that already exist are not changed; the command lists those that differ from the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--check", action="store_true", help="only check the file, without storing anything")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            with ArchiveFile(options["file"]) as archive:
                existing = read_existing_records()
                self._check(archive, existing)
                if options["check"]:
                    self.stdout.write(self.style.SUCCESS(f"{sum(archive.rows.values())} rows, no mistake found."))
                    return
                self.stdout.write("Storing ...")
                stored = store(archive, existing, self._progress)
        except ArchiveFileError as error:
            raise CommandError(f"{error} Nothing was stored.") from None
        except DatabaseError as error:
            raise CommandError(f"The database refused a record: {error}. Nothing was stored.") from error
        self._report(stored)
        self._index(existing)
        self._report_breaches()
        report_missing_reference(self)
        self.stdout.write(self.style.SUCCESS(f"Done in {time.monotonic() - started:.1f} s."))

    def _check(self, archive: ArchiveFile, existing: ExistingRecords) -> None:
        self.stdout.write(f"Checking {sum(archive.rows.values())} rows ...")
        checker = Checker(archive, existing, self._progress)
        checker.run()
        for problem in checker.problems:
            self.stderr.write(self.style.ERROR(problem))
        if checker.more:
            self.stderr.write(self.style.ERROR(f"... and {checker.more} more."))
        if checker.problems:
            number = len(checker.problems) + checker.more
            raise CommandError(f"{number} mistakes in the file, see above. Nothing was stored.")

    def _progress(self, table: str, number: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"  {table}: {number}", ending="\x1b[K\r")

    def _report(self, stored: dict[str, StoredRows]) -> None:
        for name, one in stored.items():
            known = f", {one.known} already there" if one.known else ""
            self.stdout.write(f"{one.added:>9}  {name}{known}")
            if one.not_found:
                self.stdout.write(f"           {one.not_found} quotes are not in the texts that the archive has")
            if one.without_file:
                self.stdout.write(f"           {one.without_file} without their files: export again with --with-files")
        for name, one in stored.items():
            if one.different:
                named = ", ".join(one.different[:MAX_RECORDS_NAMED]) + (
                    " ..." if len(one.different) > MAX_RECORDS_NAMED else ""
                )
                self.stdout.write(
                    self.style.WARNING(f"{len(one.different)} {name} differ from the file and were left: {named}")
                )

    def _report_breaches(self) -> None:
        """Say how many records break the rules of the archive: the file's records are stored as they are."""
        self.stdout.write("Checking the records against the rules of the archive ...")
        found = add_exceptions(find_breaches(rules=[rule for rule in RULES if rule.is_error]))
        if number := sum(one.exception is None for one in found):
            self.stdout.write(self.style.WARNING(f"Errors in the records: {number}. Run check_archive to see them."))

    def _index(self, existing: ExistingRecords) -> None:
        self.stdout.write("Bringing the search index up to date ...")

        def progress(number: int) -> None:
            self._progress("index", number)

        if existing.is_empty:
            rebuild_index(progress)
        else:
            update_index(progress)
