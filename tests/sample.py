"""The sample archive for tests: loaded and indexed once in a session, then copied row by row into each module's own
transaction."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test import override_settings

from meetings.models import ArchiveState, IndexChange, MeetingState, Publication


@dataclass(frozen=True)
class SavedArchive:
    """Every table's rows as the database gave them, and the folder of the index over them."""

    rows: dict[type[models.Model], list[tuple[Any, ...]]]
    index: Path

    def restore(self, index: Path) -> None:
        """Write all rows into the empty tables of the present transaction, and a copy of the index to `index`."""
        with connection.cursor() as cursor:
            for model, rows in self.rows.items():
                places = ", ".join(["%s"] * len(_columns(model)))
                cursor.executemany(f"INSERT INTO {_table(model)} ({_names(model)}) VALUES ({places})", rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                cursor.execute(statement)
        IndexChange.objects.all().delete()  # the triggers noted every row, but the index has them already
        shutil.copytree(self.index, index)


def save_sample_archive(index: Path) -> SavedArchive:
    """Load the sample archive as `manage.py load_sample` does, index it in `index`, take the rows, roll back."""
    with transaction.atomic(), override_settings(HAYSTACK_CONNECTIONS=connections_to(index)):
        call_command("load_sample", verbosity=0)
        assert not IndexChange.objects.exists(), "the sample archive was not indexed; see the log"
        rows = {model: _rows(model) for model in _models()}
        transaction.set_rollback(True)
    return SavedArchive(rows, index)


def connections_to(index: Path) -> dict[str, dict[str, Any]]:
    """The setting HAYSTACK_CONNECTIONS with the index in this folder."""
    return {"default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(index)}}


def _models() -> Iterable[type[models.Model]]:
    """Those with records, articles before the evidence that quotes them."""
    kept_by_triggers = (ArchiveState, IndexChange, MeetingState, Publication)
    return (model for model in apps.get_app_config("meetings").get_models() if model not in kept_by_triggers)


def _rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_names(model)} FROM {_table(model)} ORDER BY id")
        return cursor.fetchall()


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields if not field.generated]


def _names(model: type[models.Model]) -> str:
    return ", ".join(map(connection.ops.quote_name, _columns(model)))
