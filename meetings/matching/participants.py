"""Matching of the participants in a report with those on record, by official, office and name."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.extraction.readings import MeetingReading, ParticipantReading
from meetings.gazetteer.person_names import name_key
from meetings.matching.officials import OfficialMatch
from meetings.matching.rules import get_title_of_participation, is_same_office
from meetings.models import Participation


@dataclass(frozen=True, slots=True)
class ComparedParticipant:
    """A participant that the report names: the official where known, the side, the office."""

    official_id: int | None
    side: str | None
    title: str | None


def make_compared_participants(
    read: MeetingReading, matches: Iterable[OfficialMatch | None]
) -> list[ComparedParticipant]:
    """Return the participants of `read` in the form for comparison with records; `matches` are in their order."""
    return [
        ComparedParticipant(match.official_id if match else None, participant.side, participant.title)
        for participant, match in zip(read.participants, matches, strict=True)
    ]


def is_same_participant(part: Participation, one: ComparedParticipant) -> bool:
    """Return whether the report's participant is `part`: same official, or same office where one has no name."""
    if part.official_id and one.official_id:
        return part.official_id == one.official_id
    if part.is_group:
        return False
    return is_same_office(get_title_of_participation(part), part.side_code, one.title, one.side)


def find_recorded(
    recorded: Iterable[Participation], participant: ParticipantReading, match: OfficialMatch | None
) -> Participation | None:
    """Return the row on record that is the same as `participant`; None where the report adds a participant."""
    for row in recorded:
        if match and row.official_id == match.official_id:
            return row
        if not participant.name and row.is_group == participant.is_group and _is_office_of(row, participant):
            return row
        if participant.name and row.name_as_written and name_key(row.name_as_written) == name_key(participant.name):
            return row
    return None


def _is_office_of(row: Participation, participant: ParticipantReading) -> bool:
    return is_same_office(get_title_of_participation(row), row.side_code, participant.title, participant.side)
