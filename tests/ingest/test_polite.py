"""When a feed may be asked again, and what a site's wish to wait means."""

import datetime
from email.utils import format_datetime

import pytest
from django.utils import timezone

from meetings.ingest import feeds
from meetings.ingest.errors import FetchError
from meetings.ingest.feeds import HostPauses, list_due_feeds
from meetings.ingest.fetch import _seconds
from meetings.ingest.public_addresses import is_public
from meetings.models import Feed

NOW = timezone.make_aware(datetime.datetime(2026, 11, 29, 12))
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.django_db
def test_a_feed_is_due_from_a_moment_on():
    feed = Feed.objects.create(address="https://e.org/feed", last_fetched=NOW - feeds.MIN_FETCH_INTERVAL)
    assert list_due_feeds(NOW) == [feed]
    assert list_due_feeds(NOW - SECOND) == []
    feed.last_fetched, feed.not_before = None, NOW
    feed.save()
    assert list_due_feeds(NOW) == [feed]
    assert list_due_feeds(NOW - SECOND) == []


def test_only_one_host_waits_and_only_as_long_as_it_must():
    waits, now = [], [10.0]
    pauses = HostPauses(pause=2.0, sleep=waits.append, clock=lambda: now[0])
    pauses.before("https://a.org/1")
    pauses.before("https://b.org/1")
    now[0] += 1.5
    pauses.before("https://a.org/2")
    now[0] += 2.0
    pauses.before("https://a.org/3")
    now[0] += 9.0
    pauses.before("https://a.org/4")
    assert waits == [0.5]


@pytest.mark.parametrize(
    ("status", "retry_after", "minutes"),
    [
        (500, None, None),
        (429, None, 15),
        (503, None, 15),
        (500, 7200.0, 120),
        (429, 60.0, 15),
        (429, 10_000_000.0, 7 * 24 * 60),
    ],
)
def test_how_long_a_site_is_left_alone(status, retry_after, minutes):
    feed = Feed(address="https://e.org/feed")
    before = timezone.now()
    feeds._wait(feed, FetchError("x", status=status, retry_after=retry_after))
    if minutes is None:
        assert feed.not_before is None
    else:
        wait = feed.not_before - before
        assert datetime.timedelta(minutes=minutes) <= wait < datetime.timedelta(minutes=minutes, seconds=30)


def test_a_longer_wait_that_was_asked_for_before_stays():
    later = timezone.now() + datetime.timedelta(days=2)
    feed = Feed(address="https://e.org/feed", not_before=later)
    feeds._wait(feed, FetchError("x", status=429, retry_after=60.0))
    assert feed.not_before == later


def test_the_seconds_of_a_header():
    assert _seconds(None) is None
    assert _seconds("") is None
    assert _seconds(" 60 ") == 60
    assert _seconds("soon") is None
    assert _seconds("Sat, 04 Nov 2023 10:00:00 GMT") == 0
    assert 3500 < _seconds(format_datetime(timezone.now() + datetime.timedelta(hours=1))) <= 3600
    assert _seconds("Sat, 04 Nov 2023 10:00:00 -0000") is None  # without a zone


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("10.0.0.5", False), ("127.0.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("240.0.0.1", False), ("192.88.99.1", False), ("2606:4700::1", True), ("::ffff:10.0.0.5", False),
        ("::ffff:8.8.8.8", True), ("2002:0a00:0005::", False), ("2002:0808:0808::", True), ("fec0::1", False),
        ("64:ff9b::8.8.8.8", True), ("64:ff9b:1::1", False), ("::1", False), ("name", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_public_addresses(address, expected):
    assert is_public(address) is expected
