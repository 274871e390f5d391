"""Addresses that records had before: whoever cited one is led to where the record is now.

The database itself keeps an address when it changes (`address_triggers`), so that no way of changing one forgets it:
the desk's forms, a bulk update, SQL by hand. An address points to a record by its row, so that a chain of changes never
leads through several redirects. A record that is deleted keeps its addresses from being given to another one, unless
the public never saw it.
"""

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from meetings.models.kinds import with_pages

# Kind of record (its model's name) -> the column that its page's address is made of.
ADDRESSED = {kind.name: kind.key for kind in with_pages()}


class OldAddress(models.Model):
    """The end of an address, in lower case, under which the record `record_id` of `kind` was found before.

    The record itself may be gone; its address is not given to another one even then.
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


def keep_address(kind: str, slug: str, record_id: int) -> None:
    """Have the address `slug` of a record of `kind` lead to the record with that id from now on."""
    OldAddress.objects.update_or_create(kind=kind, slug=slug.lower(), defaults={"record_id": record_id})


def forget_addresses(record: models.Model) -> None:
    """Forget the addresses that `record` had before: for one whose address nobody can have seen yet."""
    OldAddress.objects.filter(kind=record._meta.model_name, record_id=record.pk).delete()


def keep_address_of_deleted(sender: type[models.Model], instance: Any, **options: Any) -> None:
    """Keep the address of a deleted record that the public could see; connected to `post_delete`."""
    kind = str(sender._meta.model_name)
    if kind in ADDRESSED and getattr(instance, "review_state", "published") == "published":
        keep_address(kind, getattr(instance, ADDRESSED[kind]), instance.pk)


def address_triggers() -> dict[str, tuple[str, str, str, str]]:
    """Return each trigger's name with its table, column, condition and deed, in SQL that all databases here know."""
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
