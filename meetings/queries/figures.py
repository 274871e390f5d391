"""Figures of the work at the desk, by week and by editor: a fixed number of queries, and a bounded number of rows.

A week begins on Monday, in the time zone of the archive. A meeting counts as published in the week in which it became
public for the first time (`Publication`), and for the editor whose version of it was the first published one. The time
from import to publication is that from the arrival of its earliest report at the desk.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Min
from django.db.models.functions import TruncWeek
from django.utils import timezone

from meetings.models import Incoming, Publication, ReviewState, Source, Version

WEEKS = 12
MAX_WEEKS = 53


@dataclass(slots=True)
class FigureLine:
    """The figures of one week or one editor; `hours` are those from import to publication."""

    name: Any
    texts: int = 0
    published: int = 0
    hours: list[float] = field(default_factory=list)

    @property
    def median_hours(self) -> float | None:
        """The median time from import to publication, in hours; None without a meeting that came from a report."""
        return round(median(self.hours), 1) if self.hours else None


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """The figures of some weeks: by week, the latest first, by editor, the one with most meetings first, and in all."""

    weeks: list[FigureLine]
    editors: list[FigureLine]
    total: FigureLine


def get_first_day(weeks: int, today: date) -> date:
    """Return the Monday of the first of `weeks` weeks, the last of which has `today`."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)


def count_work(weeks: int = WEEKS, today: date | None = None) -> WorkFigures:
    """Return the figures of the last `weeks` weeks; five queries."""
    today = today or timezone.localdate()
    weeks = max(1, min(weeks, MAX_WEEKS))
    first = get_first_day(weeks, today)
    begins = timezone.make_aware(datetime.combine(first, time.min))
    lines = {first + timedelta(weeks=number): FigureLine(first + timedelta(weeks=number)) for number in range(weeks)}
    editors: dict[str, FigureLine] = {}
    total = FigureLine("")
    for week, name, count in _count_texts(begins):
        for line in (lines.get(week), _get_editor(editors, name), total):
            if line:
                line.texts += count
    for week, name, hours in _read_publications(begins):
        for line in (lines.get(week), _get_editor(editors, name), total):
            if line:
                line.published += 1
                line.hours += [hours] if hours is not None else []
    ranked = sorted(editors.values(), key=lambda line: (-line.published, -line.texts, line.name))
    return WorkFigures(list(reversed(lines.values())), ranked, total)


def _get_editor(editors: dict[str, FigureLine], name: str) -> FigureLine:
    return editors.setdefault(name, FigureLine(name))


def _count_texts(begins: datetime) -> Iterable[tuple[date, str, int]]:
    """Yield the number of imported reports by week and by the user who imported them; empty for feeds and commands."""
    rows = Incoming.objects.filter(created_at__gte=begins).order_by()
    rows = rows.annotate(week=TruncWeek("created_at"), importer=F("created_by__username")).values("week", "importer")
    for row in rows.annotate(number=Count("pk")).values_list("week", "importer", "number"):
        yield timezone.localtime(row[0]).date(), row[1] or "", row[2]


def _read_publications(begins: datetime) -> Iterable[tuple[date, str, float | None]]:
    """Yield for each meeting that became public its week, its editor, and the hours since its import or None."""
    published = dict(Publication.objects.filter(published_at__gte=begins).values_list("meeting_id", "published_at"))
    new = Publication.objects.filter(published_at__gte=begins).values("meeting_id")
    versions = Version.objects.filter(
        kind="meeting", record_id__in=new, made_at__gte=begins, state__fields__review_state=ReviewState.PUBLISHED
    )
    names: dict[int, str] = {}
    for pk, name in versions.order_by("-pk").values_list("record_id", "user_name"):
        names[pk] = name  # the earliest one comes last
    arrived = _find_arrivals(new)
    for pk, at in published.items():
        day = timezone.localtime(at).date()
        hours = (at - arrived[pk]).total_seconds() / 3600 if pk in arrived else None
        yield day - timedelta(days=day.weekday()), names.get(pk, ""), hours if hours is None else max(0.0, hours)


def _find_arrivals(new: Any) -> dict[int, datetime]:
    """Return when the earliest report of each meeting came to the desk."""
    sources = Source.objects.filter(meeting__in=new).order_by()
    articles = defaultdict(list)
    for meeting, article in sources.values_list("meeting_id", "article_id"):
        articles[article].append(meeting)
    arrivals = Incoming.objects.filter(article__sources__meeting__in=new).order_by()
    found: dict[int, datetime] = {}
    for article, at in arrivals.values("article").annotate(at=Min("created_at")).values_list("article", "at"):
        for meeting in articles[article]:
            found[meeting] = min(at, found.get(meeting, at))
    return found
