"""Polite fetching of feeds: only new entries, one request after another, and a pause where a site asks for one.

Each entry is imported once, by the key that the feed gives it, and leaves one Incoming. Where its page could not be
read, the Incoming shows an editor why. The remaining entries (the site asks to wait, too many entries at once, no more
time) are imported the next time.
"""

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from meetings.ingest.arrivals import ArrivalOutcome, add_incoming, find_known_address, read_answer
from meetings.ingest.documents.bounded import call_bounded
from meetings.ingest.documents.limits import OF_UPLOADS
from meetings.ingest.errors import FetchError, SourceError
from meetings.ingest.feed_entries import SECTION, FeedContent, FeedEntry, make_entry_page
from meetings.ingest.feed_reading import read_feed
from meetings.ingest.fetch import ARTICLE_TYPES, FEED_TYPES, fetch
from meetings.ingest.readers import read_page
from meetings.ingest.sources import SourceText, find_outlet_by_domain
from meetings.ingest.stated_days import make_day_columns, set_day
from meetings.models import Feed, Incoming

MIN_PAUSE_SECONDS = 2.0  # seconds between two requests to one host
MAX_FEED_ENTRIES = 60  # of one feed in one fetch
MIN_FETCH_INTERVAL = datetime.timedelta(minutes=10)  # between two fetches of one feed
MIN_WAIT_AFTER_FAILURE, MAX_WAIT_AFTER_FAILURE = (
    datetime.timedelta(minutes=15),
    datetime.timedelta(days=1),
)  # after failures
MAX_WAIT_ASKED_FOR = datetime.timedelta(days=7)  # longer waits that a site asks for are cut to this


@dataclass(slots=True)
class FetchOutcome:
    """The result of one fetch of a feed: numbers of entries by outcome, and the error of the feed itself."""

    new: int = 0
    known: int = 0
    unread: int = 0  # entries whose page could not be read; they wait at the desk with the reason
    left: int = 0  # entries for the next time
    unchanged: bool = False
    error: SourceError | None = None


@dataclass(slots=True)
class HostPauses:
    """The pauses between requests to one host."""

    pause: float = MIN_PAUSE_SECONDS
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)

    def before(self, address: str) -> None:
        """Wait until the host of `address` may be asked again."""
        host = urlsplit(address).hostname or ""
        if host in self._asked and (wait := self._asked[host] + self.pause - self.clock()) > 0:
            self.sleep(wait)
        self._asked[host] = self.clock()


def list_due_feeds(now: datetime.datetime | None = None) -> list[Feed]:
    """Return the feeds that are due, the longest overdue first."""
    now = now or timezone.now()
    feeds = Feed.objects.filter(active=True).select_related("outlet")
    ready = [feed for feed in feeds if not _too_early(feed, now)]
    return sorted(ready, key=lambda feed: (feed.last_fetched is not None, feed.last_fetched))


def _too_early(feed: Feed, now: datetime.datetime) -> bool:
    asked_to_wait = feed.not_before is not None and feed.not_before > now
    return asked_to_wait or (feed.last_fetched is not None and feed.last_fetched + MIN_FETCH_INTERVAL > now)


def fetch_feed(
    feed: Feed, *, manners: HostPauses | None = None, user: Any = None, seconds: float | None = None
) -> FetchOutcome:
    """Fetch `feed` and import its new entries.

    A failure is stored in the feed and reported in the outcome, not raised.

    Args:
        feed: The feed.
        manners: The pauses between requests; several feeds share one.
        user: The user who asked for it; None for a command.
        seconds: How long it may take; the remaining entries are left for the next time.
    """
    manners = manners or HostPauses()
    until = time.monotonic() + seconds if seconds else None
    headers = {}
    if feed.etag:
        headers["If-None-Match"] = feed.etag
    if feed.last_modified:
        headers["If-Modified-Since"] = feed.last_modified
    try:
        manners.before(feed.address)
        answer = fetch(feed.address, kinds=FEED_TYPES, headers=headers)
        if answer.status == 304:
            _done(feed, {})
            return FetchOutcome(unchanged=True)
        content = read_feed(answer, may_be_section=feed.kind == SECTION, wait=manners.before)
    except SourceError as error:
        _failed(feed, error)
        return FetchOutcome(error=error)
    outcome = _import_entries(feed, content, manners, user, until)
    _done(feed, {} if outcome.left else answer.headers, forget=bool(outcome.left))
    feed.name = feed.name or content.title
    feed.save()
    return outcome


def _import_entries(
    feed: Feed, content: FeedContent, manners: HostPauses, user: Any, until: float | None
) -> FetchOutcome:
    outcome = FetchOutcome()
    new = list(_unseen(feed, content.entries))
    for number, entry in enumerate(new):
        if number >= MAX_FEED_ENTRIES or (until is not None and time.monotonic() > until):
            outcome.left = len(new) - number
            break
        try:
            arrival = _import_entry(feed, entry, manners, user)
        except FetchError as error:  # the site asks to wait
            outcome.left = len(new) - number
            _wait(feed, error)
            break
        except IntegrityError:  # another process imported this entry at this moment
            outcome.known += 1
            continue
        if arrival.error:
            outcome.unread += 1
        elif arrival.incoming:
            outcome.new += 1
        else:
            outcome.known += 1
    return outcome


