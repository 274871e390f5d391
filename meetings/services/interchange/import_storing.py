"""Storage of a checked archive, in one transaction and in batches, without changes to existing records.

Records that the archive has stay as they are; the import adds no parts to an existing meeting or official either, so
that no record mixes two archives. It reports the records that differ.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from meetings.ingest.errors import SourceError
from meetings.models import Article, Attachment, Identifier, Meeting, OldAddress, Publication, ReviewState
from meetings.models.identifiers import IDENTIFIED
from meetings.services.attachments.inspection import inspect_attachment
from meetings.services.attachments.storing import set_file
from meetings.services.interchange import FILES_FOLDER
from meetings.services.interchange.archive_file import ArchiveFile, ArchiveFileError
from meetings.services.interchange.existing_records import (
    ExistingRecords,
    find_different_keys,
    list_automatic_time_fields,
    make_key,
)
from meetings.services.interchange.export_rows import Row
from meetings.services.interchange.import_checks import TABLE_OF, Progress, clean_row
from meetings.services.interchange.tables import BY_NAME, PUBLISHED_AT, TABLES, ArchiveTable
from meetings.text.quotes import find_quote

MAX_BATCH_ROWS = 500


@dataclass(slots=True)
class StoredRows:
    """The result for one table.

    It has the number of added rows, the number of rows whose record existed, the keys of those that differ from it, the
    number of quotes that are not in the archive's own text, and that of attachments whose file is not in the zip.
    """

    added: int = 0
    known: int = 0
    different: list[str] = field(default_factory=list)
    not_found: int = 0
    without_file: int = 0


def store(archive: ArchiveFile, existing: ExistingRecords, progress: Progress | None = None) -> dict[str, StoredRows]:
    """Store all tables of `archive`, which was checked against `existing`, and return the result for each."""
    with transaction.atomic():
        return _Storer(archive, existing, progress).run()


class _Storer:
    def __init__(self, archive: ArchiveFile, existing: ExistingRecords, progress: Progress | None) -> None:
        self.archive, self.existing, self.progress = archive, existing, progress
        self.pks = {name: dict(keys) for name, keys in existing.keys.items()}
        self.pks["participations"] = {}
        self.new: dict[str, set[Hashable]] = {table.name: set() for table in TABLES}
        self.taken: set[Hashable] = set()  # keys of rows of such articles, with the article of the archive
        self.replaced: set[Hashable] = set()  # articles of the file that the archive has with another text

    def run(self) -> dict[str, StoredRows]:
        return {table.name: self._table(table) for table in TABLES}

    def _table(self, table: ArchiveTable) -> StoredRows:
        stored = StoredRows()
        done = 0
        for some in self._batches(table):
            if table.model is OldAddress:
                self._keep_addresses(some, stored)
            elif table.model is Identifier:
                self._add(table, list(self._free_identifiers(table, some, stored)), stored)
            elif table.model is Attachment:
                self._attach(table, some, stored)
            elif table.parent:
                parent = table.column(table.parent).to
                mine = [row for row in some if row[table.parent] in self.new[parent]]
                stored.known += len(some) - len(mine)
                self._add(table, mine, stored)
            else:
                self._add(table, self._unknown(table, some, stored), stored)
            done += len(some)
            if self.progress:
                self.progress(table.name, done)
        return stored

    def _batches(self, table: ArchiveTable) -> Iterator[list[Row]]:
        some: list[Row] = []
        for line in self.archive.lines(table):
            row = clean_row(table, line)[0]
            if some and (len(some) == MAX_BATCH_ROWS or row.get("parent")):  # a region's state must be stored before it
                yield some
                some = []
            some.append(row)
        if some:
            yield some

    def _unknown(self, table: ArchiveTable, some: list[Row], stored: StoredRows) -> list[Row]:
        """Return those rows of `some` that the archive does not have."""
        unknown, known = [], {}
        for row in some:
            pk = self.existing.find(table, row)
            if pk is None:
                unknown.append(row)
                continue
            key = make_key(table, row)
            self.pks[table.name][key] = pk
            known[pk] = row
            if table.model is Article:
                self.replaced.add(key)
        stored.known += len(known)
        stored.different += find_different_keys(table, known) if known else []
        return unknown

    def _add(self, table: ArchiveTable, some: list[Row], stored: StoredRows) -> None:
        if table.name == "evidence" and self.replaced:
            some = list(self._found_again(some, stored))
        if self.replaced and any(column.to == "articles" for column in table.columns):
            some = list(self._once(table, some))
        records: list[Any] = [table.model(**self._values(table, row)) for row in some]
        made = table.model._default_manager.bulk_create(records)
        for row, record in zip(some, made, strict=True):
            key = make_key(table, row)
            self.new[table.name].add(key)
            if table.name in self.pks:
                self.pks[table.name][key] = record.pk
        if made and (times := list_automatic_time_fields(table)):
            # Django has filled them with the present time.
            for row, record in zip(some, made, strict=True):
                for name in times:
                    setattr(record, name, row[name])
            table.model._default_manager.bulk_update(made, times)
        if table.model is Meeting:
            _publish(zip(some, made, strict=True))
        stored.added += len(made)

    def _values(self, table: ArchiveTable, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column in table.columns:
            value = row[column.name]
            if column.name == PUBLISHED_AT:
                continue
            if not column.to:
                values[column.name] = value
            elif value is not None:
                key = (row["meeting"], value) if column.to == "participations" else value
                values[f"{column.name}_id"] = self.pks[column.to][key]
        if any(one.name == "review_state" for one in table.model._meta.concrete_fields):
            values["review_state"] = ReviewState.PUBLISHED
        return values

    def _once(self, table: ArchiveTable, some: list[Row]) -> Iterator[Row]:
        """Yield the rows that name an article, each once: two articles of the file can be one page of the archive."""
        for row in some:
            if row["article"] in self.replaced:
                mark = table.name, make_key(table, {**row, "article": self.pks["articles"][row["article"]]})
                if mark in self.taken:
                    continue
                self.taken.add(mark)
            yield row

    def _found_again(self, some: list[Row], stored: StoredRows) -> Iterator[Row]:
        """Yield evidence; if the archive has another text of the article, with the positions of the quotes in it."""
        wanted = {self.pks["articles"][row["article"]] for row in some if row["article"] in self.replaced}
        texts = dict(Article.objects.filter(pk__in=wanted).values_list("pk", "raw_text"))
        taken: set[tuple[Any, ...]] = set()
        for row in some:
            text = texts.get(self.pks["articles"][row["article"]])
            if text is None or text[row["start"] : row["end"]] == row["quote"]:
                yield row
                continue
            spans = [span for span in find_quote(text, row["quote"]) if text[span[0] : span[1]] == row["quote"]]
            placed = {**row, "start": spans[0][0], "end": spans[0][1]} if spans else None
            if placed is None or (mark := make_key(BY_NAME["evidence"], placed)) in taken:
                stored.not_found += placed is None
                continue
            taken.add(mark)  # type: ignore[arg-type]
            yield placed

    def _free_identifiers(self, table: ArchiveTable, some: list[Row], stored: StoredRows) -> Iterator[Row]:
        """Yield the identifiers of new records that no record of their kind has in the archive."""
        values = [row["value"] for row in some]
        taken = {(one.kind, one.scheme, one.value) for one in Identifier.objects.filter(value__in=values)}
        for row in some:
            kind = next(kind for kind in IDENTIFIED if row[kind] is not None)
            is_new = row[kind] in self.new[table.column(kind).to]
            if is_new and (kind, row["scheme"], row["value"]) not in taken:
                yield row
                continue
            stored.known += 1
            if is_new:  # another record has it: perhaps both are one
                stored.different.append(f"{row['scheme']} {row['value']}")

    def _attach(self, table: ArchiveTable, some: list[Row], stored: StoredRows) -> None:
        """Store the attachments of new records; a file is inspected as one that an editor attaches."""
        for row in some:
            kind = "meeting" if row["meeting"] is not None else "article"
            if row[kind] not in self.new[table.column(kind).to]:
                stored.known += 1
            elif (data := self.archive.read_attached(row["sha256"])) is None:
                stored.without_file += 1
            else:
                attachment = Attachment(**self._values(table, row))
                try:
                    set_file(attachment, inspect_attachment(f"{FILES_FOLDER}{row['sha256']}", data))
                except SourceError as error:
                    raise ArchiveFileError(str(error)) from error
                attachment.save()
                stored.added += 1

    def _keep_addresses(self, some: list[Row], stored: StoredRows) -> None:
        there = set(OldAddress.objects.filter(slug__in=[row["slug"] for row in some]).values_list("kind", "slug"))
        records = []
        for row in some:
            table = TABLE_OF[row["kind"]]
            taken = row["slug"] in self.pks[table.name] or row["slug"].upper() in self.pks[table.name]
            if taken or (row["kind"], row["slug"]) in there or row["record"] not in self.new[table.name]:
                stored.known += 1
                continue
            pk = self.pks[table.name][row["record"]]
            records.append(OldAddress(kind=row["kind"], slug=row["slug"], record_id=pk, created_at=row["created_at"]))
        stored.added += len(OldAddress.objects.bulk_create(records))


def _publish(pairs: Any) -> None:
    """Set the times of publication from the file, since the database has set the present time."""
    given = [(record.pk, row[PUBLISHED_AT]) for row, record in pairs]
    Publication.objects.filter(pk__in=[pk for pk, _ in given]).delete()
    Publication.objects.bulk_create([Publication(meeting_id=pk, published_at=when) for pk, when in given if when])
