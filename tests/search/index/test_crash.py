"""A process that dies between a change and its indexing loses nothing. Real processes, really killed."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT

SETUP = """
import os, signal, django
django.setup()
from django.db import transaction
from meetings.models import IndexChange, Meeting
from meetings.search import SearchRequest, search

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def meeting(slug, headline):
    return Meeting(slug=slug, headline_ar=headline, date="2024-01-01", review_state="published")

def found(words):
    return [hit.meeting_id for hit in search(SearchRequest(query=words)).hits]
"""


@pytest.fixture
def run(tmp_path: Path):
    """Runs Python code, or manage.py with arguments, on an archive of this test's own, in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
    }

    def process(code: str = "", *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        arguments = ["manage.py", *command] if command else ["-c", SETUP + textwrap.dedent(code)]
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=check
        )

    process("", "migrate", "--verbosity", "0")
    return process


def test_killed_after_the_commit_and_before_the_index(run):
    killed = run(
        """
        with transaction.atomic():
            transaction.on_commit(die)  # runs first of all that follows the commit
            meeting("killed", "لقاء في هلسنكي").save()
        """,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    state = "print(Meeting.objects.count(), IndexChange.objects.count() > 0, len(found('هلسنكي')))"
    assert run(state).stdout.split() == ["1", "True", "0"]
    assert "1 meetings indexed" in run("", "sync_index").stdout
    assert run(state).stdout.split() == ["1", "False", "1"]


def test_killed_before_the_commit(run):
    killed = run(
        """
        with transaction.atomic():
            meeting("killed", "لقاء في هلسنكي").save()
            die()
        """,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert run("print(Meeting.objects.count(), IndexChange.objects.count())").stdout.split() == ["0", "0"]


def test_killed_after_the_index_and_before_the_note_is_gone(run):
    killed = run(
        """
        from django.db.models import QuerySet
        meeting("first", "لقاء في هلسنكي").save()
        QuerySet.delete = QuerySet._raw_delete = lambda *args, **options: die()
        meeting("second", "لقاء في جنيف").save()
        """,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    run("", "sync_index")
    state = "print(IndexChange.objects.count(), len(found('هلسنكي')), len(found('جنيف')), len(found('لقاء')))"
    assert run(state).stdout.split() == ["0", "1", "1", "2"]


def test_the_next_change_takes_up_what_a_killed_process_left(run):
    run(
        """
        with transaction.atomic():
            transaction.on_commit(die)
            meeting("killed", "لقاء في هلسنكي").save()
        """,
        check=False,
    )
    run('meeting("next", "لقاء في جنيف").save()')
    assert run("print(len(found('هلسنكي')), IndexChange.objects.count())").stdout.split() == ["1", "0"]


def test_a_bulk_update_is_noted_and_caught_up(run):
    run('meeting("one", "لقاء في هلسنكي").save()')
    run('Meeting.objects.update(headline_ar="لقاء في جنيف")')
    run("", "sync_index")
    assert run("print(len(found('هلسنكي')), len(found('جنيف')))").stdout.split() == ["0", "1"]


def test_many_writers_at_once_lose_nothing(run, tmp_path: Path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
    }
    code = SETUP + "import sys\nfor n in range(5): meeting(f'{sys.argv[1]}-{n}', 'لقاء في هلسنكي').save()"
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(number)], cwd=ROOT, env=environment) for number in range(4)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    assert run("print(IndexChange.objects.count(), search(SearchRequest(query='هلسنكي')).total)").stdout.split() == [
        "0",
        "20",
    ]
