"""`manage.py extract`: what would be found in articles, without touching the database."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.extraction.answers import answer
from meetings.extraction.explain import Piece, marked, reasons
from meetings.extraction.records import Meeting, Report
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import find_files
from meetings.ingest.run import Reading, read_one

# ANSI colours of the facts in --explain.
COLOURS = {
    "meeting": "1;31",
    "name": "1;32",
    "participant": "32",
    "title": "36",
    "side": "35",
    "date": "33",
    "place": "34",
    "topic": "4",
    "kind": "31",
    "dismissed": "2;9",
}


class Command(BaseCommand):
    help = "Read articles and print the meetings found in them; nothing is stored."

    # Terminals that do not join Arabic letters by themselves need each line shaped before it is printed.
    shape: Callable[[str], str] = staticmethod(lambda line: line)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files or folders: plain text or saved HTML pages")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--json", action="store_true", help="one JSON list, an object for each article")
        ways.add_argument("--explain", action="store_true", help="the articles with the facts marked, and the reasons")

    def handle(self, *args: Any, **options: Any) -> None:
        answers = []
        for reading in self._readings(options["paths"]):
            if reading.report is None:
                self.stderr.write(self.style.WARNING(reading.error))
            elif options["json"]:
                answers.append({"id": reading.path.stem, "meetings": answer(reading.report)})
            elif options["explain"]:
                self._explain(reading.path, reading.report)
            else:
                self._print(reading.path, reading.report)
        if options["json"]:
            self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))

    def _readings(self, paths: list[Path]) -> Iterator[Reading]:
        try:
            files = list(find_files(paths))
        except SourceError as error:
            raise CommandError(str(error)) from error
        return map(read_one, files)

    def _print(self, path: Path, report: Report) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(str(path)))
        if not report.meetings:
            self.stdout.write("  no meeting")
        for meeting in report.meetings:
            self.stdout.write(f"  {_line(meeting)}")
            for person in meeting.participants:
                what = " / ".join(part for part in (person.name, person.title, person.side, person.role) if part)
                self.stdout.write(self.shape(f"    {what}"))

    def _explain(self, path: Path, report: Report) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(str(path)))
        for pieces in marked(report):
            self.stdout.write("".join(self._paint(piece) for piece in pieces))
        self.stdout.write("")
        for line in reasons(report):
            self.stdout.write(self.shape(line))

    def _paint(self, piece: Piece) -> str:
        """A piece in the colour of its fact; plain where the output takes no colours."""
        words = self.shape(piece.text)
        if piece.fact is None or not self._in_colour():
            return words
        return f"\x1b[{COLOURS[piece.fact]}m{words}\x1b[0m"

    def _in_colour(self) -> bool:
        return self.style.SUCCESS("x") != "x"


def _line(meeting: Meeting) -> str:
    place = meeting.place
    where = ", ".join(part for part in (place.city, place.country) if part) if place else ""
    return " | ".join(part for part in (meeting.kind, str(meeting.when.day or "no date"), where) if part)
