"""An import between its batches: editors save, it stops and continues, and it says what was written."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections

from meetings.ingest.errors import SourceError
from meetings.models import Topic, Version
from meetings.services.history import recorded
from meetings.services.lists.importing import import_list
from meetings.services.lists.outcome import ImportOptions
from meetings.services.lists.progress import open_progress
from meetings.services.lists.spool import MAX_BATCH_ROWS, spool_rows
from meetings.services.undoing import undo_action
from tests.conftest import ROOT
from tests.factories import TopicFactory

NAMES = ["name_ar"]
ROWS = [(number, [f"موضوع {number}"]) for number in range(2, 9)]


class StopError(Exception):
    """What ends an import in a test."""


def batches(rows: Any = ROWS, size: int = 3) -> Iterator[Any]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def stop_at(row: int) -> Callable[[int, UUID], None]:
    def stop(last_row: int, action: UUID) -> None:
        if last_row >= row:
            raise StopError

    return stop


def stop_import(row: int, rows: Any = ROWS) -> None:
    with pytest.raises(StopError):
        import_list("topic", NAMES, batches(rows), ImportOptions(tell_written=stop_at(row)))


def list_names() -> list[str]:
    return list(Topic.objects.order_by("pk").values_list("name_ar", flat=True))


# --- It stops and continues -------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("row", [4, 7, 8])
def test_the_same_import_continues_after_the_batches_that_are_written(row):
    stop_import(row)
    written = len(list_names())
    assert written == row - 1  # whole batches
    dry = import_list("topic", NAMES, batches(), ImportOptions(is_dry_run=True))
    assert (dry.continues_after, dry.new) == (row, 7 - written)
    outcome = import_list("topic", NAMES, batches(), ImportOptions())
    assert (outcome.continues_after, outcome.new) == (row, 7 - written)
    assert list_names() == [name for _number, [name] in ROWS]
    assert set(Version.objects.values_list("action", flat=True)) == {outcome.action}
    undo_action(outcome.action, None)
    assert not Topic.objects.exists()
    assert import_list("topic", NAMES, batches(), ImportOptions()).new == 7  # finished: it may come again


@pytest.mark.django_db
def test_a_batch_whose_end_was_not_noticed_is_not_written_twice(monkeypatch):
    """The process ends after the transaction and before anything else."""
    monkeypatch.setattr("meetings.services.lists.progress.ImportProgress.end_batch", lambda self: stop_at(0)(0, None))
    monkeypatch.setattr("meetings.services.lists.progress.ImportProgress.finish", lambda self: None)
    stop_import(0)
    assert len(list_names()) == 3
    monkeypatch.undo()
    assert import_list("topic", NAMES, batches(), ImportOptions()).continues_after == 4
    assert list_names() == [name for _number, [name] in ROWS]


@pytest.mark.django_db
def test_an_interrupted_import_that_was_undone_begins_again():
    stop_import(4)
    undo_action(Version.objects.values_list("action", flat=True)[0], None)
    outcome = import_list("topic", NAMES, batches(), ImportOptions())
    assert (outcome.continues_after, len(list_names())) == (0, 7)


@pytest.mark.django_db
def test_another_file_does_not_continue_an_interrupted_one():
    stop_import(4)
    other = [*ROWS[:-1], (8, ["موضوع آخر"])]
    assert import_list("topic", NAMES, batches(other), ImportOptions()).continues_after == 0


@pytest.mark.django_db
def test_bad_input_writes_nothing_in_the_first_batch_either():
    rows = [*ROWS[:-1], (8, [""])]
    outcome = import_list("topic", NAMES, batches(rows), ImportOptions(tell_written=stop_at(0)))
    assert [one.row for one in outcome.mistakes] == [8]
    assert not list_names()


@pytest.mark.django_db
def test_a_change_of_the_archive_stops_the_import_and_it_says_where(admin_user):
    """Between two batches an editor changes a record of a later one."""
    topics = [TopicFactory(code=f"t{number}", name_ar=f"م{number}") for number in range(2, 9)]
    rows = [(int(topic.code[1:]), [topic.code, f"Topic {topic.pk}"]) for topic in topics]

    def change(last_row: int, action: UUID) -> None:
        with recorded(admin_user):
            topics[-1].name_en = "Editor"
            topics[-1].save()

    made_on = import_list("topic", ["code", "name_en"], batches(rows), ImportOptions(is_dry_run=True)).versions
    options = ImportOptions(admin_user, made_on=made_on, tell_written=change)
    outcome = import_list("topic", ["code", "name_en"], batches(rows), options)
    assert (outcome.changed, outcome.last_row, outcome.mistake_count) == (3, 4, 1)
    assert Topic.objects.get(pk=topics[-1].pk).name_en == "Editor"


@pytest.mark.django_db
def test_the_command_says_what_was_written_and_how_to_continue(tmp_path, monkeypatch):
    path = tmp_path / "topics.csv"
    path.write_text("name_ar\n" + "\n".join(f"موضوع {number}" for number in range(250)), encoding="utf-8")
    tell = "meetings.management.commands.import_list.Command._tell"

    def interrupt(self: Any, rows: int, done: str) -> None:
        if done == "written" and rows == 199:
            raise KeyboardInterrupt

    monkeypatch.setattr(tell, interrupt)
    said = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        call_command("import_list", "topic", path, stdout=said, stderr=said)
    assert "Interrupted. The rows of the file up to 200 are in the archive" in said.getvalue()
    assert "Run the command again with the same file" in said.getvalue()
    monkeypatch.undo()
    call_command("import_list", "topic", path, stdout=said)
    assert "An earlier import of this file was interrupted. Its rows up to 200" in said.getvalue()
    assert Topic.objects.count() == 250


@pytest.mark.django_db
def test_two_processes_do_not_import_the_same_file():
    busy = pytest.raises(SourceError, match="is being imported now")
    with spool_rows("topic", NAMES, batches()) as rows, open_progress(rows.digest), busy:
        import_list("topic", NAMES, batches(), ImportOptions())
    assert not list_names()


# --- On a database in a file, as a site has it ------------------------------------------------------------------------
@contextmanager
def using(path: Path) -> Iterator[None]:
    """Use the database in `path` in this thread."""
    original = connections["default"]
    mine = connections.create_connection("default")
    mine.settings_dict = {**original.settings_dict, "NAME": str(path)}
    connections["default"] = mine
    try:
        yield
    finally:
        connections["default"] = original
        mine.close()


@pytest.fixture
def site_file(tmp_path, django_db_blocker) -> Iterator[Path]:
    """The path of a new database in a file, which the test uses."""
    if connection.vendor != "sqlite":
        pytest.skip("other databases have more than one writer")
    path = tmp_path / "site.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        with using(path):
            yield path


@pytest.mark.django_db(transaction=True)
def test_an_editor_saves_during_the_check_and_between_batches(site_file):
    topic = TopicFactory(name_ar="قديم")
    saved: list[str] = []

    def save(when: str) -> None:
        with using(site_file), recorded(None):
            own = Topic.objects.get(pk=topic.pk)
            own.name_en = when
            own.save()
            saved.append(when)

    def save_as_another(when: str) -> None:
        editor = threading.Thread(target=save, args=(when,))
        editor.start()
        editor.join()

    options = ImportOptions(
        tell_checked=lambda rows: save_as_another(f"checked {rows}"),
        tell_written=lambda row, action: save_as_another(f"written {row}"),
    )
    outcome = import_list("topic", NAMES, batches(), options)
    assert saved == ["checked 3", "checked 6", "checked 7", "written 4", "written 7", "written 8"]
    topic.refresh_from_db()
    assert (topic.name_en, outcome.new, Topic.objects.count()) == ("written 8", 7, 8)


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_whole_batches_and_is_completed(site_file, tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("name_ar\n" + "\n".join(f"موضوع {number}" for number in range(1800)), encoding="utf-8")
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{site_file}", "MAHDAR_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "manage.py"), "import_list", "topic", str(path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert any("rows written" in line for line in running.stdout)
        running.send_signal(signal.SIGKILL)
    written = Topic.objects.count()
    assert 1000 <= written < 1800
    assert (written - 199) % MAX_BATCH_ROWS == 0  # whole batches: the file's first 200 lines have 199 rows
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert f"Its rows up to {written + 1} were in the archive already" in done.stdout, done.stderr
    assert Topic.objects.count() == len(set(list_names())) == 1800
    assert Version.objects.values("action").distinct().count() == 1
