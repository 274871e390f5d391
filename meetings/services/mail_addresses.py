"""Deleting the mail address of a reader, with all that Mahdar saves about it."""

from dataclasses import dataclass

from django.db import transaction

from meetings.models import Alert, CorrectionRequest


@dataclass(frozen=True, slots=True)
class DeletedAddress:
    """What was deleted: the number of alerts, and of error reports that had the address."""

    alerts: int
    reports: int


def delete_address(email: str) -> DeletedAddress:
    """Delete the alerts of a reader and the address in their error reports, which stay without it.

    Accounts of users are not touched: an administrator deletes them at the desk.
    """
    email = email.strip()
    with transaction.atomic():
        alerts = Alert.objects.filter(email__iexact=email).delete()[0]
        reports = CorrectionRequest.objects.filter(email__iexact=email).update(email="")
    return DeletedAddress(alerts, reports)
