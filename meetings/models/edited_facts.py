"""Facts by editors: which facts of a meeting an editor entered or corrected, who did so, and when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel


def get_editor_name(user: Any) -> str:
    """Return the name under which pages name an editor: the full name, never the name of the account."""
    return str(user.get_full_name())[:150] if user is not None and user.pk else ""


class EditedFact(NaturalKeyModel):
    """A fact of a meeting that an editor entered or corrected; its basis is that editor.

    A fact without such a row rests on its evidence. A headline or summary without one was made by Mahdar or copied from
    a report, and follows the facts. `services/facts` writes these rows; the form of a fact never does.
    """

    class Fact(models.TextChoices):
        HEADLINE_AR = "headline_ar", _("headline in Arabic")
        HEADLINE_EN = "headline_en", _("headline in English")
        SUMMARY_AR = "summary_ar", _("summary in Arabic")
        SUMMARY_EN = "summary_en", _("summary in English")
        OCCASION_AR = "occasion_ar", _("occasion in Arabic")
        OCCASION_EN = "occasion_en", _("occasion in English")
        DATE = "date", _("date")
        PLACE = "place", _("place")
        KIND = "kind", _("kind of meeting")
        PARTICIPANT = "participant", _("participant")
        TITLE = "title", _("title")
        SIDE = "side", _("side")
        ROLE = "role", _("role")
        TOPIC = "topic", _("topic")

    TEXTS = (  # about the other facts
        Fact.HEADLINE_AR, Fact.HEADLINE_EN, Fact.SUMMARY_AR, Fact.SUMMARY_EN, Fact.OCCASION_AR, Fact.OCCASION_EN,
    )  # fmt: skip

    natural_key_fields = ("meeting__slug", "fact", "participation__order", "topic__code")

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="edited_facts"
    )
    participation = models.ForeignKey(
        "meetings.Participation",
        verbose_name=_("participation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="edited_facts",
    )
    topic = models.ForeignKey(
        "meetings.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    fact = models.CharField(_("fact"), max_length=12, choices=Fact)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The full name, which pages show; it remains if the account is deleted. Empty for an account without a full name.
    editor_name = models.CharField(_("name of the editor"), max_length=150, blank=True)
    edited_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("fact by an editor")
        verbose_name_plural = _("facts by editors")
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                "meeting",
                "fact",
                Coalesce("participation", 0),
                Coalesce("topic", 0),
                name="meetings_editedfact_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}: {self.editor_name}"

    @property
    def key(self) -> tuple[str, Any, Any]:
        """The fact within its meeting: its name, and the id of its participation or topic."""
        return self.fact, self.participation_id, self.topic_id
