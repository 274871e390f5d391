"""The long operations that the bench kills, and what must hold for the files that each of them writes."""

import http.client
import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass

from django.core.management import CommandError, call_command
from PIL import Image

from benchmarks.endurance.archives import EDITOR, LISTED_PEOPLE, PASSWORD, YOUNGER
from benchmarks.endurance.checking import (
    HALF,
    CrashProblem,
    find_file_problems,
    find_static_problems,
    hash_file,
)
from benchmarks.endurance.stage import Stage
from benchmarks.load import LoadClient, LoadFigures, Writer
from meetings.models import Meeting, Merge, Official
from meetings.queries.formats import OFFERED
from meetings.services.attachments.inspection import inspect_attachment
from meetings.services.attachments.storing import attach
from meetings.services.backup.places import DATABASE_FILE
from meetings.services.editorial.plans import publish_due
from meetings.services.health.static_files import has_stale_static_files
from meetings.services.lists.spool import MAX_BATCH_ROWS
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo

HOST = "localhost"
SAVES = 8
ATTACHED = 8
MAX_START_SECONDS = 60  # of the server
MIN_LARGE_MEETINGS = 20  # from which an export counts as large here, so that its file is kept
KEPT_FORMATS = ("csv", "json", "jsonl", "xlsx")
BACKUP, EXPORT = "backup.tar.gz", "archive.zip"
Problems = Iterator[CrashProblem]


def find_none(stage: Stage, whole: dict[str, str]) -> Problems:
    """Find no problem: the operation writes no files."""
    yield from ()


@dataclass(frozen=True, slots=True)
class LongOperation:
    """An operation that is killed.

    `base` is the archive that it begins with; `run` is what is killed; `drive` are the requests to it if it is a
    server; `restart` is what an administrator does after the crash before `sync_index`. `find` checks files, given the
    hashes of those that the undisturbed run wrote. Where `is_stepwise`, the database may be in any state between the
    first and the last, as long as doing it again completes it. Without `is_repeatable` it is not done again.
    """

    name: str
    base: str
    run: Callable[[Stage], object]
    drive: Callable[[Stage], None] | None = None
    restart: Callable[[], None] = lambda: None
    find: Callable[[Stage, dict[str, str]], Problems] = find_none
    is_stepwise: bool = False
    is_repeatable: bool = True


# --- Writing to the archive -------------------------------------------------------------------------------------------
def ingest_reports(stage: Stage) -> None:
    for file in sorted((stage.inputs / "reports").iterdir()):
        call_command("ingest", str(file), publish=True)
        stage.mark()


def merge_and_undo(stage: Stage) -> None:
    """Merge officials and undo it, pair after pair; continue where a killed run ended."""
    done = {merge.other_id: merge for merge in Merge.objects.all()}
    for kept, other in json.loads((stage.inputs / "pairs.json").read_text()):
        merge = done.get(other)
        if merge is None:
            merge = merge_officials(kept, other, None, reason="crash bench")
            stage.mark()
        if not merge.undone:
            undo(merge, None)
            stage.mark()


def import_people(stage: Stage) -> None:
    """Import a list with new people, or continue after a kill; a second whole import would add them again."""
    if _count_listed() != (LISTED_PEOPLE, LISTED_PEOPLE):
        call_command("import_list", "official", str(stage.inputs / "officials.csv"))


def _count_listed() -> tuple[int, int]:
    """Return how many of the list's people are in the archive, the new ones and those with new notes."""
    new, noted = Official.objects.filter(name_ar__endswith=YOUNGER), Official.objects.filter(notes="seen")
    return new.count(), noted.count()


def find_batch_problems(stage: Stage, whole: dict[str, str]) -> Problems:
    """Find a part of a batch of the list: every second row is a new person, every other one a note."""
    new, noted = _count_listed()
    if new != noted or (new != LISTED_PEOPLE and (new + noted) % MAX_BATCH_ROWS):
        yield CrashProblem(HALF, f"{new} new people and {noted} notes of the list are not whole batches")


def import_whole_archive(stage: Stage) -> None:
    call_command("import_archive", str(stage.inputs / EXPORT))


def publish_plans(stage: Stage) -> None:
    for _outcome in publish_due():
        stage.mark()


def attach_files(stage: Stage) -> None:
    """Attach a picture to each of some meetings."""
    for number, meeting in enumerate(Meeting.objects.public().order_by("pk")[:ATTACHED]):
        if meeting.attachments.exists():
            continue
        picture = io.BytesIO()
        Image.linear_gradient("L").resize((1200 + number, 900)).save(picture, "PNG")
        attach(meeting, inspect_attachment("photo.png", picture.getvalue()), title_en="Photo", licence="public-domain")
        stage.mark()


def restore_backup(stage: Stage) -> None:
    call_command("restore", str(stage.inputs / BACKUP), replace=True)


# --- Writing files ----------------------------------------------------------------------------------------------------
def export_archive(stage: Stage) -> None:
    call_command("export_archive", str(stage.work / EXPORT), force=True)


