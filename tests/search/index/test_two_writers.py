"""Two connections to PostgreSQL: a transaction that began earlier may be committed later. SQLite has one writer."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import load_backend

from meetings.models import ArchiveState, IndexChange, Meeting
from meetings.models.triggers import install_triggers
from meetings.queries.state import state
from meetings.search import SearchRequest, find_ids, site_search
from meetings.search.index import updating
from tests.factories import MeetingFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs TEST_DATABASE_URL with a PostgreSQL server"),
]
RENAME = "UPDATE meetings_meeting SET headline_ar = %s WHERE id = %s"
RENAME_TOPICS = "UPDATE meetings_topic SET name_ar = name_ar || ' جديد'"


@pytest.fixture
def slow(index) -> Iterator[Any]:
    """Another connection, which waits for no lock of the database."""
    other = open_connection()
    with other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    yield other
    other.close()
    site_search.forget()


def open_connection() -> Any:
    return load_backend(connection.settings_dict["ENGINE"]).DatabaseWrapper(connection.settings_dict, "default")


def find_meetings(words: str) -> set[int]:
    return set(find_ids(SearchRequest(words)))


@pytest.mark.parametrize("rebuild", [updating.rebuild_index, updating.rebuild_broken_index])
def test_a_change_that_is_committed_during_a_rebuild_is_indexed(slow, index, monkeypatch, rebuild):
    """It was recorded before the last change that the rebuild saw."""
    earlier, later = MeetingFactory(headline_ar="لقاء عن النفط"), MeetingFactory(headline_ar="لقاء عن الغاز")
    shutil.rmtree(index)
    slow.set_autocommit(False)
    with slow.cursor() as cursor:
        cursor.execute(RENAME, ["لقاء عن المياه", earlier.pk])
    Meeting.objects.filter(pk=later.pk).update(headline_ar="لقاء عن القمح")
    engine = site_search.get_engine()
    build = engine.rebuild

    def commit_meanwhile(documents, version):
        read = list(documents)
        slow.commit()
        return build(iter(read), version)

    monkeypatch.setattr(engine, "rebuild", commit_meanwhile)
    rebuild()
    monkeypatch.undo()
    assert find_meetings("القمح") == {later.pk}
    assert find_meetings("المياه") == {earlier.pk}, "the rebuild applies what was recorded while it read"
    assert not IndexChange.objects.exists()


def test_writers_at_the_same_moment_count_their_changes_without_waiting(slow):
    meeting, before = MeetingFactory(), state()
    slow.set_autocommit(False)
    with slow.cursor() as cursor:
        cursor.execute(RENAME, ["لقاء عن المياه", meeting.pk])
        cursor.execute(RENAME_TOPICS)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
        cursor.execute(RENAME_TOPICS)
    between = state()
    slow.commit()
    assert len({before, between, state()}) == 3


def test_connections_do_not_add_rows_to_the_state(slow):
    """The server opens a connection for each request, and PostgreSQL a process for each connection."""
    MeetingFactory()
    before = ArchiveState.objects.count()
    for _number in range(5):
        other = open_connection()
        with other.cursor() as cursor:
            cursor.execute(RENAME_TOPICS)
        other.close()
    assert ArchiveState.objects.count() == before


def test_rows_of_an_earlier_version_are_joined_by_a_migration():
    """It left two rows for each connection; the state must not return to a number that it had before."""
    install_triggers()
    ArchiveState.objects.bulk_create([ArchiveState(id=number, number=7) for number in (4242, -4242, 4243)])
    before = state()
    install_triggers()
    assert state() == before
    assert set(ArchiveState.objects.values_list("id", flat=True)) == {0, -1}
