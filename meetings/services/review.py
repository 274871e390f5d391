"""Review: publish records, reject them or make them drafts again, one record or thousands.

`user` is the editor who decides; every function raises PermissionDenied if the role does not allow it. None stands for
a command.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import Meeting, Official, ReviewState, Withdrawal
from meetings.services.history import Way, keep, recorded
from meetings.services.history.states import chunks
from meetings.services.roles import may_publish, require


@dataclass(frozen=True)
class ReviewOutcome:
    """The result of a review.

    It has the ids of the records whose state changed, the number of those that had the state already, and the number of
    officials published with their meetings.
    """

    changed: tuple[int, ...]
    unchanged: int
    officials: int = 0


def publish(records: QuerySet[Any], user: Any = None, *, way: str = Way.REVIEW) -> ReviewOutcome:
    """Show meetings or officials to the public.

    The participants of a meeting are published with it, unless rejected: a page that names an official links to the
    official's page.
    """
    with _review_by(user, way):
        outcome = _set_state(records, ReviewState.PUBLISHED)
        _end_withdrawals(records.model, outcome.changed, user)
        if records.model is not Meeting:
            return outcome
        waiting = Official.objects.drafts().filter(participations__meeting__in=outcome.changed).distinct()
        officials = _set_state(waiting, ReviewState.PUBLISHED)
    return ReviewOutcome(outcome.changed, outcome.unchanged, len(officials.changed))


def reject(records: QuerySet[Any], user: Any = None, *, way: str = Way.REVIEW) -> ReviewOutcome:
    """Hide meetings or officials as wrong; they stay on record, so that no editor enters them again."""
    with _review_by(user, way):
        return _set_state(records, ReviewState.REJECTED)


def back_to_draft(records: QuerySet[Any], user: Any = None) -> ReviewOutcome:
    """Make meetings or officials drafts again; the public no longer sees them."""
    with _review_by(user):
        return _set_state(records, ReviewState.DRAFT)


@contextmanager
def _review_by(user: Any, way: str = Way.REVIEW) -> Iterator[None]:
    require(user is None or may_publish(user))
    with recorded(user, way=way):
        yield


def _end_withdrawals(model: type[Any], published: tuple[int, ...], user: Any) -> None:
    """Note that records are public again, whichever way of publishing the editor chose."""
    in_force = Withdrawal.objects.filter(kind=model._meta.model_name, ended_at=None)
    for some in chunks(published):
        in_force.filter(record_id__in=some).update(ended_at=timezone.now(), ended_by=user)


def _set_state(records: QuerySet[Any], state: ReviewState) -> ReviewOutcome:
    """Give `records` the review state `state`."""
    # By their ids: `records` may be sorted, joined or sliced, and an update cannot be.
    states = dict(records.values_list("pk", "review_state"))
    changed = tuple(sorted(pk for pk, old in states.items() if old != state))
    for some in chunks(changed):
        rows = records.model._base_manager.filter(pk__in=some)
        keep(rows)
        rows.update(review_state=state, updated_at=timezone.now())
    return ReviewOutcome(changed, len(states) - len(changed))
