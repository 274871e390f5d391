"""The sides of a meeting: countries and self-governing regions, and organisations."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from meetings.gazetteer.sides import list_english_words
from meetings.models.base import NamedModel, NaturalKeyManager, NaturalKeyModel


class Country(NamedModel, NaturalKeyModel):
    """A country of ISO 3166-1, or a self-governing region with the state it belongs to (IQ-KRI in IQ)."""

    natural_key_fields = ("code",)

    code = models.CharField(
        _("code"), max_length=8, unique=True, help_text=_("ISO 3166-1 code, or IQ-KRI for a region.")
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="regions"
    )
    names = models.JSONField(_("other names"), default=list, blank=True)
    demonyms = models.JSONField(
        _("demonyms"), default=dict, blank=True, help_text=_("Forms by gender and number: masculine, feminine, plural.")
    )

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_ar"]

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.code.lower()])

    def name_within_state(self, state: str) -> str:
        """Return the name without that of its state, which is beside it: Kurdistan Region, of the one of Iraq."""
        name = str(self.name)
        ending = next((ending for ending in (f" of {state}", f" {state}") if state and name.endswith(ending)), "")
        return name.removesuffix(ending)

    @property
    def kind_code(self) -> str:
        """The kind of the side for programs: country or region."""
        return "region" if self.parent_id else "country"

    @property
    def description(self) -> str:
        """What the side is: a country, or a self-governing region with its state."""
        if self.parent:
            return gettext("self-governing region of %(state)s") % {"state": self.parent.name}
        return pgettext("side", "country")

    @property
    def flag(self) -> str:
        """The flag as Unicode regional indicators; nothing for a region."""
        return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in self.code) if len(self.code) == 2 else ""


class Organisation(NamedModel, NaturalKeyModel):
    """A body that meets diplomats in its own name: the UN, the EU, NATO, a coalition, a party."""

    class Kind(models.TextChoices):
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organisation")
        AGENCY = "agency", _("agency or mission")
        COALITION = "coalition", _("coalition")
        PARTY = "party", _("party or movement")
        OTHER = "other", _("other body")

    natural_key_fields = ("code",)

    code = models.CharField(_("code"), max_length=32, unique=True)
    names = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INTERGOVERNMENTAL)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_ar"]

    @property
    def kind_code(self) -> str:
        """The kind of the side for programs."""
        return str(self.kind)

    @property
    def description(self) -> str:
        """What the side is: an organisation of one kind, or a party."""
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.code.lower()])


def list_demonyms(side: Any) -> list[str]:
    """Return all demonym forms of a country; none for an organisation."""
    forms = getattr(side, "demonyms", None) or {}
    return [form for some in forms.values() for form in ([some] if isinstance(some, str) else some)]


def list_side_names(side: Any) -> list[str]:
    """Return the names of a side and the adjectives from them, in all languages."""
    return [side.name_ar, side.name_en, *side.names, *list_demonyms(side), *list_english_words(side.code)]
