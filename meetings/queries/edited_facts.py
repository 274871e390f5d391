"""Facts by editors in words for readers: which facts an editor entered or corrected, who did so, and on which day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from meetings.models import EditedFact, Meeting

Fact = EditedFact.Fact
_ORDER = [fact.value for fact in Fact]


@dataclass(frozen=True, slots=True)
class EditedLine:
    """Facts that one editor stated on one day; `editor` is empty for an editor who gives no name."""

    facts: list[str]
    editor: str
    day: date


@dataclass(slots=True)
class EditedFacts:
    """The facts of a meeting by editors, by the place where pages show them."""

    date: list[EditedLine] = field(default_factory=list)
    place: list[EditedLine] = field(default_factory=list)
    kind: list[EditedLine] = field(default_factory=list)
    texts: list[EditedLine] = field(default_factory=list)
    parts: dict[int, list[EditedLine]] = field(default_factory=dict)
    topics: dict[int, list[EditedLine]] = field(default_factory=dict)


def collect_edited_facts(meeting: Meeting) -> EditedFacts:
    """Return the facts of `meeting` by editors; it reads what `prefetch_everything` has fetched."""
    rows = list(meeting.edited_facts.all())

    def of(*facts: str) -> list[EditedLine]:
        return make_lines(row for row in rows if row.fact in facts)

    found = EditedFacts(of(Fact.DATE), of(Fact.PLACE), of(Fact.KIND), of(*EditedFact.TEXTS))
    for pk in {row.participation_id for row in rows if row.participation_id}:
        found.parts[pk] = make_lines(row for row in rows if row.participation_id == pk)
    for pk in {row.topic_id for row in rows if row.topic_id}:
        found.topics[pk] = make_lines(row for row in rows if row.topic_id == pk)
    return found


def make_lines(rows: Iterable[EditedFact]) -> list[EditedLine]:
    """Return `rows` as lines, one for each editor and day, in the order of the facts."""
    found: dict[tuple[str, date], EditedLine] = {}
    for row in sorted(rows, key=lambda row: _ORDER.index(row.fact)):
        day = timezone.localdate(row.edited_at)
        line = found.setdefault((row.editor_name, day), EditedLine([], row.editor_name, day))
        if (label := str(row.get_fact_display())) not in line.facts:
            line.facts.append(label)
    return list(found.values())


def format_cells(meeting: Meeting) -> list[str]:
    """Return the facts of `meeting` by editors for a table, each as "Date: name of the editor, 2026-11-29"."""
    found = []
    for line in make_lines(meeting.edited_facts.all()):
        who = ", ".join(filter(None, [line.editor, line.day.isoformat()]))
        found += [f"{capfirst(fact)}: {who}" for fact in line.facts]
    return found
