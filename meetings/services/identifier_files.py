"""Identifiers from a table that was matched elsewhere, such as the CSV that OpenRefine exports.

A row names a record of the archive (by the address of its page, its key, its identifier in the reconciliation service,
or its name) and has identifiers of authority files. The plan says what would be set and what stands against it, before
anything is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from meetings.ingest.documents.rows import make_column_key
from meetings.ingest.errors import SourceError
from meetings.models import Identifier
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS, KINDS_BY_NAME
from meetings.queries.completion import complete_names
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.history import Way, recorded
from meetings.services.lists.reading import open_list
from meetings.services.roles import may_publish, require
from meetings.text.identifiers import read_identifier

MAX_ROWS = 20_000  # of a file at the desk
# Headings of columns, as make_column_key writes them -> what the column has.
_SCHEMES = {
    "wikidata": "wikidata", "qid": "wikidata", "wikidataid": "wikidata", "wikidataqid": "wikidata", "viaf": "viaf",
    "viafid": "viaf", "isni": "isni", "isniid": "isni", "own": "own", "ownid": "own",
}  # fmt: skip
_RECORD = ("id", "address", "url", "slug", "code", "key", "record", "name", "nameen", "namear")  # the surest first
_KIND = ("kind", "type")
_FOLDERS = {kind.folder: kind.name for kind in KINDS if kind.name in IDENTIFIED and kind.folder}
_ADDRESS = re.compile(r"/(?P<folder>[a-z]+)/(?P<key>[^/?#]+)/?(?:[?#].*)?$")


class IdentifierFileError(ValueError):
    """The file cannot be read as a table of identifiers; the message says why."""


@dataclass(frozen=True, slots=True)
class PlannedIdentifier:
    """An identifier to set, and the row of the file; the heading is row 1."""

    row: int
    kind: str
    record: Any
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row, or one identifier of it, is left out."""

    row: int
    message: str


@dataclass(slots=True)
class IdentifierPlan:
    """What a file would change: identifiers to set, the number of those on record already, and the problems."""

    new: list[PlannedIdentifier] = field(default_factory=list)
    known: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def plan_identifiers(
    name: str, source: bytes | Path, kind: str = "", most_rows: int | None = MAX_ROWS
) -> IdentifierPlan:
    """Return what the identifiers of a file would change.

    Args:
        name: The name of the file, for messages.
        source: The content of the CSV, TSV or XLSX file, or its path.
        kind: The kind of record of rows that do not say theirs; empty for officials.
        most_rows: How many rows it may have; None for any number.

    Raises:
        IdentifierFileError: It is not a table, or has no column with records or none with identifiers.
        OSError: There is no such file, or it may not be read.
    """
    planner = _Planner(kind or "official")
    try:
        sheet = open_list(name, source, most_rows)
        columns = _read_heading(sheet.headings)
        for some in sheet.batches:
            for number, row in some:
                planner.add(number, *columns.read(row))
    except SourceError as error:
        raise IdentifierFileError(error.translated()) from error
    if not planner.row_count:
        raise IdentifierFileError(_("The file has no rows below the heading."))
    return planner.finish()


