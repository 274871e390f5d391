"""An editor's decision on one meeting, with everything that follows from it, and its undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from meetings.models import Meeting, Official, ReviewState
from meetings.services import review
from meetings.services.history import Way, recorded
from meetings.services.rejections import RejectionReason
from meetings.services.roles import may_publish, require

_RETURN_TO: dict[str, Callable[..., review.ReviewOutcome]] = {
    ReviewState.PUBLISHED: review.return_to_public,
    ReviewState.REJECTED: review.reject,
    ReviewState.DRAFT: review.return_to_draft,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: the meeting's state before and after, and the ids of the officials published with it."""

    meeting: int
    was: str
    became: str
    officials: tuple[int, ...] = ()


def decide(
    meeting: Meeting, state: str, user: Any, reason: str = "", why: RejectionReason | None = None
) -> Decision | None:
    """Give `meeting` the review state `state`.

    Args:
        meeting: The meeting.
        state: A value of ReviewState.
        user: The editor.
        reason: Why it is published against a rule.
        why: Why it is rejected, for the person who entered it.

    Returns:
        The decision; None if the meeting has that state already, because another editor was quicker.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ValueError: `state` is not a review state.
        ReasonNeededError: The meeting breaks a rule and there is no reason to publish it; nothing is changed.
    """
    require(may_publish(user))
    if state not in ReviewState.values:
        raise ValueError(f"{state!r} is not a state of review")
    with recorded(user, way=Way.REVIEW):
        was = Meeting.objects.select_for_update().get(pk=meeting.pk).review_state
        waiting = list(Official.objects.drafts().filter(participations__meeting=meeting).values_list("pk", flat=True))
        chosen = Meeting.objects.filter(pk=meeting.pk)
        if state == ReviewState.PUBLISHED:
            outcome = review.publish(chosen, user, reason=reason)
        elif state == ReviewState.REJECTED:
            outcome = review.reject(chosen, user, why)
        else:
            outcome = _RETURN_TO[state](chosen, user)
        if not outcome.changed:
            return None
        published = Official.objects.public().filter(pk__in=waiting).values_list("pk", flat=True)
        return Decision(meeting.pk, was, state, tuple(published))


def undo_decision(decision: Decision, user: Any) -> bool:
    """Undo `decision`: give the meeting its earlier state, and make the officials published with it drafts again.

    Officials whom another published meeting names by now stay published. Return False if another editor changed the
    state in the meantime. Raises PermissionDenied if the role of `user` does not allow it.
    """
    require(may_publish(user))
    with recorded(user, way=Way.REVIEW):
        meeting = Meeting.objects.select_for_update().filter(pk=decision.meeting, review_state=decision.became)
        if not meeting.exists():
            return False
        _RETURN_TO[decision.was](Meeting.objects.filter(pk=decision.meeting), user)
        officials = Official.objects.filter(pk__in=decision.officials)
        review.return_to_draft(officials.exclude(participations__meeting__review_state=ReviewState.PUBLISHED), user)
    return True
