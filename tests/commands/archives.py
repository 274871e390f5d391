"""Archives for the tests of export_archive and import_archive: emptied, written, opened and tampered with."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection

from meetings.services.interchange.tables import TABLES

# What stays in the archive that it was written from.
PRIVATE = {"notes", "file_name", "entered_by", "author", "created_by"}


def export(path: Path, *options: str) -> bytes:
    call_command("export_archive", path, "--force", *options, stdout=io.StringIO())
    return path.read_bytes()


def read_in(path: Path) -> str:
    """What import_archive says."""
    said = io.StringIO()
    call_command("import_archive", path, stdout=said, stderr=said)
    return said.getvalue()


def empty_the_archive() -> None:
    """Take every row of every table of ours away, as in a database that has just been made."""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("meetings").get_models():
            if model._meta.model_name not in ("archivestate", "meetingstate"):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def contents() -> dict[str, list[dict[str, Any]]]:
    """Everything in the exchanged tables as Django itself writes it, without row numbers."""
    found = {}
    for table in TABLES:
        records = table.model._default_manager.order_by("pk")
        written = serializers.serialize("json", records, use_natural_foreign_keys=True, use_natural_primary_keys=True)
        rows = [
            {name: value for name, value in record["fields"].items() if name not in PRIVATE and name != "record_id"}
            for record in json.loads(written)
        ]
        found[table.name] = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False))
    return found


def tampered(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of an archive whose files `change` has changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(f"jsonl/{table}.jsonl").splitlines()]
