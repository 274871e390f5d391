"""The archive as a whole: its size and the time that it covers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from meetings.models import Article, Meeting, Official, Participation
from meetings.queries.state import get_cached


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of published records, and the first and last day of the meetings whose date is known."""

    meetings: int
    officials: int
    countries: int
    organisations: int
    articles: int
    first: date | None
    last: date | None


def count_records() -> Overview:
    """Return the numbers of published records, in three queries."""
    span = Meeting.objects.public().aggregate(meetings=Count("id"), first=Min("date"), last=Max("date"))
    sides = Participation.objects.filter(meeting__review_state="published").aggregate(
        countries=Count("country", distinct=True), organisations=Count("organisation", distinct=True)
    )
    return Overview(
        **span,
        **sides,
        officials=Official.objects.public().count(),
        articles=select_public_articles().count(),
    )


def select_public_articles() -> QuerySet[Article]:
    """Return the articles that report a published meeting and are not withdrawn."""
    return Article.objects.filter(is_withdrawn=False, sources__meeting__review_state="published").distinct()


def count_by_year(meetings: QuerySet[Meeting]) -> list[tuple[int, int]]:
    """Return (year, number of `meetings`) for every year that the archive covers; 0 for a year without meetings.

    The list has the whole span of the archive, so that readers can compare the charts of different records and see the
    years without meetings.
    """
    counts = dict(
        meetings.filter(date__isnull=False)
        .order_by()
        .annotate(year=ExtractYear("date"))
        .values_list("year")
        .annotate(number=Count("id", distinct=True))
    )
    if not counts:
        return []
    whole = get_first_and_last_year()
    first, last = min([*whole, *counts]), max([*whole, *counts])
    return [(year, counts.get(year, 0)) for year in range(first, last + 1)]


def get_first_and_last_year() -> tuple[int, ...]:
    """Return the first and the last year of the archive; empty if it knows no date."""
    return get_cached("years", _read_first_and_last_year)


def _read_first_and_last_year() -> tuple[int, ...]:
    span = Meeting.objects.public().aggregate(first=Min("date"), last=Max("date"))
    return tuple(day.year for day in span.values() if day)


def count_by_month(meetings: QuerySet[Meeting]) -> dict[tuple[int, int], int]:
    """Return the number of `meetings` by (year, month), of those whose date is known to the month or the day."""
    rows = (
        meetings.filter(date_precision__in=["day", "month"])
        .order_by()
        .annotate(year=ExtractYear("date"), month=ExtractMonth("date"))
        .values_list("year", "month")
        .annotate(number=Count("id", distinct=True))
    )
    return {(year, month): number for year, month, number in rows}
