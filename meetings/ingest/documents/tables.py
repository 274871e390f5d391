"""Tables of articles, one a row: JSON Lines, JSON and CSV, of any length; only one row is in the memory.

A row gives its text and, where it has them, title, address, day, outlet and name. The day is a statement of the table:
a value that is not a day in full states nothing. Unknown columns are left alone.
"""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.limits import StopReadingError
from meetings.ingest.documents.rows import find_fields, make_row_item
from meetings.ingest.encodings import find_encoding
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import MAX_TEXT_BYTES

MAX_ROW_BYTES = 4 * MAX_TEXT_BYTES  # of one line of a file or one field of CSV
MIN_FIELDS = 2  # that a table of articles has, one of them the text
_DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 256 * 1024
_JSON_BEGINNING = re.compile(r'\s*(?:\{\s*"|\[\s*\{\s*")')
_LISTS = ("items", "articles", "data", "results", "documents", "records")  # of articles in one JSON document


def find_table_kind(file: SourceFile) -> str:
    """Return CSV or JSON for a table of articles; empty for other files."""
    encoding = find_encoding(file.head)
    if encoding is None:
        return ""
    head = file.head.decode(encoding, "replace")
    if _JSON_BEGINNING.match(head):
        return "JSON"
    if file.name.lower().endswith((".csv", ".tsv")):
        return "CSV"
    return "CSV" if _find_header(head) else ""


def read_csv(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the articles of a table in CSV.

    Raises:
        SourceError: It has no column of texts.
        StopReadingError: A row is too large.
    """
    csv.field_size_limit(MAX_ROW_BYTES)
    encoding = _find_encoding(file)
    found = _find_header(file.head.decode(encoding, "replace"))
    if not found:
        raise SourceError(
            _(
                "%(name)s: this table has no column of texts. Name its columns in the first row: "
                "title, url, date, outlet, text."
            ),
            name=file.name,
        )
    delimiter, fields = found
    rows = csv.reader(_read_lines(file, encoding), delimiter=delimiter)
    number = 0
    try:
        next(rows, None)
        for number, row in enumerate(rows, start=1):
            if any(cell.strip() for cell in row):
                run.count_text(file.name)
                values = {field: row[place] for field, place in fields.items() if place < len(row)}
                yield make_row_item(values, file.name, number)
    except csv.Error as error:
        raise StopReadingError(
            _(
                "%(name)s: row %(number)s cannot be read (%(reason)s); the rest was not read. "
                "Check its quotation marks."
            ),
            name=file.name,
            number=number + 1,
            reason=str(error),
        ) from error


def read_json(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the articles of JSON Lines, or of one JSON document that is a list of articles, or one article.

    Raises:
        SourceError: It is not JSON, or has no texts.
    """
    if _is_one_document(file):
        articles = _list_articles(_load(file.read(), file.name))
        numbered = enumerate(articles, start=1)
        yield from (_make_item(one, file, number, run) for number, one in numbered)
        return
    for number, line in enumerate(_read_lines(file, _find_encoding(file)), start=1):
        if not line.strip():
            continue
        try:
            one = _load(line, f"{file.name}#{number}")
        except SourceError as error:
            run.count_text(file.name)
            yield ReadItem(f"{file.name}#{number}", error=error)
            continue
        yield _make_item(one, file, number, run)


def _make_item(one: Any, file: SourceFile, number: int, run: ReadingRun) -> ReadItem:
    run.count_text(file.name)
    if not isinstance(one, dict):
        one = {"text": one}
    columns = [key for key in one if isinstance(key, str)][:200]
    return make_row_item({field: one[columns[at]] for field, at in find_fields(columns).items()}, file.name, number)


def _is_one_document(file: SourceFile) -> bool:
    """Return whether the file is one JSON document and not one a line."""
    file.stream.seek(0)
    first = file.stream.readline(MAX_ROW_BYTES).strip()
    if first.removeprefix(b"\xef\xbb\xbf").startswith(b"["):
        return True
    try:
        read = _load(first, file.name)
    except SourceError:
        return True
    more = file.stream.readline(MAX_ROW_BYTES).strip()
    return not more and isinstance(read, dict) and any(isinstance(read.get(name), list) for name in _LISTS)


def _load(data: bytes | str, name: str) -> Any:
    try:
        text = data.decode(find_encoding(data) or "utf-8", "replace") if isinstance(data, bytes) else data
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(_("%(name)s: this is not valid JSON (%(reason)s)."), name=name, reason=str(error)) from error


def _list_articles(read: Any) -> list[Any]:
    if isinstance(read, dict):
        return next((read[name] for name in _LISTS if isinstance(read.get(name), list)), [read])
    return read if isinstance(read, list) else [read]


def _find_header(head: str) -> tuple[str, dict[str, int]] | None:
    """Return the delimiter of a table of articles and the places of its fields; None where the first row names none."""
    first = head.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    if len(first) > 2000:
        return None
    for delimiter in _DELIMITERS:
        columns = next(csv.reader([first], delimiter=delimiter), [])
        fields = find_fields(columns)
        if "text" in fields and len(fields) >= MIN_FIELDS:
            return delimiter, fields
    return None


def _find_encoding(file: SourceFile) -> str:
    file.stream.seek(0)
    return find_encoding(file.stream.read(_SAMPLE_BYTES)) or find_encoding(file.head) or "utf-8"


def _read_lines(file: SourceFile, encoding: str) -> Iterator[str]:
    """Yield the lines of a file with their ends.

    Raises:
        StopReadingError: A line is too long.
    """
    file.stream.seek(0)
    if encoding.startswith(("utf-16", "utf-32")):  # a line end has more than one byte
        yield from file.read().decode(encoding, "replace").splitlines(keepends=True)
        return
    number = 0
    while line := file.stream.readline(MAX_ROW_BYTES + 1):
        number += 1
        if len(line) > MAX_ROW_BYTES:
            raise StopReadingError(
                _("%(name)s: line %(number)s is too long for an article; the rest was not read."),
                name=file.name,
                number=number,
            )
        yield line.decode("utf-8-sig" if number == 1 and encoding == "utf-8" else encoding, "replace")
