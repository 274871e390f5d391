"""How fresh the names of the search are: looked at every few seconds, read again where they changed or grew old."""

import pytest

from meetings.search import site_search
from meetings.search.index.updating import rebuild_index
from meetings.search.query.entity_names import Directory
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it: a list with the time."""
    now = [1_000.0]
    monkeypatch.setattr(site_search.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def readings(index, clock, monkeypatch):
    """The times at which the names were read."""
    times: list[float] = []

    def read() -> Directory:
        times.append(clock[0])
        return Directory()

    monkeypatch.setattr(site_search, "read_directory", read)
    rebuild_index()
    site_search.forget()
    times.clear()
    yield times
    site_search.forget()


def test_names_are_read_once_while_nothing_changes(readings, clock):
    for seconds in (0, 1, 5, 600):
        clock[0] = 1_000 + seconds
        site_search.get_searcher()
    assert readings == [1_000]


def test_a_new_name_is_seen_after_a_few_seconds(readings, clock, django_assert_num_queries):
    site_search.get_searcher()
    factories.OfficialFactory()
    clock[0] += 4.9
    with django_assert_num_queries(0):
        site_search.get_searcher()
    assert len(readings) == 1
    clock[0] += 0.1
    site_search.get_searcher()
    assert len(readings) == 2


def test_names_are_read_again_when_they_are_old(readings, clock):
    site_search.get_searcher()
    clock[0] += 595.5
    site_search.get_searcher()
    assert len(readings) == 1
    clock[0] += 5
    site_search.get_searcher()
    assert len(readings) == 2


def test_names_are_looked_at_as_soon_as_the_index_changed(readings, clock):
    site_search.get_searcher()
    factories.OfficialFactory()
    rebuild_index()
    site_search.get_searcher()
    assert len(readings) == 2
