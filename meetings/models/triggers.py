"""Triggers of the database.

They refuse a quote that is not in the article, a change of a raw text, and a change of the history
(history_triggers.py). They record changes to be indexed, every new state of the archive, old addresses of records, and
when meetings became public. Triggers see every way of changing the archive (admin, bulk updates, fixtures, SQL by
hand), unlike `save()` and signals. Mahdar installs them after each `migrate`, since SQLite drops a table's triggers
when a migration rebuilds the table. It removes them before migrations, since SQLite cannot rebuild a table that the
trigger of another table names.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction

from meetings.models.affected_meetings import (
    affected_meetings,
    list_named_tables,
    list_public_tables,
    list_shown_tables,
)
from meetings.models.history import Version
from meetings.models.history_triggers import TAKES_DOWN, list_postgresql_triggers, list_sqlite_triggers
from meetings.models.old_addresses import address_triggers
from meetings.models.state_triggers import (
    COUNT_FOR_MEETINGS,
    EVENTS,
    list_postgresql_counters,
    make_first_postgresql_rows,
    make_sqlite_counters,
)

_CREATED = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (\w+)")
_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}

QUOTE_REFUSED = "The quote is not the text of the article at these offsets."
TEXT_REFUSED = "The raw text of an article is evidence and cannot be changed; enter a new article instead."

_WRONG_QUOTE = """
    substr((SELECT raw_text FROM meetings_article WHERE id = NEW.article_id), NEW.start + 1, NEW."end" - NEW.start)
    {differs} NEW.quote
"""
# A meeting that was public before keeps its first time, so that no reader gets a second alert for it.
_PUBLISHED = """
    INSERT INTO meetings_publication (meeting_id) SELECT NEW.id WHERE NEW.review_state = 'published'
    ON CONFLICT (meeting_id) DO NOTHING;
"""
_NOTE = "INSERT INTO meetings_indexchange (meeting_id) SELECT * FROM ({affected}) AS affected;"


def install_triggers(using: str = "default", **options: Any) -> None:
    """Create the triggers in the database `using`, or replace them. Runs after each migrate.

    All or none: a process that stops in between, or a server that writes meanwhile, never has a part of them.
    An archive that was migrated back, or not to the end, gets none: the version that it fits installs its triggers.
    """
    connection = connections[using]
    models = apps.get_app_config("meetings").get_models()
    if not {model._meta.db_table for model in models} <= set(connection.introspection.table_names()):
        return
    if (migrated := options.get("apps")) and not _has_our_columns(migrated):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in _make_statements(connection.vendor):
            cursor.execute(statement)


def _has_our_columns(migrated: Any) -> bool:
    """Return whether the models after a migration have the columns of the models of this version."""
    for model in apps.get_app_config("meetings").get_models():
        columns = {field.column for field in migrated.get_model(model._meta.label)._meta.local_concrete_fields}
        if columns != {field.column for field in model._meta.local_concrete_fields}:
            return False
    return True


def list_missing_triggers(using: str = "default") -> list[str]:
    """Return the names of the triggers that the database lacks, sorted; it costs one query.

    A `migrate` that was killed before its end leaves a database without them.
    """
    connection = connections[using]
    wanted = {found[1] for one in _make_statements(connection.vendor) if (found := _CREATED.match(one))}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def _make_statements(vendor: str) -> Iterator[str]:
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()


def remove_triggers(using: str = "default", plan: Any = (), **options: Any) -> None:
    """Remove the triggers of an SQLite database before migrations change its tables. Runs before each migrate."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'meetings\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _rows_of(event: str) -> tuple[str, ...]:
    """Return the rows to consider: an update may move a participation from one meeting to another."""
    return {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]


def _notes(vendor: str, table: str, event: str) -> str:
    """Return SQL that records the change for the index, if it shows rows of this table, and for the pages."""
    deeds = [_NOTE, COUNT_FOR_MEETINGS[vendor]] if table in affected_meetings() else [COUNT_FOR_MEETINGS[vendor]]
    affected = [list_shown_tables()[table].format(row=row) for row in _rows_of(event)]
    return " ".join(deed.format(affected=one) for one in affected for deed in deeds)


def _sqlite() -> Iterator[str]:
    for event in ("INSERT", "UPDATE"):
        name = f"meetings_evidence_quote_{event.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON meetings_evidence WHEN {_WRONG_QUOTE.format(differs='IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{QUOTE_REFUSED}'); END"
        )
    yield "DROP TRIGGER IF EXISTS meetings_article_text_stays"
    yield (
        "CREATE TRIGGER meetings_article_text_stays BEFORE UPDATE OF raw_text ON meetings_article "
        f"WHEN OLD.raw_text <> '' AND NEW.raw_text IS NOT OLD.raw_text AND NOT {TAKES_DOWN} "
        f"BEGIN SELECT RAISE(ABORT, '{TEXT_REFUSED}'); END"
    )
    for name, body in list_sqlite_triggers(Version):
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} {body}"
    for table in list_shown_tables():
        for event in EVENTS:
            name = f"{table}_noted_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_notes('sqlite', table, event)} END"
    for event in ("INSERT", "UPDATE OF review_state"):
        name = f"meetings_meeting_published_{event.split()[0].lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON meetings_meeting BEGIN {_PUBLISHED} END"
    for name, (table, column, changed, deed) in address_triggers().items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER UPDATE OF {column} ON {table} WHEN {changed} BEGIN {deed} END"
    yield from make_sqlite_counters(list_public_tables(), list_named_tables())


def _postgresql() -> Iterator[str]:
    yield _function(
        "meetings_evidence_quote",
        f"IF {_WRONG_QUOTE.format(differs='IS DISTINCT FROM')} THEN "
        f"RAISE check_violation USING MESSAGE = '{QUOTE_REFUSED}'; END IF; RETURN NEW;",
    )
    yield _trigger("meetings_evidence_quote", "BEFORE INSERT OR UPDATE", "meetings_evidence")
    yield _function(
        "meetings_article_text_stays",
        f"IF OLD.raw_text <> '' AND NEW.raw_text IS DISTINCT FROM OLD.raw_text AND NOT {TAKES_DOWN} THEN "
        f"RAISE check_violation USING MESSAGE = '{TEXT_REFUSED}'; END IF; RETURN NEW;",
    )
    yield _trigger("meetings_article_text_stays", "BEFORE UPDATE", "meetings_article")
    for name, when, table, body in list_postgresql_triggers():
        yield _function(name, body)
        yield _trigger(name, when, table)
    for table in list_shown_tables():
        for event in EVENTS:
            name = f"{table}_noted_{event.lower()}"
            yield _function(name, f"{_notes('postgresql', table, event)} RETURN NULL;")
            yield _trigger(name, f"AFTER {event}", table)
    yield _function("meetings_meeting_published", f"{_PUBLISHED} RETURN NULL;")
    yield _trigger("meetings_meeting_published", "AFTER INSERT OR UPDATE OF review_state", "meetings_meeting")
    for name, (table, column, changed, deed) in address_triggers().items():
        yield _function(name, f"IF {changed} THEN {deed} END IF; RETURN NULL;")
        yield _trigger(name, f"AFTER UPDATE OF {column}", table)
    functions, counters = list_postgresql_counters(list_public_tables(), list_named_tables())
    for name, body in functions.items():
        yield _function(name, body)
    yield from make_first_postgresql_rows()
    for name, when, table, function in counters:
        yield _trigger(name, when, table, function, "STATEMENT")


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(name: str, when: str, table: str, function: str = "", each: str = "ROW") -> str:
    return f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function or name}()"
