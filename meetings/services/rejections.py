"""The reason of a rejection: saved with the decision, shown to the person who entered the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

from meetings.models import DeskNotice, Rejection

MAX_NOTE_CHARACTERS = 1000


class RejectionReasonError(Exception):
    """The reason is not one of the list, or another reason comes without words."""


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """Why a record is rejected: a value of Rejection.Reason, and words for the person who entered it."""

    reason: str
    note: str = ""


def make_reason(reason: str, note: str = "") -> RejectionReason:
    """Return the reason as it is saved.

    Raises:
        RejectionReasonError: It is not one of the list, or another reason comes without words.
    """
    note = note.replace("\r\n", "\n").replace("\0", "").strip()[:MAX_NOTE_CHARACTERS]
    if reason not in Rejection.Reason.values or (reason == Rejection.Reason.OTHER and not note):
        raise RejectionReasonError
    return RejectionReason(reason, note)


def save_rejections(kind: str, ids: Iterable[int], user: Any, why: RejectionReason | None) -> None:
    """Save why records were rejected, and tell the users who entered them; without a reason forget earlier ones.

    Call it within the transaction that rejects them.

    Args:
        kind: The kind of the records: meeting, official or incoming.
        ids: Their ids.
        user: The editor who decides; None for a command.
        why: The reason.
    """
    rejected = list(ids)
    with transaction.atomic():
        Rejection.objects.filter(kind=kind, record_id__in=rejected).delete()
        if why is None:
            return
        said = {"kind": kind, "reason": why.reason, "note": why.note, "decided_by": user}
        Rejection.objects.bulk_create(Rejection(record_id=pk, **said) for pk in rejected)
        model = apps.get_model("meetings", kind)
        entered = model._base_manager.filter(pk__in=rejected, created_by__isnull=False, created_by__is_active=True)
        DeskNotice.objects.bulk_create(
            DeskNotice(
                user_id=author, reason=DeskNotice.Reason.REJECTED, by=user, kind=kind, record_id=pk, text=why.note
            )
            for pk, author in entered.values_list("pk", "created_by")
            if user is None or author != user.pk
        )
