"""`manage.py ingest PATH...`: read articles and store the meetings they report."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from meetings.ingest.errors import SourceError
from meetings.ingest.originals import keep_file
from meetings.ingest.readers import find_files
from meetings.ingest.run import FileReading, read_files
from meetings.ingest.sources import SourceText
from meetings.ingest.write import StoredReport, Writer
from meetings.management.reference import describe_loaded
from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Meeting
from meetings.queries.desk import LEVELS, PUBLISHED_LEVEL, is_doubtful
from meetings.queries.doubts import describe_doubts
from meetings.services import review
from meetings.services.checks import describe_finding
from meetings.services.duplicate_suggestions import refresh_officials
from meetings.services.history import Way, recorded, several_actions
from meetings.services.reference_data import ensure_reference_data

MAX_WORKERS = 64  # processes; more than the processor has parts make nothing faster


class Command(BaseCommand):
    help = (
        "Read articles and store their meetings as drafts: files or folders of texts, pages, PDF, Word, OpenDocument "
        "and RTF documents, mails, mailboxes, zip and gzip archives, and tables of articles (CSV, JSON Lines) of any "
        "length."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders with articles")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish the meetings instead of storing drafts, except doubtful ones",
        )
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="read with N processes (default 1)")
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = list(find_files(options["paths"]))
        except SourceError as error:
            raise CommandError(str(error)) from error
        if not 1 <= options["workers"] <= MAX_WORKERS:
            raise CommandError(f"--workers takes a number from 1 to {MAX_WORKERS}.")
        if loaded := ensure_reference_data():
            self.stdout.write("The archive had no countries. The reference data was loaded:")
            self.stdout.write("\n".join(describe_loaded(loaded)))
        self.screen = Screen(self.stdout, options["shape"])
        self.failed = self.known = self.quiet = self.new = self.left_out = self.texts = 0
        self.whole: dict[Path, int] = {}  # the stored files of which texts are rows
        self.officials: set[int] = set()  # that no earlier article had named
        self.publishes = options["publish"] or settings.MAHDAR_PUBLISH_INGESTED
        self.held = 0  # meetings that break a rule of the archive
        self.doubtful = 0  # meetings whose reading is doubtful
        writer = Writer()
        with several_actions():
            for reading in read_files(files, options["workers"]):
                self._store(f"[{reading.file + 1}/{len(files)}]", reading, writer)
        refresh_officials(self.officials)
        self._summary()

    def _store(self, position: str, reading: FileReading, writer: Writer) -> None:
        if reading.is_left_out:
            self.left_out += 1
            self.stderr.write(self.style.WARNING(f"{position} {reading.error}"))
            return
        self.texts += 1
        if reading.report is None or reading.source is None:
            self.failed += 1
            self.stderr.write(self.style.ERROR(f"{position} {reading.error}"))
            return
        if note := reading.unread:
            self.stderr.write(self.style.WARNING(f"{position} {note}"))
        with recorded(None, "manage.py ingest", way=Way.COMMAND):
            stored = writer.store(reading.report, self._name_original(reading, reading.source))
            held = self._publish(stored)
        if stored.article and not stored.already_there:
            self.officials.update(writer.made.values())
        self.screen.line(f"{position} {reading.name}: {self._outcome(stored)}")
        if stored.article and not stored.already_there:
            for one in stored.article.contradicting_dates:
                self.screen.line(f"stated day of publication: {one.day} ({one.source}: {one.words})", indent=6)
            if stored.article.contradicting_dates:
                self.screen.line("they contradict each other: choose one in the form of the article", indent=6)
        for meeting in stored.new_meetings:
            self.screen.line(f"{meeting.date or '—'}  {meeting.headline_ar}", indent=4)
            for words in held.get(meeting.pk, ()):
                self.screen.line(f"held back for review: {words}", indent=6)

    def _name_original(self, reading: FileReading, source: SourceText) -> SourceText:
        """Return the source of a row with the table as its original, which is stored once."""
        if not reading.is_row or not reading.report or not reading.report.meetings:
            return source
        if reading.path not in self.whole:
            with reading.path.open("rb") as stream:
                self.whole[reading.path] = keep_file(reading.path.name, stream).pk
        return replace(source, original_id=self.whole[reading.path])

    def _publish(self, stored: StoredReport) -> dict[int, list[str]]:
        """Publish the new meetings that are sure and break no rule; return what is wrong with the others: drafts."""
        if not self.publishes:
            return {}
        review.publish_officials_of([meeting.pk for meeting in stored.known_meetings], holds_back=True)
        if not stored.new_meetings:
            return {}
        doubtful = [meeting for meeting in stored.new_meetings if is_doubtful(meeting)]
        self.doubtful += len(doubtful)
        sure = [meeting.pk for meeting in stored.new_meetings if meeting not in doubtful]
        outcome = review.publish(Meeting.objects.filter(pk__in=sure), holds_back=True)
        if outcome.held:
            self.held += len(outcome.held)
            rules = dict.fromkeys(one.rule for findings in outcome.held.values() for one in findings)
            with recorded(None, f"held back: {', '.join(rules)}", way=Way.COMMAND):
                pass  # the note belongs to the action that stored the drafts
        with override("en"):  # as the other lines of this command
            reasons = {meeting.pk: [_describe_doubt(meeting)] for meeting in doubtful}
            return reasons | {pk: [describe_finding(one) for one in findings] for pk, findings in outcome.held.items()}

    def _outcome(self, stored: StoredReport) -> str:
        if stored.already_there:
            self.known += 1
            return "already in the archive, nothing changed"
        if stored.article is None:
            self.quiet += 1
            return "no diplomatic meeting found, nothing stored"
        self.new += len(stored.new_meetings)
        return f"{len(stored.new_meetings)} new, {len(stored.known_meetings)} already known from another source"

    def _summary(self) -> None:
        left_out = f" {self.left_out} files were left out: see above." if self.left_out else ""
        self.stdout.write(
            self.style.SUCCESS(
                f"{self.texts} articles read: {self.new} new meetings {self._describe_state()}, "
                f"{self.known} articles already there, {self.quiet} without a meeting, "
                f"{self.failed} unreadable.{left_out}"
            )
        )
        if self.failed:
            raise CommandError(
                f"{self.failed} of {self.texts} texts could not be read; the others are done. See above."
            )
        if not self.texts:
            raise CommandError("There is no article in these files. See above.")

    def _describe_state(self) -> str:
        """Return what became of the new meetings."""
        if not self.publishes:
            return "stored as drafts for review"
        counts = {"doubtful": self.doubtful, "against a rule": self.held}
        drafts = ", ".join(f"{number} {why}" for why, number in counts.items() if number)
        if not drafts:
            return "published"
        return f"({self.new - self.doubtful - self.held} published; drafts for review: {drafts})"


def _describe_doubt(meeting: Meeting) -> str:
    """Return why a reading is doubtful, in words."""
    least = f"{LEVELS[PUBLISHED_LEVEL][0]:.0%}"
    words = "; ".join(describe_doubts(meeting.doubts))
    return f"confidence {meeting.confidence:.0%}, below {least}" + (f" ({words})" if words else "")
