"""What the archive covers and what it lacks, counted in the published records.

Every figure is a query, so that a page about the archive can never say more than its records do.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import (
    Appointment,
    Article,
    Evidence,
    Meeting,
    MeetingTopic,
    Official,
    Outlet,
    Participation,
)
from meetings.queries import archive, sides

MAX_ROWS = 12  # outlets and sides on the page; the lists have all of them
INFERRED_DATES = ("weekday", "relative", "publication", "hijri")
_PUBLISHED = Q(meeting__review_state="published")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or uncertain: in `number` of `total` records."""

    label: str | Promise
    number: int
    total: int

    @property
    def percent(self) -> int:
        """The share of the records, rounded; at least 1 if there is any."""
        return max(1, round(100 * self.number / self.total)) if self.number and self.total else 0


@dataclass(frozen=True, slots=True)
class ArchiveCoverage:
    """The figures of the page about the archive's coverage, without texts."""

    overview: archive.Overview
    years: list[tuple[int, int]]
    outlets: list[tuple[Outlet, int]]  # with the number of its reports, most first
    outlets_count: int
    unnamed_outlet: int  # reports without an outlet
    sides: list[tuple[Any, int]]  # with the number of meetings, most first
    languages: dict[str, int]  # of the reports, by ISO 639 code, most first; "" where it is not recorded
    text_kinds: dict[str, int]  # of the reports, most first
    gaps: list[Gap]

    @property
    def empty_years(self) -> list[int]:
        """The years within the covered time that have no meeting."""
        return [year for year, number in self.years if not number]

    @property
    def retold(self) -> int:
        """The number of reports whose text is the archive's retelling."""
        return self.text_kinds.get(Article.TextKind.RETOLD, 0)

    @property
    def in_outlets_words(self) -> int:
        """The number of reports of which the archive has the outlet's words."""
        return sum(self.text_kinds.get(kind, 0) for kind in (Article.TextKind.ORIGINAL, Article.TextKind.EXCERPT))


def measure_coverage() -> ArchiveCoverage:
    """Return what the published records cover; a fixed number of queries."""
    reports = archive.select_public_articles()
    of_outlets = _count_by(reports, "outlet__code")
    unnamed = of_outlets.pop(None, 0)
    most = list(of_outlets.items())[:MAX_ROWS]
    outlets = Outlet.objects.in_bulk([code for code, _number in most], field_name="code")
    return ArchiveCoverage(
        overview=archive.count_records(),
        years=archive.count_by_year(Meeting.objects.public()),
        outlets=[(outlets[code], number) for code, number in most],
        outlets_count=len(of_outlets),
        unnamed_outlet=unnamed,
        sides=_sides(),
        languages=_count_by(reports, "language"),
        text_kinds=_count_by(reports, "text_kind"),
        gaps=_gaps(),
    )


def _sides() -> list[tuple[Any, int]]:
    found = [*sides.select_countries().defer("names", "demonyms"), *sides.select_organisations().defer("names")]
    return sorted(((one, one.meetings_count) for one in found), key=lambda row: -row[1])[:MAX_ROWS]


def _count_by(reports: QuerySet[Article], column: str) -> dict[Any, int]:
    """Return the number of reports by the value of `column`, most first, then by value."""
    rows = reports.order_by().values_list(column).annotate(n=Count("pk", distinct=True))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0] or "")))


def _gaps() -> list[Gap]:
    return [*_gaps_of_meetings(), *_gaps_of_people()]


def _gaps_of_meetings() -> list[Gap]:
    words = Evidence.objects.of_shown_reports().filter(meeting=OuterRef("pk"), fact=Evidence.Fact.DATE)
    topics = MeetingTopic.objects.filter(meeting=OuterRef("pk"))
    counts = (
        Meeting.objects.public()
        .annotate(
            reports=Count("sources", filter=Q(sources__article__is_withdrawn=False)),
            states_date=Exists(words),
            has_topic=Exists(topics),
        )
        .order_by()
        .aggregate(
            total=Count("pk"),
            no_date=Count("pk", filter=Q(date=None)),
            not_to_the_day=Count("pk", filter=Q(date_precision__in=("month", "year"))),
            inferred=Count("pk", filter=Q(date_basis__in=INFERRED_DATES)),
            no_words=Count("pk", filter=Q(date__isnull=False, states_date=False)),
            no_place=Count("pk", filter=Q(place=None)),
            no_topic=Count("pk", filter=Q(has_topic=False)),
            no_source=Count("pk", filter=Q(reports=0)),
            one_source=Count("pk", filter=Q(reports=1)),
            no_english=Count("pk", filter=Q(headline_en="")),
        )
    )
    labels = (
        ("no_date", _("Meetings without a date")),
        ("not_to_the_day", _("Meetings whose date is known to the month or the year only")),
        ("inferred", _("Meetings whose date is inferred and not stated")),
        ("no_words", _("Meetings with a date for which no words are marked")),
        ("no_place", _("Meetings without a place")),
        ("no_topic", _("Meetings without a topic")),
        ("no_source", _("Meetings without a source")),
        ("one_source", _("Meetings with one source only")),
        ("no_english", _("Meetings without an English headline")),
    )
    return [Gap(label, counts[name], counts["total"]) for name, label in labels]


def _gaps_of_people() -> list[Gap]:
    parts = Participation.objects.filter(_PUBLISHED).aggregate(
        total=Count("pk"),
        unnamed=Count("pk", filter=Q(official=None)),
        inferred=Count("pk", filter=Q(basis=Participation.Basis.INFERRED)),
    )
    offices = Appointment.objects.filter(official__review_state="published").aggregate(
        total=Count("pk"), undated=Count("pk", filter=Q(start=None)), unsourced=Count("pk", filter=Q(source_url=""))
    )
    people = Official.objects.public().aggregate(total=Count("pk"), no_english=Count("pk", filter=Q(name_en="")))
    return [
        Gap(_("Participants known by an office or a title only"), parts["unnamed"], parts["total"]),
        Gap(_("Participants inferred from an office and a day"), parts["inferred"], parts["total"]),
        Gap(_("Offices of officials without the day they began"), offices["undated"], offices["total"]),
        Gap(_("Offices of officials without a source"), offices["unsourced"], offices["total"]),
        Gap(_("Officials without an English name"), people["no_english"], people["total"]),
    ]
