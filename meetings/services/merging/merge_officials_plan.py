"""The plan of a merge of officials: what it would join, move and drop.

Mahdar makes the plan before it writes anything, so that the page shows the editor exactly what the merge then does.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from meetings.models import Appointment, Evidence, Official, OfficialName, Participation, ReviewState
from meetings.queries.side_by_side import rate_official_address
from meetings.services.merging.appointments import plan_appointments

KEPT, OTHER, BOTH = "kept", "other", "both"
CHOSEN = (
    "name_ar",
    "name_en",
    "review_state",
    "notes",
    "slug",
)  # fields of which the editor chooses one record's value
STATES = (ReviewState.PUBLISHED, ReviewState.DRAFT, ReviewState.REJECTED)  # the most visible first


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
        """Return for each field whose value to take: the kept record's, unless it is empty.

        Public records stay so, and of the addresses the more readable one stays.
        """
        choices = {name: KEPT if getattr(self.kept, name) else OTHER for name in CHOSEN}
        choices["review_state"] = min((KEPT, OTHER), key=lambda one: STATES.index(getattr(self, one).review_state))
        choices["slug"] = min((KEPT, OTHER), key=lambda one: rate_official_address(getattr(self, one)))
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
    of_kept, of_other = (offices.filter(official=one) for one in (plan.kept, plan.other))
    plan.appointments_joined, plan.appointments = plan_appointments(
        of_kept, of_other, lambda one, twin: one.position_id == twin.position_id
    )


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
