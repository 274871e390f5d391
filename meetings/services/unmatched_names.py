"""Decisions on names that are linked to no official: link all participations of a name, to an official old or new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings.ingest.learned_names import learn_name
from meetings.models import Country, Evidence, Official, Organisation, Participation, Position
from meetings.queries.unmatched_names import select_unmatched
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.new_people import NewPerson, find_or_create_position, make_official, record_office
from meetings.services.participations import fill_in_office
from meetings.services.roles import may_publish, require
from meetings.services.rows import split_ids


@dataclass(frozen=True, slots=True)
class LinkedNames:
    """What became of the participations.

    Attributes:
        action: The number of the action in the history, for its undo.
        official: The official to whom they are linked.
        linked: How many are linked now.
        twice: How many are not, since the official takes part in the meeting already.
        gone: How many another editor linked or deleted meanwhile.
    """

    action: UUID
    official: Official
    linked: int
    twice: int
    gone: int


def link_names(parts: Sequence[int], official: Official, user: Any, reason: str = "") -> LinkedNames:
    """Link participations without an official to `official`, and save their spellings among the official's names.

    Args:
        parts: The ids of the participations, as the editor saw them.
        official: Whom the names mean.
        user: The editor.
        reason: Why public meetings may break a rule of the archive since.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ReasonNeededError: A public meeting breaks a rule since, and there is no reason; nothing is changed.
    """
    require(may_publish(user))
    with recorded(user, way=Way.REVIEW) as action:
        found = _load(parts)  # locked, so that no other editor links them meanwhile
        linked = _link(found, official, user, reason)
    return LinkedNames(action, official, linked, len(found) - linked, len(set(parts)) - len(found))


def _link(found: list[Participation], official: Official, user: Any, reason: str) -> int:
    """Link the participations, and return the number of those that are linked now."""
    linked = 0
    with confirming([("meeting", pk) for pk in {part.meeting_id for part in found}], user, reason):
        for name in dict.fromkeys(part.name_as_written for part in found):
            learn_name(official.pk, name)
        present = _find_meetings_of(official, found)
        for part in found:
            if part.meeting_id not in present:
                present.add(part.meeting_id)
                part.official = official
                fill_in_office(part)
                part.save()
                linked += 1
    return linked


def link_to_new_official(
    parts: Sequence[int],
    new: NewPerson,
    office: Position | str | None,
    side: Country | Organisation | None,
    user: Any,
    reason: str = "",
) -> LinkedNames:
    """Create a draft of an official with an office, and link the participations; one action, with one undo.

    Args:
        parts: The ids of the participations, as the editor saw them.
        new: The person, with the names in both scripts.
        office: The office on record, or the title of one to find or create; None for none.
        side: The side of the office.
        user: The editor.
        reason: Why public meetings may break a rule of the archive since.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ReasonNeededError: A public meeting breaks a rule since, and there is no reason; nothing is changed.
    """
    require(may_publish(user))
    with recorded(user, way=Way.REVIEW):
        official = make_official(new, user)
        if office:
            position = office if isinstance(office, Position) else find_or_create_position(office, side, user)
            appointment = record_office(official, position, new)
            appointment.source_url = _find_report_address(parts)
            appointment.save(update_fields=["source_url"])
        return link_names(parts, official, user, reason)


def _load(parts: Iterable[int]) -> list[Participation]:
    """Return those of the participations that still have no official, in the order of their meetings."""
    found: list[Participation] = []
    for chunk in split_ids(sorted(set(parts))):
        rows = select_unmatched().filter(pk__in=chunk).select_for_update(of=("self",))
        found += rows.select_related("meeting", "country", "organisation", "position").order_by("pk")
    return found


def _find_meetings_of(official: Official, found: Iterable[Participation]) -> set[int]:
    """Return the meetings of these participations in which the official takes part already."""
    taken: set[int] = set()
    for chunk in split_ids(sorted({part.meeting_id for part in found})):
        taken.update(official.participations.filter(meeting__in=chunk).values_list("meeting_id", flat=True))
    return taken


def _find_report_address(parts: Sequence[int]) -> str:
    """Return the address of the first report that names one of the participants and has an address."""
    facts = (Evidence.Fact.TITLE, Evidence.Fact.PARTICIPANT)
    rows = (
        Evidence.objects.filter(participation__in=list(parts)[:100], fact__in=facts)
        .exclude(article__url=None)
        .exclude(article__url="")
    )
    found: str | None = rows.order_by("article__published_on", "pk").values_list("article__url", flat=True).first()
    return (found or "")[:1000]
