"""Citations of a page of the archive in words, in every language of the interface."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import Article, Meeting
from meetings.models.languages import list_language_codes
from meetings.queries.attribution import get_attribution
from meetings.queries.days import format_long_date, format_meeting_date
from meetings.queries.meetings import get_title


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of one page: the words before its permanent address, and the words after it."""

    language: str
    before: str
    address: str
    after: str

    @property
    def text(self) -> str:
        """The citation as one line."""
        return f"{self.before} {self.address} {self.after}"


def make_citations(
    name: Callable[[], str], address: str, about: Any = None, today: date | None = None
) -> Iterator[Citation]:
    """Yield the citation of a page in each language.

    Args:
        name: Returns the page's title in the active language.
        address: The page's permanent address.
        about: The record that the page shows, if it shows one.
        today: The day of reading; by default the present day.
    """
    day = today or timezone.localdate()
    for language in list_language_codes():
        with override(language):
            after = _("(accessed %(accessed)s).") % {"accessed": format_long_date(day)}
            yield Citation(language, " ".join(_before(name(), about)), address, after)


def _before(title: str, about: Any) -> Iterator[str]:
    when, changed = _when(about), format_long_date(_changed(about))
    is_supplied = isinstance(about, Article) and not get_attribution(about).is_quotable
    shown = title if is_supplied else _("“%(title)s”") % {"title": title}
    yield f"{shown} ({when})." if when else f"{shown}."
    yield _("Mahdar, archive of diplomatic meetings.")
    if changed:
        yield _("Last changed %(changed)s.") % {"changed": changed}


def get_page_title(record: Any) -> str:
    """Return the title of the page of `record` in the active language."""
    if isinstance(record, Meeting):
        return get_title(record)
    return get_attribution(record).title if isinstance(record, Article) else str(record)


def _when(record: Any) -> str:
    if isinstance(record, Meeting):
        return format_meeting_date(record)
    if isinstance(record, Article):
        return _(", ").join(filter(None, (str(record.outlet or ""), format_long_date(record.published_on))))
    return ""


def _changed(record: Any) -> date | None:
    moment: datetime | None = getattr(record, "updated_at", None)
    return timezone.localdate(moment) if moment else None
