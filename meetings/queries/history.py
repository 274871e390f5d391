"""What was changed in a meeting's record and when, as the public may know it: facts and days, no editor's name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.admin.models import LogEntry
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from meetings.models import Meeting

MOST = 50  # entries of the editors' log that are read


@dataclass(slots=True)
class Change:
    """A day on which a record was changed, and the names of what was changed, in the language of the page."""

    day: date
    facts: list[str] = field(default_factory=list)


def changes(meeting: Meeting) -> list[Change]:
    """The days on which editors changed `meeting`, the latest first; one query."""
    entries = LogEntry.objects.filter(
        content_type__app_label=Meeting._meta.app_label,
        content_type__model=Meeting._meta.model_name,
        object_id=str(meeting.pk),
    ).order_by("-action_time")
    days: dict[date, Change] = {}
    names: dict[str, str] = {}
    for moment, message in entries.values_list("action_time", "change_message")[:MOST]:
        words = list(_words(message))
        if words and not names:
            names = _names()
        day = timezone.localdate(moment)
        change = days.setdefault(day, Change(day))
        # The log keeps names as the code has them; those of fields that are gone are shown as they were written.
        found = [names.get(word.lower()) or gettext(word) for word in words]
        change.facts += [fact for fact in dict.fromkeys(found) if fact not in change.facts]
    return list(days.values())


def _words(message: str) -> Iterator[str]:
    """The names in an entry of the log: of fields, and of the kinds of records that belong to a meeting."""
    try:
        steps = json.loads(message) if message.startswith("[") else []
    except ValueError:  # an entry in plain words, by some other hand
        return
    for step in steps:
        for details in step.values():
            if name := details.get("name"):
                yield name
            else:
                yield from details.get("fields", [])


def _names() -> dict[str, str]:
    """What the log calls a field or a kind of record (lower case) -> what readers call it."""
    kinds: list[Any] = [Meeting, *(relation.related_model for relation in Meeting._meta.related_objects)]
    labels = [kind._meta.verbose_name for kind in kinds]
    labels += [item.verbose_name for item in Meeting._meta.get_fields() if hasattr(item, "verbose_name")]
    with translation.override(None):
        written = [str(label).lower() for label in labels]
    return {word: str(capfirst(str(label))) for word, label in zip(written, labels, strict=True)}
