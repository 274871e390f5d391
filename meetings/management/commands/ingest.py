"""`manage.py ingest PATH...`: read articles and store the meetings they report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings.ingest.errors import SourceError
from meetings.ingest.readers import find_files
from meetings.ingest.reference import ensure_reference_data
from meetings.ingest.run import FileReading, read_all
from meetings.ingest.write import StoredReport, Writer
from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Meeting
from meetings.services import review
from meetings.services.checks import words_of
from meetings.services.duplicate_suggestions import refresh_for
from meetings.services.history import Way, recorded, several_actions


class Command(BaseCommand):
    help = "Read articles (files or folders; plain text or saved HTML pages) and store their meetings as drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders with articles")
        parser.add_argument("--publish", action="store_true", help="publish the meetings instead of storing drafts")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="read with N processes (default 1)")
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = list(find_files(options["paths"]))
        except SourceError as error:
            raise CommandError(str(error)) from error
        if options["workers"] < 1:
            raise CommandError("--workers takes a number from 1 up.")
        if ensure_reference_data():
            self.stdout.write("The archive was empty: countries, organisations, topics and outlets were loaded.")
        self.screen = Screen(self.stdout, options["shape"])
        self.failed = self.known = self.quiet = self.new = 0
        self.officials: set[int] = set()  # that no earlier article had named
        self.publishes = options["publish"] or settings.MAHDAR_PUBLISH_INGESTED
        self.held = 0  # meetings that break a rule of the archive
        writer = Writer()
        with several_actions():
            for number, reading in enumerate(read_all(files, options["workers"]), start=1):
                self._store(f"[{number}/{len(files)}]", reading, writer)
        refresh_for(self.officials)
        self._summary(len(files))

    def _store(self, position: str, reading: FileReading, writer: Writer) -> None:
        if reading.report is None or reading.source is None:
            self.failed += 1
            self.stderr.write(self.style.ERROR(f"{position} {reading.error}"))
            return
        if reading.unread:
            self.stderr.write(self.style.WARNING(f"{position} {reading.unread}"))
        with recorded(None, "manage.py ingest", way=Way.COMMAND):
            stored = writer.store(reading.report, reading.source)
            held = self._publish(stored)
        if stored.article and not stored.already_there:
            self.officials.update(writer.made.values())
        self.screen.line(f"{position} {reading.path.name}: {self._outcome(stored)}")
        if stored.article and not stored.already_there:
            for one in stored.article.contradicting_dates:
                self.screen.line(f"stated day of publication: {one.day} ({one.source}: {one.words})", indent=6)
            if stored.article.contradicting_dates:
                self.screen.line("they contradict each other: choose one in the form of the article", indent=6)
        for meeting in stored.new_meetings:
            self.screen.line(f"{meeting.date or '—'}  {meeting.headline_ar}", indent=4)
            for words in held.get(meeting.pk, ()):
                self.screen.line(f"held back for review: {words}", indent=6)

    def _publish(self, stored: StoredReport) -> dict[int, list[str]]:
        """Publish the new meetings that break no rule; return what the others break, which stay drafts."""
        if not self.publishes:
            return {}
        review.publish_officials_of([meeting.pk for meeting in stored.known_meetings], holds_back=True)
        if not stored.new_meetings:
            return {}
        new = Meeting.objects.filter(pk__in=[meeting.pk for meeting in stored.new_meetings])
        outcome = review.publish(new, holds_back=True)
        if outcome.held:
            self.held += len(outcome.held)
            rules = dict.fromkeys(one.rule for findings in outcome.held.values() for one in findings)
            with recorded(None, f"held back: {', '.join(rules)}", way=Way.COMMAND):
                pass  # the note belongs to the action that stored the drafts
        return {pk: [words_of(one) for one in findings] for pk, findings in outcome.held.items()}

    def _outcome(self, stored: StoredReport) -> str:
        if stored.already_there:
            self.known += 1
            return "already in the archive, nothing changed"
        if stored.article is None:
            self.quiet += 1
            return "no diplomatic meeting found, nothing stored"
        self.new += len(stored.new_meetings)
        return f"{len(stored.new_meetings)} new, {len(stored.known_meetings)} already known from another source"

    def _summary(self, total: int) -> None:
        state = "published" if self.publishes else "stored as drafts for review"
        if self.held:
            state += f" except {self.held} that break a rule and wait for review"
        self.stdout.write(
            self.style.SUCCESS(
                f"{total} articles read: {self.new} new meetings {state}, {self.known} articles already there, "
                f"{self.quiet} without a meeting, {self.failed} unreadable."
            )
        )
        if self.failed:
            raise CommandError(f"{self.failed} of {total} files could not be read; the others are done. See above.")
