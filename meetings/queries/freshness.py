"""When the public pages of records last changed, for those who fetch them again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from meetings.models import Article, MeetingTopic, Official, Participation, Place
from meetings.queries import sides, subjects


def officials() -> QuerySet[Official, tuple[str, datetime]]:
    """(slug, last change) of the published officials."""
    return Official.objects.public().order_by("id").values_list("slug", "updated_at")


def sides_and_subjects() -> list[tuple[Any, datetime | None]]:
    """Every side, topic, place and outlet that has a page, with the last change of any of its meetings."""
    parts = Participation.objects.filter(meeting__review_state="published")
    changes = [
        (sides.countries(), _latest(parts, "country", "meeting__updated_at")),
        (sides.organisations(), _latest(parts, "organisation", "meeting__updated_at")),
        (
            subjects.topics(),
            _latest(MeetingTopic.objects.filter(meeting__review_state="published"), "topic", "meeting__updated_at"),
        ),
        (
            subjects.places(),
            _latest(Place.objects.filter(meetings__review_state="published"), "id", "meetings__updated_at"),
        ),
        (
            subjects.outlets(),
            _latest(
                Article.objects.filter(sources__meeting__review_state="published"),
                "outlet",
                "sources__meeting__updated_at",
            ),
        ),
    ]
    return [(record, latest.get(record.pk)) for records, latest in changes for record in records]


def _latest(rows: QuerySet[Any], key: str, moment: str) -> dict[Any, datetime]:
    found: Iterable[Any] = rows.order_by().values_list(key).annotate(latest=Max(moment))
    return dict(found)
