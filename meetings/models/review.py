"""Decisions of editors: the review of records, and disagreements between sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import OfReportQuerySet


class ReviewState(models.TextChoices):
    """Whether an editor has reviewed a record, and whether the public sees it."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")


class Disagreement(models.Model):
    """A fact on which a source contradicts the record of a meeting. Mahdar saves it for the editor, who decides."""

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="disagreements"
    )
    article = models.ForeignKey(
        "meetings.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="disagreements"
    )
    fact = models.CharField(_("fact"), max_length=20)
    recorded = models.CharField(_("Record"), max_length=300, blank=True)
    said = models.CharField(_("source says"), max_length=300)
    settled = models.BooleanField(_("settled by an editor"), default=False)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("disagreement between sources")
        verbose_name_plural = _("disagreements between sources")
        ordering = ["settled", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "article", "fact", "said"], name="meetings_disagreement_once")
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.recorded} / {self.said}"
