"""Changes of a record: the names of changed facts, and the public part of a meeting's history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Version

MAX_VERSIONS = 50
# Part of a record -> its name for readers.
PARTS = {
    "participations": _("participants"),
    "ranked_topics": _("topics"),
    "sources": _("sources"),
    "edited_facts": _("facts by editors"),
    "evidence": _("evidence"),
    "disagreements": _("disagreements between sources"),
    "names": _("names"),
    "appointments": _("offices held"),
    "identifiers": _("identifiers"),
    "attachments": _("attachments"),
}
FOR_EDITORS = {
    "notes",
    "confidence",
    "doubts",
    "disagreements",
    "edited_facts",
    "created_by_id",
}  # facts that only editors see
BEFORE_HISTORY = (Version.Change.KEPT, Version.Change.OUTSIDE)  # versions that no editor made


@dataclass(slots=True)
class DayOfChanges:
    """A day on which a record changed, and the names of the changed facts, in the language of the page."""

    day: date
    facts: list[str] = field(default_factory=list)


def name_fact(kind: str, fact: str) -> str:
    """Return the name of a column (`place_id`) or part (`participations`) of a record of `kind`, for readers.

    The name is in the language of the page. A column that the model no longer has keeps the name from the code.
    """
    if label := PARTS.get(fact):
        return capfirst(str(label))
    fields = Version(kind=kind).model._meta.concrete_fields
    return next((capfirst(str(one.verbose_name)) for one in fields if one.attname == fact), fact)


def name_facts(version: Version) -> list[str]:
    """Return the names of the facts that `version` changed."""
    return list(dict.fromkeys(name_fact(version.kind, fact) for fact in version.facts))


def list_changes(meeting: Meeting) -> list[DayOfChanges]:
    """Return the days on which the record of `meeting` changed, the latest first; one query.

    The result has neither the names of editors nor their reasons, and no facts that only editors see.
    """
    found = Version.objects.filter(kind=Meeting._meta.model_name, record_id=meeting.pk).exclude(
        change__in=BEFORE_HISTORY
    )
    days: dict[date, DayOfChanges] = {}
    for moment, what, facts in found.order_by("-number").values_list("made_at", "change", "facts")[:MAX_VERSIONS]:
        public = [fact for fact in facts if fact not in FOR_EDITORS]
        if what == Version.Change.CHANGED and not public:
            continue
        day = timezone.localdate(moment)
        _add(days.setdefault(day, DayOfChanges(day)), public)
    return list(days.values())


def _add(change: DayOfChanges, facts: Iterable[str]) -> None:
    labels = dict.fromkeys(name_fact("meeting", fact) for fact in facts)
    change.facts += [label for label in labels if label not in change.facts]
