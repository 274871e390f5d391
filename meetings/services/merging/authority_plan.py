"""The plan of a merge of authority records: what it would move, join and drop.

Mahdar makes the plan before it writes anything, so that the page shows the editor exactly what the merge then does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from meetings.models import Appointment, EditedFact, Evidence, MeetingTopic
from meetings.models.slugs import rate_address
from meetings.services.merging.appointments import Pair, plan_appointments
from meetings.services.merging.authority_kinds import AUTHORITY_KINDS, AuthorityKind, RecordUse
from meetings.text.fold import fold

# Of these, a record may have one row with the same values in these columns.
ONCE: dict[Any, tuple[str, ...]] = {
    MeetingTopic: ("meeting_id",),
    Evidence: ("meeting_id", "article_id", "fact", "start", "end", "participation_id"),
    EditedFact: ("meeting_id", "fact", "participation_id"),
}


@dataclass(slots=True)
class AuthorityPlan:
    """The plan of merging `other` into `kept`."""

    kind: AuthorityKind
    kept: Any
    other: Any
    moved: dict[RecordUse, list[int]] = field(default_factory=dict)  # the ids of the rows that move
    twice: dict[RecordUse, list[int]] = field(default_factory=dict)  # of those that the kept record has already
    joined: list[Pair] = field(default_factory=list)  # appointments of one official in both offices

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each kind move, named in the language of the page."""
        return [(name_use(self.kind, use), len(ids)) for use, ids in self.moved.items() if ids]

    @property
    def twice_counts(self) -> list[tuple[str, int]]:
        """How many rows of each kind both records have."""
        return [(name_use(self.kind, use), len(ids)) for use, ids in self.twice.items() if ids]


def name_use(kind: AuthorityKind, use: RecordUse) -> str:
    """Return what leads to records of `kind` by this foreign key: "articles", or "articles (original outlet)"."""
    name = str(use.model._meta.verbose_name_plural)
    several = sum(one.model is use.model for one in kind.list_uses()) > 1
    return f"{name} ({use.field.verbose_name})" if several else name


def plan_merge(kept: Any, other: Any) -> AuthorityPlan:
    """Return the plan of merging `other` into `kept`; two queries for each kind of row that can lead to them."""
    plan = AuthorityPlan(AUTHORITY_KINDS[kept._meta.model_name], kept, other)
    for use in plan.kind.list_uses():
        if use.model is Appointment:
            _plan_appointments(plan, use)
        elif columns := ONCE.get(use.model):
            _plan_once(plan, use, columns)
        else:
            plan.moved[use] = list(use.find_rows(other).values_list("pk", flat=True))
    return plan


def _plan_once(plan: AuthorityPlan, use: RecordUse, columns: tuple[str, ...]) -> None:
    known = set(use.find_rows(plan.kept).values_list(*columns))
    plan.moved[use], plan.twice[use] = [], []
    for pk, *values in use.find_rows(plan.other).values_list("pk", *columns):
        (plan.twice if tuple(values) in known else plan.moved)[use].append(pk)


def _plan_appointments(plan: AuthorityPlan, use: RecordUse) -> None:
    rows = Appointment.objects.select_related("official", "position__country", "position__organisation")
    kept, other = (rows.filter(position=one) for one in (plan.kept, plan.other))
    plan.joined, moved = plan_appointments(kept, other, lambda one, twin: one.official_id == twin.official_id)
    plan.moved[use] = [one.pk for one in moved]


# --- Choices ----------------------------------------------------------------------------------------------------------
def get_value(record: Any, columns: Iterable[str]) -> tuple[Any, ...]:
    """Return what a record says of a fact; empty if it says nothing."""
    values = tuple(getattr(record, column) for column in columns)
    return values if any(values) else ()


def list_conflicts(records: Iterable[Any]) -> list[str]:
    """Return the facts for which the records have different values."""
    every = list(records)
    kind = AUTHORITY_KINDS[every[0]._meta.model_name]
    found = {fact: {get_value(one, columns) for one in every} - {()} for fact, columns in kind.facts.items()}
    return [fact for fact, values in found.items() if len(values) > 1]


def suggest_choices(kept: Any, others: Iterable[Any]) -> dict[str, int]:
    """Return for each fact the id of the record whose value to take: the kept one's, unless it is empty.

    Of the addresses it is the most readable one.
    """
    every = [kept, *others]
    kind = AUTHORITY_KINDS[kept._meta.model_name]
    choices = {
        fact: next((one for one in every if get_value(one, columns)), kept).pk for fact, columns in kind.facts.items()
    }
    return choices | {kind.key: min(every, key=rate_record_address).pk}


def rate_record_address(record: Any) -> tuple[bool, ...]:
    """Return a value by which readable addresses of authority records come first."""
    return rate_address(getattr(record, AUTHORITY_KINDS[record._meta.model_name].key), *get_names(record))


def get_names(record: Any) -> tuple[str, str]:
    """Return the Arabic and the English name of an authority record, which can be empty."""
    stem = next(name for name in ("name", "title", "city") if hasattr(record, f"{name}_ar"))
    return getattr(record, f"{stem}_ar"), getattr(record, f"{stem}_en")


def complete_choices(choices: Mapping[str, int], kept: Any, others: Iterable[Any]) -> dict[str, int]:
    """Return `choices` completed by the suggested ones; unknown facts and records are left out."""
    others = list(others)
    suggested = suggest_choices(kept, others)
    known = {kept.pk, *(one.pk for one in others)}
    return suggested | {fact: pk for fact, pk in choices.items() if fact in suggested and pk in known}


def join_lists(
    kind: AuthorityKind, kept: Any, others: Iterable[Any], chosen: Mapping[str, int]
) -> dict[str, list[str]]:
    """Return the list columns of `kept` after the merge: the values of all records, and names that are not chosen."""
    every = [kept, *others]
    by_id = {one.pk: one for one in every}
    found = {}
    for name, columns in kind.lists.items():
        shown = {fold(getattr(by_id[chosen[column]], column)) for column in columns}
        listed = [value for one in every for value in getattr(one, name)]
        losing = [value for one in every for column in columns if (value := getattr(one, column))]
        once = {fold(value): value for value in reversed([*listed, *losing])}
        found[name] = [value for key, value in reversed(once.items()) if key not in shown]
    return found
