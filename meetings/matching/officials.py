"""Matching of names and offices with officials, across spellings and scripts, never by a fuzzy score alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from meetings.extraction.readings import ParticipantReading
from meetings.gazetteer.person_names import (
    has_whole_names,
    is_shortened,
    make_comparison_key,
    name_key,
    name_words,
)
from meetings.matching.name_similarity import SURE, ComparedName, find_relation_in_office, read_name
from meetings.matching.rules import (
    MAX_SEEN_DAYS,
    MAX_TERM_DAYS,
    SeenOffice,
    SeenOffices,
    Tenure,
    add_seen,
    is_same_office,
)
from meetings.models import Appointment, Official, OfficialName, Participation
from meetings.models.people import Precision


@dataclass(slots=True)
class KnownOfficial:
    """The facts about one official that matching uses."""

    names: set[str] = field(default_factory=set)  # as they are written
    tenures: list[Tenure] = field(default_factory=list)
    seen: SeenOffices = field(default_factory=dict)
    sides: set[str] = field(default_factory=set)

    def is_of_day(self, day: date | None, days: int = MAX_SEEN_DAYS) -> bool:
        """Return whether the archive knows the official around `day`, or does not know of any day."""
        if day is None or not (self.seen or any(one.term.start or one.term.end for one in self.tenures)):
            return True
        return any(one.may_cover(day) for one in self.tenures) or any(
            one.is_near(day, days) for one in self.seen.values()
        )


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
        parts = (
            Participation.objects.filter(official__isnull=False).order_by().exclude(basis=Participation.Basis.INFERRED)
        )
        columns = ("official", "country__code", "organisation__code", "title_ar", "position__title_ar")
        dates = ("meeting__date", "meeting__date_precision")
        for official_id, country, body, title, office, day, precision in parts.values_list(*columns, *dates):
            known_day = day if precision in (Precision.DAY, Precision.MONTH) else None
            self._learn_seen(official_id, country or body, title or office or "", known_day)

    def learn(self, official_id: int | None, participant: ParticipantReading, day: date | None) -> None:
        """Add the office and side by which a report that was just written names an official."""
        if official_id and participant.name:
            self._learn_seen(official_id, participant.side, participant.title or "", day)

    def learn_new(self, official: Official) -> None:
        """Add an official who was just written."""
        self._learn_name(official.pk, official.name_ar)

    def _learn_seen(self, official_id: int, side: str | None, title: str, day: date | None) -> None:
        if side:
            known = self._known[official_id]
            known.sides.add(side)
            if day:
                add_seen(known.seen, SeenOffice.of_title(title, side, day))

    def _learn_name(self, official_id: int, name: str) -> None:
        if words := name_words(name):
            self._by_exact[words].add(official_id)
            key = tuple(make_comparison_key(word) for word in words)
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
        if participant.side and not any(participant.side in self._known[one].sides for one in candidates):
            # Under another side on a day around the known ones it is the same person, and a doubt for editors
            # (queries/checks); years apart it may as well be a namesake.
            candidates = {one for one in candidates if self._known[one].is_of_day(day)}
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
        close = {one for one in same_side if self._is_holder_called(one, name, participant, day)}
        if not close and len(name.words) > 1 and not has_whole_names(participant.side):
            close = {one for one in same_side if self._is_called_shorter(one, name, day)}
        return OfficialMatch(close.pop(), "short-name") if len(close) == 1 else None

    def _is_holder_called(
        self, official_id: int, name: ComparedName, participant: ParticipantReading, day: date | None
    ) -> bool:
        """Return whether a holder of the office may have this name; within one office a family name is enough."""
        if not self._held(official_id, participant, day, MAX_TERM_DAYS):
            return False
        others = (other for written in self._known[official_id].names if (other := read_name(written)))
        relations = {how for other in others if (how := find_relation_in_office(name, other, participant.side))}
        return bool(relations & SURE) or (bool(relations) and self._held(official_id, participant, day))

    def _is_called_shorter(self, official_id: int, name: ComparedName, day: date | None) -> bool:
        """Return whether a name is short for one of the official's, who is known within two terms of `day`.

        Later it may be the son's: جورج بوش, جورج دبليو بوش.
        """
        known = self._known[official_id]
        is_short = any(is_shortened(name.key, name_key(written)) for written in known.names)
        return is_short and known.is_of_day(day, 2 * MAX_TERM_DAYS)

    def _holder(self, participant: ParticipantReading, day: date | None) -> OfficialMatch | None:
        """Return the official who held the named office on `day`, if the dates of the archive leave only one.

        A holder whose dates leave the day in doubt is never the answer, but is a reason not to answer.
        """
        if not participant.title or not participant.side or day is None:
            return None
        possible = {one for one in self._known if self._may_have_held(one, participant, day)}
        if len(possible) != 1:
            return None
        (holder,) = possible
        is_certain = any(tenure.covers(day) for tenure in self._tenures(holder, participant))
        return OfficialMatch(holder, "office") if is_certain else None

    def _held(
        self, official_id: int, participant: ParticipantReading, day: date | None, days: int = MAX_SEEN_DAYS
    ) -> bool:
        """Return whether the official held the participant's office on `day`, by the dates on record or by reports.

        Reports must name them by it at most `days` before or after.
        """
        if self._may_have_held(official_id, participant, day):
            return True
        if day is None or not participant.title:
            return False
        seen = self._known[official_id].seen.values()
        near = [one for one in seen if one.side == participant.side and one.is_near(day, days)]
        offices = SeenOffice.of_title(participant.title, participant.side, day) if near else []
        return any(one.is_same_office(office) for one in near for office in offices)

    def _may_have_held(self, official_id: int, participant: ParticipantReading, day: date | None) -> bool:
        """Return whether the dates on record allow that the official held the participant's office on `day`."""
        return any(tenure.may_cover(day) for tenure in self._tenures(official_id, participant))

    def _tenures(self, official_id: int, participant: ParticipantReading) -> Iterator[Tenure]:
        """Yield the official's tenures of the participant's office."""
        for tenure in self._known[official_id].tenures:
            if is_same_office(tenure.title, tenure.side, participant.title, participant.side):
                yield tenure

    def _only_one(
        self, candidates: set[int], participant: ParticipantReading, day: date | None, how: str
    ) -> OfficialMatch | None:
        """Return one of several officials of the same name, chosen by side and then by office."""
        if participant.side:
            candidates = {one for one in candidates if participant.side in self._known[one].sides} or candidates
        candidates = {one for one in candidates if self._held(one, participant, day)} or candidates
        return OfficialMatch(next(iter(candidates)), how) if len(candidates) == 1 else None
