"""`manage.py extract`: print the meetings in articles without changing the database."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.extraction.explanation import (
    MarkedPiece,
    list_examples,
    list_reasons,
    list_rules_by_sentence,
    mark_pieces,
)
from meetings.extraction.json_output import answer
from meetings.extraction.readings import MeetingReading, ReportReading
from meetings.extraction.rules import RuleDecision, decisions
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import find_files
from meetings.ingest.run import FileReading, read_files
from meetings.management.terminal import Screen, add_shape_option

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
    help = "Read articles and print the meetings found in them, without storing anything."

    screen: Screen

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files or folders: plain text or saved HTML pages")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--json", action="store_true", help="print one JSON list, with an object for each article")
        ways.add_argument(
            "--explain", action="store_true", help="print the articles with marked facts, and the reasons"
        )
        parser.add_argument(
            "--rules", action="store_true", help="with --explain: print each rule that was applied and its example"
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rules"] and not options["explain"]:
            raise CommandError("--rules explains rules: give it together with --explain.")
        self.screen = Screen(self.stdout, options["shape"])
        answers = []
        for reading, decided in self._readings(options["paths"]):
            if note := reading.unread:
                self.stderr.write(self.style.WARNING(note))
            if reading.report is None:
                self.stderr.write(self.style.WARNING(reading.error))
            elif options["json"]:
                answers.append({"id": _identify(reading), "meetings": answer(reading.report)})
            elif options["explain"]:
                self._explain(reading.path, reading.report, decided, with_examples=options["rules"])
            else:
                self._print(reading.path, reading.report)
        if options["json"]:
            self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))

    def _readings(self, paths: list[Path]) -> Iterator[tuple[FileReading, list[RuleDecision]]]:
        try:
            files = list(find_files(paths))
        except SourceError as error:
            raise CommandError(str(error)) from error
        readings = read_files(files)
        while True:
            with decisions() as decided:
                reading = next(readings, None)
            if reading is None:
                return
            yield reading, decided

    def _print(self, path: Path, report: ReportReading) -> None:
        self.screen.line(self.style.MIGRATE_HEADING(str(path)))
        if not report.meetings:
            self.screen.line("no meeting", indent=2)
        for meeting in report.meetings:
            self.screen.line(_line(meeting), indent=2)
            for person in meeting.participants:
                what = " / ".join(part for part in (person.name, person.title, person.side, person.role) if part)
                self.screen.line(what, indent=4)

    def _explain(
        self, path: Path, report: ReportReading, decided: list[RuleDecision], *, with_examples: bool = False
    ) -> None:
        self.screen.line(self.style.MIGRATE_HEADING(str(path)))
        for pieces in mark_pieces(report):
            self.screen.line("".join(self._paint(piece) for piece in pieces))
        self.screen.line()
        for line in (*list_reasons(report), *list_rules_by_sentence(report, decided)):
            text = line.lstrip()
            self.screen.line(text, indent=len(line) - len(text))
        for line in list_examples(decided) if with_examples else ():
            self.screen.line(line, indent=2)

    def _paint(self, piece: MarkedPiece) -> str:
        """Return a piece in the colour of its fact, plain where the output has no colours."""
        if piece.fact is None or not self._in_colour():
            return piece.text
        return f"\x1b[{COLOURS[piece.fact]}m{piece.text}\x1b[0m"

    def _in_colour(self) -> bool:
        return self.style.SUCCESS("x") != "x"


def _identify(reading: FileReading) -> str:
    """Return the name of the file without its ending; of one text among several of a file the name of the text."""
    return reading.path.stem if reading.name == reading.path.name else reading.name


def _line(meeting: MeetingReading) -> str:
    place = meeting.place
    where = ", ".join(part for part in (place.city, place.country) if part) if place else ""
    return " | ".join(part for part in (meeting.kind, str(meeting.when.day or "no date"), where) if part)
