"""What waits for an editor: the blocks of the desk's first page, and the order in which drafts are looked through.

One short function a block, each with a fixed number of queries. Which drafts somebody may see is for the caller to say.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Max, Model, Q, QuerySet

from meetings.models import Disagreement, Incoming, Meeting, Official, Participation, ReviewState, Version
from meetings.models.meetings import MeetingQuerySet
from meetings.queries.duplicates import suggestions

# How sure the reading was: name -> (from, below). What was entered by hand has no such figure and is called "hand".
LEVELS = {"high": (0.8, 1.01), "middle": (0.5, 0.8), "low": (0.0, 0.5)}
HAND = "hand"
HOLDERS, PEOPLE, DISAGREEMENTS = "holders", "people", "disagreements"
QUEUES = (*LEVELS, HAND, HOLDERS, PEOPLE, DISAGREEMENTS)
MAX_BLOCK_ROWS = 5  # rows of a block


@dataclass(frozen=True, slots=True)
class WaitingRecords:
    """How many records wait in a block, and the first of them."""

    count: int
    rows: list[Any]


def _waiting(records: QuerySet[Any], limit: int) -> WaitingRecords:
    return WaitingRecords(records.count(), list(records[:limit]))


# --- Drafts -----------------------------------------------------------------------------------------------------------
def in_queue(meetings: MeetingQuerySet, queue: str = "") -> MeetingQuerySet:
    """Those of `meetings` that wait in `queue`, in the order of review: the drafts, all of them or those of a level of
    confidence, or the meetings, drafts or not, that leave open who somebody was or which source is right."""
    open_questions = {
        HOLDERS: Q(participations__in=_inferred()),
        PEOPLE: Q(participations__in=_unmatched()),
        DISAGREEMENTS: Q(disagreements__settled=False),
    }
    if queue in open_questions:
        waiting = meetings.exclude(review_state=ReviewState.REJECTED).filter(open_questions[queue]).distinct()
    else:
        waiting = meetings.drafts()
    if queue == HAND:
        waiting = waiting.filter(confidence__isnull=True)
    elif queue in LEVELS:
        low, high = LEVELS[queue]
        waiting = waiting.filter(confidence__gte=low, confidence__lt=high)
    # The surest first, since they are decided at a glance; then the latest.
    return waiting.order_by(F("confidence").desc(nulls_last=True), F("date").desc(nulls_last=True), "-pk")


def by_confidence(meetings: MeetingQuerySet) -> dict[str, int]:
    """Number of the drafts among `meetings` by level, the surest first, and "all" of them; one query."""
    counts = {
        level: Count("pk", filter=Q(confidence__gte=low, confidence__lt=high)) for level, (low, high) in LEVELS.items()
    }
    return (
        meetings.drafts()
        .order_by()
        .aggregate(**counts, hand=Count("pk", filter=Q(confidence__isnull=True)), all=Count("pk"))
    )


def drafts(meetings: MeetingQuerySet, limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """The first drafts among `meetings` to be looked through, for rows."""
    return _waiting(in_queue(meetings).for_cards(), limit)


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """Where a meeting stands among those that wait: from 1; 0 when it does not wait any more."""

    number: int
    count: int
    previous: int | None
    next: int | None


def place_in_queue(queue: QuerySet[Meeting], pk: int) -> QueuePosition:
    """The neighbours of the meeting `pk` in `queue`; one query. After the last comes the first."""
    keys = list(queue.values_list("pk", flat=True))
    if pk not in keys:
        return QueuePosition(0, len(keys), None, keys[0] if keys else None)
    at = keys.index(pk)
    if len(keys) == 1:
        return QueuePosition(1, 1, None, None)
    return QueuePosition(at + 1, len(keys), keys[at - 1], keys[(at + 1) % len(keys)])


# --- What else waits --------------------------------------------------------------------------------------------------
def waiting_texts(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Texts that were brought in and wait for a decision, those with meetings first."""
    texts = Incoming.objects.waiting().select_related("outlet", "feed", "created_by").defer("raw_text")
    return _waiting(texts.promising_first(), limit)


def inferred_holders(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Participants whom no text names: who held the office on that day, not yet confirmed by an editor."""
    return _waiting(_with_people(_inferred()).order_by(F("meeting__date").desc(nulls_last=True), "-pk"), limit)


def disagreements(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """What sources say otherwise than the record and nobody has settled."""
    unsettled = Disagreement.objects.filter(settled=False).exclude(meeting__review_state=ReviewState.REJECTED)
    return _waiting(unsettled.select_related("meeting", "article__outlet").defer("article__raw_text"), limit)


def people_without_match(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Participants with a name in the text but no official on record."""
    return _waiting(_with_people(_unmatched()).order_by("-pk"), limit)


def new_officials(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Officials whom the archive had not met before a report named them: drafts, those in most meetings first."""
    found = Official.objects.drafts().annotate(meetings_count=Count("participations"))
    return _waiting(found.order_by("-meetings_count", "-pk"), limit)


def likely_duplicates(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Pairs of officials who may be one person, the likeliest first."""
    return _waiting(suggestions(), limit)


@dataclass(frozen=True, slots=True)
class RecentWork:
    """A record that somebody worked on, and the last version that they made of it."""

    record: Model
    version: Version


def my_recent_work(user: Any, limit: int = 8) -> list[RecentWork]:
    """The records that `user` changed last, each once; two queries and one for each kind of record among them."""
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


def _unmatched() -> QuerySet[Participation]:
    parts = Participation.objects.filter(official__isnull=True, is_group=False).exclude(name_as_written="")
    return parts.exclude(meeting__review_state=ReviewState.REJECTED)


def _with_people(parts: QuerySet[Participation]) -> QuerySet[Participation]:
    return parts.select_related("meeting", "official", "country", "organisation", "position").defer(
        "country__names", "country__demonyms", "organisation__names"
    )
