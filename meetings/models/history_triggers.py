"""Triggers that keep what was recorded: the history of the records, and the texts that were taken down.

A version is written once. Only `services/erasure.py` may change or delete one: it writes a row of `ErasurePermit` and
deletes it within the same transaction, so that no other connection ever sees it.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

HISTORY_REFUSED = "The history of the archive cannot be changed or deleted."
TAKEN_DOWN_REFUSED = "The text of this article was taken down and cannot be stored again."

NO_PERMIT = "NOT EXISTS (SELECT 1 FROM meetings_erasurepermit)"
# The text of an article changes in one case only: it is taken down.
TAKES_DOWN = f"(NEW.raw_text = '' AND NEW.text_kind = 'removed' AND NOT {NO_PERMIT})"
_STORES_AGAIN = f"OLD.text_kind = 'removed' AND (NEW.text_kind <> 'removed' OR NEW.raw_text <> '') AND {NO_PERMIT}"


class ErasurePermit(models.Model):
    """A permit to erase parts of the history; it exists only within the transaction that erases."""

    id = models.IntegerField(_("number"), primary_key=True)

    class Meta:
        verbose_name = _("permit to erase")
        verbose_name_plural = _("permits to erase")

    def __str__(self) -> str:
        return str(self.id)


def list_sqlite_triggers(version: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Yield the name and the body of each trigger; a user who is deleted leaves only their name in a version."""
    same = " AND ".join(
        f'NEW."{field.column}" IS OLD."{field.column}"'
        for field in version._meta.concrete_fields
        if field.name != "user"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{HISTORY_REFUSED}'); END"
    yield "meetings_version_stays_delete", f"BEFORE DELETE ON meetings_version WHEN {NO_PERMIT} {refuse}"
    changed = f"NOT (NEW.user_id IS NULL AND {same})"
    yield (
        "meetings_version_stays_update",
        f"BEFORE UPDATE ON meetings_version WHEN {changed} AND {NO_PERMIT} {refuse}",
    )
    refuse_text = f"BEGIN SELECT RAISE(ABORT, '{TAKEN_DOWN_REFUSED}'); END"
    yield (
        "meetings_article_taken_down",
        f"BEFORE UPDATE OF raw_text, text_kind ON meetings_article WHEN {_STORES_AGAIN} {refuse_text}",
    )


def list_postgresql_triggers() -> Iterator[tuple[str, str, str, str]]:
    """Yield the name, the event, the table and the body of each trigger."""
    refuse = f"RAISE check_violation USING MESSAGE = '{HISTORY_REFUSED}'; END IF;"
    yield (
        "meetings_version_stays_delete", "BEFORE DELETE", "meetings_version",
        f"IF {NO_PERMIT} THEN {refuse} RETURN OLD;",
    )  # fmt: skip
    changed = "NOT (NEW.user_id IS NULL AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id')"
    yield (
        "meetings_version_stays_update", "BEFORE UPDATE", "meetings_version",
        f"IF {changed} AND {NO_PERMIT} THEN {refuse} RETURN NEW;",
    )  # fmt: skip
    yield (
        "meetings_article_taken_down", "BEFORE UPDATE", "meetings_article",
        f"IF {_STORES_AGAIN} THEN RAISE check_violation USING MESSAGE = '{TAKEN_DOWN_REFUSED}'; END IF; RETURN NEW;",
    )  # fmt: skip
