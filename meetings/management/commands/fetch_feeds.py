"""`manage.py fetch_feeds`: import new entries of the feeds. Run it with a timer, about every 15 minutes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.ingest.feeds import MIN_PAUSE_SECONDS, FetchOutcome, HostPauses, fetch_feed, list_due_feeds
from meetings.management.reference import report_missing_reference
from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Feed


class Command(BaseCommand):
    help = "Fetch the feeds that the desk subscribes to and add their new reports to the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="fetch only these feeds, due or not")
        parser.add_argument("--all", action="store_true", help="fetch all active feeds, due or not")
        parser.add_argument(
            "--pause",
            type=float,
            default=MIN_PAUSE_SECONDS,
            metavar="S",
            help=f"seconds between requests to one host (default {MIN_PAUSE_SECONDS:g})",
        )

        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pause"] < 0:
            raise CommandError("--pause takes a number of seconds, 0 or more.")
        report_missing_reference(self)
        feeds = self._chosen(options)
        if not feeds:
            self.stdout.write("No feed is due. --all fetches them all the same.")
            return
        screen = Screen(self.stdout, options["shape"])
        manners, new, failed = HostPauses(options["pause"]), 0, 0
        for number, feed in enumerate(feeds, start=1):
            position = f"[{number}/{len(feeds)}] {feed}"
            screen.progress(position)
            outcome = fetch_feed(feed, manners=manners)
            screen.line(f"{position}: {self._told(outcome)}")
            new += outcome.new
            failed += outcome.error is not None
        self.stdout.write(self.style.SUCCESS(f"{len(feeds)} feeds fetched, {new} new texts at the desk."))
        if failed:
            raise CommandError(f"{failed} of {len(feeds)} feeds could not be fetched; the others are done. See above.")

    def _chosen(self, options: dict[str, Any]) -> list[Feed]:
        if not options["addresses"]:
            return list(Feed.objects.filter(active=True)) if options["all"] else list_due_feeds()
        feeds = list(Feed.objects.filter(address__in=options["addresses"]))
        missing = set(options["addresses"]) - {feed.address for feed in feeds}
        if missing:
            raise CommandError(f"Not subscribed: {', '.join(sorted(missing))}. Subscribe at the desk first.")
        return feeds

    def _told(self, outcome: FetchOutcome) -> str:
        if outcome.error:
            return self.style.ERROR(str(outcome.error))
        if outcome.unchanged:
            return "nothing new since the last time"
        parts = [f"{outcome.new} new"]
        for count, words in (
            (outcome.known, "known already"),
            (outcome.unread, "could not be read"),
            (outcome.left, "left for the next time"),
        ):
            if count:
                parts.append(f"{count} {words}")
        return ", ".join(parts)
