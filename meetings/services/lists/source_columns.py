"""The columns of a meeting's reports: an entry for each, in their order, the same in every column.

An import links a meeting to reports by their addresses, on the web or in the archive. A report that the archive does
not have is added with its address, outlet, headline and day, without a text.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Article, Outlet, Source
from meetings.models.saving import save_again_if_refused
from meetings.models.slugs import make_unique_slug
from meetings.queries.withdrawals import WITHDRAWN
from meetings.services.addresses import make_address_parts
from meetings.services.lists.cells import Cell, Day, Shown, join_aligned, split_aligned, split_entries
from meetings.services.lists.references import Finder, name_near, read_key
from meetings.text.domains import find_owner

_PLANNED = "_planned_sources"
_CHANGED_THERE = gettext_lazy("This fact of the report is changed in the report's form. Leave this cell as it was.")


class SourceCell(Cell):
    """One of the columns of reports. The row as a whole reads them, see `SourceReader`."""

    def __init__(self, name: str, label: Any, shown: Callable[[Article], str], *, hint: Any = "") -> None:
        super().__init__(name, label, hint=hint)
        self.shown = shown

    def show(self, record: Any) -> str:
        articles = [source.article for source in record.sources.all()] if record.pk else []
        return join_aligned(_plain(self.shown(one)) for one in [*articles, *record.__dict__.get(_PLANNED, ())])

    def is_unchanged(self, text: str, record: Any) -> bool:
        """Return whether the entries are those of the record; tables for readers leave the empty ones out."""
        if super().is_unchanged(text, record):
            return True
        shown = split_aligned(self.show(record)) if record.pk else []
        return bool(shown) and _split(text) == list(dict.fromkeys(filter(None, shown)))

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        """Leave it to the row as a whole."""


def _split(text: str) -> list[str]:
    """Return the entries of a cell; tables for readers have a semicolon between them."""
    return split_aligned(text) if "|" in text or "\n" in text else split_entries(text)


def _plain(text: str) -> str:
    """Return a text without the sign between entries, which headlines of pages have."""
    return text.replace("|", "¦")


URLS, KEYS, OUTLETS, TITLES, DAYS = "source_urls", "source_addresses", "source_outlets", "source_titles", "source_days"
ALIGNED = gettext_lazy("as many entries as sources, with a | between them")
CELLS = (
    SourceCell(
        URLS, gettext_lazy("addresses of the sources"), lambda one: one.url or "",
        hint=gettext_lazy("addresses of the reports on the web, several with a | between them"),
    ),
    SourceCell(KEYS, gettext_lazy("addresses of the sources in the archive"), lambda one: one.slug, hint=ALIGNED),
    SourceCell(
        OUTLETS, gettext_lazy("codes of the outlets"), lambda one: one.outlet.code if one.outlet else "", hint=ALIGNED
    ),
    SourceCell(TITLES, gettext_lazy("headlines of the reports"), lambda one: one.headline, hint=ALIGNED),
    SourceCell(
        DAYS, gettext_lazy("days of publication"),
        lambda one: one.published_on.isoformat() if one.published_on else "", hint=ALIGNED,
    ),
)  # fmt: skip
_CELLS = {cell.column_name: cell for cell in CELLS}
WITHDRAWN_CELL = Shown(
    "withdrawn_sources",
    gettext_lazy("withdrawn reports"),
    lambda one: join_aligned(f"{s.article} ({WITHDRAWN})" for s in one.sources.all() if s.article.is_withdrawn),
)


class SourceReader:
    """The reader of the columns of reports in the rows of one import."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def _outlets(self) -> Finder:
        return Finder(Outlet.objects.all(), lambda one: (one.code, one.name_ar, one.name_en))

    @cached_property
    def _by_domain(self) -> dict[str, str]:
        return {
            domain: outlet.code
            for outlet in Outlet.objects.all()
            for domain in (outlet.domain, *outlet.other_domains)
            if domain
        }

    def plan(self, meeting: Any, row: dict[str, Any]) -> None:
        """Note the reports that a row adds to a meeting, for `write_planned`.

        Raises:
            ValidationError: A column cannot be read, has another number of entries, or takes a report away.
        """
        given = {name: _split(str(row.get(name) or "")) for name in _CELLS if name in row}
        changed = _list_changed(meeting, row, given)
        if not changed:
            return
        leading = next((name for name in (URLS, KEYS) if given.get(name)), None)
        if leading is None:
            raise ValidationError({changed[0]: self._make_refusal(meeting, given)})
        had = [source.article for source in meeting.sources.all()] if meeting.pk else []
        entries = _align(given, len(given[leading]))
        self._check_present(had, entries)
        meeting.__dict__[_PLANNED] = added = [self._find(entry) for entry in entries[len(had) :]]
        if len(set(map(_identify, [*had, *added]))) < len(had) + len(added):
            raise ValidationError({leading: _("A report is named twice.")})

    @staticmethod
    def _make_refusal(meeting: Any, given: dict[str, list[str]]) -> str:
        if meeting.pk and (URLS in given or KEYS in given):
            return _("Reports are taken away in the meeting's form. Leave this cell as it was.")
        return _("A source needs an address: enter it in the column “%(column)s”.") % {"column": _CELLS[URLS].label}

    @staticmethod
    def _check_present(had: list[Article], entries: list[dict[str, str]]) -> None:
        """Raise ValidationError unless the first entries are the reports that the meeting has."""
        for place, article in enumerate(had):
            entry = entries[place] if place < len(entries) else {}
            for name in (URLS, KEYS, OUTLETS, TITLES, DAYS):
                shown = _plain(_CELLS[name].shown(article))
                if name in (URLS, KEYS) and (not entry or entry.get(name, shown).split() != shown.split()):
                    text = _("Reports are taken away in the meeting's form. Leave this cell as it was.")
                    raise ValidationError({name if name in entry or not entry else URLS: text})
                if entry.get(name, shown).split() != shown.split():
                    raise ValidationError({name: str(_CHANGED_THERE)})

    def _find(self, entry: dict[str, str]) -> Article:
        """Return the report of an entry; one that the archive does not have is not saved yet."""
        if key := read_key(entry.get(KEYS, "")):
            found = Article.objects.filter(slug__iexact=key).first()
            if found is None:
                near = name_near(key, Article.objects.order_by().values_list("slug", flat=True))
                text = _("“%(key)s” is not the address of a report in the archive.%(near)s")
                raise ValidationError({KEYS: text % {"key": key[:80], "near": near}})
            return found  # type: ignore[no-any-return]
        url = entry.get(URLS, "")
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as error:
            text = _("“%(url)s” is not the address of a page. Enter it with https:// in front.")
            raise ValidationError({URLS: text % {"url": url[:80]}}) from error
        known = Article.objects.filter(url=url).first() or Article.objects.of_page(url).first()
        return known or self._make(entry, url)

    def _make(self, entry: dict[str, str], url: str) -> Article:
        article = Article(
            url=url,
            headline=entry.get(TITLES, "")[:500],
            text_kind=Article.TextKind.REFERENCE,
            published_on=self._read_day(entry.get(DAYS, "")),
            created_by=self.user,
        )
        code = entry.get(OUTLETS, "") or find_owner(url.split("/")[2].partition(":")[0], self._by_domain)
        if code:
            try:
                article.outlet = self._outlets.find(code)
            except ValueError as error:
                raise ValidationError({OUTLETS: str(error)}) from error
        return article

    @staticmethod
    def _read_day(text: str) -> date | None:
        try:
            day: date | None = Day(DAYS, "").read(text, Article())
        except ValueError as error:
            raise ValidationError({DAYS: str(error)}) from error
        return day


