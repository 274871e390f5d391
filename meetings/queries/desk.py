"""The blocks of the desk's first page, and the order in which editors review drafts.

There is one short function for each block, with a fixed number of queries. The caller passes the meetings that the user
may see.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Max, Model, Q, QuerySet

from meetings.models import (
    CorrectionRequest,
    Disagreement,
    Feed,
    Incoming,
    Meeting,
    Official,
    Participation,
    ReviewState,
    Stage,
    Version,
)
from meetings.models.meetings import MeetingQuerySet
from meetings.queries.duplicates import select_suggestions
from meetings.queries.editorial import is_in_stage
from meetings.queries.proposed_offices import list_proposed_offices, show_proposed_offices
from meetings.queries.unmatched_names import select_unmatched

# Levels of confidence: name -> (from, below). A meeting entered by hand has no confidence; its level is "hand".
LEVELS = {"high": (0.8, 1.01), "middle": (0.5, 0.8), "low": (0.0, 0.5)}
HAND = "hand"
# `ingest --publish` publishes readings of this level. Of 77 judged records in it 70 were right and none false, of
# those below it 42 of 73 (`python -m benchmarks.confidence_training`).
PUBLISHED_LEVEL = "high"
HOLDERS, PEOPLE, DISAGREEMENTS = "holders", "people", "disagreements"
SUBMITTED, NEEDS_WORK = "submitted", "needs-work"
QUEUES = (*LEVELS, HAND, HOLDERS, PEOPLE, DISAGREEMENTS, SUBMITTED, NEEDS_WORK)
MAX_BLOCK_ROWS = 5  # rows of a block


@dataclass(frozen=True, slots=True)
class WaitingRecords:
    """The number of records to review in a block, and the first of them."""

    count: int
    rows: list[Any]


def _waiting(records: QuerySet[Any], limit: int) -> WaitingRecords:
    return WaitingRecords(records.count(), list(records[:limit]))


def is_doubtful(meeting: Meeting) -> bool:
    """Return whether a reading is too doubtful to be published unread; a meeting entered by hand is not."""
    return meeting.confidence is not None and meeting.confidence < LEVELS[PUBLISHED_LEVEL][0]


# --- Drafts -----------------------------------------------------------------------------------------------------------
def select_queue(meetings: MeetingQuerySet, queue: str = "") -> MeetingQuerySet:
    """Return the `meetings` in `queue`, in the order of review.

    Args:
        meetings: The meetings that the user may see.
        queue: Empty for all drafts except those sent back to their authors; a key of LEVELS or HAND for those of that
            level of confidence, SUBMITTED for those that their authors submitted; NEEDS_WORK for the drafts that were
            sent back; HOLDERS, PEOPLE or DISAGREEMENTS for the meetings, drafts or not, whose participants or facts an
            editor has to decide.
    """
    open_questions = {
        HOLDERS: Q(participations__in=_inferred()),
        PEOPLE: Q(participations__in=select_unmatched()),
        DISAGREEMENTS: Q(disagreements__settled=False),
    }
    if queue in open_questions:
        waiting = meetings.exclude(review_state=ReviewState.REJECTED).filter(open_questions[queue]).distinct()
    elif queue == NEEDS_WORK:
        waiting = meetings.drafts().filter(is_in_stage(Stage.NEEDS_WORK))
    else:
        waiting = meetings.drafts().exclude(is_in_stage(Stage.NEEDS_WORK))
    if queue == SUBMITTED:
        waiting = waiting.filter(is_in_stage(Stage.IN_REVIEW))
    elif queue == HAND:
        waiting = waiting.filter(confidence__isnull=True)
    elif queue in LEVELS:
        low, high = LEVELS[queue]
        waiting = waiting.filter(confidence__gte=low, confidence__lt=high)
    # The highest confidence first, since an editor decides those at a glance; then the latest.
    return waiting.order_by(F("confidence").desc(nulls_last=True), F("date").desc(nulls_last=True), "-pk")


def count_by_confidence(meetings: MeetingQuerySet) -> dict[str, int]:
    """Return the number of drafts among `meetings` by level, the highest first, and of "all" of them; one query.

    They do not count those sent back to their authors, which "needs_work" has; "submitted" has those in review.
    """
    levels = {level: Q(confidence__gte=low, confidence__lt=high) for level, (low, high) in LEVELS.items()}
    levels |= {HAND: Q(confidence__isnull=True), "submitted": Q(is_submitted=True), "all": Q()}
    counts = {name: Count("pk", filter=Q(is_sent_back=False) & one) for name, one in levels.items()}
    drafts = meetings.drafts().order_by()
    drafts = drafts.annotate(is_submitted=is_in_stage(Stage.IN_REVIEW), is_sent_back=is_in_stage(Stage.NEEDS_WORK))
    found: dict[str, int] = drafts.aggregate(**counts, needs_work=Count("pk", filter=Q(is_sent_back=True)))
    return found


def list_drafts(meetings: MeetingQuerySet, limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the drafts among `meetings` that an editor should review first."""
    return _waiting(select_queue(meetings).for_cards(withdrawn=True), limit)


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """The position of a meeting in a queue, from 1 (0 if it is no longer in it), and the keys of its neighbours."""

    number: int
    count: int
    previous: int | None
    next: int | None


