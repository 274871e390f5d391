"""Writers of an SQLite file take turns in the order in which they come: threads, processes, and those that fail."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction
from django.db.transaction import Atomic

from config.sqlite3.base import DatabaseWrapper
from config.sqlite3.turns import WriterTurns, _try_lock
from tests.conftest import ROOT

needs_file_locks = pytest.mark.skipif(sys.platform == "win32", reason="one process")
HOLD = """
import os, sys
from config.sqlite3.turns import WriterTurns
turns = WriterTurns(sys.argv[1], 60)
turn = turns.take()
"""


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def connect(path, monkeypatch, django_db_blocker):
    """Open connections of this thread or another one, as `connections` does; all are closed at the end."""
    opened: list[DatabaseWrapper] = []

    def make(timeout: float = 60) -> DatabaseWrapper:
        settings = {
            **connections["default"].settings_dict,
            "NAME": str(path),
            "OPTIONS": {"timeout": timeout, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
        }
        made = DatabaseWrapper(settings, f"turns{len(opened)}")
        made.inc_thread_sharing()
        opened.append(made)
        monkeypatch.setitem(connections.settings, made.alias, settings)
        connections[made.alias] = made
        return made

    with django_db_blocker.unblock():
        yield make
        for one in opened:
            one.close()
            with suppress(AttributeError):  # that of another thread
                del connections[one.alias]


@pytest.fixture
def table(connect) -> str:
    with connect().cursor() as cursor:
        cursor.execute("CREATE TABLE entry (id integer PRIMARY KEY, parent integer REFERENCES entry DEFERRABLE "
                       "INITIALLY DEFERRED)")  # fmt: skip
    return "entry"


def atomic(database: DatabaseWrapper) -> Atomic:
    return transaction.atomic(using=database.alias)


def write(database: DatabaseWrapper, number: int, parent: int | None = None) -> None:
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO entry VALUES (%s, %s)", [number, parent])


def wait_until(is_so: Callable[[], bool]) -> None:
    for _look in range(100_000):
        if is_so():
            return
        threading.Event().wait(0.001)
    raise AssertionError("this never came true")


def start(run: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def is_locked(path: Path, ending: str) -> bool:
    file = os.open(f"{path}{ending}", os.O_RDWR | os.O_CREAT)
    try:
        return not _try_lock(file)
    finally:
        os.close(file)


def count_waiting(database: DatabaseWrapper) -> int:
    assert database._turn is not None
    return len(database._turn[0]._threads._waiting)


def test_threads_write_in_the_order_in_which_they_came(connect, table):
    first, order, threads = connect(), [], []

    def save(number: int) -> None:
        database = connect()
        with atomic(database):
            order.append(number)
            write(database, number)
        database.close()

    with atomic(first):
        for number in range(6):
            threads.append(start(lambda number=number: save(number)))
            wait_until(lambda number=number: count_waiting(first) == number + 1)
    for thread in threads:
        thread.join(60)
    assert order == list(range(6))


def test_a_single_statement_waits_in_the_same_row(connect, table):
    first, order, threads = connect(), [], []

    def save_all() -> None:
        with atomic(later := connect()):
            order.append("transaction")
        later.close()

    def save_one() -> None:
        write(one := connect(), 1)
        order.append("statement")
        one.close()

    with atomic(first):
        for number, save in enumerate((save_one, save_all), start=1):
            threads.append(start(save))
            wait_until(lambda number=number: count_waiting(first) == number)
    for thread in threads:
        thread.join(60)
    assert order == ["statement", "transaction"]


@needs_file_locks
def test_a_process_that_waits_comes_before_the_next_turn_of_the_one_that_writes(path):
    path.touch()
    one, other = WriterTurns(str(path), 60), WriterTurns(str(path), 60)  # as in two processes
    order: list[str] = []

    def write_in(turns: WriterTurns, name: str) -> None:
        turn = turns.take()
        order.append(name)
        turns.give_back(turn)

    turn = one.take()
    waiting = start(lambda: write_in(other, "other"))
    wait_until(lambda: is_locked(path, "-next.lock"))
    one.give_back(turn)
    write_in(one, "one")
    waiting.join(60)
    assert order == ["other", "one"]


@needs_file_locks
def test_a_killed_process_loses_its_turn(path):
    path.touch()
    code = HOLD + "print('taken', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        assert is_locked(path, "-turn.lock")
        process.kill()
    turn = WriterTurns(str(path), 60).take()
    assert turn.file is not None


@needs_file_locks
def test_a_forked_process_leaves_the_turn_to_its_parent(path):
    path.touch()
    code = HOLD + (
        "child = os.fork()\n"
        "if not child:\n    turns.give_back(turn)\n    os._exit(0)\n"
        "os.waitpid(child, 0)\n"
        "print(WriterTurns(sys.argv[1], 0).take().file)\n"
        "turns.give_back(turn)\n"
        "print(WriterTurns(sys.argv[1], 60).take().file is not None)\n"
    )
    said = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["None", "True"]


def test_a_turn_that_is_not_given_back_passes_on(path):
    path.touch()
    turns = WriterTurns(str(path), 0)
    lost = turns.take()
    found = turns.take()
    turns.give_back(lost)  # too late: it belongs to another one
    assert turns._threads._holder is found.place
    turns.give_back(found)
    assert turns._threads._holder is None


def test_a_file_that_cannot_be_locked_stops_no_writer(connect, table, path):
    for ending in ("-next.lock", "-turn.lock"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
        Path(f"{path}{ending}").mkdir()
    database = connect()
    with atomic(database):
        write(database, 1)
    with database.cursor() as cursor:
        assert cursor.execute("SELECT id FROM entry").fetchall() == [(1,)]


@needs_file_locks
@pytest.mark.usefixtures("table")
class TestTransactions:
    @pytest.fixture
    def database(self, connect) -> DatabaseWrapper:
        return connect()

    def test_the_turn_lasts_until_the_outermost_one_ends(self, database, path):
        with atomic(database):
            with atomic(database):
                write(database, 1)
            write(database, 2)
            assert is_locked(path, "-turn.lock")
        assert not is_locked(path, "-turn.lock")

    def test_rolled_back(self, database, path):
        with pytest.raises(ValueError, match="no"), atomic(database):
            raise ValueError("no")
        assert not is_locked(path, "-turn.lock")

    def test_refused_at_the_commit(self, database, path):
        with pytest.raises(IntegrityError), atomic(database):
            write(database, 1, parent=7)
        assert not is_locked(path, "-turn.lock")

    def test_closed_in_the_middle(self, database, path):
        def close_and_fail() -> None:
            database.close()
            assert not is_locked(path, "-turn.lock")
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"), atomic(database):
            close_and_fail()

    def test_refused_at_the_start(self, connect, path):
        """A program without turns is writing."""
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), atomic(connect(timeout=0)):
            pass
        assert not is_locked(path, "-turn.lock")
        other.close()

    def test_reading_takes_none(self, database, path):
        with database.cursor() as cursor:
            cursor.execute("SELECT id FROM entry")
        assert database._turn is None

    def test_without_autocommit_each_commit_ends_one(self, database, path):
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        write(database, 1)
        assert is_locked(path, "-turn.lock")
        database.commit()
        assert not is_locked(path, "-turn.lock")
        database.set_autocommit(True)
