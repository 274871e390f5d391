"""What states the day of publication of a report, for articles and for reports at the desk."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.text.date_statements import DateStatement, list_contradicting, unpack_statements


class PublishedBasis(models.TextChoices):
    """What states the day of publication; the sources of a page in the order in which they count."""

    FEED = "feed", _("the entry in the outlet's feed")
    TABLE = "table", _("the report's row in an imported table")
    JSON_LD = "json-ld", _("the page's data for search engines (JSON-LD)")
    META = "meta", _("the page's metadata")
    MARKUP = "markup", _("a date marked in the page")
    ADDRESS = "address", _("the page's URL")
    DATE_LINE = "date-line", _("the page's date line")
    TEXT = "text", _("the date line of the report's text")
    EDITOR = "editor", _("an editor")
    OPEN = "open", _("dates that contradict each other; no editor has decided yet")

    @property
    def is_markup(self) -> bool:
        """Whether its words are those of a program, to be shown left to right."""
        return self in (self.FEED, self.TABLE, self.JSON_LD, self.META, self.MARKUP, self.ADDRESS)


class StatedDay:
    """A record with a day of publication and all statements of it."""

    date_statements: Any
    published_basis: str

    @property
    def is_published_markup(self) -> bool:
        """Whether the words that state the day of publication are those of a program."""
        return self.published_basis in PublishedBasis and PublishedBasis(self.published_basis).is_markup

    @property
    def statements(self) -> tuple[DateStatement, ...] | None:
        """Return what the page or feed states; None where there was neither."""
        return unpack_statements(self.date_statements)

    @property
    def contradicting_dates(self) -> list[DateStatement]:
        """Return the statements that contradict each other, as long as no editor has chosen one."""
        return [] if self.published_basis == PublishedBasis.EDITOR else list_contradicting(self.statements)


def statements_field() -> "models.JSONField[Any, Any]":
    """Return the column with the statements; null where no page and no feed was asked."""
    return models.JSONField(_("statements of the day of publication"), null=True, blank=True, editable=False)


def basis_field() -> "models.CharField[Any, Any]":
    """Return the column with what states the day."""
    return models.CharField(_("what states the day"), max_length=10, choices=PublishedBasis, blank=True, editable=False)
