"""Real records as examples of how a fact is known, for the page about the method: found by query, the latest first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from meetings.models import Article, Disagreement, Evidence, Meeting, Participation
from meetings.queries import archive
from meetings.queries.coverage import INFERRED_DATES

_IN_OUTLETS_WORDS = (Article.TextKind.ORIGINAL, Article.TextKind.EXCERPT)


@dataclass(frozen=True, slots=True)
class Examples:
    """One example of each way in which the archive knows a fact; None where the archive has none at present."""

    stated: Evidence | None  # words that state the date of a meeting
    inferred_date: Meeting | None
    inferred_person: Participation | None
    confirmed_person: Participation | None
    by_editor: Meeting | None  # its date is entered by an editor
    summary: Article | None  # a report that the archive retold
    disagreement: Disagreement | None


def find_examples() -> Examples:
    """Return the examples in published records; one query for each."""
    of_dates = Evidence.objects.of_shown_reports().filter(fact=Evidence.Fact.DATE, inferred=False)
    words = (
        _latest(of_dates.filter(meeting__date_basis="stated"))
        .select_related("meeting", "article__outlet")
        .defer("article__raw_text")
    )
    outlets_words = words.filter(article__text_kind__in=_IN_OUTLETS_WORDS)
    people = Participation.objects.filter(official__review_state="published").select_related("official", "position")
    meetings = Meeting.objects.public().latest_first()
    return Examples(
        stated=outlets_words.first() or words.first(),
        inferred_date=meetings.filter(date_basis__in=INFERRED_DATES).exclude(date_explanation="").first(),
        inferred_person=_latest(people.filter(basis=Participation.Basis.INFERRED)).first(),
        confirmed_person=_latest(people.filter(basis=Participation.Basis.CONFIRMED)).first(),
        by_editor=meetings.filter(date_basis=Meeting.DateBasis.EDITOR).first(),
        summary=archive.select_public_articles()
        .filter(text_kind=Article.TextKind.RETOLD)
        .select_related("outlet")
        .defer("raw_text")
        .order_by("-published_on", "-pk")
        .first(),
        disagreement=_latest(Disagreement.objects.of_shown_reports().filter(settled=False)).first(),
    )


def _latest(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the `rows` of published meetings, those of the latest meeting first."""
    public = rows.filter(meeting__review_state="published", meeting__date__isnull=False)
    return public.select_related("meeting").order_by("-meeting__date", "pk")
