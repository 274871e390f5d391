"""Two servers, started on their own, of one archive: editors save through both at the same time, and readers search.

With TEST_DATABASE_URL the archive is on that PostgreSQL server, otherwise in a file of SQLite.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from benchmarks.load import LoadClient, LoadFigures, Writer, make_word, read_fields
from tests.conftest import ROOT
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS = 4  # half of them at each server
SAVES = 3  # of each editor
NAMESAKES = 2  # that each editor adds, at the same moment as the others
MAX_LOOKS = 100  # for a saved word, by the other server
EDITOR, PASSWORD = "two-servers", "a-long-password-7"
READ = """
import json, django
django.setup()
from benchmarks.endurance.checking import find_index_problems
from meetings.models import ArchiveState, Meeting, Official, Version
versions = Version.objects.filter(kind="meeting").order_by("record_id", "number")
print(json.dumps({
    "headlines": list(Meeting.objects.order_by("pk").values_list("pk", "headline_ar")),
    "versions": list(versions.values_list("record_id", "number", "state__fields__headline_ar")),
    "officials": list(Official.objects.order_by("slug").values_list("slug", flat=True)),
    "states": ArchiveState.objects.count(),
    "index": [problem.text for problem in find_index_problems()],
}))
"""


@dataclass
class Editor:
    """An editor at one server, who looks for each save at the other one."""

    writer: Writer
    other: LoadClient
    meeting: int
    number: int
    saved: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def work(self, together: threading.Barrier) -> None:
        self.writer.sign_in(EDITOR, PASSWORD)
        for turn in range(SAVES):
            together.wait()
            word = make_word(self.number * 100 + turn)
            if self.writer.save(self.meeting, word):
                self.saved.append(f"لقاء {word}")
                self.look_for(word)
            else:
                self.faults.append(f"save {turn} of the meeting {self.meeting} was refused")
        for _turn in range(NAMESAKES):
            together.wait()
            self.add_official()

    def look_for(self, word: str) -> None:
        for _look in range(MAX_LOOKS):
            status, found = self.other.ask("api", f"/api/v1/search/?q={quote(word)}")
            if status == 200 and any(word in str(one) for one in json.loads(found)["results"]):
                return
        self.faults.append(f"the other server does not find {word}: {found[:300]}")

    def add_official(self) -> None:
        path = "/en/admin/meetings/official/add/"
        _status, page = self.writer.ask("form", path)
        sent = {**read_fields(page), "name_ar": "سمير عادل", "name_en": "Samir Adil", "another_person": "on"}
        status, page = self.writer.ask("add", path, urlencode(sent))
        if status != 302:
            self.faults.append(f"an official was not added: {status} {re.findall('errornote.*', page)}")


@contextlib.contextmanager
def serve(environment: dict[str, str], log: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--processes", "1"]
    with log.open("w") as errors:
        started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert started.stdout is not None
        assert str(port) in started.stdout.readline(), log.read_text()
        yield port
    finally:
        started.terminate()
        started.communicate()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An archive with a meeting for each editor, which both servers use."""
    get_user_model().objects.create_superuser(EDITOR, f"{EDITOR}@example.org", PASSWORD)
    for number in range(EDITORS):
        MeetingFactory(headline_ar=f"لقاء {number}")
    site = tmp_path / "site"
    site.mkdir()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(site),
        "MAHDAR_API_RATE": "",
        "DATABASE_URL": share_database(site),
    }


def share_database(folder: Path) -> str:
    """The address of the database of this test; one in memory is written to a file first."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "shared.sqlite3")])
        return f"sqlite:///{folder}/shared.sqlite3"
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    return f"{server}/{connection.settings_dict['NAME']}"


def run_readers(clients: list[LoadClient], stop: threading.Event) -> None:
    """Search and read at both servers until `stop` is set."""
    while not stop.is_set():
        for client in clients:
            client.ask("search", f"/search/?q={quote('لقاء')}")
            client.ask("list", "/en/meetings/")


def test_nothing_is_lost_between_two_servers(environment, tmp_path):
    figures, stop, together = LoadFigures(), threading.Event(), threading.Barrier(EDITORS, timeout=300)
    logs = tmp_path / "first.log", tmp_path / "second.log"
    # The first one collects the static files and builds the index, and the second one finds both.
    with serve(environment, logs[0]) as first, serve(environment, logs[1]) as second:
        ports = first, second
        clients = [LoadClient("127.0.0.1", port, figures) for port in ports]
        for client in clients:
            assert any(client.ask("start", "/api/v1/search/")[0] == 200 for _look in range(MAX_LOOKS))
        figures.errors.clear()
        editors = [
            Editor(
                Writer("127.0.0.1", ports[number % 2], figures),
                LoadClient("127.0.0.1", ports[1 - number % 2], figures),
                meeting,
                number,
            )
            for number, meeting in enumerate(read_meetings())
        ]
        with ThreadPoolExecutor(EDITORS + 1) as pool:
            reader = pool.submit(run_readers, clients, stop)
            works = [pool.submit(editor.work, together) for editor in editors]
            done, _waiting = wait(works, return_when=FIRST_EXCEPTION)
            stop.set()
            together.abort()
            for work in (*done, reader):
                work.result()
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    archive = json.loads(done.stdout.splitlines()[-1])
    written = "\n".join(log.read_text() for log in logs)

    assert [fault for editor in editors for fault in editor.faults] == [], written
    assert sum(figures.errors.values()) == 0, (figures.errors, written)
    assert archive["headlines"] == [[editor.meeting, editor.saved[-1]] for editor in editors]
    for editor in editors:
        versions = [one[1:] for one in archive["versions"] if one[0] == editor.meeting]
        assert [number for number, _headline in versions] == list(range(1, SAVES + 2))
        assert [headline for _number, headline in versions[1:]] == editor.saved
    wanted = EDITORS * NAMESAKES
    assert len(set(archive["officials"])) == len(archive["officials"]) == wanted
    assert archive["index"] == []
    assert archive["states"] <= 2 * (EDITORS + 2), "as many rows as there are writers at the same moment"


def read_meetings() -> list[int]:
    from meetings.models import Meeting

    return list(Meeting.objects.order_by("pk").values_list("pk", flat=True))
