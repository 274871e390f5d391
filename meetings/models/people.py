"""Officials, their names, offices, and the appointments of officials to offices."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.base import (
    EnteredModel,
    NamedModel,
    NaturalKeyManager,
    NaturalKeyModel,
    PublicQuerySet,
    SideModel,
)
from meetings.models.derived import DerivedField
from meetings.models.languages import choose_by_language
from meetings.models.review import ReviewState
from meetings.models.terms import Term
from meetings.text.fold import fold


class Precision(models.TextChoices):
    """The precision of a date."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    UNKNOWN = "unknown", _("unknown")


class OfficialQuerySet(PublicQuerySet):
    """A set of officials."""

    def named(self, name: str) -> Self:
        """Return the officials who have `name`, in any spelling with the same folded form."""
        return self.filter(names__key=fold(name)).distinct()


class Official(EnteredModel, NamedModel, NaturalKeyModel):
    """A person who represents a side in meetings."""

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    review_state = models.CharField(_("review"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    notes = models.TextField(_("notes for editors"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = NaturalKeyManager.from_queryset(OfficialQuerySet)()

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name_ar"]

    def get_absolute_url(self) -> str:
        return reverse("official", args=[self.slug])


class FoldedField(DerivedField):
    """The folded form of another field."""

    def derive(self, value: Any) -> str:
        return fold(value)


class OfficialName(NaturalKeyModel):
    """One spelling of an official's name."""

    class Kind(models.TextChoices):
        MAIN = "main", _("main name")
        ALIAS = "alias", _("other spelling or name")
        SHORT = "short", _("short name")
        FORMER = "former", _("former name")

    class Script(models.TextChoices):
        ARABIC = "Arab", _("Arabic script")
        LATIN = "Latn", _("Latin script")
        CYRILLIC = "Cyrl", _("Cyrillic script")
        OTHER = "Zyyy", _("other script")

    natural_key_fields = ("official__slug", "name")

    official = models.ForeignKey(Official, verbose_name=_("official"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    key = FoldedField(_("folded name"), max_length=240, source="name")
    script = models.CharField(_("script"), max_length=4, choices=Script, default=Script.ARABIC)
    language = models.CharField(_("language"), max_length=8, blank=True, help_text=_("For example ar, ckb, ku, en."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ALIAS)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("name of an official")
        verbose_name_plural = _("names of officials")
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["official", "name"], name="meetings_officialname_once")]

    def __str__(self) -> str:
        return self.name


class Position(SideModel, NaturalKeyModel):
    """An office of a side: foreign minister of Iraq, secretary-general of the UN."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("address"), max_length=120, unique=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    key = FoldedField(_("folded title"), max_length=300, source="title_ar")

    objects = NaturalKeyManager()

    class Meta(SideModel.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["title_ar"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return choose_by_language(self.title_ar, self.title_en)


class Appointment(NaturalKeyModel):
    """An official in a position from one date to another. Without an end, no end is on record."""

    natural_key_fields = ("official__slug", "position__code", "start")

    official = models.ForeignKey(
        Official, verbose_name=_("official"), on_delete=models.CASCADE, related_name="appointments"
    )
    position = models.ForeignKey(
        Position, verbose_name=_("position"), on_delete=models.PROTECT, related_name="appointments"
    )
    start = models.DateField(_("from"), null=True, blank=True)
    start_precision = models.CharField(
        _("precision of the start"), max_length=10, choices=Precision, default=Precision.DAY
    )
    end = models.DateField(_("to"), null=True, blank=True)
    end_precision = models.CharField(_("precision of the end"), max_length=10, choices=Precision, default=Precision.DAY)
    source_url = models.URLField(_("source"), max_length=1000, blank=True)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = [F("start").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="meetings_appointment_end_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
            # Coalesce, since two appointments with an unknown start are the same appointment.
            models.UniqueConstraint(
                "official", "position", Coalesce("start", Value(date.min)), name="meetings_appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.position}"

    @property
    def term(self) -> Term:
        """The time between the dates, as exact as they are known."""
        return Term.of(self.start, self.start_precision, self.end, self.end_precision)
