"""The facts that a meeting had before an action and does not have any more, as headlines and summaries name them."""

from collections.abc import Iterable

from meetings.models import EditedFact, Meeting, Participation
from meetings.services.facts.changes import ChangedFact
from meetings.services.facts.loading import RecordNames, Row, State
from meetings.services.facts.texts import FormerFacts
from meetings.services.facts.words import has_name

Fact = EditedFact.Fact
Role = Participation.Role
_VENUES = ("venue_ar", "venue_en")
_OF_PEOPLE = {Fact.PARTICIPANT, Fact.TITLE, Fact.ROLE}


def collect_former_facts(
    meeting: Meeting, before: State | None, changes: list[ChangedFact], removed: list[Row], known: RecordNames
) -> FormerFacts:
    """Return what `changes` and the `removed` participants took away from `meeting`."""
    facts = {change.fact for change in changes}
    found = FormerFacts(has_other_people=bool(removed) or bool(facts & _OF_PEOPLE))
    found.has_other_date, found.has_other_kind = Fact.DATE in facts, Fact.KIND in facts
    if before is None:
        return found
    rows = {row["id"]: row for row in before["parts"]["participations"]}
    found.people_of = {pk: known.names_of_row(rows[pk]) for pk in _replaced(changes, Fact.PARTICIPANT)}
    found.people = [name for names in found.people_of.values() for name in names]
    for row in removed:
        names = known.names_of_row(row)
        found.people += names
        found.titles += [] if names else known.titles_of_row(row)
    _add_titles_and_roles(found, rows, changes, known)
    _add_sides(found, rows, _replaced(changes, Fact.SIDE), removed, known)
    if any(change.fact == Fact.PLACE and change.is_replaced for change in changes):
        found.places = _former_places(before["fields"], meeting, known)
    return found


def _add_titles_and_roles(
    found: FormerFacts, rows: dict[int, Row], changes: list[ChangedFact], known: RecordNames
) -> None:
    """Add the titles that participants have no more, and the roles of those who were host or guest."""
    found.titles_of = {pk: known.titles_of_row(rows[pk]) for pk in _replaced(changes, Fact.TITLE) if pk in rows}
    found.titles += [title for titles in found.titles_of.values() for title in titles]
    roles = {pk: rows[pk]["role"] for pk in _replaced(changes, Fact.ROLE) if pk in rows}
    found.roles = {pk: role for pk, role in roles.items() if role in (Role.HOST, Role.GUEST)}


def _former_places(fields: Row, meeting: Meeting, known: RecordNames) -> list[str]:
    """Return the names of the city and the venue before, without those that are right now."""
    names = [] if fields["place_id"] == meeting.place_id else known.names_of_place(fields["place_id"])
    names = [*names, *(fields[column].removeprefix("The ") for column in _VENUES if fields[column])]
    now = [*known.names_of_place(meeting.place_id), meeting.venue_ar, meeting.venue_en]
    return [name for name in names if not any(has_name(one, name) for one in now if one)]


def _add_sides(
    found: FormerFacts, rows: dict[int, Row], changed: list[int], removed: list[Row], known: RecordNames
) -> None:
    """Add the sides that no participant represents any more."""
    found.side_of = {pk: code for pk in changed if (code := known.side_of_row(rows[pk]))}
    left = [row for pk, row in rows.items() if row not in removed and pk not in changed]
    found.sides = set(found.side_of.values()) - {known.side_of_row(row) for row in left}


def _replaced(changes: Iterable[ChangedFact], fact: Fact) -> list[int]:
    return [one.participation for one in changes if one.fact == fact and one.is_replaced and one.participation]
