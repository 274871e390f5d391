"""Identifiers from a table that was matched elsewhere, such as the CSV that OpenRefine exports.

A row names a record of the archive (by the address of its page, its key, its identifier in the reconciliation service,
or its name) and has identifiers of authority files. The plan says what would be set and what stands against it, before
anything is written.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from meetings.models import Identifier
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS, KINDS_BY_NAME
from meetings.queries.completion import complete_names
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require
from meetings.text.identifiers import read_identifier

MAX_ROWS = 100_000
# Headings of columns, folded to letters -> what the column has.
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
    """An identifier to set, and the row of the file, from 1 below the heading."""

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


def read_table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV or TSV file. Raises IdentifierFileError."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    separator = max("\t;,", key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
        rows = [
            {str(name): str(value or "").strip() for name, value in row.items() if name is not None}
            for row in islice(reader, MAX_ROWS + 1)
        ]
    except csv.Error as error:
        raise IdentifierFileError(_("The file cannot be read as a table: %(error)s.") % {"error": error}) from error
    if not rows:
        raise IdentifierFileError(_("The file has no rows below the heading."))
    if len(rows) > MAX_ROWS:
        raise IdentifierFileError(_("The file has more than %(n)d rows. Split it.") % {"n": MAX_ROWS})
    return rows


def plan_identifiers(text: str, kind: str = "") -> IdentifierPlan:
    """Return what the identifiers of a file would change.

    Args:
        text: The CSV or TSV file.
        kind: The kind of record of rows that do not say theirs; empty for officials.

    Raises:
        IdentifierFileError: It is not a table, or has no column with records or none with identifiers.
    """
    rows = read_table(text)
    schemes, naming, of_kind = _read_heading(rows[0])
    planner = _Planner(kind or "official")
    for number, row in enumerate(rows, start=1):
        values = [(scheme, row[name]) for name, scheme in schemes.items() if row.get(name)]
        if values:
            planner.add(number, [row[name] for name in naming if row.get(name)], row.get(of_kind, ""), values)
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


def _read_heading(names: Iterable[str]) -> tuple[dict[str, str], list[str], str]:
    """Return the columns with identifiers and their schemes, those that name a record, and that of its kind."""
    columns = {_fold_heading(name): name for name in names}
    schemes = {name: _SCHEMES[folded] for folded, name in columns.items() if folded in _SCHEMES}
    naming = [columns[one] for one in _RECORD if one in columns]
    if not schemes:
        raise IdentifierFileError(_("No column has identifiers. Call it wikidata, viaf, isni or own."))
    if not naming:
        raise IdentifierFileError(_("No column names the records. Call it id, address, slug, code or name."))
    return schemes, naming, next((columns[one] for one in _KIND if one in columns), "")


def _fold_heading(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


class _Planner:
    """The plan of a file, row by row, and then compared with the archive at once."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._plan = IdentifierPlan()
        self._rows: list[PlannedIdentifier] = []
        self._keys: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, dict[int, Any]] = {}
        self._found: dict[tuple[str, str], Any] = {}  # by kind and name: files name a record many times

    def add(self, row: int, names: list[str], kind: str, values: Iterable[tuple[str, str]]) -> None:
        """Read a row."""
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
