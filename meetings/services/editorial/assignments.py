"""Assignment of drafts and imported reports to editors. The editor finds them at the desk and in the digest."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from meetings.models import Assignment
from meetings.services.review import ReviewOutcome
from meetings.services.roles import may_publish, require
from meetings.services.rows import split_ids

ASSIGNED = ("meeting", "incoming")  # the kinds of record that can be assigned


class NotAnEditorError(Exception):
    """The user to whom a record would be assigned may not decide about it."""


def assign(records: QuerySet[Any], assignee: Any, user: Any) -> ReviewOutcome:
    """Assign meetings or imported reports to an editor; return the ids of those that had another one or none.

    Args:
        records: The meetings or reports.
        assignee: The editor; None takes the assignments away.
        user: The editor who assigns.

    Raises:
        PermissionDenied: `user` may not decide about records.
        NotAnEditorError: `assignee` may not.
    """
    require(may_publish(user))
    if assignee is not None and not (assignee.is_active and may_publish(assignee)):
        raise NotAnEditorError
    kind = str(records.model._meta.model_name)
    require(kind in ASSIGNED)
    ids = sorted(set(records.values_list("pk", flat=True)))
    changed: list[int] = []
    with transaction.atomic():
        for some in split_ids(ids):
            rows = Assignment.objects.filter(kind=kind, record_id__in=some)
            had = dict(rows.values_list("record_id", "user_id"))
            wanted = assignee.pk if assignee else None
            new = [pk for pk in some if had.get(pk) != wanted]
            Assignment.objects.filter(kind=kind, record_id__in=new).delete()
            if assignee:
                Assignment.objects.bulk_create(
                    Assignment(kind=kind, record_id=pk, user=assignee, given_by=user) for pk in new
                )
            changed += new
    return ReviewOutcome(tuple(changed), len(ids) - len(changed))
