"""Rules on the sides, sources and days of a meeting."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone

from meetings.gazetteer.meeting_kinds import REMOTE_KINDS
from meetings.models import Appointment, Article, Source
from meetings.models.people import Precision
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope

EARLIEST = date(1800, 1, 1)  # no report in the archive can be older
MAX_ZONE_DAYS = 1  # a report published "on Thursday" west of us can be about our Friday


def one_side(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with fewer than two sides; a participant of unknown side may be of another one."""
    counted = scope.meetings().annotate(
        countries=Count("participations__country", distinct=True),
        bodies=Count("participations__organisation", distinct=True),
        unknown=Count(
            "participations",
            filter=Q(participations__country__isnull=True, participations__organisation__isnull=True),
            distinct=True,
        ),
    )
    few = counted.annotate(sides=F("countries") + F("bodies") + F("unknown")).filter(sides__lt=2)
    for pk, sides in few.values_list("pk", "sides"):
        yield Finding("two-sides", ("meeting", pk), {"sides": sides})


def unknown_side(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a participant whose side is unknown."""
    parts = scope.participations().filter(country__isnull=True, organisation__isnull=True)
    columns = ("meeting", "official__name_ar", "official__name_en", "name_as_written", "title_ar", "title_en")
    for pk, name_ar, name_en, written, title_ar, title_en in parts.values_list(*columns):
        who = (
            Named(name_ar or "", name_en or "") if name_ar else Named(written or title_ar, "" if written else title_en)
        )
        yield Finding("side-known", ("meeting", pk), {"who": who})


def no_source(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings without an article."""
    without = scope.meetings().filter(~Exists(Source.objects.filter(meeting=OuterRef("pk"))))
    for pk in without.values_list("pk", flat=True):
        yield Finding("source", ("meeting", pk))


# --- Days -------------------------------------------------------------------------------------------------------------
def impossible_day(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings that are dated in the future or before 1800."""
    today = timezone.localdate()
    wrong = scope.meetings().filter(_outside("date", today) | _outside("date_end", today))
    for pk, first, last in wrong.values_list("pk", "date", "date_end"):
        day = last if first and EARLIEST <= first <= today else first
        yield Finding("meeting-date", ("meeting", pk), {"day": day})


def impossible_publication(scope: Scope) -> Iterator[Finding]:
    """Yield the articles that are dated in the future or before 1800."""
    articles = scope.within(Article.objects.order_by(), article="pk", meeting="sources__meeting").distinct()
    wrong = articles.filter(_outside("published_on", timezone.localdate()))
    for pk, day in wrong.values_list("pk", "published_on"):
        yield Finding("published-date", ("article", pk), {"day": day})


def impossible_appointment(scope: Scope) -> Iterator[Finding]:
    """Yield the officials with an appointment before 1800, or one that began in the future.

    An end may lie in the future: a term of office is often announced with its last day.
    """
    today = timezone.localdate()
    early = Q(start__lt=EARLIEST) | Q(end__lt=EARLIEST)
    wrong = scope.within(Appointment.objects.order_by(), official="official").filter(early | Q(start__gt=today))
    columns = ("official", "position__title_ar", "position__title_en", "start", "end")
    for pk, title_ar, title_en, start, end in wrong.values_list(*columns):
        day = start if start and not EARLIEST <= start <= today else end
        yield Finding("appointment-date", ("official", pk), {"office": Named(title_ar, title_en), "day": day})


def _outside(column: str, today: date) -> Q:
    return Q(**{f"{column}__gt": today}) | Q(**{f"{column}__lt": EARLIEST})


def reported_before(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose articles all were published before the day of the meeting."""
    dated = scope.meetings().filter(date_precision=Precision.DAY).annotate(latest=Max("sources__article__published_on"))
    for pk, day, latest in dated.filter(latest__lt=F("date")).values_list("pk", "date", "latest"):
        if day - latest > timedelta(days=MAX_ZONE_DAYS):
            yield Finding("reported-before", ("meeting", pk), {"day": day, "published": latest})


# --- Two places on one day --------------------------------------------------------------------------------------------
def two_places(scope: Scope) -> Iterator[Finding]:
    """Yield the later entered of two meetings in which one official was in two places on one day."""
    rows = Scope().participations().filter(
        official__isnull=False, meeting__place__isnull=False, meeting__date_precision=Precision.DAY
    ).exclude(meeting__kind__in=REMOTE_KINDS)  # fmt: skip
    if not scope.is_whole:
        near = scope.within(rows, meeting="meeting")
        rows = rows.filter(official__in=near.values("official"), meeting__date__in=near.values("meeting__date"))
    columns = (
        "official", "meeting__date", "official__name_ar", "official__name_en", "meeting", "meeting__place__city_ar",
        "meeting__place__city_en", "meeting__place__country__code", "meeting__place__country__parent__code",
        "meeting__place__country__name_ar", "meeting__place__country__name_en",
    )  # fmt: skip
    days: dict[tuple[int, date], list[_Visit]] = defaultdict(list)
    for official, day, name_ar, name_en, *visit in rows.values_list(*columns):
        days[official, day].append(_Visit(Named(name_ar, name_en), *visit))
    for (official, day), visits in sorted(days.items()):
        for one, other in combinations(sorted(visits, key=lambda visit: visit.meeting), 2):
            if one.is_elsewhere(other):
                values = {"who": one.who, "day": day, "place": other.place, "other": one.place}
                others = (("meeting", one.meeting), ("official", official))
                yield Finding("two-places", ("meeting", other.meeting), values, others)


class _Visit:
    """An official in a place."""

    def __init__(
        self, who: Named, meeting: int, city_ar: str, city_en: str, code: str, parent: str, name_ar: str, name_en: str
    ) -> None:
        self.who, self.meeting, self.city = who, meeting, city_ar
        self.countries = {one for one in (code, parent) if one}  # Erbil is in the Kurdistan Region and in Iraq
        self.place = Named(city_ar or name_ar or "", (city_en or city_ar) if city_ar else name_en or "")

    def is_elsewhere(self, other: "_Visit") -> bool:
        """Return whether both cannot be one place."""
        if self.countries and other.countries and not self.countries & other.countries:
            return True
        return bool(self.city and other.city and self.city != other.city)
