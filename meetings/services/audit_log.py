"""The audit log as a file: who did what when, from the history and the moves of drafts, in the order of time.

It is streamed: a few hundred rows are in memory at any time. The words of records, reasons and comments of moves are in
it, so only users who publish may export it; no page, API or export for readers contains it.
"""

import heapq
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from meetings.models import Comment, Version
from meetings.services.history import load_names_of
from meetings.services.history.states import get_model
from meetings.text.cells import BYTE_ORDER_MARK, make_csv_line

ROWS_AT_ONCE = 500
CSV, JSON_LINES = "csv", "jsonl"
FORMATS = {CSV: "text/csv; charset=utf-8", JSON_LINES: "application/jsonl; charset=utf-8"}
COLUMNS = ("time", "user", "action", "kind", "record", "name", "what", "way", "facts", "reason")
Row = dict[str, Any]


def read_log(since: datetime | None = None, until: datetime | None = None) -> Iterator[Row]:
    """Yield the rows of the log with the keys COLUMNS, the oldest first, from `since` (included) to `until` (excluded).

    Times are in UTC. Rows without a user are of commands. Values are those of the code, in no language.
    """
    versions = Version.objects.exclude(change=Version.Change.KEPT).defer("state", "rows").order_by("made_at", "pk")
    moves = Comment.objects.exclude(move="").order_by("created_at", "pk")
    rows = heapq.merge(
        map(_read_version, _select(versions, "made_at", since, until)),
        map(_read_move, _select(moves, "created_at", since, until)),
        key=lambda row: row["time"],
    )
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield from _name(some)


def _select(rows: QuerySet[Any], column: str, since: datetime | None, until: datetime | None) -> Iterator[Any]:
    if since:
        rows = rows.filter(**{f"{column}__gte": since})
    if until:
        rows = rows.filter(**{f"{column}__lt": until})
    return rows.iterator(chunk_size=ROWS_AT_ONCE)


def _read_version(version: Version) -> Row:
    return {
        "time": version.made_at, "user": version.user_name, "action": str(version.action), "kind": version.kind,
        "record": version.record_id, "what": version.change, "way": version.way, "facts": list(version.facts),
        "reason": version.note,
    }  # fmt: skip


def _read_move(entry: Comment) -> Row:
    return {
        "time": entry.created_at, "user": entry.author_name, "action": "", "kind": entry.kind,
        "record": entry.record_id, "what": entry.move, "way": "editorial-office", "facts": [], "reason": entry.text,
    }  # fmt: skip


def _name(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows with the names of their records, a deleted one with its last; some queries for each kind."""
    names = {
        kind: load_names_of(get_model(kind), {row["record"] for row in rows if row["kind"] == kind})
        for kind in {row["kind"] for row in rows}
    }
    for row in rows:
        named = {**row, "name": names[row["kind"]].get(row["record"], ""), "time": row["time"].isoformat()}
        yield {column: named[column] for column in COLUMNS}


def write_log(form: str, since: datetime | None = None, until: datetime | None = None) -> Iterator[str]:
    """Yield the log as pieces of a file in `form`, CSV or JSON_LINES.

    In CSV no cell is a formula for a spreadsheet, and the first characters mark UTF-8, as in the other tables.
    """
    rows = read_log(since, until)
    if form == JSON_LINES:
        for row in rows:
            yield json.dumps(row, ensure_ascii=False) + "\n"
        return
    yield BYTE_ORDER_MARK + make_csv_line(COLUMNS)
    for row in rows:
        yield make_csv_line({**row, "facts": " ".join(row["facts"])}.values())
