"""The import of a list: all rows of a file or none, in batches, with a dry run. The desk and the command share it."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from tablib import Dataset

from meetings.ingest.documents.sheets import NumberedRow
from meetings.models import Version
from meetings.models.history import BELONGS_TO
from meetings.queries.checks import Record
from meetings.services.checks import check_whole, confirm_public
from meetings.services.history import Way, load_names_of, one_action, recorded
from meetings.services.lists.kinds import CONFIRMED, TABLES
from meetings.services.lists.named_people import Decisions, NamedPeople, NameGroup, group_names
from meetings.services.lists.reading import select_columns
from meetings.services.lists.resource import ListTable
from meetings.services.rows import split_ids

MAX_ROWS_SHOWN = 200  # rows and mistakes that an outcome holds; all are counted


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a row: its number in the file, the column ("" for the whole row), and what to do."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class ShownRow:
    """A row that adds or changes a record, with the result of the library."""

    number: int
    result: Any


@dataclass(slots=True)
class ImportOutcome:
    """What an import did, or would do.

    Attributes:
        new, changed, unchanged: The numbers of records.
        mistakes: The first mistakes; `mistake_count` counts all.
        rows: The first rows that add or change a record.
        records: The records that rows concern.
        versions: The number of the latest version of each record that a row names, 0 without a history.
        people: The people whom no record is called.
        action: The number of the action in the history.
        is_written: Whether the archive was changed.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    mistake_count: int = 0
    rows: list[ShownRow] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    people: list[NameGroup] = field(default_factory=list)
    action: uuid.UUID = field(default_factory=uuid.uuid4)
    is_written: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether the rows change something and none has a mistake."""
        return not self.mistake_count and bool(self.new + self.changed)

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported.

    Attributes:
        user: The editor; None for a command.
        note: The note for the history.
        reason: Why the public may see records that break rules of the archive since.
        decisions: What an editor decided about names that no record has.
        made_on: The versions of the dry run that the editor saw: a record that changed since is a mistake.
        is_dry_run: Whether nothing is written.
        on_mistake: Called with each mistake.
        tell: Called with the number of rows read so far.
    """

    user: Any = None
    note: str = ""
    reason: str = ""
    decisions: Decisions = field(default_factory=dict)
    made_on: dict[int, int] | None = None
    is_dry_run: bool = False
    on_mistake: Callable[[Mistake], None] = lambda mistake: None
    tell: Callable[[int], None] = lambda rows: None


def import_list(
    kind: str, names: Sequence[str], batches: Iterable[list[NumberedRow]], options: ImportOptions
) -> ImportOutcome:
    """Import the rows of a file: all of them, or, in a dry run or with any mistake, none.

    Args:
        kind: The kind of record, a key of TABLES.
        names: The column of the list for each column of the file; "" for one that is left out.
        batches: The rows of the file, some hundred at a time.
        options: How they are imported.

    Raises:
        ReasonNeededError: The public would see a record against a rule, and there is no reason; nothing is written.
        SourceError: The file cannot be read to its end; nothing is written.
    """
    people = NamedPeople(options.user, options.decisions)
    table = TABLES[kind](options.user, is_dry_run=options.is_dry_run, people=people)
    outcome = ImportOutcome()
    is_confirmed = kind in CONFIRMED and options.user is not None and not options.is_dry_run
    with one_action(outcome.action), transaction.atomic():
        before = [one.finding for one in check_whole() if one.rule.is_error] if is_confirmed else []
        _add_mistakes(outcome, _find_later_changes(kind, options.made_on or {}), options)
        # What is confirmed is one deed, so that every version has the reason; a command keeps no more than a batch.
        with _record(options) if is_confirmed else nullcontext():
            for some in batches:
                with _record(options):
                    _import_batch(table, names, some, outcome, options)
                options.tell(outcome.row_count + outcome.mistake_count)
            if is_confirmed and outcome.is_ready:
                confirm_public(dict.fromkeys(outcome.records), options.user, options.reason, before)
        if outcome.is_ready and not options.is_dry_run:
            outcome.is_written = True
        else:
            transaction.set_rollback(True)
    outcome.people = group_names(people.unknown)
    return outcome


