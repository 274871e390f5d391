"""`manage.py export_audit_log`: write who did what when to a file, as CSV or JSON Lines."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.services.audit_log import CSV, FORMATS, write_log


class Command(BaseCommand):
    help = (
        "Write the audit log, the oldest row first: each change of a record with its user, time, way and reason, and "
        "each move of a draft. It is for the editorial office, not for the public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the new file; - for the standard output")
        parser.add_argument("--since", type=_read_day, metavar="DAY", help="from this day, as 2026-11-01")
        parser.add_argument("--until", type=_read_day, metavar="DAY", help="to this day, included")
        parser.add_argument("--format", choices=list(FORMATS), default=CSV)
        parser.add_argument("--force", action="store_true", help="replace an existing file")

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] and options["until"] + timedelta(days=1)
        pieces = write_log(options["format"], options["since"], until)
        if options["file"] == "-":
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        path = Path(options["file"])
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} is there already. Give another name, or --force to replace it.")
        part = path.with_name(f"{path.name}.part")  # an earlier file stays until the new one is whole
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                for piece in pieces:
                    file.write(piece)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(self.style.SUCCESS(f"{path}: {path.stat().st_size} bytes."))


def _read_day(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 9000:
        raise ArgumentTypeError(f"we could not read {text} as a day; give it as 2026-11-01")
    return timezone.make_aware(datetime.combine(day, time.min))
