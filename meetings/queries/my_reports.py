"""What became of the reports and drafts of one user, with the reason where an editor rejected them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from meetings.models import Incoming, Meeting, Rejection, ReviewState, Source, Stage
from meetings.queries.editorial import EditorialState, describe_states, is_in_stage

State = Incoming.State


@dataclass(slots=True)
class StoredMeeting:
    """A meeting with its state, and the reason if it was rejected."""

    meeting: Meeting
    state: EditorialState
    rejection: Rejection | None = None

    @property
    def is_rejected(self) -> bool:
        """Whether the author can open it again."""
        return self.state.key == ReviewState.REJECTED


@dataclass(slots=True)
class ReportLine:
    """An imported report, the meetings stored of it, and the reason if it was dropped."""

    incoming: Incoming
    meetings: list[StoredMeeting] = field(default_factory=list)
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True)
class MyReports:
    """The counts of the first page, and the newest decisions that ask the user for something."""

    waiting: int
    stored: int
    dropped: int
    rejected: list[StoredMeeting]
    sent_back: list[Meeting]
    lines: list[ReportLine]

    @property
    def has_any(self) -> bool:
        """Whether the user has imported or entered something."""
        return bool(self.waiting or self.stored or self.dropped or self.rejected or self.sent_back)


def select_my_reports(user: Any) -> QuerySet[Any]:
    """Return the reports that `user` imported, the latest first."""
    return Incoming.objects.filter(created_by=user).select_related("outlet").order_by("-pk")


def select_entered_meetings(user: Any) -> QuerySet[Any]:
    """Return the meetings that `user` entered by hand: those of none of their imported reports; the latest first."""
    articles = Incoming.objects.filter(created_by=user, article__isnull=False).values("article")
    of_report = Source.objects.filter(meeting=OuterRef("pk"), article__in=articles)
    return Meeting.objects.filter(~Exists(of_report), created_by=user).order_by("-pk")


def describe_reports(reports: Iterable[Any]) -> list[ReportLine]:
    """Return `reports` with their meetings, states and reasons; a fixed number of queries."""
    rows = list(reports)
    articles = {row.article_id for row in rows if row.article_id}
    sources = Source.objects.filter(article__in=articles).select_related("meeting").order_by("meeting")
    of_article: dict[int, list[Meeting]] = {}
    for source in sources:
        of_article.setdefault(source.article_id, []).append(source.meeting)
    shown = {one.meeting.pk: one for one in describe_meetings(one for some in of_article.values() for one in some)}
    reasons = load_rejections("incoming", [row.pk for row in rows])
    return [
        ReportLine(row, [shown[one.pk] for one in of_article.get(row.article_id, ())], reasons.get(row.pk))
        for row in rows
    ]


def describe_meetings(meetings: Iterable[Any]) -> list[StoredMeeting]:
    """Return `meetings` with their states and the reasons of those that were rejected; three queries."""
    rows = list({one.pk: one for one in meetings}.values())
    states, reasons = describe_states(rows), load_rejections("meeting", [row.pk for row in rows])
    return [StoredMeeting(row, states[row.pk], reasons.get(row.pk)) for row in rows]


def load_rejections(kind: str, ids: Iterable[int]) -> dict[int, Rejection]:
    """Return the last rejection of each of these records that has one, by its id."""
    found = Rejection.objects.filter(kind=kind, record_id__in=list(ids)).select_related("decided_by")
    return {one.record_id: one for one in found}


def find_rejection(record: Any) -> Rejection | None:
    """Return the last rejection of a record; None if it has none."""
    return load_rejections(str(record._meta.model_name), [record.pk]).get(record.pk)


def describe_my_reports(user: Any, limit: int = 5) -> MyReports:
    """Return what the block of the first page shows."""
    mine = Incoming.objects.filter(created_by=user)
    counts = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    dropped = select_my_reports(user).filter(state=State.DROPPED)[:limit]
    entered = Meeting.objects.filter(created_by=user).order_by("-updated_at", "-pk")
    return MyReports(
        counts.get(State.WAITING, 0),
        counts.get(State.STORED, 0),
        counts.get(State.DROPPED, 0),
        describe_meetings(entered.filter(review_state=ReviewState.REJECTED)[:limit]),
        list(entered.drafts().filter(is_in_stage(Stage.NEEDS_WORK))[:limit]),
        describe_reports(dropped),
    )
