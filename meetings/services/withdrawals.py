"""Withdraw a published record from the public with a reason that the public reads, and publish it again.

A withdrawn record is a rejected one with a notice at its address (meetings/queries/withdrawals.py). Index, lists,
feeds and sitemap follow the review state, as they do for every other decision.
"""

from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import ReviewState, Withdrawal
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.withdrawals import current_withdrawal
from meetings.services import review
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require

MAX_EXPLANATION_CHARACTERS = 500


class WithdrawalRefusedError(Exception):
    """The record cannot be withdrawn or published again; the message says why."""


def withdraw(record: Model, user: Any, reason: str, explanation: tuple[str, str] = ("", ""), note: str = "") -> Any:
    """Hide a published `record` and show the reason at its address; return the Withdrawal.

    Args:
        record: A published meeting or official.
        user: The editor who decides; None for a command.
        reason: A value of Withdrawal.Reason.
        explanation: The reason in words for the public, in Arabic and in English; either may be empty.
        note: For editors only.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        WithdrawalRefusedError: The record is not published, or the reason is missing.
    """
    require(user is None or may_publish(user))
    arabic, english = (text.strip() for text in explanation)
    _check(reason, arabic, english)
    with recorded(user, note, way=Way.WITHDRAW):
        now: Any = type(record)._base_manager.select_for_update().get(pk=record.pk)
        if now.review_state != ReviewState.PUBLISHED:
            raise WithdrawalRefusedError(_("The record is not published, so it cannot be withdrawn."))
        review.reject(type(record)._base_manager.filter(pk=record.pk), user, way=Way.WITHDRAW)
        kind = KINDS_BY_NAME[str(record._meta.model_name)]
        earlier = Withdrawal.objects.filter(kind=kind.name, record_id=record.pk, ended_at=None)
        earlier.update(ended_at=timezone.now(), ended_by=user)  # it was published in another way than publishing again
        return Withdrawal.objects.create(
            kind=kind.name,
            record_id=record.pk,
            key=kind.address_key(now).lower(),
            reason=reason,
            explanation_ar=arabic,
            explanation_en=english,
            note=note.strip(),
            user=user,
        )


def publish_again(record: Model, user: Any, note: str = "", reason: str = "") -> None:
    """Undo the withdrawal of `record`: publish it, with its address, its history and its evidence.

    Args:
        record: The withdrawn meeting or official.
        user: The editor who decides; None for a command.
        note: For editors only.
        reason: Why it is published although it breaks a rule of the archive.

    Raises:
        ReasonNeededError: The record breaks a rule and there is no reason.
        PermissionDenied: The role of `user` does not allow it.
        WithdrawalRefusedError: The record is not withdrawn (any more).
    """
    require(user is None or may_publish(user))
    with recorded(user, note, way=Way.WITHDRAW):
        if current_withdrawal(str(record._meta.model_name), record.pk) is None:
            raise WithdrawalRefusedError(_("The record is not withdrawn. Another editor may have published it again."))
        review.publish(type(record)._base_manager.filter(pk=record.pk), user, reason=reason, way=Way.WITHDRAW)


def _check(reason: str, arabic: str, english: str) -> None:
    if reason not in Withdrawal.Reason.values:
        raise WithdrawalRefusedError(_("Choose the reason that the public reads."))
    if reason == Withdrawal.Reason.OTHER and not (arabic or english):
        raise WithdrawalRefusedError(_("Explain the other reason in Arabic or in English. The public reads it."))
    if max(len(arabic), len(english)) > MAX_EXPLANATION_CHARACTERS:
        text = _("The explanation is too long: at most %(limit)s characters.")
        raise WithdrawalRefusedError(text % {"limit": MAX_EXPLANATION_CHARACTERS})
