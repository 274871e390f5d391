"""The facts that a meeting had before an action and does not have any more, as headlines and summaries name them."""

from collections.abc import Iterable

from meetings.models import EditedFact
from meetings.services.facts.changes import ChangedFact, Row, State
from meetings.services.facts.loading import Directory
from meetings.services.facts.texts import FormerFacts

Fact = EditedFact.Fact
_OF_PEOPLE = {Fact.PARTICIPANT, Fact.TITLE, Fact.ROLE}


def former_facts(
    before: State | None, changes: list[ChangedFact], removed: list[Row], directory: Directory
) -> FormerFacts:
    """Return what `changes` and the `removed` participants took away from a meeting."""
    found = FormerFacts(has_other_people=bool(removed) or any(change.fact in _OF_PEOPLE for change in changes))
    found.has_other_date = any(change.fact == Fact.DATE for change in changes)
    found.has_other_kind = any(change.fact == Fact.KIND for change in changes)
    if before is None:
        return found
    rows = {row["id"]: row for row in before["parts"]["participations"]}
    found.people_of = {pk: directory.names_of_row(rows[pk]) for pk in _replaced(changes, Fact.PARTICIPANT)}
    found.people = [name for names in found.people_of.values() for name in names]
    found.people += [name for row in removed for name in directory.names_of_row(row)]
    others = set(_replaced(changes, Fact.SIDE))
    found.side_of = {pk: code for pk in others if (code := directory.side_of_row(rows[pk]))}
    kept = {directory.side_of_row(row) for pk, row in rows.items() if row not in removed and pk not in others}
    found.sides = set(found.side_of.values()) - kept
    if any(change.fact == Fact.PLACE and change.is_replaced for change in changes):
        found.places = directory.names_of_place(before["fields"]["place_id"])
    return found


def _replaced(changes: Iterable[ChangedFact], fact: Fact) -> list[int]:
    return [one.participation for one in changes if one.fact == fact and one.is_replaced and one.participation]
