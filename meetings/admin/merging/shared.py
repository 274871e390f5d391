"""What the pages of merging and splitting share, whatever kind of record they are about."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Field, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.models import Merge

MAX_NOTE_CHARACTERS = 500  # characters


def note_of(request: HttpRequest) -> str:
    """The reason that an editor gave, at most MAX_NOTE_CHARACTERS characters of it."""
    return request.POST.get("note", "").strip()[:MAX_NOTE_CHARACTERS]


def column(record: Model, name: str) -> dict[str, str]:
    """The head of a record's column: its form at the desk, and its name."""
    return {"address": reverse(f"admin:meetings_{record._meta.model_name}_change", args=[record.pk]), "name": name}


def conflict(
    name: str, field: "Field[Any, Any]", said: Iterable[tuple[Any, Any, Any]], chosen: Any, both: bool = False
) -> dict[str, Any]:
    """A row of choices: what records say that differ.

    `said` are (what is posted for it, the record, its value), `chosen` what to take unless the editor says otherwise;
    with `both` both may be kept, one after the other.
    """
    words = dict(field.flatchoices)
    options = [{"choice": choice, "record": record, "value": words.get(value, value)} for choice, record, value in said]
    return {"name": name, "label": field.verbose_name, "options": options, "chosen": chosen, "both": both}


def say_done(request: HttpRequest, merge: Merge, text: str) -> None:
    """Tell what was done, with the way back beside it."""
    undo = reverse("admin:meetings_merge_undo", args=[merge.pk])
    link = format_html('<a class="undo-link" href="{}">{}</a>', undo, _("Undo"))
    messages.success(request, format_html("{} {}", text, link))


def way_on(request: HttpRequest, record: Model, listed: dict[str, str]) -> str:
    """Where an editor goes on, merged or not: to the list of suggestions they came from, else to `record`.

    `listed` gives the view of a list by what stands as `next` in the page's address.
    """
    name = listed.get(request.GET.get("next", ""))
    return (
        reverse(f"admin:{name}")
        if name
        else reverse(f"admin:meetings_{record._meta.model_name}_change", args=[record.pk])
    )


def kept_next(request: HttpRequest, address: str, listed: dict[str, str]) -> str:
    """The `address` of another such page, which leads back to the same list."""
    came_from = request.GET.get("next", "")
    return f"{address}&next={came_from}" if came_from in listed else address
