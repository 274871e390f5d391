"""The facts that a meeting had before an action and does not have any more, as headlines and summaries name them."""

from collections.abc import Iterable

from meetings.models import EditedFact
from meetings.services.facts.changes import ChangedFact, Row, State
from meetings.services.facts.loading import RecordNames
from meetings.services.facts.texts import FormerFacts

Fact = EditedFact.Fact
_OF_PEOPLE = {Fact.PARTICIPANT, Fact.TITLE, Fact.ROLE}


def former_facts(
    before: State | None, changes: list[ChangedFact], removed: list[Row], known: RecordNames
) -> FormerFacts:
    """Return what `changes` and the `removed` participants took away from a meeting."""
    facts = {change.fact for change in changes}
    found = FormerFacts(has_other_people=bool(removed) or bool(facts & _OF_PEOPLE))
    found.has_other_date, found.has_other_kind = Fact.DATE in facts, Fact.KIND in facts
    if before is None:
        return found
    rows = {row["id"]: row for row in before["parts"]["participations"]}
    found.people_of = {pk: known.names_of_row(rows[pk]) for pk in _replaced(changes, Fact.PARTICIPANT)}
    found.people = [name for names in found.people_of.values() for name in names]
    found.people += [name for row in removed for name in known.names_of_row(row)]
    _add_sides(found, rows, _replaced(changes, Fact.SIDE), removed, known)
    if any(change.fact == Fact.PLACE and change.is_replaced for change in changes):
        found.places = known.names_of_place(before["fields"]["place_id"])
    return found


def _add_sides(
    found: FormerFacts, rows: dict[int, Row], changed: list[int], removed: list[Row], known: RecordNames
) -> None:
    """Add the sides that no participant represents any more."""
    found.side_of = {pk: code for pk in changed if (code := known.side_of_row(rows[pk]))}
    left = [row for pk, row in rows.items() if row not in removed and pk not in changed]
    found.sides = set(found.side_of.values()) - {known.side_of_row(row) for row in left}


def _replaced(changes: Iterable[ChangedFact], fact: Fact) -> list[int]:
    return [one.participation for one in changes if one.fact == fact and one.is_replaced and one.participation]
