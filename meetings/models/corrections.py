"""Correction requests: what readers report as wrong, and what editors decided about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CorrectionRequest(models.Model):
    """An error that a reader reports in a record, or (with an empty `kind`) in the archive as a whole.

    The reader who has the `key` can follow the request. The e-mail address is optional and private: only editors see
    it, and it is deleted when the answer is sent or when the reader or an editor asks for it. Therefore requests are
    not in the journal of versions, which never forgets; their decisions have a separate journal.
    """

    class Fact(models.TextChoices):
        DATE = "date", pgettext_lazy("wrong fact", "the date")
        PLACE = "place", pgettext_lazy("wrong fact", "the place")
        PARTICIPANT = "participant", pgettext_lazy("wrong fact", "who took part")
        NAME = "name", pgettext_lazy("wrong fact", "a name or its spelling")
        OFFICE = "office", pgettext_lazy("wrong fact", "an office or a title")
        SIDE = "side", pgettext_lazy("wrong fact", "the side that a person represented")
        TOPIC = "topic", pgettext_lazy("wrong fact", "the topic")
        SUMMARY = "summary", pgettext_lazy("wrong fact", "the headline or the summary")
        QUOTE = "quote", pgettext_lazy("wrong fact", "the quoted words")
        SOURCE = "source", pgettext_lazy("wrong fact", "the source or its link")
        OTHER = "other", pgettext_lazy("wrong fact", "something else")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("correction request", "to review")
        ACCEPTED = "accepted", pgettext_lazy("correction request", "accepted")
        REJECTED = "rejected", pgettext_lazy("correction request", "not accepted")
        DUPLICATE = "duplicate", pgettext_lazy("correction request", "reported before")

    key = models.CharField(_("key"), max_length=40, unique=True, editable=False)
    kind = models.CharField(_("kind of record"), max_length=20, blank=True)
    record_id = models.BigIntegerField(_("record"), null=True, blank=True)
    fact = models.CharField(_("what is wrong"), max_length=12, choices=Fact, default=Fact.OTHER)
    message = models.TextField(_("what it should say"), max_length=2000)
    source_url = models.URLField(_("a source for it"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address of the reader"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    site = models.URLField(_("address of the site"), max_length=300)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    answer = models.TextField(_("answer to the reader"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", verbose_name=_("the earlier request"), null=True, blank=True, on_delete=models.SET_NULL
    )
    correction = models.ForeignKey(
        "meetings.Version",
        verbose_name=_("the correction"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
    )

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="meetings_request_work"),
            models.Index(fields=["kind", "record_id"], name="meetings_request_record"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}: {self.message[:60]}"


class CorrectionDecision(models.Model):
    """One step in the history of a correction request: its state after the step, the answer, and the editor."""

    request = models.ForeignKey(
        CorrectionRequest, verbose_name=_("correction request"), on_delete=models.CASCADE, related_name="decisions"
    )
    state = models.CharField(_("state"), max_length=10, choices=CorrectionRequest.State)
    answer = models.TextField(_("answer to the reader"), blank=True)
    note = models.TextField(_("note for editors"), max_length=500, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision on a correction request")
        verbose_name_plural = _("decisions on correction requests")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.state}"
