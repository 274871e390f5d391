"""Records that match conditions, for filtered lists. Each condition is a sub-query, so that no row repeats.

A record matches a condition if it has one of its values; it must match all conditions. Dates are inclusive. Codes of
sides may be in upper or lower case. The slug of an official, a place or a meeting that is not published matches
nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meetings.models import Appointment, Article, Evidence, Meeting, MeetingTopic, Participation, Position, Source
from meetings.models.meetings import MeetingQuerySet
from meetings.queries import archive, people, sides
from meetings.text.fold import fold

Values = Sequence[str]

_PUBLISHED = Q(official__review_state="published")


def find_meetings(
    among: MeetingQuerySet | None = None,
    *,
    date_from: date | None = None,
    date_to: date | None = None,
    updated_since: datetime | None = None,
    kind: Values = (),
    side: Values = (),
    organisation: Values = (),
    official: Values = (),
    topic: Values = (),
    place: Values = (),
    outlet: Values = (),
) -> MeetingQuerySet:
    """Return the published meetings, or those `among` some meetings, that match all conditions.

    `side` are codes of countries, regions and organisations.
    """
    found: MeetingQuerySet = Meeting.objects.public() if among is None else among.public()
    if date_from:
        found = found.filter(date__gte=date_from)
    if date_to:
        found = found.filter(date__lte=date_to)
    if updated_since:
        found = found.filter(updated_at__gte=updated_since)
    if kind:
        found = found.filter(kind__in=kind)
    if place:
        found = found.filter(place__slug__in=place)
    here: Any = OuterRef("pk")
    parts = Participation.objects.filter(meeting=here)
    if side:
        found = found.filter(Exists(parts.filter(_of_side(side))))
    if organisation:
        found = found.filter(Exists(parts.filter(organisation__code__in=_upper(organisation))))
    if official:
        found = found.filter(Exists(parts.filter(_PUBLISHED, official__slug__in=official)))
    if topic:
        found = found.filter(Exists(MeetingTopic.objects.filter(meeting=here, topic__code__in=topic)))
    if outlet:
        sources = Source.objects.of_shown_reports().filter(meeting=here)
        found = found.filter(Exists(sources.filter(article__outlet__code__in=outlet)))
    return found


def find_officials(
    *, name: str = "", side: Values = (), organisation: Values = (), updated_since: datetime | None = None
) -> QuerySet[Any]:
    """Return published officials with names, offices and `meetings_count`.

    Args:
        name: A part of any of their names, in any spelling with the same folded form.
        side: Codes of sides. An official matches who had an office of the side or represented it in a published
            meeting.
        organisation: The same, for organisations only.
        updated_since: Only officials whose record changed at this time or later.
    """
    found = people.select_officials().prefetch_related("names", "identifiers")
    if updated_since:
        found = found.filter(updated_at__gte=updated_since)
    if folded := fold(name):
        found = found.filter(pk__in=people.select_named_like(folded))
    parts = Participation.objects.filter(official=OuterRef("pk"), meeting__review_state="published")
    offices = Appointment.objects.filter(official=OuterRef("pk"))
    for codes, of_codes in ((side, _of_side), (organisation, _of_organisation)):
        if codes:
            held = offices.filter(position__in=Position.objects.filter(of_codes(codes)))
            found = found.filter(Exists(held) | Exists(parts.filter(of_codes(codes))))
    return found


def find_positions(*, side: Values = (), organisation: Values = ()) -> QuerySet[Position]:
    """Return the offices that published officials held or that took part in published meetings, with their holders."""
    held = Appointment.objects.filter(_PUBLISHED).select_related("official")
    spoken = Participation.objects.filter(position=OuterRef("pk"), meeting__review_state="published")
    found = (
        Position.objects.filter(Exists(held.filter(position=OuterRef("pk"))) | Exists(spoken))
        .select_related("country", "organisation")
        .prefetch_related(Prefetch("appointments", queryset=held), "identifiers")
    )
    if side:
        found = found.filter(_of_side(side))
    if organisation:
        found = found.filter(_of_organisation(organisation))
    return found


def find_countries() -> QuerySet[Any]:
    """Return countries and regions with published meetings, with the state of a region and the regions of a state."""
    return sides.select_countries().prefetch_related("regions")


def find_articles(
    *,
    outlet: Values = (),
    meeting: Values = (),
    date_from: date | None = None,
    date_to: date | None = None,
    text_kind: Values = (),
) -> QuerySet[Article]:
    """Return the articles that report published meetings, with these meetings; dates are days of publication."""
    reported = Prefetch("meetings", queryset=Meeting.objects.public().latest_first().only("slug", "date"))
    found = (
        archive.select_public_articles()
        .select_related("outlet", "original_outlet")
        .defer("raw_text")
        .prefetch_related(reported)
    )
    if outlet:
        found = found.filter(outlet__code__in=outlet)
    if text_kind:
        found = found.filter(text_kind__in=text_kind)
    if meeting:
        sources = Source.objects.filter(article=OuterRef("pk"), meeting__review_state="published")
        found = found.filter(Exists(sources.filter(meeting__slug__in=meeting)))
    if date_from:
        found = found.filter(published_on__gte=date_from)
    if date_to:
        found = found.filter(published_on__lte=date_to)
    return found


def prefetch_evidence(records: QuerySet[Any]) -> QuerySet[Any]:
    """Return meetings or articles with their attachments and the evidence that the public sees, in text order."""
    public = Evidence.objects.of_shown_reports().filter(meeting__review_state="published")
    words = public.select_related("meeting", "article", "participation", "topic")
    words = words.defer("article__raw_text", "meeting__summary_ar", "meeting__summary_en", "meeting__notes")
    ordered = Prefetch("evidence", queryset=words.order_by("article", "start", "-end", "id"))
    return records.prefetch_related(ordered, "attachments")


def _upper(codes: Values) -> list[str]:
    return [code.upper() for code in codes]


def _of_organisation(codes: Values) -> Q:
    return Q(organisation__code__in=_upper(codes))


def _of_side(codes: Values) -> Q:
    return Q(country__code__in=_upper(codes)) | _of_organisation(codes)
