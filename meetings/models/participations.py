"""Participants and topics of meetings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel, SideModel
from meetings.models.languages import choose_by_language


class Participation(SideModel, NaturalKeyModel):
    """A participant of a meeting: an official, or an office or group if the report gives no name."""

    natural_key_fields = ("meeting__slug", "order")

    class Role(models.TextChoices):
        HOST = "host", _("host")
        GUEST = "guest", _("guest")
        PARTY = "party", _("party")
        ATTENDEE = "attendee", _("attendee")

    class Basis(models.TextChoices):
        STATED = "stated", _("named in the text")
        INFERRED = "inferred", _("inferred from the office and the date")
        CONFIRMED = "confirmed", _("inferred, and confirmed by an editor")
        EDITOR = "editor", _("entered by an editor")

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="participations"
    )
    official = models.ForeignKey(
        "meetings.Official",
        verbose_name=_("official"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    position = models.ForeignKey(
        "meetings.Position",
        verbose_name=_("position"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    name_as_written = models.CharField(_("name as the text spells it"), max_length=200, blank=True)
    title_ar = models.CharField(_("title at the time, in Arabic"), max_length=250, blank=True)
    title_en = models.CharField(_("title at the time, in English"), max_length=250, blank=True)
    is_group = models.BooleanField(_("a group or delegation"), default=False)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.PARTY)
    basis = models.CharField(_("how the person is known"), max_length=10, choices=Basis, default=Basis.STATED)
    order = models.PositiveSmallIntegerField(_("order"), blank=True)

    objects = NaturalKeyManager()

    class Meta(SideModel.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["order", "id"]
        constraints = [
            *SideModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(official__isnull=False)
                | Q(position__isnull=False)
                | ~Q(title_ar="")
                | ~Q(name_as_written=""),
                name="meetings_participation_someone",
                violation_error_message=_("Choose the official or the position, or enter at least a title."),
            ),
            models.UniqueConstraint(fields=["meeting", "order"], name="meetings_participation_order"),
            models.UniqueConstraint(
                fields=["meeting", "official"],
                name="meetings_participation_once",
                violation_error_message=_("This official already takes part in this meeting."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **options: object) -> None:
        if self.order is None:
            last = Participation.objects.filter(meeting=self.meeting).aggregate(last=models.Max("order"))["last"]
            self.order = 0 if last is None else last + 1
        super().save(*args, **options)  # type: ignore[arg-type]

    @property
    def title(self) -> str:
        """The participant's title at the time, in the language of the page."""
        title = choose_by_language(self.title_ar, self.title_en)
        return title or (self.position.title if self.position else "")

    @property
    def label(self) -> str:
        """The person's name; without a name, the office or group."""
        return str(self.official) if self.official else self.name_as_written or self.title


class MeetingTopic(NaturalKeyModel):
    """A topic of a meeting; rank 0 is the main one."""

    natural_key_fields = ("meeting__slug", "topic__code")

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="ranked_topics"
    )
    topic = models.ForeignKey(
        "meetings.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="meeting_topics"
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("topic of a meeting")
        verbose_name_plural = _("topics of meetings")
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "topic"], name="meetings_meetingtopic_once")]

    def __str__(self) -> str:
        return str(self.topic)