def _unseen(feed: Feed, entries: list[FeedEntry]) -> Iterator[FeedEntry]:
    keys = Incoming.objects.filter(feed=feed, entry_key__in=[entry.key for entry in entries])
    seen = set(keys.values_list("entry_key", flat=True))
    return (entry for entry in entries if entry.key not in seen)


def _import_entry(feed: Feed, entry: FeedEntry, manners: HostPauses, user: Any) -> ArrivalOutcome:
    """Import one entry.

    Raises:
        FetchError: The site asks to come back later.
    """
    arrival = find_known_address(entry.link) if entry.link else None
    if arrival is None:
        try:
            source = _source(feed, entry, manners)
            arrival = add_incoming(source, Incoming.Origin.FEED, user, feed=feed, entry_key=entry.key)
        except SourceError as error:
            if isinstance(error, FetchError) and error.status in (429, 503):
                raise
            arrival = ArrivalOutcome(entry.title, error=error)
    if arrival.incoming is None:
        _store_without_text(feed, entry, arrival, user)
    return arrival


def _source(feed: Feed, entry: FeedEntry, manners: HostPauses) -> SourceText:
    """Return the article of an entry: its own content where that is the whole article, else its page."""
    if entry.content:
        name = entry.link or entry.title
        page = make_entry_page(entry)
        source = call_bounded(read_page, page, name, entry.link or None, name=name, limits=OF_UPLOADS)
    else:
        manners.before(entry.link)
        source = read_answer(fetch(entry.link, kinds=ARTICLE_TYPES, named_by=feed.address))
    host = urlsplit(entry.link).hostname if entry.link else None
    outlet = feed.outlet.code if feed.outlet else source.outlet_code or find_outlet_by_domain(host)
    described = replace(
        source,
        name=entry.title[:255] or source.name,
        url=source.url or entry.link or None,
        headline=entry.title or source.headline,
        outlet_code=outlet,
    )
    return set_day(described, [*entry.statements, *(source.statements or ())])


def _store_without_text(feed: Feed, entry: FeedEntry, arrival: ArrivalOutcome, user: Any) -> None:
    """Store that an entry left no text: it was known, or an editor must see why its page could not be read."""
    state = Incoming.State.WAITING if arrival.error else Incoming.State.DROPPED
    if arrival.known:
        state = Incoming.State.STORED
    with transaction.atomic():
        Incoming.objects.create(
            name=entry.title[:255] or entry.key[:255],
            url=entry.link[:2000],
            headline=entry.title[:500],
            **make_day_columns(set_day(SourceText("", entry.key), entry.statements)),
            outlet=feed.outlet,
            way=Incoming.Origin.FEED,
            feed=feed,
            entry_key=entry.key,
            article=arrival.known,
            state=state,
            error=arrival.error.packed() if arrival.error else "",
            created_by=user if user is not None and user.pk else None,
        )


# --- The state of a feed ----------------------------------------------------------------------------------------------
def _done(feed: Feed, headers: Any, *, forget: bool = False) -> None:
    feed.last_fetched = timezone.now()
    feed.failures, feed.error = 0, ""
    if feed.not_before and feed.not_before <= feed.last_fetched:
        feed.not_before = None
    if forget:  # otherwise the next answer would be 304, and the remaining entries would never come
        feed.etag = feed.last_modified = ""
    else:
        feed.etag = headers.get("ETag", feed.etag)[:500]
        feed.last_modified = headers.get("Last-Modified", feed.last_modified)[:200]
    feed.save()


def _failed(feed: Feed, error: SourceError) -> None:
    feed.last_fetched = timezone.now()
    feed.failures = min(feed.failures + 1, 1000)
    feed.error = error.packed()
    feed.not_before = timezone.now() + min(
        MIN_WAIT_AFTER_FAILURE * 2 ** min(feed.failures - 1, 10), MAX_WAIT_AFTER_FAILURE
    )
    if isinstance(error, FetchError):
        _wait(feed, error)
        if error.status == 410:
            feed.active = False
            feed.error = SourceError(_("The site has removed this feed (410). Mahdar no longer checks it.")).packed()
    feed.save()


def _wait(feed: Feed, error: FetchError) -> None:
    """Set the time before which the site asks not to be asked again."""
    if error.retry_after is None and error.status not in (429, 503):
        return
    asked = min(datetime.timedelta(seconds=error.retry_after or 0), MAX_WAIT_ASKED_FOR)
    feed.not_before = max(feed.not_before or timezone.now(), timezone.now() + max(asked, MIN_WAIT_AFTER_FAILURE))
