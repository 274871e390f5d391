"""A change at the desk that the database refused because of another editor is done again, as a whole request.

Every page of the desk goes through this (see DeskSite.admin_view): forms, lists, merges, splits and reviews.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

from meetings.models.saving import save_again_if_refused
from meetings.services.history import count_saved_actions


def repeat_if_refused(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `answer` returns; where the database refused it because of another editor, call it again.

    A request that has saved an action already is not repeated: that action would be done twice.
    """
    if request.method != "POST":
        return answer()
    saved = count_saved_actions()
    told = len(_get_new_messages(request))

    def may_repeat() -> bool:
        del _get_new_messages(request)[told:]
        return count_saved_actions() == saved and _rewind_files(request)

    return save_again_if_refused(answer, may_repeat=may_repeat)


def _get_new_messages(request: HttpRequest) -> list[Any]:
    storage: Any = get_messages(request)
    return storage._queued_messages if hasattr(storage, "_queued_messages") else []


def _rewind_files(request: HttpRequest) -> bool:
    """Return whether the files of the request can be read from their beginning again."""
    files: list[Any] = [file for _name, some in request.FILES.lists() for file in some]
    if any(file.closed for file in files):
        return False
    for file in files:
        file.seek(0)
    return True
