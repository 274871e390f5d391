"""The plan of a merge of officials: what it would join, move and drop.

Mahdar makes the plan before it writes anything, so that the page shows the editor exactly what the merge then does.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from meetings.models import Appointment, Evidence, Official, OfficialName, Participation, ReviewState
from meetings.models.people import Precision

KEPT, OTHER, BOTH = "kept", "other", "both"
CHOSEN = ("name_ar", "name_en", "review_state", "notes")  # fields of which the editor chooses one record's value
STATES = (ReviewState.PUBLISHED, ReviewState.DRAFT, ReviewState.REJECTED)  # the most visible first
_FINEST_FIRST = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)


@dataclass(slots=True)
class MergePlan:
    """The plan of merging `other` into `kept`. Pairs are (the part that stays, the part joined to it)."""

    kept: Official
    other: Official
    names: list[OfficialName] = field(default_factory=list)
    names_twice: list[OfficialName] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    appointments_joined: list[tuple[Appointment, Appointment]] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    participations_joined: list[tuple[Participation, Participation]] = field(default_factory=list)

    @property
    def conflicts(self) -> list[str]:
        """The fields for which both records have a value, and not the same one."""
        return [name for name in CHOSEN if len({getattr(self.kept, name), getattr(self.other, name)} - {""}) > 1]

    def suggested(self) -> dict[str, str]:
        """Return for each field whose value to take: the kept record's, unless it is empty; public records stay so."""
        choices = {name: KEPT if getattr(self.kept, name) else OTHER for name in CHOSEN}
        choices["review_state"] = min((KEPT, OTHER), key=lambda one: STATES.index(getattr(self, one).review_state))
        if "notes" in self.conflicts:
            choices["notes"] = BOTH
        return choices


def plan_merge(kept: Official, other: Official) -> MergePlan:
    """Return the plan of merging `other` into `kept`; about six queries for records of any size."""
    plan = MergePlan(kept, other)
    known = {name.name for name in kept.names.all()}
    for name in other.names.all():
        (plan.names_twice if name.name in known else plan.names).append(name)
    _plan_appointments(plan)
    _plan_participations(plan)
    return plan


# --- Appointments -----------------------------------------------------------------------------------------------------
def _plan_appointments(plan: MergePlan) -> None:
    offices = Appointment.objects.select_related("position__country", "position__organisation", "official")
    left = list(offices.filter(official=plan.kept))
    for appointment in offices.filter(official=plan.other):
        same_office = [one for one in left if one.position_id == appointment.position_id]
        # The database refuses two with one start. If several match, none is joined.
        same = [one for one in same_office if one.start == appointment.start]
        same = same or [one for one in same_office if may_be_one(one, appointment)]
        if len(same) == 1:
            left.remove(same[0])
            plan.appointments_joined.append((same[0], appointment))
        else:
            plan.appointments.append(appointment)


def may_be_one(one: Appointment, other: Appointment) -> bool:
    """Return whether two appointments to one office can be one: an unknown date fits any, 2019 fits its days."""
    joined_start = choose_finer_date(one.start, one.start_precision, other.start, other.start_precision)[0]
    joined_end = choose_finer_date(one.end, one.end_precision, other.end, other.end_precision)[0]
    return (
        is_same_date(one.start, one.start_precision, other.start, other.start_precision)
        and is_same_date(one.end, one.end_precision, other.end, other.end_precision)
        and (joined_start is None or joined_end is None or joined_start <= joined_end)
    )


def is_same_date(one: date | None, precision: str, other: date | None, other_precision: str) -> bool:
    """Return whether two dates can be the same, in their common precision."""
    if one is None or other is None:
        return True
    coarser = max(precision, other_precision, key=_FINEST_FIRST.index)
    length = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1, Precision.UNKNOWN: 0}[Precision(coarser)]
    return one.timetuple()[:length] == other.timetuple()[:length]


def choose_finer_date(
    one: date | None, precision: str, other: date | None, other_precision: str
) -> tuple[date | None, str]:
    """Return the known one of two dates of one event, or of two known ones the more exact, with its precision."""
    if one is None:
        return (one, precision) if other is None else (other, other_precision)
    is_finer = _FINEST_FIRST.index(Precision(other_precision)) < _FINEST_FIRST.index(Precision(precision))
    return (other, other_precision) if other is not None and is_finer else (one, precision)


# --- Participations ---------------------------------------------------------------------------------------------------
def _plan_participations(plan: MergePlan) -> None:
    parts = (
        Participation.objects.select_related("meeting", "country", "organisation", "position", "official")
        .prefetch_related(Prefetch("evidence", queryset=Evidence.objects.defer("quote")))
        .order_by("-meeting__date", "id")
    )
    here = set(plan.kept.participations.values_list("meeting_id", flat=True))
    shared = plan.other.participations.filter(meeting__in=here).values("meeting_id")
    of_kept = {part.meeting_id: part for part in parts.filter(official=plan.kept, meeting__in=shared)}
    for part in parts.filter(official=plan.other):
        if part.meeting_id in of_kept:
            plan.participations_joined.append((of_kept[part.meeting_id], part))
        else:
            plan.participations.append(part)
