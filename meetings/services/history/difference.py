"""The difference between two versions of a record, in words for people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst

from meetings.models import Version
from meetings.models.history import WHOLES
from meetings.models.kinds import Part
from meetings.queries.history import name_fact
from meetings.services.history.states import RecordState, get_model, list_kept_fields, load_states
from meetings.services.history.values import Row, Values
from meetings.text.changes import TextRun, compare_words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Columns that identify a part after an editor deleted it and entered it again.
_SAME: dict[str, tuple[str, ...]] = {
    "participations": ("official_id", "name_as_written", "title_ar"),
    "ranked_topics": ("topic_id",),
    "sources": ("article_id",),
    "edited_facts": ("fact", "participation_id", "topic_id"),
    "evidence": ("article_id", "fact", "start", "end"),
    "disagreements": ("article_id", "fact", "said"),
    "names": ("name",),
    "appointments": ("position_id", "start"),
    "identifiers": ("scheme", "value"),
    "attachments": ("sha256",),
}
# Columns of parts that editors do not read: they see the words of evidence, and the file of an attachment by its name.
_NOT_READ = {
    "evidence": {"start", "end"},
    "attachments": {"public_file", "thumbnail", "sha256", "size", "width", "height"},
}


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact with its label and its values before and after (empty: not known).

    `pieces` are the words that changed, if both values are texts. `language` is that of the text, if its column names
    one.
    """

    label: str
    before: str
    after: str
    pieces: list[TextRun] = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """A participant, source, name ... that was added, removed or changed."""

    change: str
    title: str
    facts: list[FactChange]


@dataclass(frozen=True, slots=True)
class PartGroup:
    """The changes among the parts of one kind."""

    label: str
    changes: list[PartChange]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions; false when nothing does."""

    facts: list[FactChange]
    groups: list[PartGroup]

    def __bool__(self) -> bool:
        return bool(self.facts or self.groups)


def compare_versions(older: Version | None, newer: Version | None, values: Values | None = None) -> Difference:
    """Return what changed from `older` to `newer`, in the language of the page.

    None and the version of a deletion count as empty: if `newer` is a deletion, everything was removed. `values` are
    those of many versions, so that a list of differences fetches their names once.
    """
    version = newer or older
    if version is None:
        return Difference([], [])
    before = older.state if older and not older.gone else None
    after = newer.state if newer and not newer.gone else None
    return _compared(version.kind, before, after, values)


def show_contents(version: Version) -> Difference:
    """Return the whole content of one version, as facts and parts that are added.

    For the version of a deletion it is the state before the deletion.
    """
    return _compared(version.kind, None, version.state)


def make_current_version(kind: str, record_id: int) -> Version | None:
    """Return the present state of a record as an unsaved version; None if the record does not exist."""
    now = load_states(kind, [record_id]).get(record_id)
    return Version(kind=kind, record_id=record_id, state=now, change=Version.Change.CHANGED) if now else None


def _compared(
    kind: str, before: RecordState | None, after: RecordState | None, values: Values | None = None
) -> Difference:
    values = values or Values(kind, [state for state in (before, after) if state])
    rows = [state["fields"] if state else {} for state in (before, after)]
    groups = []
    for part in WHOLES[kind]:
        old, new = ((state["parts"].get(part.name, []) if state else []) for state in (before, after))
        if changes := list(_part_changes(values, part, old, new)):
            groups.append(PartGroup(name_fact(kind, part.name), changes))
    return Difference(_facts(values, list_kept_fields(get_model(kind)), rows[0], rows[1]), groups)


def _part_changes(values: Values, part: Part, old: list[Row], new: list[Row]) -> Iterator[PartChange]:
    fields = list_kept_fields(get_model(part.model), part.field)
    details = [one for one in fields if one.name not in _NOT_READ.get(part.name, ())]
    for before, after in _pairs(part.name, old, new):
        title = values.title(part.name, after or before or {})
        if before and after:
            if facts := _facts(values, fields, before, after):
                yield PartChange(CHANGED, title, facts)
        else:
            yield PartChange(ADDED if after else REMOVED, title, _facts(values, details, before or {}, after or {}))


def _pairs(name: str, old: list[Row], new: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the parts of both versions in pairs: the same by number, or else by the columns of `_SAME`."""
    rest = list(old)
    found: dict[int, Row] = {}
    for same in (_number, _identity(name)):
        for row in new:
            if row["id"] not in found and (partner := next((one for one in rest if same(one) == same(row)), None)):
                found[row["id"]] = partner
                rest.remove(partner)
    for row in sorted(new, key=_place):
        yield found.get(row["id"]), row
    for row in sorted(rest, key=_place):
        yield row, None


def _number(row: Row) -> Any:
    return row["id"]


def _identity(name: str) -> Callable[[Row], Any]:
    return lambda row: tuple(row.get(column) for column in _SAME[name])


def _place(row: Row) -> tuple[Any, ...]:
    start = row.get("start")  # a number or a date, by the kind of part
    order = row.get("order", row.get("rank")) or 0
    return (row.get("article_id") or 0, order, start is not None, start or 0, row["id"])


def _facts(values: Values, fields: Any, before: Row, after: Row) -> list[FactChange]:
    facts = []
    for one in fields:
        if before and after and before.get(one.attname) == after.get(one.attname):
            continue
        old, new = values.shown(one, before) if before else "", values.shown(one, after) if after else ""
        if old == new:
            continue
        pieces = compare_words(old, new) if old and new and _is_text(one) else []
        facts.append(FactChange(capfirst(str(one.verbose_name)), old, new, pieces, _language(one)))
    return facts


def _is_text(one: "models.Field[Any, Any]") -> bool:
    texts = isinstance(one, models.CharField | models.TextField) and not one.choices
    return texts and not isinstance(one, models.SlugField | models.URLField)


def _language(one: "models.Field[Any, Any]") -> str:
    ending = one.name[-3:]
    return ending[1:] if ending in ("_ar", "_en") else ""
