"""`manage.py export_archive FILE.zip`: write the whole public archive to one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.services.interchange.export_packing import ArchiveChangedError, pack


class Command(BaseCommand):
    help = (
        "Write the whole public archive to one zip: every table as CSV and JSON Lines, a data dictionary in Arabic and "
        "English, the licence. Drafts, notes and names of editors are left out. The same archive gives the same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--with-texts",
            action="store_true",
            help="include the whole texts of outlets; the default is only the words quoted as evidence, since the "
            "texts belong to their outlets",
        )
        parser.add_argument(
            "--with-files",
            action="store_true",
            help="include the public copies of attachments, which may be large; each has its licence in the table "
            "attachments",
        )
        parser.add_argument("--force", action="store_true", help="replace an existing file")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} is there already. Give another name, or --force to replace it.")
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}.")
        try:
            counts = pack(
                path,
                with_texts=options["with_texts"],
                with_files=options["with_files"],
                progress=self._progress,
            )
        except ArchiveChangedError:
            raise CommandError("The archive was changed while it was written. Try again when it is quiet.") from None
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error}") from error
        for name, number in counts.items():
            self.stdout.write(f"{number:>9}  {name}")
        self.stdout.write(self.style.SUCCESS(f"{path}: {sum(counts.values())} rows, {path.stat().st_size} bytes."))

    def _progress(self, table: str, number: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"  {table}: {number}", ending="\x1b[K\r")
