"""No list asks the database more often because it is longer."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

# Of a page after a change: its version takes one to six of them, those of its entries and labels three.
PAGES = {
    "/": 22,
    "/meetings/": 10,
    "/officials/": 5,
    "/sides/": 4,
    "/topics/": 3,
    "/places/": 3,
    "/outlets/": 3,
    "/meetings/in-rome/": 12,
    "/officials/nechirvan-barzani/": 24,
    "/sides/it/": 23,
    "/topics/security/": 16,
    "/places/it-rome/": 17,
    "/outlets/ina/": 19,
    "/articles/a-report/": 9,
    "/activity/": 5,
    "/between/iq-kri/it/": 22,
}


@pytest.fixture(autouse=True)
def still_clock(monkeypatch):
    """Hold the clock: the search looks every few seconds whether names have changed, which costs queries."""
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)


def count(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_queries_is_small_and_does_not_grow(client, archive, path):
    before = count(client, path)
    for number in range(15):
        meeting = factories.MeetingFactory(place=archive.place, date=f"20{10 + number}-02-03")
        side = factories.CountryFactory(code=f"X{number:x}".upper(), name_ar=f"دولة {number}")
        factories.ParticipationFactory(meeting=meeting, official=archive.nechirvan, country=archive.italy)
        factories.ParticipationFactory(meeting=meeting, country=side)
        factories.MeetingTopicFactory(meeting=meeting, topic=archive.topic)
        factories.SourceFactory(meeting=meeting, article=archive.article)
        factories.EvidenceFactory(meeting=meeting, article=archive.article)
    after = count(client, path)
    assert after <= before
    assert after <= PAGES[path]
