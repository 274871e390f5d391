"""The history of records: one version for each action of an editor.

An editor sees a meeting with its participants, topics, sources, evidence and disagreements as one record, and an
official with names and offices too. Each such whole has one row here for each action, with all its parts as they were
after the action. Mahdar writes no versions while it loads a fixture in bulk: it saves the first version of a record
just before the first change.
"""

import uuid
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.kinds import KINDS, Part


class Version(models.Model):
    """One record with all its parts, as it was after one action (or, if deleted, just before the deletion)."""

    class Change(models.TextChoices):
        KEPT = "kept", pgettext_lazy("history", "before the history begins")
        OUTSIDE = "outside", pgettext_lazy("history", "changed outside the desk")
        ENTERED = "entered", pgettext_lazy("history", "added")
        CHANGED = "changed", pgettext_lazy("history", "changed")
        DELETED = "deleted", pgettext_lazy("history", "deleted")
        RESTORED = "restored", pgettext_lazy("history", "restored")

    class Way(models.TextChoices):
        OTHER = "", _("another way")
        FORM = "form", _("form")
        LIST = "list", _("list")
        REVIEW = "review", _("review")
        MARKING = "marking", _("marking words")
        CORRECTION = "correction", _("correction during review")
        BRING_IN = "bring-in", _("import of a report")
        MERGE = "merge", _("merge")
        UNMERGE = "unmerge", _("undo of a merge")
        SPLIT = "split", _("split")
        IMPORT = "import", _("import of a list")
        RESTORE = "restore", _("restoring an older version")
        WITHDRAW = "withdraw", _("withdrawal from the public")
        COMMAND = "command", _("command")

    kind = models.CharField(_("kind of record"), max_length=30)  # the model's name: "meeting"
    record_id = models.BigIntegerField(_("record"))
    number = models.PositiveIntegerField(_("version"))  # 1, 2, 3 ... of this record
    change = models.CharField(_("what happened"), max_length=10, choices=Change)
    way = models.CharField(_("how"), max_length=10, choices=Way, blank=True, default="")
    action = models.UUIDField(_("action"), default=uuid.uuid4, db_index=True)  # the same for all records it touched
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty if a command did it."),
    )
    user_name = models.CharField(_("name of the editor"), max_length=150, blank=True)  # stays when the account goes
    note = models.TextField(_("reason"), blank=True)
    facts = models.JSONField(_("changed facts"), default=list)  # names of fields and of parts, as the code has them
    state = models.JSONField(_("the record"), default=dict)
    # For a merge or a split: every row that it touched, before and after (RowChange in services/history/touched_rows).
    rows = models.JSONField(_("rows"), default=list, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "record_id", "number"], name="meetings_version_once")]
        indexes = [models.Index(fields=["-made_at"], name="meetings_version_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}, {self.number}"

    @property
    def gone(self) -> bool:
        """Whether the record was deleted by this action."""
        return self.change == self.Change.DELETED

    @property
    def model(self) -> type[Model]:
        """The record's model."""
        return apps.get_model("meetings", self.kind)


# Every kind of record that has a history, by its model's name, with its parts.
WHOLES: dict[str, tuple[Part, ...]] = {kind.name: kind.parts for kind in KINDS}
# The kind of part -> the kinds of record it can belong to, and its foreign key to each; a part has one of them.
BELONGS_TO: dict[str, tuple[tuple[str, str], ...]] = {}
for _whole, _parts in WHOLES.items():
    for _part in _parts:
        BELONGS_TO[_part.model] = (*BELONGS_TO.get(_part.model, ()), (_whole, _part.field))


def find_whole(record: Any) -> tuple[str, int] | None:
    """Return the kind and the id of the record whose history shows `record`: itself, or the whole it is a part of.

    Return None if such a record has no history, or if it is not saved yet.
    """
    kind = record._meta.model_name
    if kind in BELONGS_TO:
        named = ((whole, getattr(record, f"{field}_id")) for whole, field in BELONGS_TO[kind])
        return next(((whole, pk) for whole, pk in named if pk is not None), None)
    return (kind, record.pk) if kind in WHOLES and record.pk is not None else None
