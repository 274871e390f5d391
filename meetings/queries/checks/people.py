"""Rules on officials: their offices and their records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Q

from meetings.matching.name_similarity import SAME, SCRIPTS, SPELLING, ComparedName, find_relation, read_name
from meetings.matching.similar_officials import find_likely_pairs, find_pairs_of
from meetings.models import Appointment, LikelyDuplicate, Official, ReviewState
from meetings.models.terms import Holding, Term
from meetings.queries.checks.finding import PARTICIPANT_COLUMNS, Finding, Named, named_participant
from meetings.queries.checks.scope import Scope

MIN_DUPLICATE_SCORE = 60  # of 100: weaker pairs are suggestions for the page of likely duplicates
_DATES = ("start", "start_precision", "end", "end_precision")  # of an appointment
_ONE_NAME = frozenset({SAME, SPELLING, SCRIPTS})


# --- Offices ----------------------------------------------------------------------------------------------------------
def office_not_held(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a participant all of whose terms in the office on record are of other days."""
    for holder in _list_office_holders(scope):
        if holder.own and holder.own <= {Holding.FORMER, Holding.LATER}:
            yield holder.make_finding("office-held")


def office_without_appointment(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a participant of whose term in the office nothing is on record, which may be an error.

    On that day, by the dates on record, the participant held another office or someone else held this one. A missing
    appointment proves nothing: the archive does not know all offices that a person held.
    """
    for holder in _list_office_holders(scope):
        if not holder.own and Holding.HELD in holder.others:
            yield holder.make_finding("office-appointment")


@dataclass(frozen=True, slots=True)
class _OfficeHolder:
    """A participant in an office: what the appointments on record say of the day of the meeting.

    `own` are the participant's terms in that office, `others` those in other offices and those of other holders.
    """

    meeting: int
    official: int
    values: dict[str, Any]
    own: set[Holding]
    others: set[Holding]

    def make_finding(self, rule: str) -> Finding:
        return Finding(rule, ("meeting", self.meeting), self.values, (("official", self.official),))


def _list_office_holders(scope: Scope) -> Iterator[_OfficeHolder]:
    """Yield the participants with an office in dated meetings."""
    parts = scope.participations(of_officials=True).filter(
        official__isnull=False, position__isnull=False, meeting__date__isnull=False
    )
    terms: dict[int, list[tuple[int, Term]]] = defaultdict(list)  # by the official, with the office of each
    held = Appointment.objects.filter(official__in=parts.values("official")).order_by()
    for official, office, *dates in held.values_list("official", "position", *_DATES):
        terms[official].append((office, Term.of(*dates)))
    holders: dict[int, list[Term]] = defaultdict(list)
    of_others = Appointment.objects.filter(position__in=parts.values("position")).order_by()
    for office, *dates in of_others.values_list("position", *_DATES):
        holders[office].append(Term.of(*dates))
    columns = (
        "meeting", "official", "position", "meeting__date", "meeting__date_precision", "official__name_ar",
        "official__name_en", "position__title_ar", "position__title_en",
    )  # fmt: skip
    for pk, official, office, day, precision, name_ar, name_en, title_ar, title_en in parts.values_list(*columns):
        own = [term for other, term in terms[official] if other == office]
        others = [*(term for other, term in terms[official] if other != office), *holders[office]]
        values = {"who": Named(name_ar, name_en), "office": Named(title_ar, title_en), "day": day}
        on_day = ({term.holding_on(day, precision) for term in some} for some in (own, others))
        yield _OfficeHolder(pk, official, values, *on_day)


def overlapping_holders(scope: Scope) -> Iterator[Finding]:
    """Yield the later of two officials who certainly held one office at the same time, by the dates on record.

    The day on which one hands over to the other belongs to both. An appointment without a start proves nothing.
    """
    rows = Appointment.objects.filter(start__isnull=False).exclude(official__review_state=ReviewState.REJECTED)
    if not scope.is_whole:
        near = scope.within(Appointment.objects.order_by(), official="official", position="position")
        rows = rows.filter(position__in=near.values("position"))
    names = ("official__name_ar", "official__name_en", "position__title_ar", "position__title_en")
    offices: dict[int, list[_Holder]] = defaultdict(list)
    for position, official, name_ar, name_en, title_ar, title_en, *dates in rows.order_by("start", "pk").values_list(
        "position", "official", *names, *_DATES
    ):
        holder = _Holder(official, Named(name_ar, name_en), Named(title_ar, title_en), dates[0], Term.of(*dates))
        offices[position].append(holder)
    for position, holders in sorted(offices.items()):
        for one, other in combinations(holders, 2):
            if one.official != other.official and one.term.overlaps(other.term):
                values = {"office": one.office, "who": other.who, "other": one.who, "day": other.start}
                others = (("official", one.official), ("position", position))
                yield Finding("one-holder", ("official", other.official), values, others)


@dataclass(frozen=True, slots=True)
class _Holder:
    """An official in an office, from a day on."""

    official: int
    who: Named
    office: Named
    start: date
    term: Term


# --- One person twice -------------------------------------------------------------------------------------------------
def same_person(scope: Scope) -> Iterator[Finding]:
    """Yield the newer of two officials who are probably one person and whom no editor marked as different."""
    if scope.is_whole:
        pairs = find_likely_pairs()
    else:
        ids = list(scope.officials().values_list("pk", flat=True))
        pairs = find_pairs_of(ids) if ids else []
    pairs = [pair for pair in pairs if pair.score >= MIN_DUPLICATE_SCORE]
    if not pairs:
        return
    different = set(LikelyDuplicate.objects.filter(state=LikelyDuplicate.State.NOT_SAME).values_list("first", "second"))
    names = {
        pk: Named(ar, en)
        for pk, ar, en in Official.objects.filter(
            pk__in={pk for pair in pairs for pk in (pair.first, pair.second)}
        ).values_list("pk", "name_ar", "name_en")
    }
    for pair in pairs:
        if (pair.first, pair.second) not in different:
            values = {"who": names[pair.second], "other": names[pair.first]}
            yield Finding("one-record", ("official", pair.second), values, (("official", pair.first),))


def participant_twice(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with two participants of one side whose names are spellings of one name."""
    people: dict[tuple[int, int | None, int | None], list[tuple[Named, list[ComparedName]]]] = defaultdict(list)
    rows = scope.participations().filter(Q(official__isnull=False) | ~Q(name_as_written="")).order_by("order", "pk")
    columns = ("meeting", "country", "organisation", *PARTICIPANT_COLUMNS)
    for meeting, country, organisation, *columns_of_name in rows.values_list(*columns):
        who = named_participant(*columns_of_name)
        names = [name for text in (who.ar, who.en) if text and (name := read_name(text))]
        people[meeting, country, organisation].append((who, names))
    for (meeting, *_side), found in sorted(people.items(), key=lambda one: one[0][0]):
        for (one, names), (other, further) in combinations(found, 2):
            if any(find_relation(name, another) in _ONE_NAME for name in names for another in further):
                yield Finding("participant-once", ("meeting", meeting), {"who": one, "other": other})
