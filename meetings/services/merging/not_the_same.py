"""What an editor says of two records that look like one meeting and are two."""

from typing import Any

from meetings.models import DifferentMeetings
from meetings.services.roles import may_merge, require


def call_different(one: int, other: int, user: Any) -> DifferentMeetings:
    """Keep that the meetings with these ids are two; saying it again changes nothing."""
    require(may_merge(user))
    first, second = sorted((one, other))
    return DifferentMeetings.objects.get_or_create(first_id=first, second_id=second, defaults={"decided_by": user})[0]
