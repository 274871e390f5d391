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

from meetings.models.history import Version
from meetings.models.history_triggers import TAKES_DOWN, list_postgresql_triggers, list_sqlite_triggers
from meetings.models.kinds import KINDS, RecordKind
from meetings.models.old_addresses import address_triggers

_OF_OFFICIAL = "SELECT DISTINCT meeting_id FROM meetings_participation WHERE official_id = {row}.%s"

# Table -> SQL that finds, for a row of it ({row}), the meetings whose documents in the search index it changes.
# A kind of record with a facet needs no line if meetings name such records directly (`affected_meetings`).
_AFFECTED_MEETINGS = {
    "meetings_meeting": "SELECT {row}.id",
    "meetings_participation": "SELECT {row}.meeting_id",
    "meetings_meetingtopic": "SELECT {row}.meeting_id",
    "meetings_source": "SELECT {row}.meeting_id",
    "meetings_official": _OF_OFFICIAL % "id",
    "meetings_officialname": _OF_OFFICIAL % "official_id",
    "meetings_position": "SELECT DISTINCT meeting_id FROM meetings_participation WHERE position_id = {row}.id",
    "meetings_organisation": "SELECT DISTINCT meeting_id FROM meetings_participation WHERE organisation_id = {row}.id",
    "meetings_country": (
        "SELECT meeting_id FROM meetings_participation WHERE country_id = {row}.id UNION "
        "SELECT m.id FROM meetings_meeting m JOIN meetings_place p ON p.id = m.place_id "
        "WHERE p.country_id = {row}.id OR p.region_id = {row}.id"
    ),
    "meetings_place": "SELECT id FROM meetings_meeting WHERE place_id = {row}.id",
    "meetings_topic": "SELECT meeting_id FROM meetings_meetingtopic WHERE topic_id = {row}.id",
    "meetings_article": "SELECT meeting_id FROM meetings_source WHERE article_id = {row}.id",
    "meetings_outlet": (
        "SELECT DISTINCT s.meeting_id FROM meetings_source s JOIN meetings_article a ON a.id = s.article_id "
        "WHERE a.outlet_id = {row}.id"
    ),
}

EVENTS = ("INSERT", "UPDATE", "DELETE")
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
# Names of places and topics are known while a public meeting has them.
_SHOWN_ELSEWHERE = {"UPDATE OF review_state": "WHEN OLD.review_state IS NOT NEW.review_state "}
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


def affected_meetings() -> dict[str, str]:
    """Return each table whose rows the documents of the search index contain, with the SQL of `_AFFECTED_MEETINGS`."""
    found: dict[str, str] = {}
    for kind, relation in _kinds_of_meetings():
        if kind.facet:
            found |= _affected_by(kind.model._meta.db_table, relation)
    return found | _AFFECTED_MEETINGS


def _kinds_of_meetings() -> Iterator[tuple[RecordKind, Any]]:
    """Yield the kinds of record that meetings name directly, each with the relation from a record to its meetings."""
    for kind in KINDS:
        if kind.meetings_path and "__" not in kind.meetings_path:
            yield kind, kind.model._meta.get_field(kind.meetings_path)


def _affected_by(table: str, relation: Any) -> dict[str, str]:
    """Return the SQL for the records in `table`, and for the rows that join them to meetings."""
    if not relation.many_to_many:  # a foreign key of the meeting
        return {table: f"SELECT id FROM meetings_meeting WHERE {relation.field.column} = {{row}}.id"}
    names = relation.m2m_column_name, relation.m2m_reverse_name
    if relation.auto_created:  # the field is the meeting's
        names = relation.field.m2m_reverse_name, relation.field.m2m_column_name
    record, meeting = (name() for name in names)
    joined = _joining_table(relation)
    return {
        table: f"SELECT {meeting} FROM {joined} WHERE {record} = {{row}}.id",
        joined: f"SELECT {{row}}.{meeting}",
    }


def _joining_table(relation: Any) -> str:
    through = relation.through if relation.auto_created else relation.remote_field.through
    return str(through._meta.db_table)


def list_public_tables() -> tuple[str, ...]:
    """Return the tables whose records pages show: those of every kind of record, of its parts, and of its meetings.

    A change of a row in any of them changes the state of the archive (see state.py).
    """
    found = dict.fromkeys(affected_meetings())
    for kind in KINDS:
        parts = (apps.get_model("meetings", part.model) for part in kind.parts)
        found |= dict.fromkeys(model._meta.db_table for model in (kind.model, *parts))
    found |= dict.fromkeys(_joining_table(relation) for _, relation in _kinds_of_meetings() if relation.many_to_many)
    return tuple(found)


