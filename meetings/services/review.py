"""Review: publish records, reject them or make them drafts again, one record or thousands.

`user` is the editor who decides; every function raises PermissionDenied if the role does not allow it. None stands for
a command.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import Meeting, Official, ReviewState, Withdrawal
from meetings.queries.checks import Finding
from meetings.queries.editorial import EmbargoedMeeting, find_embargoed
from meetings.services.checks import ReasonNeededError, accept, group_errors_by_record, list_unique_findings
from meetings.services.history import Way, keep, recorded
from meetings.services.rejections import RejectionReason, save_rejections
from meetings.services.roles import may_publish, require
from meetings.services.rows import split_ids


class EmbargoError(Exception):
    """Meetings are under embargo; nothing is published. `meetings` are those whose embargo ends later."""

    def __init__(self, meetings: list[EmbargoedMeeting]) -> None:
        super().__init__(f"{len(meetings)} meetings are under embargo")
        self.meetings = meetings


@dataclass(frozen=True)
class ReviewOutcome:
    """The result of a review.

    It has the ids of the records whose state changed, the number of those that had the state already, the number of
    officials published with their meetings, and what the records break that stayed as they were because of it.
    """

    changed: tuple[int, ...]
    unchanged: int
    officials: int = 0
    held: dict[int, list[Finding]] = field(default_factory=dict)


def publish(
    records: QuerySet[Any],
    user: Any = None,
    *,
    reason: str = "",
    holds_back: bool = False,
    now: datetime | None = None,
) -> ReviewOutcome:
    """Show meetings or officials to the public.

    The participants of a meeting are published with it, unless rejected: a page that names an official links to the
    official's page.

    Args:
        records: The meetings or officials.
        user: The editor; None for a command.
        reason: Why they are published although they break rules; kept as exceptions and in the history.
        holds_back: Whether records that break a rule stay as they are.
        now: The time at which they are published, for embargoes; None for the present one.

    Raises:
        EmbargoError: A meeting is under embargo; nothing is changed.
        ReasonNeededError: Records break rules, and there is neither a reason nor `holds_back`; nothing is changed.
    """
    with _review_by(user):
        kind = str(records.model._meta.model_name)
        states = dict(records.values_list("pk", "review_state"))
        waiting = [pk for pk, state in states.items() if state != ReviewState.PUBLISHED]
        refuse_embargoed(records.model, waiting, now)
        errors = group_errors_by_record(kind, waiting)
        if not holds_back and not reason.strip():
            _raise_without_reason(errors, len(waiting))
        sound = _publish(records.model, [pk for pk in waiting if pk not in errors], user)
        broken = ReviewOutcome((), 0)
        if errors and not holds_back:
            with recorded(user, is_separate=True):
                accept(list_unique_findings(errors), reason, user)
                broken = _publish(records.model, list(errors), user)
    return ReviewOutcome(
        tuple(sorted((*sound.changed, *broken.changed))),
        len(states) - len(waiting),
        sound.officials + broken.officials,
        errors if holds_back else {},
    )


def publish_officials_of(
    meetings: Iterable[int], user: Any = None, *, reason: str = "", holds_back: bool = False
) -> None:
    """Publish the draft officials of those `meetings` that are public: a further source may have named new ones."""
    public = Meeting.objects.public().filter(pk__in=list(meetings))
    people = Official.objects.drafts().filter(participations__meeting__in=public).distinct()
    publish(people, user, reason=reason, holds_back=holds_back)


def require_reason(records: QuerySet[Any], *, holds_back: bool = False) -> None:
    """Raise EmbargoError or ReasonNeededError as `publish` would, before many records are published in batches."""
    waiting = list(records.exclude(review_state=ReviewState.PUBLISHED).order_by().values_list("pk", flat=True))
    refuse_embargoed(records.model, waiting)
    if holds_back:
        return
    _raise_without_reason(group_errors_by_record(str(records.model._meta.model_name), waiting), len(waiting))


def refuse_embargoed(model: type[Any], ids: Iterable[int], now: datetime | None = None) -> None:
    """Raise EmbargoError if records that would be published are meetings under embargo."""
    if model is Meeting and (found := find_embargoed(ids, now or timezone.now())):
        raise EmbargoError(found)


def _raise_without_reason(errors: dict[int, list[Finding]], count: int) -> None:
    if errors:
        raise ReasonNeededError(list_unique_findings(errors), count - len(errors))


def _publish(model: Any, ids: list[int], user: Any) -> ReviewOutcome:
    outcome = _set_state(model.objects.filter(pk__in=ids), ReviewState.PUBLISHED)
    end_withdrawals(model, outcome.changed, user)
    if model is not Meeting:
        return outcome
    waiting = Official.objects.drafts().filter(participations__meeting__in=outcome.changed).distinct()
    officials = _set_state(waiting, ReviewState.PUBLISHED)
    end_withdrawals(Official, officials.changed, user)
    return ReviewOutcome(outcome.changed, outcome.unchanged, len(officials.changed))


def return_to_public(records: QuerySet[Any], user: Any = None) -> ReviewOutcome:
    """Publish records again that were public before, when an editor undoes a decision; the rules are not asked."""
    with _review_by(user):
        return make_public(records, user)


def make_public(records: QuerySet[Any], user: Any) -> ReviewOutcome:
    """Publish records within `recorded` of a service that asks for the role and the rules itself."""
    ids = list(records.values_list("pk", flat=True))
    refuse_embargoed(records.model, ids)
    return _publish(records.model, ids, user)


def reject(records: QuerySet[Any], user: Any = None, why: RejectionReason | None = None) -> ReviewOutcome:
    """Hide meetings or officials as wrong; they stay on record, so that no editor enters them again.

    `why` is the reason for the people who entered them.
    """
    with _review_by(user):
        outcome = _set_state(records, ReviewState.REJECTED)
        save_rejections(str(records.model._meta.model_name), outcome.changed, user, why)
        return outcome


def return_to_draft(records: QuerySet[Any], user: Any = None) -> ReviewOutcome:
    """Make meetings or officials drafts again; the public no longer sees them."""
    with _review_by(user):
        return _set_state(records, ReviewState.DRAFT)


def make_draft(records: QuerySet[Any]) -> ReviewOutcome:
    """Make records drafts again within `recorded` of a service that asks for the role itself."""
    return _set_state(records, ReviewState.DRAFT)


@contextmanager
def _review_by(user: Any) -> Iterator[None]:
    require(user is None or may_publish(user))
    with recorded(user, way=Way.REVIEW):
        yield


def end_withdrawals(model: type[Any], published: tuple[int, ...], user: Any) -> None:
    """Note that records are public again, whichever way of publishing the editor chose."""
    in_force = Withdrawal.objects.filter(kind=model._meta.model_name, ended_at=None)
    for some in split_ids(published):
        in_force.filter(record_id__in=some).update(ended_at=timezone.now(), ended_by=user)


def _set_state(records: QuerySet[Any], state: ReviewState) -> ReviewOutcome:
    """Give `records` the review state `state`."""
    # By their ids: `records` may be sorted, joined or sliced, and an update cannot be.
    states = dict(records.values_list("pk", "review_state"))
    changed = tuple(sorted(pk for pk, old in states.items() if old != state))
    for some in split_ids(changed):
        rows = records.model._base_manager.filter(pk__in=some)
        keep(rows)
        rows.update(review_state=state, updated_at=timezone.now())
    return ReviewOutcome(changed, len(states) - len(changed))
