"""Operations that leave a fault each, for the bench to find: `python -m tests.benchmarks.planted_faults FOLDER`.

It runs in a process over FOLDER/site and prints, for each operation, the kinds of problems that the bench found.
"""

import gzip
import json
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import django

django.setup()

from benchmarks.endurance.bench import CrashBench  # noqa: E402  (needs the settings)
from benchmarks.endurance.operations import (  # noqa: E402
    BACKUP,
    EXPORT,
    LongOperation,
    back_up,
    collect_files,
    export_archive,
    find_backup_problems,
    find_collected_problems,
    find_export_problems,
    find_kept_problems,
)
from benchmarks.endurance.stage import Stage  # noqa: E402
from meetings.models import IndexChange, Meeting  # noqa: E402
from meetings.search import without_index_updates  # noqa: E402
from meetings.search.site_search import get_engine  # noqa: E402
from meetings.services.backup.places import DATABASE_FILE  # noqa: E402

ENOUGH_SECONDS = 1e5  # the usual duration from which moments are chosen here, so that each run ends by itself


def change_meetings(stage: Stage) -> None:
    for meeting in Meeting.objects.order_by("pk")[:2]:
        Meeting.objects.filter(pk=meeting.pk).update(headline_ar=f"{meeting.headline_ar} جديد")
        stage.mark()


def delete_meeting(stage: Stage) -> None:
    change_meetings(stage)
    if not stage.is_watched:
        Meeting.objects.order_by("-pk")[0].delete()


def lose_acknowledged(stage: Stage) -> None:
    """Acknowledge both changes, and make the first alone."""
    if stage.is_watched:
        return change_meetings(stage)
    Meeting.objects.order_by("pk")[:1].get()
    first = Meeting.objects.order_by("pk")[0]
    Meeting.objects.filter(pk=first.pk).update(headline_ar=f"{first.headline_ar} جديد")
    stage.mark()
    stage.mark()
    return None


def drop_document(stage: Stage) -> None:
    if not stage.is_watched:
        get_engine().write([], [Meeting.objects.public().order_by("pk")[0].pk])


def hide_change(stage: Stage) -> None:
    """Change a meeting so that the index does not hear of it."""
    with without_index_updates():
        Meeting.objects.filter(pk=Meeting.objects.public().order_by("pk")[0].pk).update(headline_ar="عنوان آخر")
        if not stage.is_watched:
            IndexChange.objects.all().delete()


def break_reference(stage: Stage) -> None:
    if not stage.is_watched:
        with closing(sqlite3.connect(stage.site / DATABASE_FILE)) as database, database:
            database.execute("UPDATE meetings_participation SET official_id = 999999 WHERE id = 1")


def remove_triggers(stage: Stage) -> None:
    if not stage.is_watched:
        with closing(sqlite3.connect(stage.site / DATABASE_FILE)) as database, database:
            name = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone()[0]
            database.execute(f'DROP TRIGGER "{name}"')


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def cut_export(stage: Stage) -> None:
    export_archive(stage)
    if not stage.is_watched:
        cut(stage.work / EXPORT)


def cut_backup(stage: Stage) -> None:
    back_up(stage)
    if not stage.is_watched:
        cut(stage.work / BACKUP)


def cut_compressed(stage: Stage) -> None:
    collect_files(stage)
    if not stage.is_watched:
        cut(next((stage.site / "static").rglob("*.gz")))


def cut_kept(stage: Stage) -> None:
    (stage.site / "exports").mkdir()
    (stage.site / "exports" / "one.csv").write_bytes(gzip.compress(b"rows" * 1000))
    if not stage.is_watched:
        cut(stage.site / "exports" / "one.csv")


def leave_part(stage: Stage) -> None:
    if not stage.is_watched:
        (stage.site / "media").mkdir(exist_ok=True)
        (stage.site / "media" / "photo.part").touch()


def fail_to_restart() -> None:
    raise RuntimeError("the next start fails")


def refuse_request(stage: Stage) -> None:
    (stage.work / "ready").touch()
    if not stage.is_watched:
        raise RuntimeError("the server answers 500")


def wait_to_be_killed(stage: Stage) -> None:
    signal.pause()


def change_nothing(stage: Stage) -> None:
    pass


PLANTED = {
    "sound": LongOperation("sound", "sample", change_meetings, is_repeatable=False),
    "sound static": LongOperation("sound static", "sample", collect_files, find=find_collected_problems),
    "meeting": LongOperation("meeting", "sample", delete_meeting, is_repeatable=False),
    "acknowledged": LongOperation("acknowledged", "sample", lose_acknowledged, is_repeatable=False),
    "document": LongOperation("document", "sample", drop_document, is_repeatable=False),
    "words": LongOperation("words", "sample", hide_change, is_repeatable=False),
    "reference": LongOperation("reference", "sample", break_reference, is_repeatable=False),
    "triggers": LongOperation("triggers", "sample", remove_triggers, is_repeatable=False),
    "export": LongOperation("export", "sample", cut_export, find=find_export_problems, is_repeatable=False),
    "backup": LongOperation("backup", "sample", cut_backup, find=find_backup_problems, is_repeatable=False),
    "static": LongOperation("static", "sample", cut_compressed, find=find_collected_problems, is_repeatable=False),
    "kept": LongOperation("kept", "sample", cut_kept, find=find_kept_problems, is_repeatable=False),
    "part": LongOperation("part", "sample", leave_part, is_repeatable=False),
    "request": LongOperation("request", "sample", wait_to_be_killed, refuse_request, is_repeatable=False),
    "start": LongOperation("start", "sample", change_nothing, restart=fail_to_restart, is_repeatable=False),
}


def main() -> None:
    bench = CrashBench(Path(sys.argv[1]), "planted", lambda line: print(line, file=sys.stderr))
    bench.prepare(PLANTED.values())
    found = {}
    for name, operation in PLANTED.items():
        bench.learnt[name] = bench.learn(operation)
        bench.learnt[name].seconds = ENOUGH_SECONDS
        found[name] = sorted({one.kind for one in bench.kill_once(operation)})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
