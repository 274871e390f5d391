"""Merges and splits that editors made. What they changed row by row is in the history, which undo reads."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """Two records that were made one, or one that was made two.

    The versions that have its `history_action` hold every row that it touched, before and after (`Version.rows`).
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
        """Whether it was taken back."""
        return self.undone_at is not None


class LikelyDuplicate(models.Model):
    """Two officials who may be one person, why they may, and what an editor said of it.

    Found by meetings/queries/duplicates.py; kept, so that the desk need not compare everybody with everybody for each
    page, and so that "not the same" is never asked again. `first` has the smaller id.
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
