"""What the desk shows of the editorial office: the state of a record, its threads, the notices of a user."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import pgettext

from meetings.models import (
    Assignment,
    Comment,
    DeskNotice,
    DraftStage,
    Incoming,
    Meeting,
    Merge,
    PublishingPlan,
    ReviewState,
    Stage,
    Withdrawal,
)
from meetings.models.meetings import MeetingQuerySet

WITHDRAWN = "withdrawn"
MAX_NOTICES = 8  # in the block of the first page
MAX_MENTIONS_OFFERED = 8


@dataclass(frozen=True, slots=True)
class EditorialState:
    """The state of a record in the editorial office: its key (for styles and tests), and its name."""

    key: str
    label: str


def describe_states(records: Iterable[Any]) -> dict[int, EditorialState]:
    """Return the state of each of some records of one kind, by its id; two queries.

    A draft is in the stage that its authors and editors moved it to. A record that is not public because of a
    withdrawal is withdrawn.
    """
    records = list(records)
    if not records:
        return {}
    kind, ids = str(records[0]._meta.model_name), [record.pk for record in records]
    stages = dict(DraftStage.objects.filter(kind=kind, record_id__in=ids).values_list("record_id", "stage"))
    withdrawals = Withdrawal.objects.filter(kind=kind, record_id__in=ids, ended_at=None)
    withdrawn = set(withdrawals.values_list("record_id", flat=True))
    return {record.pk: _describe(record, stages.get(record.pk), record.pk in withdrawn) for record in records}


def _describe(record: Any, stage: str | None, is_withdrawn: bool) -> EditorialState:
    if record.review_state != ReviewState.PUBLISHED and is_withdrawn:
        return EditorialState(WITHDRAWN, pgettext("state of a record", "withdrawn"))
    if record.review_state == ReviewState.DRAFT and stage:
        return EditorialState(stage, str(Stage(stage).label))
    return EditorialState(record.review_state, str(record.get_review_state_display()))


def describe_loaded_state(record: Any) -> EditorialState:
    """Return the state of a record of `add_stages`, except that a withdrawn one has its review state; no query."""
    return _describe(record, record.stage, False)


def describe_state(record: Any) -> EditorialState:
    """Return the state of one record."""
    return describe_states([record])[record.pk]


def get_stage(kind: str, record_id: int) -> Stage:
    """Return the stage of a draft."""
    found = DraftStage.objects.about(kind, record_id).values_list("stage", flat=True).first()
    return Stage(found) if found else Stage.DRAFT


def is_in_stage(stage: Stage) -> Exists:
    """Return the condition that a meeting is in `stage`, for filters and counts of meetings."""
    return Exists(DraftStage.objects.filter(kind="meeting", stage=stage, record_id=OuterRef("pk")))


def select_in_stage(meetings: MeetingQuerySet, stage: Stage) -> MeetingQuerySet:
    """Return the drafts among `meetings` that are in `stage`."""
    drafts: MeetingQuerySet = meetings.drafts()
    return drafts.exclude(_has_stage()) if stage == Stage.DRAFT else drafts.filter(is_in_stage(stage))


def add_stages(meetings: QuerySet[Any]) -> QuerySet[Any]:
    """Return `meetings` with the stage of each as `stage`, None for one without."""
    stages = DraftStage.objects.filter(kind="meeting", record_id=OuterRef("pk"))
    staged: QuerySet[Any] = meetings.annotate(stage=Subquery(stages.values("stage")[:1]))
    return staged


def _has_stage() -> Exists:
    staged = DraftStage.objects.filter(kind="meeting", record_id=OuterRef("pk"))
    return Exists(staged.exclude(stage=Stage.DRAFT))


# --- Comments ---------------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Thread:
    """A comment with its replies."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


def list_threads(kind: str, record_id: int) -> list[Thread]:
    """Return the threads about a record and about the records merged into it, the open ones first; two queries."""
    merged = Merge.objects.filter(kind=kind, kept_id=record_id, action=Merge.Action.MERGE, undone_at=None)
    ids = [record_id, *merged.values_list("other_id", flat=True)]
    comments = Comment.objects.filter(kind=kind, record_id__in=ids).select_related("author", "resolved_by")
    threads: dict[int, Thread] = {}
    for comment in comments:  # in the order of time: a reply comes after its comment
        if comment.parent_id in threads:
            threads[comment.parent_id].replies.append(comment)
        else:
            threads[comment.pk] = Thread(comment)
    return sorted(threads.values(), key=lambda thread: thread.comment.resolved_at is not None)


