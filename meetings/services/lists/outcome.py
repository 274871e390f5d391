"""How a list is imported, and what an import did or would do."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from meetings.queries.checks import Record
from meetings.services.lists.kinds import CONFIRMED
from meetings.services.lists.named_people import Decisions, NameGroup


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
        continues_after: The last row that an interrupted import of the same rows had written; 0 without one.
        last_row: The last row that this import wrote; 0 without one.
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
    continues_after: int = 0
    last_row: int = 0
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
        tell: Called with the number of rows written so far.
        tell_checked: Called with the number of rows checked so far.
        tell_written: Called with the number of the last row written, and the action, after each batch.
    """

    user: Any = None
    note: str = ""
    reason: str = ""
    decisions: Decisions = field(default_factory=dict)
    made_on: dict[int, int] | None = None
    is_dry_run: bool = False
    on_mistake: Callable[[Mistake], None] = lambda mistake: None
    tell: Callable[[int], None] = lambda rows: None
    tell_checked: Callable[[int], None] = lambda rows: None
    tell_written: Callable[[int, uuid.UUID], None] = lambda row, action: None

    def is_confirmed(self, kind: str) -> bool:
        """Whether an editor confirms what public records of `kind` break."""
        return kind in CONFIRMED and self.user is not None and not self.is_dry_run
