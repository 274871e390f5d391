"""Updates of the index in one process: what they write, return and report, and what starts them."""

import threading

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from filelock import FileLock

from meetings.models import IndexChange, Meeting
from meetings.search import SearchRequest, search, site_search
from meetings.search.index import signals, updating
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(index):
    yield index
    site_search.forget()


def find_ids(words: str = "") -> set[int]:
    return {hit.meeting_id for hit in search(SearchRequest(words)).hits}


def make_meetings(count: int) -> list[int]:
    return [MeetingFactory(headline_ar=f"لقاء عن النفط {number}").pk for number in range(count)]


class TestUpdate:
    def test_each_meeting_is_written_once_and_counted(self):
        made = make_meetings(2)
        updating.rebuild_index()
        Meeting.objects.filter(pk=made[0]).update(headline_ar="لقاء عن المياه")
        Meeting.objects.filter(pk=made[0]).update(headline_ar="لقاء عن القمح")
        Meeting.objects.filter(pk=made[1]).update(headline_ar="لقاء عن الغاز")
        assert updating.update_index() == 2
        assert find_ids("القمح") == {made[0]}
        assert find_ids("المياه") == set()
        assert updating.update_index() == 0

    def test_progress_is_the_number_done_after_each_batch(self, monkeypatch):
        monkeypatch.setattr(updating, "BATCH_MEETINGS", 2)
        updating.rebuild_index()
        made = make_meetings(5)
        said: list[int] = []
        assert updating.update_index(said.append) == 5
        assert said == [2, 4, 5]
        assert find_ids() == set(made)

    def test_after_a_restore_the_index_is_built_again(self):
        """Nothing but this note says that the index has meetings of another database."""
        one, other = make_meetings(2)
        updating.rebuild_index()
        Meeting.objects.filter(pk=one).delete()
        Meeting.objects.filter(pk=other).update(headline_ar="لقاء عن المياه")
        IndexChange.objects.all().delete()
        updating.note_rebuild()
        assert updating.update_index() == 1
        assert find_ids() == find_ids("المياه") == {other}
        assert not IndexChange.objects.exists()

    def test_without_an_index_all_meetings_are_written(self):
        made = make_meetings(3)
        IndexChange.objects.all()[0].delete()  # the record of a change before the index was lost
        assert updating.update_index() == 3
        assert find_ids() == set(made)

    def test_while_another_process_writes_nothing_is_waited_for(self, own_index):
        make_meetings(1)
        own_index.mkdir(parents=True, exist_ok=True)
        with FileLock(own_index / updating.LOCK_FILE, is_singleton=False):
            assert updating.update_index() == 0
        assert updating.update_index() == 1

    def test_once_leaves_what_others_record_meanwhile(self, monkeypatch):
        updating.rebuild_index()
        make_meetings(1)
        forget, others = updating._forget, iter(range(5))

        def note_another(notes: list[int]) -> None:
            forget(notes)
            if next(others, None) is not None:
                make_meetings(1)

        monkeypatch.setattr(updating, "_forget", note_another)
        assert updating.update_index_once()
        assert IndexChange.objects.exists()
        updating.update_index()
        assert not updating.update_index_once()
        assert not IndexChange.objects.exists()

    def test_recorded_changes_are_deleted_in_batches(self, monkeypatch):
        monkeypatch.setattr(updating, "BATCH_NOTES", 2)
        updating.rebuild_index()
        make_meetings(5)
        with CaptureQueriesContext(transaction.get_connection()) as queries:
            updating.update_index()
        assert not IndexChange.objects.exists()
        deleted = [one["sql"] for one in queries if one["sql"].startswith("DELETE")]
        assert len(deleted) >= 3