def select_desk_users() -> QuerySet[Any]:
    """Return the users who can sign in to the desk: those whom a comment can mention."""
    return get_user_model()._default_manager.filter(is_active=True, is_staff=True).order_by("username")


def complete_users(term: str) -> list[Any]:
    """Return the desk users whose user name or name begins with `term`."""
    begins = Q(username__istartswith=term) | Q(first_name__istartswith=term) | Q(last_name__istartswith=term)
    return list(select_desk_users().filter(begins)[:MAX_MENTIONS_OFFERED])


def select_editors() -> QuerySet[Any]:
    """Return the users who decide about records: those to whom a record can be assigned."""
    users: Any = get_user_model()._default_manager
    with_permission = users.with_perm("meetings.publish_records", backend="django.contrib.auth.backends.ModelBackend")
    editors: QuerySet[Any] = with_permission.filter(is_staff=True).order_by("username")
    return editors


# --- Plans and assignments --------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class EmbargoedMeeting:
    """A meeting that cannot be published before `until`."""

    pk: int
    headline: str
    until: datetime


def find_embargoed(ids: Iterable[int], now: datetime) -> list[EmbargoedMeeting]:
    """Return the meetings with these ids whose embargo ends after `now`; one query, and one for their headlines."""
    ids = set(ids)
    plans = PublishingPlan.objects.filter(kind="meeting", embargo_until__gt=now)
    ends = {pk: until for pk, until in plans.values_list("record_id", "embargo_until") if pk in ids}
    meetings = Meeting.objects.in_bulk(list(ends)) if ends else {}
    return [EmbargoedMeeting(pk, meeting.headline, ends[pk]) for pk, meeting in sorted(meetings.items())]


def get_plan(meeting: Meeting) -> PublishingPlan | None:
    """Return the schedule and the embargo of a meeting; None without them."""
    plan: PublishingPlan | None = PublishingPlan.objects.about("meeting", meeting.pk).select_related("user").first()
    return plan


def get_assignment(kind: str, record_id: int) -> Assignment | None:
    """Return the assignment of a record; None without one."""
    found: Assignment | None = Assignment.objects.about(kind, record_id).select_related("user").first()
    return found


@dataclass(frozen=True, slots=True)
class AssignedRecords:
    """The open records that are assigned to a user: their number, and the first drafts and imported reports."""

    count: int
    meetings: list[Meeting]
    reports: list[Incoming]


def list_assigned(user: Any, limit: int = MAX_NOTICES) -> AssignedRecords:
    """Return the drafts and imported reports that wait for `user`, the earliest assigned first; four queries."""
    meetings = _select_assigned(Meeting.objects.drafts(), user)
    reports = _select_assigned(Incoming.objects.waiting().defer("original"), user)
    return AssignedRecords(meetings.count() + reports.count(), list(meetings[:limit]), list(reports[:limit]))


def _select_assigned(records: QuerySet[Any], user: Any) -> QuerySet[Any]:
    own = Assignment.objects.filter(kind=records.model._meta.model_name, user=user, record_id=OuterRef("pk"))
    chosen: QuerySet[Any] = records.filter(Exists(own)).order_by(Subquery(own.values("given_at")[:1]), "pk")
    return chosen


# --- Notices ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with the record that it is about; None if the record was deleted."""

    notice: DeskNotice
    record: Model | None


@dataclass(frozen=True, slots=True)
class Notices:
    """The number of notices that a user has not seen, and the first of them."""

    count: int
    rows: list[NoticeRow]


def list_unseen_notices(user: Any, limit: int = MAX_NOTICES) -> Notices:
    """Return what `user` has not seen, the latest first; two queries, and one for each kind of record."""
    unseen = DeskNotice.objects.filter(user=user, seen_at=None)
    notices = list(unseen.select_related("by", "comment")[:limit])
    return Notices(unseen.count(), add_records(notices))


def add_records(notices: Iterable[Any]) -> list[NoticeRow]:
    """Return the notices with their records, one query for each kind."""
    notices = list(notices)
    found = load_records({(one.kind, one.record_id) for one in notices})
    return [NoticeRow(one, found.get((one.kind, one.record_id))) for one in notices]


def load_records(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Model]:
    """Return the records with these kinds and ids that exist, one query for each kind; without original files."""
    keys = set(keys)
    found: dict[tuple[str, int], Model] = {}
    for kind in sorted({kind for kind, _pk in keys}):
        model = apps.get_model("meetings", kind)
        rows = model._base_manager.defer("original") if kind == "incoming" else model._base_manager
        found |= {(kind, record.pk): record for record in rows.filter(pk__in=[pk for one, pk in keys if one == kind])}
    return found