def list_named_tables() -> tuple[str, ...]:
    """Return the tables with the names that the search knows; a change of a row changes the state of the names."""
    kinds = [kind.model for kind in KINDS if kind.facet or kind.is_suggested]
    parts = [apps.get_model("meetings", name) for name in ("OfficialName", "Position", "Appointment", "Place")]
    return tuple(dict.fromkeys(model._meta.db_table for model in [*kinds, *parts]))


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


def _notes(table: str, event: str) -> str:
    return " ".join(_NOTE.format(affected=affected_meetings()[table].format(row=row)) for row in _rows_of(event))


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
    for table in affected_meetings():
        for event in EVENTS:
            name = f"{table}_noted_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_notes(table, event)} END"
    for event in ("INSERT", "UPDATE OF review_state"):
        name = f"meetings_meeting_published_{event.split()[0].lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON meetings_meeting BEGIN {_PUBLISHED} END"
    for name, (table, column, changed, deed) in address_triggers().items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER UPDATE OF {column} ON {table} WHEN {changed} BEGIN {deed} END"
    step = "abs(random() % 1000000000) + 1"
    yield f"INSERT OR IGNORE INTO meetings_archivestate (id, number) VALUES (0, {step})"
    for table in list_public_tables():
        for event in EVENTS:
            name = f"{table}_state_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "
                f"BEGIN UPDATE meetings_archivestate SET number = number + {step} WHERE id = 0; END"
            )
    yield f"INSERT OR IGNORE INTO meetings_archivestate (id, number) VALUES (-1, {step})"
    named = [(table, event) for table in list_named_tables() for event in EVENTS]
    for table, event in [*named, ("meetings_meeting", "DELETE"), ("meetings_meeting", "UPDATE OF review_state")]:
        name = f"{table}_names_{event.split()[0].lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} {_SHOWN_ELSEWHERE.get(event, '')}"
            f"BEGIN UPDATE meetings_archivestate SET number = number + {step} WHERE id = -1; END"
        )


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
    for table in affected_meetings():
        for event in EVENTS:
            name = f"{table}_noted_{event.lower()}"
            yield _function(name, f"{_notes(table, event)} RETURN NULL;")
            yield _trigger(name, f"AFTER {event}", table)
    yield _function("meetings_meeting_published", f"{_PUBLISHED} RETURN NULL;")
    yield _trigger("meetings_meeting_published", "AFTER INSERT OR UPDATE OF review_state", "meetings_meeting")
    for name, (table, column, changed, deed) in address_triggers().items():
        yield _function(name, f"IF {changed} THEN {deed} END IF; RETURN NULL;")
        yield _trigger(name, f"AFTER UPDATE OF {column}", table)
    yield _function(
        "meetings_archive_state",
        "INSERT INTO meetings_archivestate AS state (id, number) "
        "VALUES (pg_backend_pid(), floor(random() * 1000000000)::bigint + 1) "
        "ON CONFLICT (id) DO UPDATE SET number = state.number + excluded.number; RETURN NULL;",
    )
    # The archive needs a state before its first change too; no connection has the number 0.
    yield (
        "INSERT INTO meetings_archivestate (id, number) VALUES (0, floor(random() * 1000000000)::bigint + 1) "
        "ON CONFLICT (id) DO NOTHING"
    )
    for table in list_public_tables():
        when = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        yield _trigger(f"{table}_state", when, table, "meetings_archive_state", "STATEMENT")
    yield _function(
        "meetings_names_state",
        "INSERT INTO meetings_archivestate AS state (id, number) "
        "VALUES (-pg_backend_pid(), floor(random() * 1000000000)::bigint + 1) "
        "ON CONFLICT (id) DO UPDATE SET number = state.number + excluded.number; RETURN NULL;",
    )
    for table in list_named_tables():
        when = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        yield _trigger(f"{table}_names", when, table, "meetings_names_state", "STATEMENT")
    when = "AFTER DELETE OR UPDATE OF review_state OR TRUNCATE"
    yield _trigger("meetings_meeting_names", when, "meetings_meeting", "meetings_names_state", "STATEMENT")


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(name: str, when: str, table: str, function: str = "", each: str = "ROW") -> str:
    return f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function or name}()"