def set_identifiers(plan: IdentifierPlan, user: Any) -> UUID:
    """Set the new identifiers of a plan, all of them in one action, whose number is returned.

    Raises:
        PermissionDenied: The role of `user` does not allow it; a command (None) may.
        IdentifierFileError: Another record has got one of the identifiers since; nothing is changed.
    """
    require(user is None or may_publish(user))
    try:
        with recorded(user, way=Way.IMPORT) as action:
            for one in plan.new:
                Identifier.objects.create(scheme=one.scheme, value=one.value, **{one.kind: one.record})
    except IntegrityError as error:
        raise IdentifierFileError(_("The archive was changed meanwhile. Check the file again.")) from error
    return action


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of the columns with identifiers and their schemes, of those that name a record, and of its kind."""

    schemes: dict[int, str]
    naming: list[int]
    of_kind: int | None

    def read(self, row: Sequence[str]) -> tuple[list[str], str, list[tuple[str, str]]]:
        """Return the names in a row, its kind, and its identifiers, each with its scheme."""
        cells = [cell.strip() for cell in row]
        kind = cells[self.of_kind] if self.of_kind is not None else ""
        values = [(scheme, cells[place]) for place, scheme in self.schemes.items() if cells[place]]
        return [cells[place] for place in self.naming if cells[place]], kind, values


def _read_heading(headings: Sequence[str]) -> _Columns:
    places = {make_column_key(name): place for place, name in reversed(list(enumerate(headings)))}
    schemes = {place: _SCHEMES[key] for key, place in reversed(places.items()) if key in _SCHEMES}
    naming = [places[one] for one in _RECORD if one in places]
    if not schemes:
        raise IdentifierFileError(_("No column has identifiers. Call it wikidata, viaf, isni or own."))
    if not naming:
        raise IdentifierFileError(_("No column names the records. Call it id, address, slug, code or name."))
    return _Columns(schemes, naming, next((places[one] for one in _KIND if one in places), None))


class _Planner:
    """The plan of a file, row by row, and then compared with the archive at once."""

    def __init__(self, kind: str) -> None:
        self.row_count = 0
        self._kind = kind
        self._plan = IdentifierPlan()
        self._rows: list[PlannedIdentifier] = []
        self._keys: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, dict[int, Any]] = {}
        self._found: dict[tuple[str, str], Any] = {}  # by kind and name: files name a record many times

    def add(self, row: int, names: list[str], kind: str, values: list[tuple[str, str]]) -> None:
        """Read a row; rows without identifiers change nothing."""
        self.row_count += 1
        if not values:
            return
        kind = kind.casefold() or self._kind
        if kind not in IDENTIFIED:
            self._refuse(row, _("“%(kind)s” is not a kind of record with identifiers.") % {"kind": kind[:40]})
            return
        found = next((one for name in names if (one := self._find(kind, name))), None)
        if found is None:
            named = names[0][:80] if names else ""
            self._refuse(row, _("The archive has no record “%(name)s”, or several of this name.") % {"name": named})
            return
        for scheme, text in values:
            if value := read_identifier(scheme, text):
                self._rows.append(PlannedIdentifier(row, *found, scheme, value))
            else:
                words = {"value": text[:60], "scheme": Identifier.Scheme(scheme).label}
                self._refuse(row, _("“%(value)s” is not an identifier of %(scheme)s.") % words)

    def _refuse(self, row: int, message: str) -> None:
        self._plan.problems.append(RowProblem(row, message))

    def _find(self, kind: str, name: str) -> tuple[str, Any] | None:
        """Return the kind and the record that a cell names; None for none or several."""
        if (address := _ADDRESS.search(name)) and address["folder"] in _FOLDERS:
            kind, name = _FOLDERS[address["folder"]], address["key"]
        elif name.partition(":")[0] in IDENTIFIED:
            kind, _colon, name = name.partition(":")
        if (kind, name) not in self._found:
            self._found[kind, name] = self._load(kind).get(name.casefold()) or self._find_named(kind, name)
        record = self._found[kind, name]
        return (kind, record) if record is not None else None

    def _find_named(self, kind: str, name: str) -> Any:
        """Return the one record that is called `name`, or had it as its address before."""
        exact = [one for one in complete_names(kind, name) if one.is_exact]
        best = [one.pk for one in exact if one.fit == exact[0].fit]
        if not best:
            former = find_by_old_address(KINDS_BY_NAME[kind].model, name)
            best = [former.pk] if former else []
        return self._ids[kind].get(best[0]) if len(best) == 1 else None

    def _load(self, kind: str) -> Mapping[str, Any]:
        if kind not in self._keys:
            key, manager = KINDS_BY_NAME[kind].key, KINDS_BY_NAME[kind].model._default_manager
            self._ids[kind] = {one.pk: one for one in manager.order_by("pk")}
            self._keys[kind] = {getattr(one, key).casefold(): one for one in self._ids[kind].values()}
        return self._keys[kind]

    def finish(self) -> IdentifierPlan:
        """Compare the identifiers with those on record and with each other; return the plan."""
        mine: dict[tuple[str, int, str], set[str]] = {}
        owners: dict[tuple[str, str, str], Any] = {}
        for one in Identifier.objects.select_related(*IDENTIFIED).order_by("pk"):
            mine.setdefault((one.kind, one.record.pk, one.scheme), set()).add(one.value)
            owners[one.kind, one.scheme, one.value] = one.record
        for row in self._rows:
            owner = owners.get((row.kind, row.scheme, row.value))
            others = mine.get((row.kind, row.record.pk, row.scheme), set())
            if owner is not None and owner.pk == row.record.pk:
                self._plan.known += 1
            elif problem := _find_conflict(row, owner, others):
                self._refuse(row.row, problem)
            else:
                self._plan.new.append(row)
                owners[row.kind, row.scheme, row.value] = row.record
                mine.setdefault((row.kind, row.record.pk, row.scheme), set()).add(row.value)
        self._plan.problems.sort(key=lambda one: one.row)
        return self._plan


def _find_conflict(row: PlannedIdentifier, owner: Any, others: set[str]) -> str:
    """Return what stands against an identifier: another record has it, or the record has another one."""
    words = {"name": row.record, "value": row.value, "scheme": Identifier.Scheme(row.scheme).label}
    if owner is not None:
        return _("%(value)s belongs to “%(other)s”, not to “%(name)s”.") % {**words, "other": owner}
    if others:
        return _("“%(name)s” has %(other)s in %(scheme)s, not %(value)s.") % {**words, "other": min(others)}
    return ""


def list_problems(plan: IdentifierPlan) -> Iterator[str]:
    """Yield the problems in words, with their rows."""
    for one in plan.problems:
        yield _("Row %(row)d: %(message)s") % {"row": one.row, "message": one.message}
