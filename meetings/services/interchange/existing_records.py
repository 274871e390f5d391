"""The records that the archive has already, so that an import does not add them a second time."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from meetings.models import Article, Place
from meetings.services.interchange.export_rows import Row, convert_to_json, make_plain_row
from meetings.services.interchange.tables import TABLES, ArchiveTable
from meetings.text.domains import hash_page

# One archive may have whole texts and the other excerpts; an import does not report that.
_NOT_COMPARED = {"raw_text", "text_kind", "sha256", "published_at"}


def make_key(table: ArchiveTable, row: Row) -> Hashable:
    """Return the key of a row, unique in its table."""
    return row[table.key[0]] if len(table.key) == 1 else tuple(row[name] for name in table.key)


def list_independent_tables() -> tuple[ArchiveTable, ...]:
    """Return the tables whose records are not parts of others."""
    return tuple(table for table in TABLES if len(table.key) == 1)


@dataclass(slots=True)
class ExistingRecords:
    """The keys of the archive's records, published or not: table -> key -> row number."""

    keys: dict[str, dict[Hashable, int]]
    texts: dict[str, int] = field(default_factory=dict)  # hash of a text -> article
    pages: dict[str, int] = field(default_factory=dict)  # hash of the page at the URL -> article
    cities: dict[tuple[str | None, str], int] = field(default_factory=dict)  # (country, city in Arabic) -> place

    @property
    def is_empty(self) -> bool:
        """Whether the archive has no meetings yet."""
        return not self.keys["meetings"]

    def find(self, table: ArchiveTable, row: Row) -> int | None:
        """Return the row number of the record that `row` describes; None if there is none.

        It finds a record by its key, an article also by its text or URL, a place also by its city.
        """
        found = self.keys[table.name].get(make_key(table, row))
        if found is None and table.model is Article:
            found = self.texts.get(row["sha256"] or "") or self.pages.get(hash_page(row["url"]))
        if found is None and table.model is Place:
            found = self.cities.get((row["country"], row["city_ar"]))
        return found


def read_existing_records() -> ExistingRecords:
    """Read the keys of all records, with one query for each table."""
    keys: dict[str, dict[Hashable, int]] = {}
    for table in list_independent_tables():
        keys[table.name] = dict(table.model._default_manager.order_by().values_list(table.key[0], "pk"))
    existing = ExistingRecords(keys)
    for pk, sha256, page in Article.objects.order_by("-pk").values_list("pk", "sha256", "page_hash"):
        if sha256:
            existing.texts[sha256] = pk
        if page:
            existing.pages[page] = pk  # of several, the first
    for pk, country, city in Place.objects.order_by().values_list("pk", "country__code", "city_ar"):
        existing.cities[country, city] = pk
    return existing


def find_different_keys(table: ArchiveTable, known: dict[int, Row]) -> list[str]:
    """Return the keys of the rows that differ from the public record; `known` is row number -> row of the file."""
    paths = [column.path for column in table.columns]
    found = table.public().filter(pk__in=list(known)).values_list("pk", *paths)
    pairs = ((make_plain_row(table, tuple(values)), known[pk]) for pk, *values in found)
    return [str(make_key(table, theirs)) for mine, theirs in pairs if _differ(mine, theirs)]


def _differ(mine: Row, theirs: Row) -> bool:
    return any(value != convert_to_json(theirs[name]) for name, value in mine.items() if name not in _NOT_COMPARED)


def list_automatic_time_fields(table: ArchiveTable) -> list[str]:
    """Return the fields of a table that Django itself fills with the present time."""
    fields: list[Any] = list(table.model._meta.concrete_fields)
    return [one.name for one in fields if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False)]
