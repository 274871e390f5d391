"""Changes of many meetings at once: add or remove a topic, set the place.

They work in pieces, so that they can change thousands of meetings. Each raises ReasonNeededError, and changes nothing,
if a public meeting breaks a rule of the archive since the change and `reason` does not say why it may.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from meetings.models import Meeting, MeetingTopic, Place, Topic, Version
from meetings.queries.checks import Record
from meetings.services.checks import confirming
from meetings.services.history import keep, recorded, rehearsed
from meetings.services.review import ReviewOutcome
from meetings.services.roles import may_publish, require
from meetings.services.rows import split_ids


def add_topic(meetings: QuerySet[Any], topic: Topic, user: Any = None, *, reason: str = "") -> ReviewOutcome:
    """Add `topic` to the meetings that do not have it, after their other topics."""
    with _changes_by(user):
        ids = _ids(meetings)
        have = MeetingTopic.objects.filter(topic=topic).values_list("meeting_id", flat=True)
        changed = sorted(set(ids) - set(have))
        with _confirming(changed, user, reason):
            for some in split_ids(changed):
                keep(Meeting.objects.filter(pk__in=some))
                last = dict(
                    MeetingTopic.objects.filter(meeting__in=some)
                    .order_by()
                    .values_list("meeting")
                    .annotate(Max("rank"))
                )
                MeetingTopic.objects.bulk_create(
                    MeetingTopic(meeting_id=pk, topic=topic, rank=last[pk] + 1 if pk in last else 0) for pk in some
                )
                _touch(some)
    return ReviewOutcome(tuple(changed), len(ids) - len(changed))


def remove_topic(meetings: QuerySet[Any], topic: Topic, user: Any = None, *, reason: str = "") -> ReviewOutcome:
    """Remove `topic` from the meetings that have it."""
    with _changes_by(user):
        ids = _ids(meetings)
        have = MeetingTopic.objects.filter(topic=topic).values_list("meeting_id", flat=True)
        changed = sorted(set(ids) & set(have))
        with _confirming(changed, user, reason):
            for some in split_ids(changed):
                keep(Meeting.objects.filter(pk__in=some))
                MeetingTopic.objects.filter(topic=topic, meeting__in=some).delete()
                _touch(some)
    return ReviewOutcome(tuple(changed), len(ids) - len(changed))


def set_place(meetings: QuerySet[Any], place: Place | None, user: Any = None, *, reason: str = "") -> ReviewOutcome:
    """Set the place of the meetings; None if it is not known."""
    with _changes_by(user):
        places = dict(_plain(meetings).values_list("pk", "place_id"))
        wanted = place.pk if place else None
        changed = sorted(pk for pk, now in places.items() if now != wanted)
        with _confirming(changed, user, reason):
            for some in split_ids(changed):
                rows = Meeting.objects.filter(pk__in=some)
                keep(rows)
                rows.update(place=place, updated_at=timezone.now())
    return ReviewOutcome(tuple(changed), len(places) - len(changed))


def require_reason(change: Callable[..., ReviewOutcome], meetings: QuerySet[Any], value: Any, user: Any) -> None:
    """Raise ReasonNeededError as `change` would, before thousands of meetings are changed in batches."""
    with rehearsed(user):
        change(meetings, value, user)


@contextmanager
def _changes_by(user: Any) -> Iterator[None]:
    require(user is None or may_publish(user))
    with recorded(user, way=Version.Way.LIST):
        yield


def _plain(meetings: QuerySet[Any]) -> QuerySet[Any]:
    return meetings.order_by() if not meetings.query.is_sliced else meetings


def _ids(meetings: QuerySet[Any]) -> list[int]:
    return sorted(set(_plain(meetings).values_list("pk", flat=True)))


def _confirming(ids: list[int], user: Any, reason: str) -> AbstractContextManager[list[Record]]:
    return confirming([("meeting", pk) for pk in ids], user, reason)


def _touch(ids: list[int]) -> None:
    Meeting.objects.filter(pk__in=ids).update(updated_at=timezone.now())
