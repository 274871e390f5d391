"""The small archives in which operations are killed, each made once, and the files that operations read."""

import csv
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from benchmarks.endurance.stage import Stage
from meetings.models import Meeting, Official, PublishingPlan, ReviewState
from meetings.models.triggers import remove_triggers
from meetings.search import without_index_updates
from meetings.services.reference_data import ensure_reference_data

EDITOR, PASSWORD = "crash-editor", "a-long-password-7"
REPORTS = 12  # to ingest
LISTED_PEOPLE = 60  # in the list to import
YOUNGER = "الابن"  # in the names of new people
PAIRS = 3  # of officials to merge
PLANS = 12  # meetings to publish
OLD_MIGRATION = "0024_failed_sign_ins"  # the ones after it can be undone
LONG_AGO = 1_000_000_000  # seconds since 1970: the age of static files that are collected again


def make_empty(stage: Stage) -> None:
    """Make an archive with tables and nothing in them."""
    call_command("migrate", verbosity=0)


def add_reference(stage: Stage) -> None:
    ensure_reference_data()
    call_command("rebuild_index")


def add_sample(stage: Stage) -> None:
    """Load the sample archive, and write the files that operations read."""
    call_command("load_sample")
    get_user_model().objects.create_superuser(EDITOR, f"{EDITOR}@example.org", PASSWORD)
    call_command("sync_index")
    write_reports(stage.inputs / "reports")
    write_list(stage.inputs / "officials.csv")
    ids = list(Official.objects.order_by("pk").values_list("pk", flat=True)[: 2 * PAIRS])
    pairs = list(zip(ids[::2], ids[1::2], strict=True))
    (stage.inputs / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8")
    call_command("export_archive", str(stage.inputs / "archive.zip"), with_texts=True)
    call_command("backup", str(stage.inputs / "backup.tar.gz"))


def write_reports(folder: Path) -> None:
    """Write texts of the sample archive as files."""
    records = json.loads((settings.SITE_DIR / "fixtures" / "sample_archive.json").read_text(encoding="utf-8"))
    texts = [one["fields"]["raw_text"] for one in records if one["model"] == "meetings.article"]
    folder.mkdir()
    for number, text in enumerate(list(filter(None, texts))[:REPORTS]):
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def write_list(file: Path) -> None:
    """Write a list with new officials, and with new notes for those that the archive has."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["slug", "name_ar", "name_en", "notes"])
        for one in Official.objects.order_by("slug")[:LISTED_PEOPLE]:
            writer.writerow([one.slug, one.name_ar, one.name_en, "seen"])
            writer.writerow(["", f"{one.name_ar} {YOUNGER}", "", "new"])


def collect_static(stage: Stage) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def age_static(stage: Stage) -> None:
    """Let the collected files look older than their sources, as after an update of Mahdar."""
    for path in (stage.site / "static").rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def change_meetings(stage: Stage) -> None:
    """Change all meetings without telling the index."""
    with without_index_updates():
        for meeting in Meeting.objects.order_by("pk"):
            Meeting.objects.filter(pk=meeting.pk).update(headline_ar=f"{meeting.headline_ar} جديد{meeting.pk}")
        Meeting.objects.filter(pk__in=list(Meeting.objects.order_by("pk").values_list("pk", flat=True)[:5])).delete()


def schedule_meetings(stage: Stage) -> None:
    """Return published meetings to draft, with plans whose time has come."""
    user = get_user_model().objects.get(username=EDITOR)
    chosen = list(Meeting.objects.public().order_by("pk").values_list("pk", flat=True)[:PLANS])
    Meeting.objects.filter(pk__in=chosen).update(review_state=ReviewState.DRAFT)
    for number, pk in enumerate(chosen, start=1):
        time = timezone.now() - timedelta(minutes=number)
        PublishingPlan.objects.create(kind="meeting", record_id=pk, publish_at=time, user=user)
    call_command("sync_index")


def migrate_back(stage: Stage) -> None:
    """Undo the last migrations. The triggers of those days are not known, and the next `migrate` makes new ones."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan([("meetings", OLD_MIGRATION)])
    remove_triggers(plan=plan)
    executor.migrate([("meetings", OLD_MIGRATION)], plan)


# Name -> the archive that it is made of, and how.
BASES: dict[str, tuple[str, Callable[[Stage], None]]] = {
    "empty": ("", make_empty),
    "reference": ("empty", add_reference),
    "sample": ("reference", add_sample),
    "served": ("sample", collect_static),
    "aged": ("served", age_static),
    "changed": ("sample", change_meetings),
    "scheduled": ("sample", schedule_meetings),
    "old": ("sample", migrate_back),
}


def list_bases(wanted: set[str]) -> list[str]:
    """Return the archives to make for `wanted`, in their order. All need the sample, which writes the input files."""
    needed: set[str] = set()
    for name in wanted | {"sample"}:
        while name:
            needed.add(name)
            name = BASES[name][0]
    return [name for name in BASES if name in needed]
