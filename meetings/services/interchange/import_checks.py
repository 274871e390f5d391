"""Checks of every row of an exchanged archive against the models and the other rows, before any row is stored."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Any

from meetings.models import Article, Place, Wording
from meetings.models.articles import hash_text
from meetings.models.identifiers import IDENTIFIED
from meetings.models.old_addresses import ADDRESSED
from meetings.services.interchange.archive_file import ArchiveFile, ArchiveLine
from meetings.services.interchange.existing_records import ExistingRecords, make_key
from meetings.services.interchange.export_rows import Row
from meetings.services.interchange.import_values import WrongValueError, convert_value
from meetings.services.interchange.tables import ADDED_COLUMNS, TABLES, ArchiveTable
from meetings.text.identifiers import read_identifier

MAX_PROBLEMS_NAMED = 50  # problems that are listed; the others are counted
ROWS_PER_PROGRESS_REPORT = 2_000
Progress = Callable[[str, int], None]
TABLE_OF = {table.model._meta.model_name: table for table in TABLES}


def clean_row(table: ArchiveTable, line: ArchiveLine) -> tuple[Row, list[str]]:
    """Return the row with its values in the types of the models, and the problems with it."""
    if line.problem:
        return {}, [line.problem]
    given = {**_values_of_added_columns(table, line.row), **line.row}
    names = {column.name for column in table.columns}
    unknown = [name for name in given if name not in names]
    problems = [f"there is no column “{name[:60]}”" for name in unknown[:5]]
    problems += [f"the column “{name}” is missing" for name in sorted(names - set(given))]
    row: Row = {}
    for column in table.columns if not problems else ():
        try:
            row[column.name] = convert_value(column, given[column.name])
        except WrongValueError as error:
            problems.append(str(error))
    return row, problems


def _values_of_added_columns(table: ArchiveTable, row: Row) -> Row:
    """Return the values of the columns that a file of version 0.1.0 does not have.

    The headline of a summary was the archive's own then, and must not become an outlet's.
    """
    added: Row = {name: table.column(name).field.get_default() for name in ADDED_COLUMNS.get(table.name, ())}
    if "headline_wording" in added and row.get("text_kind") == Article.TextKind.RETOLD:
        added["headline_wording"] = Wording.ARCHIVE.value
    if table.name == "places" and not row.get("city_ar"):
        added["kind"] = Place.Kind.COUNTRY.value
    return added


class Checker:
    """The check of a whole archive. `problems` lists each problem with file and line; if empty, it can be stored."""

    def __init__(self, archive: ArchiveFile, existing: ExistingRecords, progress: Progress | None = None) -> None:
        self.archive, self.existing, self.progress = archive, existing, progress
        self.problems: list[str] = []
        self.more = 0
        self._keys: dict[str, dict[Hashable, int]] = {table.name: {} for table in TABLES}  # key -> line
        self._once: dict[str, dict[Hashable, int]] = defaultdict(dict)  # what else must be there once -> line
        self._texts = _Texts()

    def run(self) -> None:
        """Check all tables."""
        with self._texts:
            for table in TABLES:
                number = 0
                for line in self.archive.lines(table):
                    number = line.number
                    for problem in self._check(table, line):
                        self._tell(table, line, problem)
                    if self.progress and number % ROWS_PER_PROGRESS_REPORT == 0:
                        self.progress(table.name, number)
                expected = self.archive.rows[table.name]
                if number != expected:
                    self._say(f"jsonl/{table.name}.jsonl: {number} rows, but archive.json says {expected}; is it cut?")

    def _tell(self, table: ArchiveTable, line: ArchiveLine, problem: str) -> None:
        self._say(f"jsonl/{table.name}.jsonl:{line.number}: {problem}.")

    def _say(self, problem: str) -> None:
        if len(self.problems) < MAX_PROBLEMS_NAMED:
            self.problems.append(problem)
        else:
            self.more += 1

    # -------------------------------------------------------------------------------------------------------- a row
    def _check(self, table: ArchiveTable, line: ArchiveLine) -> Iterator[str]:
        row, problems = clean_row(table, line)
        if problems:
            yield from problems
            return
        key = make_key(table, row)
        if (before := self._keys[table.name].setdefault(key, line.number)) != line.number:
            yield f"the same {table.name} as in line {before}: {_shown(key)}"
        for column in table.columns:
            if column.to and row[column.name] is not None and not self._is_there(column.to, row, column.name):
                yield f"“{column.name}” leads to no record of {column.to}: {_shown(row[column.name])}"
        if "country" in row and "organisation" in row and row["country"] and row["organisation"]:
            yield "a country and an organisation: only one of them can be the side"
        if rule := getattr(self, f"_check_{table.name}", None):
            yield from rule(row, line.number)

    def _is_there(self, table: str, row: Row, name: str) -> bool:
        if table == "participations":
            return (row["meeting"], row[name]) in self._keys[table]
        if name == "parent":
            return True  # in the same table, perhaps in a later line: `_check_countries` checks it
        return row[name] in self._keys[table] or row[name] in self.existing.keys[table]

    def _is_once(self, what: str, value: Hashable, line: int) -> Iterator[str]:
        if (before := self._once[what].setdefault(value, line)) != line:
            yield f"the same {what} as in line {before}: {_shown(value)}"

    # ---------------------------------------------------------------------------------------------- rules of a table
    def _check_countries(self, row: Row, line: int) -> Iterator[str]:
        parent = row["parent"]
        above = self._keys["countries"].get(parent, line) < line or parent in self.existing.keys["countries"]
        if parent is not None and not above:
            yield f"“parent” leads to no country in a line above: {_shown(parent)}"

    def _check_places(self, row: Row, line: int) -> Iterator[str]:
        if not row["country"] and not row["city_ar"]:
            yield "neither a city nor a country"
        yield from self._is_once("city", (row["country"], row["city_ar"]), line)

    def _check_appointments(self, row: Row, line: int) -> Iterator[str]:
        if row["start"] and row["end"] and row["end"] < row["start"]:
            yield "the end is before the start"

    def _check_identifiers(self, row: Row, line: int) -> Iterator[str]:
        kinds = [kind for kind in IDENTIFIED if row[kind] is not None]
        if len(kinds) != 1:
            yield f"an identifier of {len(kinds)} records: it must be of one"
        elif read_identifier(row["scheme"], row["value"]) != row["value"]:
            yield f"“value” is not an identifier of {row['scheme']}: {_shown(row['value'])}"
        else:
            yield from self._is_once(f"identifier of one {kinds[0]}", (row["scheme"], row["value"]), line)

    def _check_articles(self, row: Row, line: int) -> Iterator[str]:
        text = row["raw_text"]
        if row["sha256"] != (hash_text(text) if text else None):
            yield "“sha256” is not the hash of “raw_text”: one of them was changed"
        if row["url"]:
            yield from self._is_once("url", row["url"], line)
        if text:
            yield from self._is_once("text", row["sha256"], line)
        self._texts.keep(row["slug"], text)

    def _check_meetings(self, row: Row, line: int) -> Iterator[str]:
        day, end, precision = row["date"], row["date_end"], row["date_precision"]
        if (day is None) != (precision == "unknown"):
            yield "a date needs a precision other than “unknown”, and no date the precision “unknown”"
        if end and (not day or end < day):
            yield "the last day is before the first, or there is no first"

    def _check_participations(self, row: Row, line: int) -> Iterator[str]:
        if not (row["official"] or row["position"] or row["title_ar"] or row["name_as_written"]):
            yield "nobody is named: neither an official nor a position, a title or a name"
        if row["official"]:
            yield from self._is_once("official in one meeting", (row["meeting"], row["official"]), line)

    def _check_evidence(self, row: Row, line: int) -> Iterator[str]:
        text = self._texts.get(row["article"])
        if text is None:
            yield f"the article {_shown(row['article'])} is not in this file, so the quote cannot be checked"
        elif not 0 <= row["start"] < row["end"] or text[row["start"] : row["end"]] != row["quote"]:
            yield "the quote is not what stands in the article from “start” to “end”"

    def _check_attachments(self, row: Row, line: int) -> Iterator[str]:
        if (row["meeting"] is None) == (row["article"] is None):
            yield "an attachment must be of one meeting or of one article"

    def _check_old_addresses(self, row: Row, line: int) -> Iterator[str]:
        if row["kind"] not in ADDRESSED:
            yield f"“kind” names no kind of record: {_shown(row['kind'])}"
        elif row["record"] not in self._keys[TABLE_OF[row["kind"]].name]:
            yield f"“record” leads to no record: {_shown(row['record'])}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


class _Texts:
    """The texts of articles by their keys, on the disk, because all of them would need too much memory."""

    def __enter__(self) -> "_Texts":
        self._file = tempfile.TemporaryFile()
        self._places: dict[str, tuple[int, int]] = {}
        self._last: tuple[str, str] | None = None
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def keep(self, key: str, text: str) -> None:
        """Store `text` under `key`."""
        written = text.encode()
        self._places[key] = (self._file.seek(0, 2), len(written))
        self._file.write(written)

    def get(self, key: str) -> str | None:
        """Return the text of `key`. It caches the last one, since evidence asks for the same text many times."""
        if key not in self._places:
            return None
        if self._last is None or self._last[0] != key:
            start, length = self._places[key]
            self._file.seek(start)
            self._last = key, self._file.read(length).decode()
        return self._last[1]
