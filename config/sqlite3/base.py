"""Django's SQLite, whose writers take turns (turns.py). The setting ENGINE names this package."""

import os
import re
from typing import Any

from django.db.backends.sqlite3 import base

from config.sqlite3.turns import Turn, WriterTurns

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_turns: dict[str, WriterTurns] = {}  # of this process, by database
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_turns.clear)  # threads that wait there are not in the new process


class TurnTakingCursor(base.SQLiteCursorWrapper):
    """A cursor that takes a turn for a statement that writes outside of a transaction."""

    database: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        """Run the statement, which commits by itself where the connection has no transaction."""
        is_alone = self.database.is_single_write(query)
        if is_alone:
            self.database.take_turn()
        try:
            return super().execute(query, params)
        finally:
            if is_alone:
                self.database.give_turn_back()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes its turn for each transaction, and for each statement that writes outside of one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._turn: tuple[WriterTurns, Turn] | None = None

    def create_cursor(self, name: str | None = None) -> TurnTakingCursor:
        """Return a cursor, as Django's does."""
        cursor: TurnTakingCursor = self.connection.cursor(factory=TurnTakingCursor)
        cursor.database = self
        return cursor

    def is_single_write(self, statement: str) -> bool:
        """Return whether the statement writes and is outside of a transaction."""
        return self._turn is None and self.autocommit and bool(_WRITES.match(statement))

    def take_turn(self) -> None:
        """Wait until those who came before have written; at once for a database in memory, or inside a turn."""
        name = str(self.settings_dict["NAME"])
        if self._turn is not None or self.is_in_memory_db() or name.startswith("file:"):
            return
        turns = _turns.get(name)
        if turns is None:
            seconds = float(self.settings_dict["OPTIONS"].get("timeout", 5))
            turns = _turns.setdefault(name, WriterTurns(name, seconds))
        self._turn = turns, turns.take()

    def give_turn_back(self) -> None:
        """Let the next one write."""
        if self._turn is not None:
            (turns, turn), self._turn = self._turn, None
            turns.give_back(turn)

    def _start_transaction_under_autocommit(self) -> None:
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.give_turn_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # where it fails, Django rolls back
        self.give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if autocommit:
            self.give_turn_back()
