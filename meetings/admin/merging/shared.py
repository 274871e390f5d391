"""Helpers that the merge and split pages of all kinds of records share."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Field, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.admin.safety.decisions import list_shown_versions
from meetings.models import Merge

MAX_NOTE_CHARACTERS = 500
BETTER = "better"  # in the URL of a merge: Mahdar chooses which of the records to keep


def read_note(request: HttpRequest) -> str:
    """Return the reason that the editor entered, at most MAX_NOTE_CHARACTERS characters of it."""
    return request.POST.get("note", "").strip()[:MAX_NOTE_CHARACTERS]


def show_versions(records: Iterable[Model], changes: Any) -> dict[str, Any]:
    """Return the context of a page that decides about records: their versions, and what changed since it was shown."""
    return {"versions": list_shown_versions(records), "changes": changes}


def make_column(record: Model, name: str) -> dict[str, str]:
    """Return the head of a record's column: the URL of its form and its name."""
    return {"address": reverse(f"admin:meetings_{record._meta.model_name}_change", args=[record.pk]), "name": name}


def make_conflict_row(
    name: str, field: "Field[Any, Any]", said: Iterable[tuple[Any, Any, Any]], chosen: Any, both: bool = False
) -> dict[str, Any]:
    """Return a row of choices for a field in which records differ.

    Args:
        name: The name of the row in the form.
        field: The field of the model.
        said: The choices as (posted value, record, value of the field).
        chosen: The choice that is selected at first.
        both: Whether the editor can keep both values, one after the other.
    """
    words = dict(field.flatchoices)
    options = [{"choice": choice, "record": record, "value": words.get(value, value)} for choice, record, value in said]
    return {"name": name, "label": field.verbose_name, "options": options, "chosen": chosen, "both": both}


def report_done(request: HttpRequest, merge: Merge, text: str) -> None:
    """Show a message about the finished merge or split, with a link to its undo."""
    undo = reverse("admin:meetings_merge_undo", args=[merge.pk])
    link = format_html('<a class="undo-link" href="{}">{}</a>', undo, _("Undo"))
    messages.success(request, format_html("{} {}", text, link))


def get_next_address(request: HttpRequest, record: Model, listed: dict[str, str]) -> str:
    """Return the URL of the next page: the list of suggestions that the editor came from, or else `record`.

    `listed` gives the view of a list for each value of `next` in the page's URL.
    """
    name = listed.get(request.GET.get("next", ""))
    return (
        reverse(f"admin:{name}")
        if name
        else reverse(f"admin:meetings_{record._meta.model_name}_change", args=[record.pk])
    )


def keep_next(request: HttpRequest, address: str, listed: dict[str, str]) -> str:
    """Return the `address` of a similar page with the same `next`, so that it leads back to the same list."""
    came_from = request.GET.get("next", "")
    return f"{address}&next={came_from}" if came_from in listed else address
