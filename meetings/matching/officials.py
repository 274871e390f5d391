"""Matching of names and offices with officials, across spellings and scripts, never by a fuzzy score alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from meetings.extraction.readings import ParticipantReading
from meetings.gazetteer.offices import office_key, same_office
from meetings.gazetteer.person_names import compared_by, name_key, name_words, shortened
from meetings.matching.name_similarity import ComparedName, is_same_person_in_office, read_name
from meetings.matching.rules import Tenure
from meetings.models import Appointment, Official, OfficialName, Participation


@dataclass(slots=True)
class KnownOfficial:
    """The facts about one official that matching uses."""

    names: set[str] = field(default_factory=set)  # as they are written
    tenures: list[Tenure] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class OfficialMatch:
    """A matched official, and how they were matched: name, spelling, short-name, office (inferred)."""

    official_id: int
    how: str

    @property
    def inferred(self) -> bool:
        return self.how == "office"


class KnownOfficials:
    """The officials of the archive, in memory for one run of the import, which adds the new ones."""

    def __init__(self) -> None:
        self._known: dict[int, KnownOfficial] = defaultdict(KnownOfficial)
        self._by_exact: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._by_skeleton: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for official_id, name in OfficialName.objects.values_list("official_id", "name"):
            self._learn_name(official_id, name)
        for official in Official.objects.only("id", "name_ar", "name_en"):
            for name in (official.name_ar, official.name_en):
                self._learn_name(official.pk, name)
        for appointment in Appointment.objects.select_related("position__country", "position__organisation"):
            position = appointment.position
            self._learn_tenure(
                appointment.official_id,
                Tenure.of_title(position.title_ar, position.side_code, appointment.term),
            )
        for part in Participation.objects.filter(official__isnull=False).select_related("country", "organisation"):
            if part.official_id and part.side_code:
                self._known[part.official_id].sides.add(part.side_code)

    def learn(self, official: Official, participant: ParticipantReading) -> None:
        """Add an official who was just written."""
        self._learn_name(official.pk, official.name_ar)
        if participant.side:
            self._known[official.pk].sides.add(participant.side)

    def _learn_name(self, official_id: int, name: str) -> None:
        if words := name_words(name):
            self._by_exact[words].add(official_id)
            key = tuple(compared_by(word) for word in words)
            self._by_skeleton[key].add(official_id)
            self._known[official_id].names.add(name)

    def _learn_tenure(self, official_id: int, tenure: Tenure) -> None:
        self._known[official_id].tenures.append(tenure)
        if tenure.side:
            self._known[official_id].sides.add(tenure.side)

    def find(self, participant: ParticipantReading, day: date | None) -> OfficialMatch | None:
        """Return the official that `participant` is, None for a new one; `day` is that of the meeting or report."""
        if participant.is_group:
            return None
        if not participant.name:
            return self._holder(participant, day)
        return (
            self._by_full_name(participant, day)
            or self._by_spelling(participant)
            or self._by_part_of_name(participant, day)
        )

    def _by_full_name(self, participant: ParticipantReading, day: date | None) -> OfficialMatch | None:
        words = name_words(participant.name or "")
        if len(words) < 2:
            return None
        candidates = self._by_exact.get(words, set())
        return self._only_one(candidates, participant, day, "name")

    def _by_spelling(self, participant: ParticipantReading) -> OfficialMatch | None:
        key = name_key(participant.name or "")
        if len(key) < 2 or not participant.side:
            return None
        candidates = {one for one in self._by_skeleton.get(key, set()) if participant.side in self._known[one].sides}
        return OfficialMatch(candidates.pop(), "spelling") if len(candidates) == 1 else None

    def _by_part_of_name(self, participant: ParticipantReading, day: date | None) -> OfficialMatch | None:
        """Find a shortened, lengthened or misspelt name with the same office, or else with the same side."""
        name = read_name(participant.name or "")
        if name is None or not participant.side:
            return None
        same_side = [one for one, known in self._known.items() if participant.side in known.sides]
        close = {one for one in same_side if self._held(one, participant, day) and self._is_called(one, name)}
        if not close and len(name.words) > 1:
            close = {one for one in same_side if self._is_called_shorter(one, name)}
        return OfficialMatch(close.pop(), "short-name") if len(close) == 1 else None

    def _is_called(self, official_id: int, name: ComparedName) -> bool:
        """Return whether a holder of the office may have this name; within one office a family name is enough."""
        names = (read_name(written) for written in self._known[official_id].names)
        return any(is_same_person_in_office(name, other) for other in names if other)

    def _is_called_shorter(self, official_id: int, name: ComparedName) -> bool:
        return any(shortened(name.key, name_key(written)) for written in self._known[official_id].names)

    def _holder(self, participant: ParticipantReading, day: date | None) -> OfficialMatch | None:
        """Return the official who held the named office on `day`, if the dates of the archive leave only one.

        A holder whose dates leave the day in doubt is never the answer, but is a reason not to answer.
        """
        if not participant.title or not participant.side or day is None:
            return None
        possible = {one for one in self._known if self._held(one, participant, day)}
        if len(possible) != 1:
            return None
        (holder,) = possible
        is_certain = any(tenure.covers(day) for tenure in self._tenures(holder, participant))
        return OfficialMatch(holder, "office") if is_certain else None

    def _held(self, official_id: int, participant: ParticipantReading, day: date | None) -> bool:
        """Return whether the official may have held the participant's office on `day`."""
        return any(tenure.may_cover(day) for tenure in self._tenures(official_id, participant))

    def _tenures(self, official_id: int, participant: ParticipantReading) -> Iterator[Tenure]:
        """Yield the official's tenures of the participant's office."""
        office = office_key(participant.title or "", participant.side)
        for tenure in self._known[official_id].tenures:
            if tenure.side == participant.side and same_office(tenure.office, office):
                yield tenure

    def _only_one(
        self, candidates: set[int], participant: ParticipantReading, day: date | None, how: str
    ) -> OfficialMatch | None:
        """Return one of several officials of the same name, chosen by side and then by office."""
        if participant.side:
            candidates = {one for one in candidates if participant.side in self._known[one].sides} or candidates
        candidates = {one for one in candidates if self._held(one, participant, day)} or candidates
        return OfficialMatch(next(iter(candidates)), how) if len(candidates) == 1 else None