def _record(options: ImportOptions) -> Any:
    if options.is_dry_run:
        return nullcontext()
    return recorded(options.user, options.note, way=Way.IMPORT)


def _import_batch(
    table: ListTable, names: Sequence[str], rows: list[NumberedRow], outcome: ImportOutcome, options: ImportOptions
) -> None:
    columns, cells = select_columns(rows, names)
    table.numbers = [number for number, _row in rows]
    result = table.import_data(Dataset(*cells, headers=columns), use_transactions=True)
    if options.is_dry_run:
        outcome.versions |= load_version_numbers(table.kind, table.list_named_records())
    _add_mistakes(outcome, list_mistakes(table, result), options)
    outcome.new += result.totals["new"]
    outcome.changed += result.totals["update"]
    outcome.unchanged += result.totals["skip"]
    for number, row in enumerate(result.rows, start=1):
        if row.is_new() or row.is_update():
            outcome.records += row.concerned
            if len(outcome.rows) < MAX_ROWS_SHOWN:
                outcome.rows.append(ShownRow(table.number_of(number), row))


def _add_mistakes(outcome: ImportOutcome, mistakes: list[Mistake], options: ImportOptions) -> None:
    for mistake in mistakes:
        outcome.mistake_count += 1
        if len(outcome.mistakes) < MAX_ROWS_SHOWN:
            outcome.mistakes.append(mistake)
        options.on_mistake(mistake)


def list_mistakes(table: ListTable, result: Any) -> list[Mistake]:
    """Return the mistakes in rows that the library refused."""
    found = [Mistake(0, "", str(error.error)) for error in result.base_errors]
    for row in result.invalid_rows:
        for name, texts in row.error_dict.items():
            column = "" if name == NON_FIELD_ERRORS else table.get_label(name)
            found += [Mistake(table.number_of(row.number), column, _plain(text)) for text in texts]
    for row in result.error_rows:
        text = _("This row cannot be saved (%(error)s).")
        found += [Mistake(table.number_of(row.number), "", text % {"error": one.error}) for one in row.errors]
    return sorted(found, key=lambda mistake: mistake.row)


def _plain(message: str) -> str:
    """Return a message for people instead of one with the name of a database constraint."""
    return _("The archive already has the same record.") if "meetings_" in message else message


def _find_later_changes(kind: str, made_on: dict[int, int]) -> list[Mistake]:
    """Return a mistake for each record of a row that was changed after the dry run that the editor saw."""
    versions = load_version_numbers(kind, made_on)
    changed = [pk for pk, number in made_on.items() if versions.get(pk) != number]
    names = load_names_of(TABLES[kind]._meta.model, changed)
    said = _("“%(name)s” was changed after you checked the file. Check the file again to see the change.")
    return [Mistake(0, "", said % {"name": names.get(pk, pk)}) for pk in changed]


def load_version_numbers(kind: str, ids: Iterable[int]) -> dict[int, int]:
    """Return the number of the latest version of each record, or of the whole that it is a part of; 0 without one."""
    found: dict[int, int] = {}
    for some in split_ids(sorted(ids)):
        parts = TABLES[kind]._meta.model._base_manager.filter(pk__in=some)
        for whole, column in BELONGS_TO.get(kind, ((kind, "pk"),)):
            owners = {pk: owner for pk, owner in parts.values_list("pk", column) if owner is not None}
            rows = Version.objects.filter(kind=whole, record_id__in=set(owners.values())).order_by()
            numbers = dict(rows.values_list("record_id").annotate(Max("number")))
            found |= {pk: numbers.get(owner, 0) for pk, owner in owners.items()}
    return found
