"""The rows of the exchanged tables, as plain values, read in chunks."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from meetings.models import Article, Official
from meetings.models.old_addresses import ADDRESSED
from meetings.services.interchange.export_excerpts import make_excerpts_of
from meetings.services.interchange.tables import TABLES, ArchiveTable

CHUNK = 500  # rows read at once, and articles whose texts are in memory
Row = dict[str, Any]


def load_rows(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    """Yield all public rows of `table`: column -> value in a JSON type.

    Without `with_texts` the texts of outlets are reduced to the quoted words.
    """
    yield from {
        "articles": _articles,
        "evidence": _evidence,
        "participations": _participations,
        "old_addresses": _old_addresses,
    }.get(table.name, _plain)(table, with_texts)


def make_plain_row(table: ArchiveTable, values: tuple[Any, ...]) -> Row:
    """Return the values of the table's columns, in their order, as a row."""
    return {column.name: convert_to_json(value) for column, value in zip(table.columns, values, strict=True)}


def convert_to_json(value: Any) -> Any:
    """Return a value of a field in a JSON type; times are in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _chunks(table: ArchiveTable, *more: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield chunks of the values of the columns and of the paths `more` after them, in the order of the table."""
    paths = [column.path for column in table.columns]
    found = table.public().order_by(*map(_bytewise, table.order)).values_list(*paths, *more)
    values = found.iterator(chunk_size=CHUNK)
    while some := list(islice(values, CHUNK)):
        yield some


def _bytewise(name: Any) -> Any:
    """Return an order by the characters of a text, independent of the language of the database."""
    if (
        connection.vendor == "postgresql"
        and isinstance(name, str)
        and name.rpartition("__")[2] in ("code", "slug", "value")
    ):
        return Collate(F(name), "C")
    return name


def _plain(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    for some in _chunks(table):
        yield from (make_plain_row(table, values) for values in some)


def _articles(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    for some in _chunks(table, "pk"):
        short = {} if with_texts else make_excerpts_of(pk for *_, pk in some)
        for *values, pk in some:
            row = make_plain_row(table, tuple(values))
            if pk in short:
                text = short[pk].text
                row["raw_text"] = text
                if not text and row["text_kind"] != Article.TextKind.REMOVED:
                    row["text_kind"] = Article.TextKind.REFERENCE.value
                elif row["text_kind"] == Article.TextKind.ORIGINAL:
                    row["text_kind"] = Article.TextKind.EXCERPT.value
                row["sha256"] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None
            yield row


def _evidence(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    for some in _chunks(table, "article_id"):
        short = {} if with_texts else make_excerpts_of({article for *_, article in some})
        for *values, article in some:
            row = make_plain_row(table, tuple(values))
            if article in short:
                row["start"], row["end"] = short[article].moved(row["start"], row["end"])
            yield row


def _participations(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    """Yield participations; of an official whose record is not public only the name, as on the meeting's page."""
    hidden = dict(Official.objects.exclude(review_state="published").values_list("slug", "name_ar"))
    for row in _plain(table, with_texts):
        if row["official"] in hidden:
            row["name_as_written"] = row["name_as_written"] or hidden[row["official"]]
            row["official"] = None
        yield row


def _old_addresses(table: ArchiveTable, with_texts: bool) -> Iterator[Row]:
    """Yield the old addresses that lead to public records."""
    tables = {other.model._meta.model_name: other for other in TABLES}
    for some in _chunks_of_addresses(table):
        kinds = {kind for kind, *_ in some}
        present: dict[str, dict[int, str]] = {}
        for kind in kinds & set(ADDRESSED):
            asked = [record for other, _slug, _since, record in some if other == kind]
            public = tables[kind].public().filter(pk__in=asked)
            present[kind] = dict(public.values_list("pk", ADDRESSED[kind]))
        for kind, slug, since, record in some:
            if record in present.get(kind, {}):
                yield {
                    "kind": kind,
                    "slug": slug,
                    "created_at": convert_to_json(since),
                    "record": present[kind][record],
                }


def _chunks_of_addresses(table: ArchiveTable) -> Iterator[list[tuple[Any, ...]]]:
    found = table.public().order_by("kind", _bytewise("slug")).values_list("kind", "slug", "created_at", "record_id")
    values = found.iterator(chunk_size=CHUNK)
    while some := list(islice(values, CHUNK)):
        yield some
