"""The work of the editorial office on records: stages, comments, plans, assignments, and notices to users.

None of it is part of the archive: no page, export, API or history of a record shows it. A row names its record by kind
and id, as a withdrawal does, so that it outlives a merge and its undo.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordQuerySet(models.QuerySet[Any]):
    """Rows that are about one record."""

    def about(self, kind: str, record_id: int) -> Self:
        """Return the rows about the record `record_id` of `kind`."""
        return self.filter(kind=kind, record_id=record_id)


class OfRecord(models.Model):
    """A row about a record of the archive or a report at the desk."""

    kind = models.CharField(_("kind of record"), max_length=20)  # the model's name: "meeting"
    record_id = models.BigIntegerField(_("record"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class Stage(models.TextChoices):
    """The stage of a draft. What the public sees is decided by the review state, not by the stage."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    NEEDS_WORK = "needs-work", _("needs work")


class DraftStage(OfRecord):
    """The stage of one draft; a draft without a row is in the stage DRAFT."""

    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    moved_at = models.DateTimeField(_("moved"), auto_now=True)

    class Meta:
        verbose_name = _("stage of a draft")
        verbose_name_plural = _("stages of drafts")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="meetings_draftstage_once")]
        indexes = [models.Index(fields=["kind", "stage"], name="meetings_draftstage_of")]


class Comment(OfRecord):
    """A comment of a user on a record, or a reply to one; `move` says that a draft was moved with it."""

    class Move(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for review")
        TAKEN_BACK = "taken-back", _("taken back by its author")
        SENT_BACK = "sent-back", _("sent back")

    parent = models.ForeignKey(
        "self", verbose_name=_("reply to"), null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(_("name of the author"), max_length=150)  # stays when the account goes
    text = models.TextField(_("comment"), max_length=4000, blank=True)
    move = models.CharField(_("move"), max_length=10, choices=Move, blank=True, default="")
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["kind", "record_id"], name="meetings_comment_of")]


class PublishingPlan(OfRecord):
    """When a draft is published by itself, and the time before which it cannot be published."""

    class Failure(models.TextChoices):
        RULES = "rules", _("The meeting breaks a rule of the archive. Correct it, or publish it with a reason.")
        ROLE = "role", _("The account that scheduled it may not publish any more.")
        REJECTED = "rejected", _("The meeting was rejected or withdrawn.")
        EMBARGO = "embargo", _("The embargo ends later than the time of publication.")

    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, db_index=True)
    embargo_until = models.DateTimeField(_("not before"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    site = models.CharField(_("address of the site"), max_length=200, blank=True)  # for links in mails
    failure = models.CharField(_("why it was not published"), max_length=10, choices=Failure, blank=True, default="")

    class Meta:
        verbose_name = _("publishing plan")
        verbose_name_plural = _("publishing plans")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="meetings_publishingplan_once")]


class Assignment(OfRecord):
    """The editor to whom a draft or an imported report is assigned."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned to"), on_delete=models.CASCADE, related_name="assignments"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    given_at = models.DateTimeField(_("assigned"), auto_now=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="meetings_assignment_once")]


class DeskNotice(OfRecord):
    """What a user should know: a mention, a reply, a draft sent back. The desk shows it until the user has seen it."""

    class Reason(models.TextChoices):
        MENTION = "mention", _("You are mentioned")
        REPLY = "reply", _("A reply to you")
        SENT_BACK = "sent-back", _("Your draft was sent back")
        SUBMITTED = "submitted", _("A draft was submitted again")
        NOT_PUBLISHED = "not-published", _("A scheduled meeting was not published")
        REJECTED = "rejected", _("Your report was rejected")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="notices"
    )
    reason = models.CharField(_("reason"), max_length=15, choices=Reason)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    text = models.TextField(_("text"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "seen_at"], name="meetings_notice_unseen")]

    @property
    def words(self) -> str:
        """What the notice says beside its reason, in the language of the page."""
        if self.reason == self.Reason.NOT_PUBLISHED:
            return str(PublishingPlan.Failure(self.text).label)
        return self.text


class DigestChoice(models.Model):
    """How often a user of the desk gets the digest by mail, and in which language; without a row never."""

    class Every(models.TextChoices):
        NEVER = "never", _("never")
        DAY = "daily", _("every day")
        WEEK = "weekly", _("every week")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="digest_choice"
    )
    every = models.CharField(_("how often"), max_length=10, choices=Every, default=Every.NEVER)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
    site = models.CharField(_("address of the site"), max_length=200, blank=True)  # for links in mails
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of the digest")
        verbose_name_plural = _("choices of the digest")

    def __str__(self) -> str:
        return f"{self.user}: {self.every}"
