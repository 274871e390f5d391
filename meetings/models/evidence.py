"""Evidence: the words of an article that state a fact."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel, OfReportQuerySet


class EvidenceQuerySet(OfReportQuerySet):
    """A set of pieces of evidence."""

    def in_text_order(self) -> Self:
        """Return the evidence in the order of the article, longer marks before the shorter marks inside them."""
        return self.order_by("start", "-end", "id")


class Evidence(NaturalKeyModel):
    """The words of an article that state one fact of a meeting.

    `start` and `end` count characters of the article's raw text, end exclusive. A trigger of the database refuses a
    row whose quote is not the text at these offsets (see triggers.py).
    """

    class Fact(models.TextChoices):
        MEETING = "meeting", _("meeting mentioned")
        KIND = "kind", _("kind of meeting")
        DATE = "date", _("date")
        PLACE = "place", _("place")
        PARTICIPANT = "participant", _("participant")
        TITLE = "title", _("title")
        SIDE = "side", _("side")
        ROLE = "role", _("role")
        TOPIC = "topic", _("topic")

    natural_key_fields = (
        "meeting__slug",
        "article__slug",
        "fact",
        "start",
        "end",
        "participation__order",
        "topic__code",
    )

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="evidence"
    )
    participation = models.ForeignKey(
        "meetings.Participation",
        verbose_name=_("participation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="evidence",
    )
    topic = models.ForeignKey(
        "meetings.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.CASCADE
    )
    article = models.ForeignKey(
        "meetings.Article", verbose_name=_("article"), on_delete=models.PROTECT, related_name="evidence"
    )
    fact = models.CharField(_("fact"), max_length=12, choices=Fact)
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    quote = models.TextField(_("words"))
    rule = models.CharField(_("rule that read it"), max_length=80, blank=True)
    inferred = models.BooleanField(_("implied rather than stated"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("Empty if Mahdar read it."),
    )

    objects = NaturalKeyManager.from_queryset(EvidenceQuerySet)()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["article", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="meetings_evidence_not_empty",
                violation_error_message=_("The marked words are empty. Mark at least one word."),
            ),
            models.UniqueConstraint(
                "meeting",
                "article",
                "fact",
                "start",
                "end",
                Coalesce("participation", 0),
                Coalesce("topic", 0),
                name="meetings_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("quote")),
                name="meetings_evidence_quote_length",
                violation_error_message=_("The quote and the marked words differ in length."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}: {self.quote}"