def write_planned(meeting: Any) -> None:
    """Link the meeting, which is saved, to the reports that the row adds."""
    added = meeting.__dict__.pop(_PLANNED, ())
    for order, article in enumerate(added, start=meeting.sources.count() if added else 0):
        if article.pk is None:
            save_again_if_refused(partial(_save_new, article))
        Source.objects.create(meeting=meeting, article=article, order=order)


def _save_new(article: Article) -> None:
    article.pk, article.slug = None, make_unique_slug(Article, make_address_parts(article))
    with transaction.atomic():
        article.save()


def _identify(article: Article) -> Any:
    return article.pk or article.url


def _list_changed(meeting: Any, row: dict[str, Any], given: dict[str, list[str]]) -> list[str]:
    """Return the columns that do not show what the meeting has; for a new one those with a text."""
    if meeting.pk is None:
        return [name for name, texts in given.items() if texts]
    return [name for name in given if not _CELLS[name].is_unchanged(str(row[name] or "").strip(), meeting)]


def _align(given: dict[str, list[str]], count: int) -> list[dict[str, str]]:
    """Return the entries of the columns by report. Raises ValidationError for a column with another number of them."""
    for name, texts in given.items():
        if texts and len(texts) != count:
            text = _("This cell has %(entries)s entries for %(count)s sources. Put a | between the entries.")
            raise ValidationError({name: text % {"entries": len(texts), "count": count}})
    filled = {name: texts or [""] * count for name, texts in given.items()}
    return [{name: texts[place] for name, texts in filled.items()} for place in range(count)]
