"""Two meetings of one report that are one: their readings and proposals joined, each fact with its words."""

from dataclasses import replace

from meetings.extraction.readings import EvidenceReading, MeetingReading, ParticipantReading
from meetings.gazetteer.person_names import name_key
from meetings.ingest.proposal import MeetingProposal
from meetings.matching.officials import OfficialMatch


def join_proposals(first: MeetingProposal, second: MeetingProposal) -> tuple[MeetingProposal, list[int]]:
    """Return the proposal for one meeting, and for each participant of `second` the number that they have in it.

    What both state is that of `first`; `second` adds participants, topics and what `first` does not know. Words of
    `second` for another date, place or kind are left out.
    """
    people, matches = [replace(one) for one in first.read.participants], list(first.matches)
    numbers = []
    for one, match in zip(second.read.participants, second.matches, strict=True):
        number = _find_same(people, matches, one, match.official_id if match else None)
        if number is None:
            number = len(people)
            people.append(one)
            matches.append(match)
        else:
            known = people[number]
            people[number] = replace(known, title=known.title or one.title, evidence=_add(known.evidence, one.evidence))
            matches[number] = matches[number] or match
        numbers.append(number)
    joined = MeetingProposal(
        read=replace(_join(first.read, second.read), participants=people),
        matches=matches,
        place=first.place or second.place,
        known=first.known or second.known,
        headline=first.headline,
    )
    return joined, numbers


def _find_same(
    people: list[ParticipantReading],
    matches: list[OfficialMatch | None],
    wanted: ParticipantReading,
    official: int | None,
) -> int | None:
    for number, one in enumerate(people):
        match = matches[number]
        if official is not None and match is not None and match.official_id == official:
            return number
        if wanted.name and one.name and one.side == wanted.side and name_key(one.name) == name_key(wanted.name):
            return number
    return None


def _join(first: MeetingReading, second: MeetingReading) -> MeetingReading:
    when = first.when if first.when.day else second.when
    place = first.place or second.place
    fitting = {
        "date": second.when.day == when.day,
        "place": second.place is not None and place is not None
        and (second.place.city, second.place.country) == (place.city, place.country),
        "kind": second.kind == first.kind,
    }  # fmt: skip
    known = {one.code for one in first.topics}
    return replace(
        first,
        when=when,
        place=place,
        occasion=first.occasion or second.occasion,
        topics=[*first.topics, *(one for one in second.topics if one.code not in known)],
        evidence=_add(first.evidence, [one for one in second.evidence if fitting.get(one.fact, True)]),
        confidence=min(first.confidence, second.confidence),
        doubts=tuple(dict.fromkeys((*first.doubts, *second.doubts))),
    )


def _add(evidence: list[EvidenceReading], more: list[EvidenceReading]) -> list[EvidenceReading]:
    known = {(one.fact, one.start, one.end, one.value) for one in evidence}
    return [*evidence, *(one for one in more if (one.fact, one.start, one.end, one.value) not in known)]