def find_export_problems(stage: Stage, whole: dict[str, str]) -> Problems:
    """Compare the export with that of the undisturbed run: the same archive gives the same bytes."""
    yield from find_file_problems(stage.work, {**_leave_own(stage), **whole})


def back_up(stage: Stage) -> None:
    call_command("backup", str(stage.work / BACKUP), force=True)


def find_backup_problems(stage: Stage, whole: dict[str, str]) -> Problems:
    if (stage.work / BACKUP).exists():
        try:
            call_command("restore", str(stage.work / BACKUP), verify=True)
        except CommandError as error:
            yield CrashProblem(HALF, f"the backup: {error}")


def _leave_own(stage: Stage) -> dict[str, str]:
    """Return hashes of the files of the bench itself, which are not judged."""
    return {path.name: hash_file(path) for path in stage.work.iterdir() if path.name not in (EXPORT, BACKUP)}


def collect_files(stage: Stage) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def collect_stale_files() -> None:
    """Collect the static files if `manage.py serve` would do so at its start."""
    if has_stale_static_files():
        call_command("collectstatic", interactive=False, verbosity=0)


def find_collected_problems(stage: Stage, whole: dict[str, str]) -> Problems:
    yield from find_static_problems(stage)


# --- Serving ----------------------------------------------------------------------------------------------------------
def serve(stage: Stage) -> None:
    call_command("serve", port=stage.port)


def serve_small_as_large(stage: Stage) -> None:
    """Serve the site, where exports of few meetings count as large, so that their files are kept."""
    from meetings.exports import selections

    selections.MAX_QUICK_MEETINGS = MIN_LARGE_MEETINGS
    serve(stage)


def save_meetings(stage: Stage) -> None:
    """Sign in and save meetings one after the other, until the server is killed."""
    writer = Writer(HOST, stage.port, LoadFigures())
    _wait_for_server(stage)
    writer.sign_in(EDITOR, PASSWORD)
    (stage.work / "ready").touch()
    for number, pk in enumerate(_read_meetings(stage)):
        if not writer.save(pk, f"ضظ{'بتثجحخدذ'[number]}غظ"):
            raise RuntimeError(f"meeting {pk} was not saved")
        stage.mark()


def request_exports(stage: Stage) -> None:
    client = LoadClient(HOST, stage.port, LoadFigures())
    _wait_for_server(stage)
    (stage.work / "ready").touch()
    for name in KEPT_FORMATS:
        if name in OFFERED["meetings"] and client.ask("export", f"/meetings.{name}")[0] != 200:
            raise RuntimeError(f"{name} was not sent")
        stage.mark()


def find_kept_problems(stage: Stage, whole: dict[str, str]) -> Problems:
    yield from find_file_problems(stage.site / "exports", whole)


def _wait_for_server(stage: Stage) -> None:
    end = time.monotonic() + MAX_START_SECONDS
    while time.monotonic() < end:
        with suppress(OSError):
            connection = http.client.HTTPConnection(HOST, stage.port, timeout=10)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _read_meetings(stage: Stage) -> list[int]:
    query = "SELECT id FROM meetings_meeting WHERE review_state = 'published' ORDER BY id LIMIT ?"
    with closing(sqlite3.connect(stage.site / DATABASE_FILE)) as database:
        return [pk for (pk,) in database.execute(query, [SAVES])]


# --- After a crash ----------------------------------------------------------------------------------------------------
def migrate() -> None:
    call_command("migrate", verbosity=0)


def run_command(name: str, **options: object) -> Callable[[Stage], object]:
    """Return the operation that runs a command of `manage.py`."""
    return lambda stage: call_command(name, **options)


OPERATIONS = (
    LongOperation("ingest", "reference", ingest_reports),
    LongOperation("save", "served", serve, save_meetings, is_repeatable=False),
    LongOperation("merge", "sample", merge_and_undo),
    LongOperation("import_list", "sample", import_people, find=find_batch_problems, is_stepwise=True),
    LongOperation("rebuild_index", "sample", run_command("rebuild_index")),
    LongOperation("sync_index", "changed", run_command("sync_index")),
    # The reference data comes first, in its own transaction.
    LongOperation("load_sample", "empty", run_command("load_sample", if_empty=True), is_stepwise=True),
    LongOperation("load_reference", "empty", run_command("load_reference")),
    LongOperation("export_archive", "sample", export_archive, find=find_export_problems),
    LongOperation("import_archive", "reference", import_whole_archive),
    LongOperation("backup", "sample", back_up, find=find_backup_problems),
    LongOperation("restore", "scheduled", restore_backup),
    LongOperation("migrate", "old", run_command("migrate", verbosity=0), restart=migrate, is_stepwise=True),
    LongOperation(
        "collectstatic", "aged", collect_files, restart=collect_stale_files, find=find_collected_problems
    ),
    LongOperation("publish_scheduled", "scheduled", publish_plans),
    LongOperation(
        "exports", "served", serve_small_as_large, request_exports, find=find_kept_problems, is_repeatable=False
    ),
    LongOperation("attachments", "sample", attach_files),
)  # fmt: skip
OPERATIONS_BY_NAME = {one.name: one for one in OPERATIONS}