def place_in_queue(queue: QuerySet[Meeting], pk: int) -> QueuePosition:
    """Return the position of the meeting `pk` in `queue`; one query. The meeting after the last one is the first."""
    keys = list(queue.values_list("pk", flat=True))
    if pk not in keys:
        return QueuePosition(0, len(keys), None, keys[0] if keys else None)
    at = keys.index(pk)
    if len(keys) == 1:
        return QueuePosition(1, 1, None, None)
    return QueuePosition(at + 1, len(keys), keys[at - 1], keys[(at + 1) % len(keys)])


# --- Other blocks -----------------------------------------------------------------------------------------------------
def list_waiting_texts(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the imported reports that an editor has to decide about, those with meetings first."""
    texts = Incoming.objects.waiting().select_related("outlet", "feed", "created_by").defer("raw_text")
    return _waiting(texts.promising_first(), limit)


def list_failing_feeds(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the feeds whose last request failed, those that fail for longest first."""
    return _waiting(Feed.objects.exclude(error="").order_by("-failures", "name", "pk"), limit)


def list_inferred_holders(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the participants that Mahdar inferred from the office and the date, and no editor has confirmed."""
    return _waiting(_with_people(_inferred()).order_by(F("meeting__date").desc(nulls_last=True), "-pk"), limit)


def list_disagreements(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the disagreements between sources and the record that no editor has settled."""
    unsettled = Disagreement.objects.filter(settled=False).exclude(meeting__review_state=ReviewState.REJECTED)
    return _waiting(unsettled.select_related("meeting", "article__outlet").defer("article__raw_text"), limit)


def list_people_without_match(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the participants with a name in the report but without an official."""
    return _waiting(_with_people(select_unmatched()).order_by("-pk"), limit)


def list_new_officials(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the drafts of officials, whom Mahdar created from a report; those with most meetings first."""
    found = Official.objects.drafts().annotate(meetings_count=Count("participations"))
    return _waiting(found.order_by("-meetings_count", "-pk"), limit)


def list_likely_duplicates(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the pairs of officials who may be one person, the most likely first."""
    return _waiting(select_suggestions(), limit)


def list_offices_in_reports(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the offices in which reports name officials and that the archive does not have; of most meetings first."""
    found = list_proposed_offices()
    return WaitingRecords(len(found), show_proposed_offices(found[:limit]))


def list_waiting_requests(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the correction requests of readers that no editor has decided, the oldest first."""
    return _waiting(CorrectionRequest.objects.filter(state=CorrectionRequest.State.WAITING).order_by("pk"), limit)


@dataclass(frozen=True, slots=True)
class RecentWork:
    """A record that a user changed, and the last version that they made of it."""

    record: Model
    version: Version


def list_recent_work(user: Any, limit: int = 8) -> list[RecentWork]:
    """Return the records that `user` changed last, each once; two queries, and one more for each kind of record."""
    mine = Version.objects.filter(user=user).order_by()
    latest = mine.values("kind", "record_id").annotate(latest=Max("pk")).order_by("-latest")
    versions = Version.objects.filter(pk__in=[row["latest"] for row in latest[:limit]]).order_by("-pk")
    versions = versions.defer("state", "rows")
    records: dict[str, dict[Any, Model]] = {}
    for kind in {version.kind for version in versions}:
        model = apps.get_model("meetings", kind)
        wanted = [version.record_id for version in versions if version.kind == kind]
        rows = model._default_manager.defer("raw_text") if kind == "article" else model._default_manager
        records[kind] = rows.in_bulk(wanted)
    found = [(records[version.kind].get(version.record_id), version) for version in versions]
    return [RecentWork(record, version) for record, version in found if record is not None]


def _inferred() -> QuerySet[Participation]:
    parts = Participation.objects.filter(basis=Participation.Basis.INFERRED, official__isnull=False)
    return parts.exclude(meeting__review_state=ReviewState.REJECTED)


def _with_people(parts: QuerySet[Participation]) -> QuerySet[Participation]:
    return parts.select_related("meeting", "official", "country", "organisation", "position").defer(
        "country__names", "country__demonyms", "organisation__names"
    )