class TestRebuild:
    def test_progress_is_reported_every_so_many_meetings(self, monkeypatch):
        monkeypatch.setattr(updating, "PROGRESS_MEETINGS", 2)
        make_meetings(5)
        said: list[int] = []
        assert updating.rebuild_index(said.append) == updating.count_meetings_to_index() == 5
        assert said == [2, 4]

    def test_without_progress_none_is_reported(self, monkeypatch):
        monkeypatch.setattr(updating, "PROGRESS_MEETINGS", 1)
        make_meetings(2)
        assert updating.rebuild_index() == 2

    def test_changes_before_it_are_deleted(self):
        make_meetings(2)
        assert IndexChange.objects.exists()
        updating.rebuild_index()
        assert not IndexChange.objects.exists()
        assert updating.index_is_current()

    def test_changes_recorded_while_it_reads_are_applied_at_the_end(self, monkeypatch):
        """Their own update found the index taken, and relies on this process to look once more."""
        monkeypatch.setattr(updating, "PROGRESS_MEETINGS", 1)
        made = make_meetings(2)
        updating.rebuild_index(lambda number: Meeting.objects.filter(pk=made[0]).update(headline_ar="لقاء عن القمح"))
        assert find_ids("القمح") == {made[0]}
        assert not IndexChange.objects.exists()

    def test_drafts_are_counted_and_written_by_neither(self):
        make_meetings(1)
        MeetingFactory(review_state="draft")
        assert updating.rebuild_index() == updating.count_meetings_to_index() == 1


class TestWriteNow:
    def test_meetings_are_written_without_an_index_and_removed(self):
        first, second = make_meetings(2)
        updating.write_now([first])
        assert find_ids() == {first}
        updating.write_now([second])
        assert find_ids() == {first, second}
        updating.write_now([first], gone=True)
        assert find_ids() == {second}

    def test_what_the_public_must_not_see_is_removed(self):
        (made,) = make_meetings(1)
        updating.write_now([made])
        Meeting.objects.filter(pk=made).update(review_state="rejected")
        updating.write_now([made])
        assert find_ids() == set()

    def test_clearing_leaves_an_empty_index(self):
        make_meetings(1)
        updating.rebuild_index()
        updating.clear()
        assert find_ids() == set()
        assert updating.index_is_current()


@pytest.fixture
def updates(monkeypatch):
    """The updates that were started, counted."""
    started: list[bool] = []
    monkeypatch.setattr(signals, "update_index", lambda: started.append(True))
    return started


class TestSignals:
    def test_a_transaction_starts_one_update(self, updates, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            make_meetings(3)
        assert updates == [True]

    def test_deferred_updates_happen_once_at_the_end(self, updates, django_capture_on_commit_callbacks):
        with signals.defer_index_updates():
            with django_capture_on_commit_callbacks(execute=True):
                make_meetings(2)
            assert updates == []
        assert updates == [True]
        with django_capture_on_commit_callbacks(execute=True):
            make_meetings(1)
        assert updates == [True, True]

    def test_a_deletion_starts_one(self, updates, django_capture_on_commit_callbacks):
        (made,) = make_meetings(1)
        transaction.get_connection().run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            Meeting.objects.get(pk=made).delete()
        assert updates == [True]

    def test_a_failure_is_logged_and_not_raised(self, monkeypatch, caplog):
        def fail() -> None:
            raise OSError("disk full")

        monkeypatch.setattr(signals, "update_index", fail)
        signals.apply_noted_changes()
        assert "manage.py sync_index" in caplog.text

    def test_a_request_leaves_later_changes_to_a_thread(self, monkeypatch):
        """While others save there is always a further change: one editor waited until all of them had ended."""
        calls: list[str] = []
        done = threading.Event()

        def update_once() -> bool:
            calls.append(threading.current_thread().name)
            return True

        def update() -> int:
            calls.append(threading.current_thread().name)
            done.set()
            return 1

        monkeypatch.setattr(signals, "update_index", update)
        monkeypatch.setattr(signals, "update_index_once", update_once)
        signals.follow_in_thread()
        signals.apply_noted_changes()
        assert done.wait(60)
        assert calls == [threading.current_thread().name, "mahdar-index-follower"]
