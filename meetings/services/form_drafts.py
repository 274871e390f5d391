"""Drafts of the desk's forms on the server: saved while an editor types, and when a form is sent without a session."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from meetings.models.form_drafts import FormDraft, FormDraftFile
from meetings.models.languages import list_language_codes

MAX_DRAFTS = 40  # of one editor; the oldest go first
MAX_CHARACTERS = 3_000_000  # of all values together
MAX_FILE_BYTES = 30 * 1024 * 1024  # of all files together
MAX_DAYS = 30
_SECRET = re.compile(r"password|csrfmiddlewaretoken|secret|otp", re.IGNORECASE)


# Parameters that do not name the form: the draft that fills it, and the list to return to.
_OF_THE_MOMENT = ("draft", "_changelist_filters")


class DraftTooLargeError(Exception):
    """The form is too large to be saved as a draft."""


def make_draft_address(path: str) -> str:
    """Return the address of a form without the language of the page, so that a draft is found in each language."""
    path, _mark, query = path.lstrip("/").partition("?")
    first, _slash, rest = path.partition("/")
    asked = QueryDict(query, mutable=True)
    for name in _OF_THE_MOMENT:
        asked.pop(name, None)
    return f"/{rest if first in list_language_codes() else path}{'?' if asked else ''}{asked.urlencode()}"


def save_draft(
    user: Any,
    path: str,
    data: Mapping[str, list[str]],
    *,
    page: str = "",
    files: Iterable[tuple[str, Any]] = (),
) -> FormDraft:
    """Save what `user` entered in the form at `path`, and return the draft. Passwords are left out.

    Args:
        user: The editor.
        path: The path of the form, with its query.
        data: The values by name.
        page: The number of the opened form; its earlier draft is replaced. Empty for a form that was sent.
        files: The files by the name of their field.

    Raises:
        DraftTooLargeError: The values or the files are too large.
    """
    kept = [[name, values] for name, values in data.items() if not _SECRET.search(name)]
    given = list(files)
    if sum(len(name) + sum(map(len, values)) for name, values in kept) > MAX_CHARACTERS:
        raise DraftTooLargeError
    if sum(file.size or 0 for _field, file in given) > MAX_FILE_BYTES or len(path) > 500:
        raise DraftTooLargeError
    address = make_draft_address(path)
    with transaction.atomic():
        values = {"data": kept, "saved_at": timezone.now()}
        draft = None
        if page:
            draft = FormDraft.objects.filter(user=user, address=address, page=page[:40]).first()
        if draft:
            FormDraft.objects.filter(pk=draft.pk).update(**values)
        else:
            draft = FormDraft.objects.create(user=user, address=address, page=page[:40], **values)
        for field, file in given:
            FormDraftFile.objects.create(
                draft=draft,
                field=field[:200],
                name=(file.name or "")[:255],
                content_type=(file.content_type or "")[:200],
                content=file.read(),
            )
        _forget_old_drafts(user)
    return draft


def _forget_old_drafts(user: Any) -> None:
    FormDraft.objects.filter(saved_at__lt=timezone.now() - timedelta(days=MAX_DAYS)).delete()
    beyond = list(FormDraft.objects.filter(user=user).values_list("pk", flat=True)[MAX_DRAFTS:])
    FormDraft.objects.filter(pk__in=beyond).delete()


def select_drafts(user: Any, path: str) -> list[FormDraft]:
    """Return the drafts of `user` for the form at `path`, the latest first."""
    return list(FormDraft.objects.filter(user=user, address=make_draft_address(path)))


def find_draft(user: Any, pk: int | None) -> FormDraft | None:
    """Return the draft `pk` if it belongs to `user`."""
    return FormDraft.objects.filter(user=user, pk=pk).first() if pk is not None else None


def delete_drafts(user: Any, path: str, page: str = "") -> None:
    """Delete the drafts of `user` for the form at `path`: those of one opened form, or (without `page`) all."""
    found = FormDraft.objects.filter(user=user, address=make_draft_address(path))
    (found.filter(page=page) if page else found).delete()


def delete_draft(draft: FormDraft) -> None:
    """Delete a draft."""
    draft.delete()


def load_files(draft: FormDraft) -> MultiValueDict[str, Any]:
    """Return the files of a draft, as a request has them."""
    found: MultiValueDict[str, Any] = MultiValueDict()
    for file in draft.files.all():
        found.appendlist(file.field, SimpleUploadedFile(file.name, bytes(file.content), file.content_type))
    return found
