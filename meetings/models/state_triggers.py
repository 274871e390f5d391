"""Triggers that count each change of the archive, of its names and of each meeting (see state.py)."""

from collections.abc import Iterable, Iterator

EVENTS = ("INSERT", "UPDATE", "DELETE")
_STATEMENTS = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
# Steps are random, so that no later change can reach the number of a transaction that was rolled back.
_SQLITE_STEP = "abs(random() % 1000000000) + 1"
_POSTGRESQL_STEP = "floor(random() * 1000000000)::bigint + 1"
# SQL that moves on the states of the meetings that {affected} selects (`MeetingState`).
# On PostgreSQL each change has a separate row, so that writers never wait for each other; the index joins them.
COUNT_FOR_MEETINGS = {
    "sqlite": (
        f"INSERT INTO meetings_meetingstate (meeting_id, writer, number) SELECT affected.*, 0, {_SQLITE_STEP} "
        "FROM ({affected}) AS affected WHERE true "
        "ON CONFLICT (meeting_id, writer) DO UPDATE SET number = number + excluded.number;"
    ),
    "postgresql": (
        "INSERT INTO meetings_meetingstate (meeting_id, writer, number) "
        f"SELECT affected.*, floor(random() * 4e18)::bigint, {_POSTGRESQL_STEP} FROM ({{affected}}) AS affected "
        "ON CONFLICT (meeting_id, writer) DO NOTHING;"
    ),
}
# Names of places and topics are known while a public meeting has them.
_SHOWN_ELSEWHERE = {"UPDATE OF review_state": "WHEN OLD.review_state IS NOT NEW.review_state "}
# The rows of a transaction are the first ones whose lock is free, and the locks are released after its commit. So there
# are as many rows as there ever were writers at the same moment, and each writer has a row that no other one locks.
_LOCK = 1_835_100_260  # the first of the two numbers of these advisory locks
_COUNT = f"""
    DECLARE place integer := 1;
    BEGIN
        WHILE NOT pg_try_advisory_xact_lock({_LOCK}, place) LOOP place := place + 1; END LOOP;
        INSERT INTO meetings_archivestate AS state (id, number) VALUES ({{sign}}place, {_POSTGRESQL_STEP})
        ON CONFLICT (id) DO UPDATE SET number = state.number + excluded.number;
    END;
    RETURN NULL;
"""


def make_sqlite_counters(public: Iterable[str], named: Iterable[str]) -> Iterator[str]:
    """Yield the statements that install the triggers on the `public` tables and on those with names."""
    yield f"INSERT OR IGNORE INTO meetings_archivestate (id, number) VALUES (0, {_SQLITE_STEP})"
    for table in public:
        for event in EVENTS:
            name = f"{table}_state_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "
                f"BEGIN UPDATE meetings_archivestate SET number = number + {_SQLITE_STEP} WHERE id = 0; END"
            )
    yield f"INSERT OR IGNORE INTO meetings_archivestate (id, number) VALUES (-1, {_SQLITE_STEP})"
    pairs = [(table, event) for table in named for event in EVENTS]
    for table, event in [*pairs, ("meetings_meeting", "DELETE"), ("meetings_meeting", "UPDATE OF review_state")]:
        name = f"{table}_names_{event.split()[0].lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} {_SHOWN_ELSEWHERE.get(event, '')}"
            f"BEGIN UPDATE meetings_archivestate SET number = number + {_SQLITE_STEP} WHERE id = -1; END"
        )


def list_postgresql_counters(
    public: Iterable[str], named: Iterable[str]
) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """Return the body of each function by its name; and each trigger's name, event, table and function."""
    state, names = "meetings_archive_state", "meetings_names_state"
    triggers = [(f"{table}_state", _STATEMENTS, table, state) for table in public]
    triggers += [(f"{table}_names", _STATEMENTS, table, names) for table in named]
    shown = "AFTER DELETE OR UPDATE OF review_state OR TRUNCATE"
    triggers.append(("meetings_meeting_names", shown, "meetings_meeting", names))
    return {state: _COUNT.format(sign=""), names: _COUNT.format(sign="-")}, triggers


def make_first_postgresql_rows() -> Iterator[str]:
    """Yield statements for the rows that the archive needs before its first change.

    They also hold the counts of rows that later transactions make again: an earlier version of Mahdar left one for
    each connection.
    """
    for row, others in (0, "id > 0"), (-1, "id < -1"):
        yield (
            f"INSERT INTO meetings_archivestate (id, number) VALUES ({row}, {_POSTGRESQL_STEP}) "
            "ON CONFLICT (id) DO NOTHING"
        )
        yield (
            f"WITH gone AS (DELETE FROM meetings_archivestate WHERE {others} RETURNING number) "
            "UPDATE meetings_archivestate SET number = number + (SELECT coalesce(sum(number), 0) FROM gone) "
            f"WHERE id = {row}"
        )
