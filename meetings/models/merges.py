"""Merges and splits by editors. The history has the rows that they changed; undo reads them there."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """A merge of two records into one, or a split of one record into two.

    The versions with its `history_action` have every row that it changed, before and after (`Version.rows`).
    See meetings/services/merging/undo.py.
    """

    class Action(models.TextChoices):
        MERGE = "merge", _("merge")
        SPLIT = "split", _("split")

    action = models.CharField(_("action"), max_length=10, choices=Action, default=Action.MERGE)
    kind = models.CharField(_("kind of record"), max_length=20, help_text=_("The name of the model."))
    kept_id = models.BigIntegerField(_("kept record"))
    other_id = models.BigIntegerField(_("merged or new record"))
    kept_name = models.CharField(_("name of the kept record"), max_length=400)
    other_name = models.CharField(_("name of the merged or new record"), max_length=400)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    done_at = models.DateTimeField(_("done"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    history_action = models.UUIDField(_("action"), default=uuid.uuid4, db_index=True)  # that of its versions
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge or split")
        verbose_name_plural = _("merges and splits")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "kept_id"], name="meetings_merge_kept")]

    def __str__(self) -> str:
        return f"{self.kept_name} {'/' if self.action == self.Action.SPLIT else '+'} {self.other_name}"

    @property
    def undone(self) -> bool:
        """Whether an editor undid it."""
        return self.undone_at is not None


class LikelyDuplicate(models.Model):
    """Two officials who may be one person, the reasons, and an editor's decision.

    The pairs are stored, so that the desk does not compare all officials with each other for each page, and so that it
    never suggests a pair again that an editor marked as "not the same person". `first` has the smaller id.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to review")
        LATER = "later", _("later")
        NOT_SAME = "not-same", _("not the same person")

    first = models.ForeignKey(
        "meetings.Official", verbose_name=_("official"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        "meetings.Official", verbose_name=_("other official"), on_delete=models.CASCADE, related_name="+"
    )
    score = models.PositiveSmallIntegerField(_("score"), help_text=_("From 0 to 100."))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="meetings_likelyduplicate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="meetings_likelyduplicate_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="meetings_likelyduplicate_work")]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"
