"""Places of meetings."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel
from meetings.models.languages import in_current_language


class Place(NaturalKeyModel):
    """A city, or a whole country if the report names no city. The venue is a field of the meeting."""

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("For example: fr-paris, or fr."))
    city_ar = models.CharField(_("city in Arabic"), max_length=120, blank=True)
    city_en = models.CharField(_("city in English"), max_length=120, blank=True)
    country = models.ForeignKey(
        "meetings.Country", verbose_name=_("country"), null=True, blank=True, on_delete=models.PROTECT
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
        city = in_current_language(self.city_ar, self.city_en)
        separator = in_current_language("، ", ", ")
        return separator.join(part for part in (city, self.country.name if self.country else "") if part)

    @property
    def city(self) -> str:
        """The city in the language of the page; empty if only the country is known."""
        return in_current_language(self.city_ar, self.city_en)

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])
