"""Access to records: drafts are for staff, missing records give a 404 page."""

from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from meetings.services.access.second_factor import is_second_factor_missing

Record = TypeVar("Record")


def can_see_drafts(request: HttpRequest) -> bool:
    """Return whether the desk is open to the reader, who then sees drafts on the record's page, with a banner."""
    return bool(request.user.is_staff) and not is_second_factor_missing(request.user)


def require_record(record: Record | None) -> Record:
    """Return `record`; raise Http404 if it is None."""
    if record is None:
        raise Http404(_("There is no such record in the archive."))
    return record
