"""Proposals of what to store of a report: the matched people, the place, the meeting on record."""

from dataclasses import dataclass, field

from meetings.extraction.readings import MeetingReading, ReportReading
from meetings.ingest.headlines import choose_headline
from meetings.ingest.places import find_known_place
from meetings.matching.meetings import find_known
from meetings.matching.officials import KnownOfficials, OfficialMatch
from meetings.matching.participants import make_compared_participants
from meetings.models import Article, Country, Meeting, Place


@dataclass(slots=True)
class MeetingProposal:
    """The proposal for one meeting of a report.

    `matches` are in the order of the participants of `read`. `place` is None where the archive does not have the place
    yet. `known` is the meeting on record that the report seems to be about.
    """

    read: MeetingReading
    matches: list[OfficialMatch | None] = field(default_factory=list)
    place: Place | None = None
    known: Meeting | None = None
    headline: str = ""


def propose(report: ReportReading) -> list[MeetingProposal]:
    """Return what the archive's rules would make of each meeting of `report`, in its order; write nothing."""
    if not report.meetings:
        return []
    people = KnownOfficials()
    countries = {country.code: country for country in Country.objects.all()}
    article = Article(published_on=report.published)  # `find_known` reads nothing else of it
    proposals = []
    for read in report.meetings:
        day = read.when.day or report.published
        matches = [people.find(participant, day) for participant in read.participants]
        proposals.append(
            MeetingProposal(
                read=read,
                matches=matches,
                place=find_known_place(read.place, countries),
                known=find_known(read, make_compared_participants(read, matches), article),
                headline=choose_headline(read, report)[0][:400],
            )
        )
    return proposals
