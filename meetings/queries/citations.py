"""How a page of the archive is cited: in words, in Arabic and in English, and as the parts that reference managers
take."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import Article, Meeting
from meetings.queries.articles import title_of as article_title
from meetings.queries.days import date_of, long_date
from meetings.queries.meetings import title_of

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of one page in words: `title` and `rest` around its permanent `address`."""

    language: str
    title: str
    when: str
    changed: str
    address: str
    accessed: str

    @property
    def text(self) -> str:
        """The citation as one line."""
        values = {
            "title": self.title,
            "when": self.when,
            "changed": self.changed,
            "address": self.address,
            "accessed": self.accessed,
        }
        with override(self.language):
            title = _("“%(title)s” (%(when)s).") if self.when else _("“%(title)s”.")
            changed = _("Last changed %(changed)s.") if self.changed else ""
            parts = [
                title,
                _("Mahdar, archive of diplomatic meetings."),
                changed,
                "%(address)s",
                _("(accessed %(accessed)s)."),
            ]
            return " ".join(filter(None, parts)) % values


def citations(
    name: Callable[[], str], address: str, about: Any = None, today: date | None = None
) -> Iterator[Citation]:
    """The citation of a page in each language. `name` gives its title in the language that is active; `about` is the
    record that it shows, where it shows one; `today` is the day of reading."""
    for language in LANGUAGES:
        with override(language):
            yield Citation(
                language=language,
                title=name(),
                when=_when(about),
                changed=long_date(_changed(about)),
                address=address,
                accessed=long_date(today or timezone.localdate()),
            )


def name_of(record: Any) -> str:
    """What the page of `record` is called, in the language that is active."""
    if isinstance(record, Meeting):
        return title_of(record)
    return article_title(record) if isinstance(record, Article) else str(record)


def _when(record: Any) -> str:
    if isinstance(record, Meeting):
        return date_of(record)
    return long_date(record.published_on) if isinstance(record, Article) else ""


def _changed(record: Any) -> date | None:
    moment: datetime | None = getattr(record, "updated_at", None)
    return timezone.localdate(moment) if moment else None
