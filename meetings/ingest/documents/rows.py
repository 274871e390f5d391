"""One row of a table as an article, with what its columns state."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadItem
from meetings.ingest.errors import SourceError
from meetings.ingest.page_dates.instants import read_instant
from meetings.ingest.readers import MAX_TEXT_BYTES, make_size_error
from meetings.ingest.sources import SourceText, find_outlet_by_domain, find_outlet_by_name
from meetings.text.date_statements import DateStatement, choose_statement, sort_statements
from meetings.text.fold import fold
from meetings.text.tables import read_table, split_values

MAX_CELL_CHARACTERS = 2000  # of every column but the text


@functools.cache
def load_columns(kind: str = "article", fields: frozenset[str] | None = None) -> dict[str, str]:
    """Return the field that each name of a column means in a table of articles, or in a list of records of `kind`.

    What is said of one kind counts before what is said of all lists. Only `fields` count, if given: the key of a list
    is its slug or its code.
    """
    table = read_table(Path(__file__).with_name("columns.tsv"))
    kinds = (kind,) if kind == "article" else ("*", kind)
    return {
        make_column_key(name): row["field"]
        for wanted in kinds
        for row in table
        if row["list"] == wanted and (fields is None or row["field"] in fields)
        for name in split_values(row["names"])
    }


def make_column_key(name: str) -> str:
    """Return the name of a column as names are compared."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


def find_fields(columns: list[str]) -> dict[str, int]:
    """Return the place of each field among the columns of a table; the first column of a field counts."""
    known, found = load_columns(), dict[str, int]()
    for place, column in enumerate(columns):
        field = known.get(make_column_key(column[:100]))
        if field:
            found.setdefault(field, place)
    return found


def make_row_item(values: Mapping[str, Any], table: str, number: int) -> ReadItem:
    """Return the article of a row.

    Args:
        values: Its fields: text, title, url, date, outlet, name.
        table: The table's name, for messages.
        number: The number of the row, from 1.
    """
    name = f"{table}#{number}"
    text = _read_cell(values, "text")
    if not text.strip():
        return ReadItem(name, error=SourceError(_("%(name)s: this row has no text."), name=name))
    if len(text.encode("utf-8", "replace")) > MAX_TEXT_BYTES:
        return ReadItem(name, error=make_size_error(name, len(text.encode("utf-8", "replace")), MAX_TEXT_BYTES))
    title, url, outlet = (
        _read_cell(values, field)[:MAX_CELL_CHARACTERS].strip() for field in ("title", "url", "outlet")
    )
    url = url if url.startswith(("http://", "https://")) else ""
    statements = _read_statements(_read_cell(values, "date"))
    stated = choose_statement(statements)
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n\n{text}"
    return ReadItem(
        name,
        SourceText(
            raw=text,
            name=_read_cell(values, "name")[:100].strip() or name,
            url=url or None,
            headline=title or None,
            published=stated.day if stated else None,
            statements=statements or None,
            outlet_code=_find_outlet(outlet, url),
        ),
        is_row=True,
    )


def _read_cell(values: Mapping[str, Any], field: str) -> str:
    value = values.get(field)
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or ""
    return str(value).replace("\x00", "") if isinstance(value, str | int | float) else ""


def _find_outlet(outlet: str, url: str) -> str | None:
    """Return the code of the outlet: by the address of the article, else by the name or the domain in the row."""
    host = _find_host(url)
    return find_outlet_by_domain(host) or find_outlet_by_name(outlet) or find_outlet_by_domain(outlet.lower() or None)


def _find_host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _read_statements(value: str) -> tuple[DateStatement, ...]:
    """Return what the date of a row states; a value that is not one day in full states nothing."""
    read = read_instant(value)
    if read is None:
        return ()
    return sort_statements([DateStatement("table", read.day, value, read.printed)], timezone.localdate())
