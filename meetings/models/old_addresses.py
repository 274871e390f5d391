"""Addresses that records had before: Mahdar redirects a reader who follows one to the record's present address.

Triggers of the database save the old address when it changes (`address_triggers`), so that no way of changing it is
missed: the desk's forms, a bulk update, SQL by hand. An old address refers to the record by its id, so that a chain of
changes never leads through several redirects. No other record gets an address of a deleted record, unless the public
never saw that record.
"""

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from meetings.models.alerts import Publication
from meetings.models.history import Version
from meetings.models.kinds import list_kinds_with_pages
from meetings.models.review import ReviewState
from meetings.models.withdrawals import Withdrawal

# Kind of record (its model's name) -> the column that identifies a record in the address of its page.
ADDRESSED = {kind.name: kind.key for kind in list_kinds_with_pages()}


class OldAddress(models.Model):
    """The last part of a former address, in lower case, of the record `record_id` of `kind`.

    The record itself may be deleted; even then no other record gets its address.
    """

    kind = models.CharField(_("kind of record"), max_length=20)
    slug = models.CharField(_("old address"), max_length=160)
    record_id = models.BigIntegerField(_("record"))
    created_at = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["kind", "slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="meetings_oldaddress_once")]
        indexes = [models.Index(fields=["kind", "record_id"], name="meetings_oldaddress_record")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


def save_old_address(kind: str, slug: str, record_id: int) -> None:
    """Save `slug` as an old address of the record of `kind` with the id `record_id`."""
    OldAddress.objects.update_or_create(kind=kind, slug=slug.lower(), defaults={"record_id": record_id})


def delete_old_addresses(record: models.Model) -> None:
    """Delete the old addresses of `record`: for a record whose address no reader can have seen yet."""
    OldAddress.objects.filter(kind=record._meta.model_name, record_id=record.pk).delete()


def has_been_public(kind: str, record_id: int) -> bool:
    """Return whether the archive knows that the public once saw a meeting or official, which may be deleted."""
    versions = Version.objects.filter(kind=kind, record_id=record_id)
    return (
        (kind == "meeting" and Publication.objects.filter(meeting_id=record_id).exists())
        or versions.filter(state__fields__review_state=ReviewState.PUBLISHED).exists()
        or Withdrawal.objects.filter(kind=kind, record_id=record_id).exists()
    )


def save_address_of_deleted(sender: type[models.Model], instance: Any, **options: Any) -> None:
    """Save the address of a deleted record that the public saw, or delete all its addresses; run by `post_delete`."""
    kind = str(sender._meta.model_name)
    if kind not in ADDRESSED:
        return
    is_public = getattr(instance, "review_state", ReviewState.PUBLISHED) == ReviewState.PUBLISHED
    if is_public or has_been_public(kind, instance.pk):
        save_old_address(kind, getattr(instance, ADDRESSED[kind]), instance.pk)
    else:
        delete_old_addresses(instance)


def address_triggers() -> dict[str, tuple[str, str, str, str]]:
    """Return each trigger's name with its table, column, condition and action, in SQL for SQLite and PostgreSQL."""
    triggers = {}
    for kind, column in ADDRESSED.items():
        table = f"meetings_{kind}"
        mine = f"kind = '{kind}' AND slug = LOWER(NEW.{column}) AND record_id = NEW.id"
        triggers[f"{table}_address_kept"] = (
            table,
            column,
            f"LOWER(OLD.{column}) <> LOWER(NEW.{column})",
            (
                f"DELETE FROM meetings_oldaddress WHERE {mine}; "
                "INSERT INTO meetings_oldaddress (kind, slug, record_id) "
                f"VALUES ('{kind}', LOWER(OLD.{column}), OLD.id) "
                "ON CONFLICT (kind, slug) DO UPDATE SET record_id = excluded.record_id;"
            ),
        )
    return triggers
