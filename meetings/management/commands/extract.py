"""`manage.py extract`: what would be found in articles, without touching the database."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.extraction.answers import answer
from meetings.extraction.records import Meeting, Report
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import find_files
from meetings.ingest.run import read_one


class Command(BaseCommand):
    help = "Read articles and print the meetings found in them; nothing is stored."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files or folders: plain text or saved HTML pages")
        parser.add_argument("--json", action="store_true", help="one JSON list, an object for each article")

    def handle(self, *args: Any, **options: Any) -> None:
        answers = []
        try:
            files = list(find_files(options["paths"]))
        except SourceError as error:
            raise CommandError(str(error)) from error
        for path in files:
            reading = read_one(path)
            if reading.report is None:
                self.stderr.write(self.style.WARNING(reading.error))
                continue
            if options["json"]:
                answers.append({"id": path.stem, "meetings": answer(reading.report)})
            else:
                self._print(path, reading.report)
        if options["json"]:
            self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))

    def _print(self, path: Path, report: Report) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(str(path)))
        if not report.meetings:
            self.stdout.write("  no meeting")
        for meeting in report.meetings:
            self.stdout.write(f"  {_line(meeting)}")
            for person in meeting.participants:
                what = " / ".join(part for part in (person.name, person.title, person.side, person.role) if part)
                self.stdout.write(f"    {what}")


def _line(meeting: Meeting) -> str:
    place = meeting.place
    where = ", ".join(part for part in (place.city, place.country) if part) if place else ""
    return " | ".join(part for part in (meeting.kind, str(meeting.when.day or "no date"), where) if part)
