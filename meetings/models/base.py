"""Base classes that several records share: names in two languages, sides, review, natural keys."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import known
from meetings.models.languages import choose_by_language


class NaturalKeyManager(models.Manager[Any]):
    """A manager that finds a record by its public key, so that fixtures never depend on row numbers."""

    def get_by_natural_key(self, *key: Any) -> models.Model:
        if here := known.get_known_records():
            return here.get(self.model, key, self.db)
        fields: tuple[str, ...] = self.model.natural_key_fields
        found: models.Model = self.get(**dict(zip(fields, key, strict=True)))
        return found


class NaturalKeyModel(models.Model):
    """A record that fixtures identify by `natural_key_fields`, which may follow foreign keys with `__`."""

    natural_key_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        here = known.get_known_records()
        follow = here.follow if here else getattr
        key = []
        for path in self.natural_key_fields:
            value: Any = self
            for name in path.split("__"):
                value = None if value is None else follow(value, name)
            key.append(value)
        return tuple(key)


def list_editable_columns(model: type[models.Model], left_out: Iterable[str] = ()) -> list[Any]:
    """Return the fields of `model` that are columns and that an editor can change, in its order."""
    hidden = set(left_out)
    columns = (one for one in model._meta.concrete_fields if one.editable and not one.primary_key)
    return [one for one in columns if one.name not in hidden]


class NamedModel(models.Model):
    """A record with an Arabic and an English name."""

    name_ar = models.CharField(_("name in Arabic"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return choose_by_language(self.name_ar, self.name_en)


class EnteredModel(models.Model):
    """A record that a user enters at the desk. A contributor may change only their own records."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True


class SideModel(models.Model):
    """A record that belongs to at most one side: a country or region, or an organisation, never both."""

    country = models.ForeignKey(
        "meetings.Country", verbose_name=_("country or region"), null=True, blank=True, on_delete=models.PROTECT
    )
    organisation = models.ForeignKey(
        "meetings.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=True) | Q(organisation__isnull=True),
                name="%(app_label)s_%(class)s_one_side",
                violation_error_message=_("Choose a country or an organisation, not both."),
            )
        ]

    @property
    def side(self) -> models.Model | None:
        """The country, region or organisation that the person or office represents; None if unknown."""
        return self.country or self.organisation

    @property
    def side_code(self) -> str | None:
        """The side's code: ISO 3166-1, IQ-KRI, or an organisation's."""
        return self.side.code if self.side else None  # type: ignore[attr-defined]


class OfReportQuerySet(models.QuerySet[Any]):
    """Rows that are about an article: sources, evidence, disagreements."""

    def of_shown_reports(self) -> Self:
        """Return the rows of articles that are not withdrawn; every public page, export and API reads these only."""
        return self.filter(article__is_withdrawn=False)


class PublicQuerySet(models.QuerySet[Any]):
    """Records that an editor reviews before the public sees them."""

    def public(self) -> Self:
        """Return the published records."""
        return self.filter(review_state="published")

    def drafts(self) -> Self:
        """Return the drafts, which an editor has not reviewed."""
        return self.filter(review_state="draft")
