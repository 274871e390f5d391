"""Topics, places and outlets with their meetings."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from meetings.models import Article, Meeting, Outlet, Place, Source, Topic
from meetings.queries.archive import select_public_articles


def select_topics() -> QuerySet[Topic]:
    """Return topics with `meetings_count`, most meetings first."""
    count = Count("meeting_topics__meeting", filter=Q(meeting_topics__meeting__review_state="published"), distinct=True)
    found: QuerySet[Topic] = (
        Topic.objects.annotate(meetings_count=count).filter(meetings_count__gt=0).order_by("-meetings_count", "code")
    )
    return found


def select_places() -> QuerySet[Place]:
    """Return places with `meetings_count`, most meetings first."""
    count = Count("meetings", filter=Q(meetings__review_state="published"), distinct=True)
    found: QuerySet[Place] = (
        Place.objects.select_related("country", "region")
        .annotate(meetings_count=count)
        .filter(meetings_count__gt=0)
        .order_by("-meetings_count", "slug")
    )
    return found


def describe_places(slugs: Iterable[str]) -> dict[str, str]:
    """Return the region and country of the places with these addresses, in words, in one query."""
    found = Place.objects.select_related("country", "region").filter(slug__in=list(slugs))
    return {place.slug: place.land for place in found}


def select_outlets() -> QuerySet[Outlet]:
    """Return outlets with `meetings_count`, most meetings first."""
    public = Q(articles__sources__meeting__review_state="published", articles__is_withdrawn=False)
    count = Count("articles__sources__meeting", filter=public, distinct=True)
    found: QuerySet[Outlet] = (
        Outlet.objects.annotate(meetings_count=count).filter(meetings_count__gt=0).order_by("-meetings_count", "code")
    )
    return found


def select_meetings_about(topic: Topic) -> QuerySet[Meeting]:
    """Return the published meetings about `topic`, the latest first."""
    return Meeting.objects.public().filter(ranked_topics__topic=topic).latest_first()


def select_meetings_in(place: Place) -> QuerySet[Meeting]:
    """Return the published meetings in `place`, the latest first."""
    return Meeting.objects.public().filter(place=place).latest_first()


def select_articles_of(outlet: Outlet) -> QuerySet[Article]:
    """Return the outlet's articles that report published meetings, with those meetings, the latest first."""
    meetings = Prefetch("meetings", queryset=Meeting.objects.public().latest_first())
    return (
        select_public_articles()
        .filter(outlet=outlet)
        .defer("raw_text")
        .prefetch_related(meetings)
        .order_by("-published_on", "-id")
    )


def select_meetings_reported_by(outlet: Outlet) -> QuerySet[Meeting]:
    """Return the published meetings that `outlet` reports, the latest first."""
    reported = Source.objects.of_shown_reports().filter(article__outlet=outlet).values("meeting")
    return Meeting.objects.public().filter(pk__in=reported).latest_first()
