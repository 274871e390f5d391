"""The tables whose rows pages and the search show, and which meetings a change of a row concerns."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from meetings.models.kinds import KINDS, RecordKind

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
# The same for what the page of a meeting shows beside what its document in the index has.
_OF_PAGES = {
    "meetings_evidence": "SELECT {row}.meeting_id",
    "meetings_editedfact": "SELECT {row}.meeting_id",
    "meetings_disagreement": "SELECT {row}.meeting_id",
    "meetings_attachment": (
        "SELECT {row}.meeting_id WHERE {row}.meeting_id IS NOT NULL UNION "
        "SELECT meeting_id FROM meetings_source WHERE article_id = {row}.article_id"
    ),
}


def affected_meetings() -> dict[str, str]:
    """Return each table whose rows the documents of the search index contain, with the SQL of `_AFFECTED_MEETINGS`."""
    found: dict[str, str] = {}
    for kind, relation in _kinds_of_meetings():
        if kind.facet:
            found |= _affected_by(kind.model._meta.db_table, relation)
    return found | _AFFECTED_MEETINGS


def list_shown_tables() -> dict[str, str]:
    """Return each table whose rows the pages of meetings show, with the SQL of `_AFFECTED_MEETINGS`.

    What records share, such as names, is not in it: `list_named_tables`.
    """
    return affected_meetings() | _OF_PAGES


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
    """Return the tables with what many meetings share: names, which the search knows too, and what stands for them.

    A change of a row changes the state of the names.
    """
    kinds = [kind.model for kind in KINDS if kind.facet or kind.is_suggested]
    named = ("OfficialName", "Position", "Appointment", "Place", "Identifier")
    parts = [apps.get_model("meetings", name) for name in named]
    return tuple(dict.fromkeys(model._meta.db_table for model in [*kinds, *parts]))
