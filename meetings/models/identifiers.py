"""Identifiers of records in authority files: Wikidata, VIAF, ISNI, and the archive's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NaturalKeyManager, NaturalKeyModel
from meetings.models.kinds import KINDS
from meetings.text import identifiers as forms

# Kind of record with identifiers -> the key by which files name such a record. Each is a foreign key of the table.
IDENTIFIED = {kind.name: kind.key for kind in KINDS if any(part.model == "identifier" for part in kind.parts)}


def _make_constraints() -> list[models.BaseConstraint]:
    """Return the rules that an identifier has one record, and that no two records of a kind share one."""
    one_record = Q()
    for mine in IDENTIFIED:
        one_record |= Q(**{f"{kind}__isnull": kind != mine for kind in IDENTIFIED})
    return [
        models.CheckConstraint(condition=one_record, name="meetings_identifier_one_record"),
        *(
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(**{f"{kind}__isnull": False}),
                name=f"meetings_identifier_once_{kind}",
            )
            for kind in IDENTIFIED
        ),
    ]


class Identifier(NaturalKeyModel):
    """An identifier of one record. Several records of one kind never share one; a city and its state may."""

    class Scheme(models.TextChoices):
        WIKIDATA = forms.WIKIDATA, "Wikidata"
        VIAF = forms.VIAF, "VIAF"
        ISNI = forms.ISNI, "ISNI"
        OWN = forms.OWN, _("the archive's own")

    natural_key_fields = ("scheme", "value", *(f"{kind}__{key}" for kind, key in IDENTIFIED.items()))

    scheme = models.CharField(_("authority file"), max_length=10, choices=Scheme, default=Scheme.WIKIDATA)
    value = models.CharField(
        _("identifier"), max_length=100, help_text=_("For example Q42, or the address of the page at Wikidata.")
    )
    official = models.ForeignKey(
        "meetings.Official", verbose_name=_("official"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip
    position = models.ForeignKey(
        "meetings.Position", verbose_name=_("position"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip
    country = models.ForeignKey(
        "meetings.Country", verbose_name=_("country or region"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip
    organisation = models.ForeignKey(
        "meetings.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip
    place = models.ForeignKey(
        "meetings.Place", verbose_name=_("place"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip
    outlet = models.ForeignKey(
        "meetings.Outlet", verbose_name=_("outlet"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="identifiers",
    )  # fmt: skip

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["id"]
        constraints = _make_constraints()

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.shown}"

    @property
    def shown(self) -> str:
        """The identifier as people read it."""
        return forms.format_identifier(self.scheme, self.value)

    @property
    def url(self) -> str:
        """The address of its page in the authority file; empty for the archive's own."""
        return forms.make_identifier_url(self.scheme, self.value)

    @property
    def kind(self) -> str:
        """The kind of its record; empty before it has one."""
        cached = self._state.fields_cache  # a form sets the record before it has a number
        named = (kind for kind in IDENTIFIED if getattr(self, f"{kind}_id") is not None or cached.get(kind))
        return next(named, "")

    @property
    def record(self) -> Any:
        """Its record."""
        return getattr(self, self.kind) if self.kind else None

    def clean(self) -> None:
        """Write the identifier in its one form. Raises ValidationError if it is wrong or another record has it."""
        self.value = clean_identifier(self.scheme, self.value)
        if self.kind:
            refuse_taken_identifier(self.kind, self.scheme, self.value, getattr(self, f"{self.kind}_id"))

    def save(self, *args: Any, **options: Any) -> None:
        self.value = clean_identifier(self.scheme, self.value)
        super().save(*args, **options)


_WRONG = {
    forms.WIKIDATA: _("“%(value)s” is not an identifier of Wikidata. Enter Q and a number, for example Q42."),
    forms.VIAF: _("“%(value)s” is not an identifier of VIAF. Enter its number, for example 113230702."),
    forms.ISNI: _(
        "“%(value)s” is not an ISNI: it has 16 digits, and the last one checks the others. Look for a wrong digit."
    ),
    forms.OWN: _(
        "“%(value)s” cannot be an identifier. Use letters, digits and the signs . : / + - _ without spaces, at most "
        "100 characters."
    ),
}


def clean_identifier(scheme: str, value: str) -> str:
    """Return `value` in the one form of identifiers of `scheme`. Raises ValidationError."""
    if scheme not in _WRONG:
        raise ValidationError(_("“%(value)s” is not an authority file."), params={"value": scheme[:40]})
    if not (found := forms.read_identifier(scheme, value)):
        raise ValidationError({"value": ValidationError(_WRONG[scheme], params={"value": value[:60]})})
    return found


def refuse_taken_identifier(kind: str, scheme: str, value: str, record_id: int | None) -> None:
    """Raise ValidationError if another record of `kind` has the identifier."""
    same = Identifier.objects.filter(scheme=scheme, value=value, **{f"{kind}__isnull": False})
    if other := same.exclude(**{kind: record_id or 0}).select_related(kind).first():
        message = _("“%(other)s” has this identifier already. If both are the same, merge them.")
        raise ValidationError({"value": ValidationError(message, params={"other": other.record}, code="taken")})
