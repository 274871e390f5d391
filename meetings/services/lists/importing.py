"""The import of a list: checked as a whole, then written in batches. The desk and the command share it."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from tablib import Dataset

from meetings.ingest.documents.sheets import NumberedRow
from meetings.models import Version
from meetings.models.history import BELONGS_TO
from meetings.queries.checks import Finding
from meetings.services.checks import check_whole, confirm_public
from meetings.services.history import Way, load_names_of, one_action, recorded, several_actions
from meetings.services.lists.checking_copy import use_checking_copy
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.named_people import NamedPeople, group_names
from meetings.services.lists.outcome import ImportOptions, ImportOutcome, Mistake, ShownRow
from meetings.services.lists.progress import ImportProgress, open_progress, read_progress
from meetings.services.lists.reading import select_columns
from meetings.services.lists.resource import ListTable
from meetings.services.lists.spool import SpooledRows, spool_rows
from meetings.services.rows import split_ids

MAX_ROWS_SHOWN = 200  # rows and mistakes that an outcome holds; all are counted


def import_list(
    kind: str, names: Sequence[str], batches: Iterable[list[NumberedRow]], options: ImportOptions
) -> ImportOutcome:
    """Import the rows of a file, once all of them are checked; in a dry run, or with any mistake, none.

    The check runs on a copy of the database. Then each batch is written in its own transaction, so that editors can
    save between two batches; all batches are one action of the history. An import that is interrupted leaves whole
    batches, and importing the same rows again continues after them.

    Args:
        kind: The kind of record, a key of TABLES.
        names: The column of the list for each column of the file; "" for one that is left out.
        batches: The rows of the file, some hundred at a time.
        options: How they are imported.

    Raises:
        ReasonNeededError: The public would see a record against a rule, and there is no reason; nothing is written.
        SourceError: The file cannot be read to its end, or another process imports it; nothing is written.
    """
    with spool_rows(kind, names, batches) as rows:
        if options.is_dry_run:
            with use_checking_copy():
                return _check(kind, names, rows, options, read_progress(rows.digest))[0]
        with open_progress(rows.digest) as progress:
            before = None
            if rows.batches > 1:  # a single batch is one transaction: it needs no check before
                with use_checking_copy():
                    checked, before = _check(kind, names, rows, options, progress)
                if not checked.is_ready:
                    if not checked.mistake_count:  # the other rows are in the archive as they are
                        progress.finish()
                    return checked
            return _write(kind, names, rows, options, progress, before)


def _check(
    kind: str, names: Sequence[str], rows: SpooledRows, options: ImportOptions, progress: ImportProgress
) -> tuple[ImportOutcome, list[Finding]]:
    """Return what the import would do, and what breaks rules of the archive before it; write nothing."""
    people = NamedPeople(options.user, options.decisions)
    table = TABLES[kind](options.user, is_dry_run=options.is_dry_run, people=people)
    outcome = ImportOutcome(action=progress.action, continues_after=progress.last_row)
    is_confirmed = options.is_confirmed(kind)
    with transaction.atomic():
        before = _find_earlier_errors() if is_confirmed else []
        _add_mistakes(outcome, _find_later_changes(kind, options.made_on or {}, progress.action), options)
        # What is confirmed is one deed; a command keeps no more than a batch in memory.
        with _record(options) if is_confirmed else nullcontext():
            for some in rows.read(progress.last_row):
                with _record(options):
                    _import_batch(table, names, some, outcome, options)
                options.tell_checked(outcome.row_count + outcome.mistake_count)
            if is_confirmed and outcome.is_ready:
                confirm_public(dict.fromkeys(outcome.records), options.user, options.reason, before)
        transaction.set_rollback(True)
    outcome.people = group_names(people.unknown)
    return outcome, before


def _write(
    kind: str,
    names: Sequence[str],
    rows: SpooledRows,
    options: ImportOptions,
    progress: ImportProgress,
    before: list[Finding] | None,
) -> ImportOutcome:
    """Write the batches, each in its own transaction, until one has a mistake."""
    people = NamedPeople(options.user, options.decisions)
    table = TABLES[kind](options.user, people=people)
    outcome = ImportOutcome(action=progress.action, continues_after=progress.last_row)
    with one_action(progress.action), several_actions():
        for some in rows.read(progress.last_row):
            progress.begin_batch(some[-1][0])
            with transaction.atomic():
                if before is None:
                    before = _find_earlier_errors() if options.is_confirmed(kind) else []
                counted = outcome.new, outcome.changed, outcome.unchanged
                _write_batch(table, names, some, outcome, options, before)
                if outcome.mistake_count:  # the archive changed after the check
                    outcome.new, outcome.changed, outcome.unchanged = counted
                    transaction.set_rollback(True)
                    break
            progress.end_batch()
            outcome.last_row = progress.last_row
            options.tell_written(progress.last_row, progress.action)
            options.tell(outcome.row_count)
    if not outcome.mistake_count or not progress.last_row:
        progress.finish()
    outcome.is_written = bool(outcome.last_row and outcome.new + outcome.changed)
    outcome.people = group_names(people.unknown)
    return outcome


def _write_batch(
    table: ListTable,
    names: Sequence[str],
    rows: list[NumberedRow],
    outcome: ImportOutcome,
    options: ImportOptions,
    before: list[Finding],
) -> None:
    """Write a batch, unless a record of it or of a later one was changed after the editor checked the file."""
    known = len(outcome.records)
    waiting = {pk: number for pk, number in (options.made_on or {}).items() if pk not in table.seen}
    with _record(options):
        _add_mistakes(outcome, _find_later_changes(table.kind, waiting, outcome.action), options)
        _import_batch(table, names, rows, outcome, options)
        if options.is_confirmed(table.kind) and not outcome.mistake_count:
            confirm_public(dict.fromkeys(outcome.records[known:]), options.user, options.reason, before)


def _find_earlier_errors() -> list[Finding]:
    return [one.finding for one in check_whole() if one.rule.is_error]


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


def _find_later_changes(kind: str, made_on: dict[int, int], own: uuid.UUID) -> list[Mistake]:
    """Return a mistake for each record of a row that was changed after the dry run that the editor saw.

    Changes of the action `own` do not count: they are of this import.
    """
    versions = load_version_numbers(kind, made_on, own)
    changed = [pk for pk, number in made_on.items() if pk not in versions or versions[pk] > number]
    names = load_names_of(TABLES[kind]._meta.model, changed)
    said = _("“%(name)s” was changed after you checked the file. Check the file again to see the change.")
    return [Mistake(0, "", said % {"name": names.get(pk, pk)}) for pk in changed]


def load_version_numbers(kind: str, ids: Iterable[int], but_of: uuid.UUID | None = None) -> dict[int, int]:
    """Return the number of the latest version of each record, or of the whole that it is a part of; 0 without one.

    Versions of the action `but_of` do not count.
    """
    found: dict[int, int] = {}
    for some in split_ids(sorted(ids)):
        parts = TABLES[kind]._meta.model._base_manager.filter(pk__in=some)
        for whole, column in BELONGS_TO.get(kind, ((kind, "pk"),)):
            owners = {pk: owner for pk, owner in parts.values_list("pk", column) if owner is not None}
            rows = Version.objects.filter(kind=whole, record_id__in=set(owners.values())).order_by()
            others = rows.exclude(action=but_of) if but_of else rows
            numbers = dict(others.values_list("record_id").annotate(Max("number")))
            found |= {pk: numbers.get(owner, 0) for pk, owner in owners.items()}
    return found
