"""Rules on the sides, sources and days of a meeting."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.gazetteer.meeting_kinds import REMOTE_KINDS
from meetings.models import Appointment, Source
from meetings.models.people import Precision
from meetings.queries.checks.finding import (
    PARTICIPANT_COLUMNS,
    Finding,
    Named,
    named_participant,
    named_place,
    place_columns,
)
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
    for pk, *who in parts.values_list("meeting", *PARTICIPANT_COLUMNS):
        yield Finding("side-known", ("meeting", pk), {"who": named_participant(*who)})


def no_source(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings without an article; a withdrawn one is none."""
    without = scope.meetings().filter(~Exists(Source.objects.of_shown_reports().filter(meeting=OuterRef("pk"))))
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
    wrong = scope.articles().filter(_outside("published_on", timezone.localdate()))
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
    latest = Max("sources__article__published_on", filter=Q(sources__article__is_withdrawn=False))
    dated = scope.meetings().filter(date_precision=Precision.DAY).annotate(latest=latest)
    for pk, day, latest in dated.filter(latest__lt=F("date")).values_list("pk", "date", "latest"):
        if day - latest > timedelta(days=MAX_ZONE_DAYS):
            yield Finding("reported-before", ("meeting", pk), {"day": day, "published": latest})


# --- Two places on one day --------------------------------------------------------------------------------------------
def two_places(scope: Scope) -> Iterator[Finding]:
    """Yield the later entered of two meetings in which one official was in two places on one day."""
    rows = Scope().participations().filter(
        official__isnull=False, meeting__place__isnull=False, meeting__date_precision=Precision.DAY
    ).exclude(meeting__kind__in=REMOTE_KINDS).annotate(last=Coalesce("meeting__date_end", "meeting__date"))  # fmt: skip
    if not scope.is_whole:
        near = scope.within(rows, meeting="meeting").filter(official=OuterRef("official"))
        rows = rows.filter(
            Exists(near.filter(meeting__date__lte=OuterRef("last"), last__gte=OuterRef("meeting__date")))
        )
    columns = (
        "official", "official__name_ar", "official__name_en", "meeting", "meeting__date", "last",
        "meeting__place__country__code", "meeting__place__country__parent__code", *place_columns("meeting__place"),
    )  # fmt: skip
    visits: dict[int, list[_Visit]] = defaultdict(list)
    for official, name_ar, name_en, *visit in rows.order_by("meeting__date", "meeting").values_list(*columns):
        visits[official].append(_Visit(Named(name_ar, name_en), *visit))
    for official, some in sorted(visits.items()):
        for one, other, day in _meet_on_one_day(some):
            if one.is_elsewhere(other):
                values = {"who": one.who, "day": day, "place": other.place, "other": one.place}
                others = (("meeting", one.meeting), ("official", official))
                yield Finding("two-places", ("meeting", other.meeting), values, others)


def _meet_on_one_day(visits: list["_Visit"]) -> Iterator[tuple["_Visit", "_Visit", date]]:
    """Yield each two of `visits`, which are in the order of their first days, with the first day that both have.

    The one that was entered earlier comes first.
    """
    lasting: list[_Visit] = []
    for visit in visits:
        lasting = [one for one in lasting if one.last >= visit.first]
        for one in lasting:
            earlier, later = sorted((one, visit), key=lambda two: two.meeting)
            yield earlier, later, visit.first
        lasting.append(visit)


class _Visit:
    """An official in a place, from the first day of a meeting to its last."""

    def __init__(
        self, who: Named, meeting: int, first: date, last: date, code: str, parent: str, city_ar: str, *place: str
    ) -> None:
        self.who, self.meeting, self.first, self.last, self.city = who, meeting, first, last, city_ar
        self.countries = {one for one in (code, parent) if one}  # Erbil is in the Kurdistan Region and in Iraq
        self.place = named_place(city_ar, *place)

    def is_elsewhere(self, other: "_Visit") -> bool:
        """Return whether both cannot be one place."""
        if self.countries and other.countries and not self.countries & other.countries:
            return True
        return bool(self.city and other.city and self.city != other.city)
