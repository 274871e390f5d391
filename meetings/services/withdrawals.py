"""Withdraw a published record from the public with a reason that the public reads, and publish it again.

A withdrawn meeting or official is a rejected one with a notice at its address (meetings/queries/withdrawals.py), a
withdrawn article one with `is_withdrawn`. Index, lists, feeds and sitemap follow these columns, as they do for every
other decision.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Article, Meeting, Withdrawal
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.addressed import is_public
from meetings.queries.withdrawals import get_current_withdrawal
from meetings.services import review
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require

MAX_EXPLANATION_CHARACTERS = 500


class WithdrawalRefusedError(Exception):
    """The record cannot be withdrawn or published again; the message says why."""


def withdraw(
    record: Model,
    user: Any,
    reason: str,
    explanation: tuple[str, str] = ("", ""),
    note: str = "",
    rule_reason: str = "",
) -> Any:
    """Hide a published `record` and show the reason at its address; return the Withdrawal.

    Args:
        record: A published meeting or official, or an article that the public sees.
        user: The editor who decides; None for a command.
        reason: A value of Withdrawal.Reason.
        explanation: The reason in words for the public, in Arabic and in English; either may be empty.
        note: For editors only.
        rule_reason: Why meetings stay public although they break a rule of the archive without the article.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ReasonNeededError: Public meetings would break a rule without the article, and there is no `rule_reason`.
        WithdrawalRefusedError: The record is not published, or the reason is missing.
    """
    require(user is None or may_publish(user))
    arabic, english = (text.strip() for text in explanation)
    _check(reason, arabic, english)
    with _withdrawing(record, user, note, rule_reason):
        now: Any = type(record)._base_manager.select_for_update().get(pk=record.pk)
        kind = KINDS_BY_NAME[str(record._meta.model_name)]
        if not is_public(kind.name, now):
            raise WithdrawalRefusedError(_("The record is not published, so it cannot be withdrawn."))
        if isinstance(now, Article):
            _set_withdrawn(now, True)
        else:
            review.reject(type(record)._base_manager.filter(pk=record.pk), user)
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
        record: The withdrawn meeting, official or article.
        user: The editor who decides; None for a command.
        note: For editors only.
        reason: Why it is published although it breaks a rule of the archive.

    Raises:
        ReasonNeededError: The record breaks a rule and there is no reason.
        PermissionDenied: The role of `user` does not allow it.
        WithdrawalRefusedError: The record is not withdrawn (any more).
    """
    require(user is None or may_publish(user))
    with _withdrawing(record, user, note, reason):
        if get_current_withdrawal(str(record._meta.model_name), record.pk) is None:
            raise WithdrawalRefusedError(_("The record is not withdrawn. Another editor may have published it again."))
        if isinstance(record, Article):
            _set_withdrawn(Article.objects.select_for_update().get(pk=record.pk), False)
            review.end_withdrawals(Article, (record.pk,), user)
        else:
            review.publish(type(record)._base_manager.filter(pk=record.pk), user, reason=reason)


@contextmanager
def _withdrawing(record: Model, user: Any, note: str, reason: str) -> Iterator[None]:
    """Record the change; of an article ask first what its public meetings break with it or without it."""
    asked = [("article", record.pk)] if isinstance(record, Article) else []
    with recorded(user, note, way=Way.WITHDRAW), confirming(asked, user, reason):
        yield


def _set_withdrawn(article: Article, value: bool) -> None:
    """Hide or show `article`; programs that ask for changed meetings get its meetings too."""
    article.is_withdrawn = value
    article.save(update_fields=["is_withdrawn"])
    Meeting.objects.filter(sources__article=article).update(updated_at=timezone.now())


def _check(reason: str, arabic: str, english: str) -> None:
    if reason not in Withdrawal.Reason.values:
        raise WithdrawalRefusedError(_("Choose the reason that the public reads."))
    if reason == Withdrawal.Reason.OTHER and not (arabic or english):
        raise WithdrawalRefusedError(_("Explain the other reason in Arabic or in English. The public reads it."))
    if max(len(arabic), len(english)) > MAX_EXPLANATION_CHARACTERS:
        text = _("The explanation is too long: at most %(limit)s characters.")
        raise WithdrawalRefusedError(text % {"limit": MAX_EXPLANATION_CHARACTERS})
