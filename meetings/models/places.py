"""Places of meetings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel
from meetings.models.languages import choose_by_language


class Place(NaturalKeyModel):
    """A city, or a whole country if the report names no city. The venue is a field of the meeting."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        TOWN = "town", _("town")
        RESORT = "resort", _("resort")
        GOVERNORATE = "governorate", _("governorate")
        PALACE = "palace", _("palace or residence")
        COUNTRY = "country", _("country as a whole")

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("For example: fr-paris, or fr."))
    city_ar = models.CharField(_("city in Arabic"), max_length=120, blank=True)
    city_en = models.CharField(_("city in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CITY)
    country = models.ForeignKey(
        "meetings.Country", verbose_name=_("country"), null=True, blank=True, on_delete=models.PROTECT
    )
    region = models.ForeignKey(
        "meetings.Country",
        verbose_name=_("self-governing region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places_in_region",
        limit_choices_to={"parent__isnull": False},
        help_text=_("Only for a place in a region that is a separate side, such as the Kurdistan Region of Iraq."),
    )

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["city_ar", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False) | ~Q(city_ar=""),
                name="meetings_place_somewhere",
                violation_error_message=_("Enter the city or the country."),
            ),
            # Coalesce, since two cities of the same name in an unknown country are the same place.
            models.UniqueConstraint(Coalesce("country", 0), "city_ar", name="meetings_place_unique_city"),
        ]

    def __str__(self) -> str:
        """Return the place as every page, export and picture writes it: "Erbil, Kurdistan Region, Iraq"."""
        return choose_by_language("، ", ", ").join(filter(None, (self.city_with_kind, self.land)))

    def clean(self) -> None:
        super().clean()
        if self.region and self.region.parent_id != self.country_id:
            text = _("This region is not part of the country of the place. Choose one that is, or none.")
            raise ValidationError({"region": text})

    def save(self, *args: Any, **options: Any) -> None:
        if (self.kind == self.Kind.COUNTRY) != (not self.city_ar):
            self.kind = self.Kind.CITY if self.city_ar else self.Kind.COUNTRY
        super().save(*args, **options)

    @property
    def city(self) -> str:
        """The city in the language of the page; empty if only the country is known."""
        return choose_by_language(self.city_ar, self.city_en)

    @property
    def land(self) -> str:
        """The self-governing region, if there is one, and the country: "Kurdistan Region, Iraq"."""
        country = self.country.name if self.country else ""
        region = self.region.name_within_state(country) if self.region else ""
        return choose_by_language("، ", ", ").join(filter(None, (region, country)))

    @property
    def city_with_kind(self) -> str:
        """The city, with its kind where the name alone is taken for another place: "Salahaddin (resort)"."""
        kind = str(self.get_kind_display())
        is_clear = self.kind not in (self.Kind.RESORT, self.Kind.GOVERNORATE) or kind in self.city.lower()
        return self.city if is_clear else gettext("%(city)s (%(kind)s)") % {"city": self.city, "kind": kind}

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])
