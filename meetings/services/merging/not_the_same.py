"""The decision of an editor that two similar records are two meetings."""

from typing import Any

from meetings.models import DifferentMeetings
from meetings.services.roles import may_merge, require


def mark_different(one: int, other: int, user: Any) -> DifferentMeetings:
    """Save that the meetings with these ids are different; a second call changes nothing."""
    require(may_merge(user))
    first, second = sorted((one, other))
    return DifferentMeetings.objects.get_or_create(first_id=first, second_id=second, defaults={"decided_by": user})[0]
