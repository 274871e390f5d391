"""Headlines and summaries that no editor wrote: they follow the facts of their meeting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from meetings.ingest.headlines import is_made, made_headline
from meetings.ingest.marked_words import read_sides
from meetings.matching.name_similarity import FATHERS, LAST, best_relation, read_name
from meetings.models import EditedFact, Meeting, Participation, Wording
from meetings.services.facts.rules import FactOnRecord
from meetings.services.facts.words import CONTRADICTS, has_name, judge_date, judge_kind, recalls

Fact = EditedFact.Fact
Records = dict[int | None, FactOnRecord]
State = dict[str, Any]
TEXTS = ("headline_ar", "headline_en", "summary_ar", "summary_en")
WORDINGS = {"headline_ar": "headline_ar_wording", "headline_en": "headline_en_wording"}


@dataclass(slots=True)
class FormerFacts:
    """The facts that are no longer true of a meeting.

    They are names of people and of places, codes of sides, and whether the date and the kind are others.
    """

    people: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    people_of: dict[int | None, list[str]] = field(default_factory=dict)  # by the participation that has another now
    side_of: dict[int | None, str] = field(default_factory=dict)
    has_other_date: bool = False
    has_other_kind: bool = False
    has_other_people: bool = False  # also if someone was only added


def follow_texts(meeting: Meeting, records: Records, former: FormerFacts, written: Collection[str]) -> list[str]:
    """Set the headlines and summaries of `meeting` that follow its facts, and return the columns that changed.

    A headline that Mahdar made is made again. Another text, of a report or of the archive, is removed if it states a
    former fact; then the Arabic headline is made of the facts, and pages make the English one.

    Args:
        meeting: The meeting; it is not saved.
        records: Its participants.
        former: What is no longer true.
        written: The texts that an editor wrote, by the names of their columns; they stay.
    """
    present = [name for one in records.values() for name in one.names]
    changed = []
    for column in TEXTS:
        text = getattr(meeting, column)
        new = text if column in written else _followed(column, text, meeting, records, former, present)
        if new != text:
            setattr(meeting, column, new)
            changed.append(column)
            if column in WORDINGS:
                setattr(meeting, WORDINGS[column], Wording.ARCHIVE)
                changed.append(WORDINGS[column])
    return changed


def sign_headlines(meeting: Meeting, columns: Iterable[str], before: State | None) -> list[str]:
    """Make the headlines `columns`, which an editor wrote, the editor's words unless the editor says whose they are.

    Return the columns that changed.
    """
    changed = []
    for column in columns:
        wording = WORDINGS.get(column, "")
        is_chosen = before is None or before["fields"].get(wording) != getattr(meeting, wording, None)
        if wording and not is_chosen and getattr(meeting, wording) != Wording.EDITOR:
            setattr(meeting, wording, Wording.EDITOR)
            changed.append(wording)
    return changed


def written_texts(meeting: Meeting, rows: Iterable[EditedFact]) -> set[str]:
    """Return the headlines and summaries of `meeting` that an editor wrote; `rows` are its edited facts."""
    texts = {row.fact for row in rows if row.fact in TEXTS}
    texts |= {column for column, wording in WORDINGS.items() if getattr(meeting, wording) == Wording.EDITOR}
    return {column for column in texts if getattr(meeting, column)}


def _followed(
    column: str, text: str, meeting: Meeting, records: Records, former: FormerFacts, present: list[str]
) -> str:
    if column == Fact.HEADLINE_AR and (not text or (is_made(text) and _is_about_people(former))):
        return headline_of_record(meeting, records)
    if text and states_former(text, meeting, former, present):
        return headline_of_record(meeting, records) if column == Fact.HEADLINE_AR else ""
    return text


def _is_about_people(former: FormerFacts) -> bool:
    return former.has_other_people or former.has_other_kind or bool(former.people)


def headline_of_record(meeting: Meeting, records: Records) -> str:
    """Return the headline that Mahdar makes of the facts on record, in Arabic."""
    parts = [one.part for one in records.values() if one.part]
    chief = [part for part in parts if part.role != Participation.Role.ATTENDEE] or parts
    return made_headline(meeting.kind, [_called(part) for part in chief])[:400]


def _called(part: Participation) -> str:
    title = part.title_ar or (part.position.title_ar if part.position else "")
    return " ".join((part.official.name_ar if part.official else part.name_as_written or title).split())


def states_former(text: str, meeting: Meeting, former: FormerFacts, present: Iterable[str]) -> bool:
    """Return whether `text` states a fact that is no longer true of `meeting`; `present` names its participants."""
    names = list(present)
    if any(recalls(text, name, names) for name in former.people if not _is_one_of(name, names)):
        return True
    if former.has_other_date and judge_date(text, None, meeting) == CONTRADICTS:
        return True
    if former.has_other_kind and judge_kind(text, meeting.kind) == CONTRADICTS:
        return True
    if former.sides and not former.sides.isdisjoint(read_sides(text)):
        return True
    return any(has_name(text, place) for place in former.places)


def _is_one_of(name: str, names: Iterable[str]) -> bool:
    """Return whether a former name is a name of a participant, in another spelling or a shorter form."""
    one = read_name(name)
    best = best_relation([one], [other for name in names if (other := read_name(name))]) if one else None
    return best is not None and best[0] not in (LAST, FATHERS)
