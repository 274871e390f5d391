"""Access to records: drafts are for staff, missing records give a 404 page."""

from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

Record = TypeVar("Record")


def can_see_drafts(request: HttpRequest) -> bool:
    """Return whether the reader is staff. Staff see drafts on the record's page, with a banner that says so."""
    return bool(request.user.is_staff)


def require_record(record: Record | None) -> Record:
    """Return `record`; raise Http404 if it is None."""
    if record is None:
        raise Http404(_("There is no such record in the archive."))
    return record
