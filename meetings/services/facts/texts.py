"""Headlines, summaries and occasions that no editor wrote: they follow the facts of their meeting."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from meetings.extraction.receptions_in_texts import find_receptions, read_roles
from meetings.ingest.headlines import is_made, make_headline
from meetings.ingest.marked_words import read_sides
from meetings.matching.name_similarity import FATHERS, LAST, find_best_relation, read_name
from meetings.models import EditedFact, Meeting, Participation, Wording
from meetings.services.facts.loading import State
from meetings.services.facts.rules import Records, list_titles
from meetings.services.facts.words import (
    CONTRADICTS,
    find_name,
    has_name,
    is_naming,
    is_naming_office,
    judge_date,
    judge_kind,
)
from meetings.text.tokens import fold_words as words_of_text

Fact = EditedFact.Fact
_OCCASIONS = (Fact.OCCASION_AR, Fact.OCCASION_EN)  # an anniversary or a conference has its own day and its own sides
WORDINGS = {"headline_ar": "headline_ar_wording", "headline_en": "headline_en_wording"}


@dataclass(slots=True)
class FormerFacts:
    """The facts that are no longer true of a meeting.

    They are names of people and of places, titles that no participant has any more, codes of sides, roles of hosts and
    guests, and whether the date and the kind are others.
    """

    people: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # of those who have no name, or another title now
    titles_of: dict[int | None, list[str]] = field(default_factory=dict)  # by the participation that has another now
    places: list[str] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    people_of: dict[int | None, list[str]] = field(default_factory=dict)  # by the participation that has another now
    side_of: dict[int | None, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)  # of hosts and guests, by the participation
    has_other_date: bool = False
    has_other_kind: bool = False
    has_other_people: bool = False  # also if someone was only added


def follow_texts(meeting: Meeting, records: Records, former: FormerFacts, written: Collection[str]) -> list[str]:
    """Set the texts of `meeting` that follow its facts, and return the columns that changed.

    A headline that Mahdar made is made again. Another text, of a report or of the archive, is removed if it states a
    former fact; then the Arabic headline is made of the facts, and pages make the English one.

    Args:
        meeting: The meeting; it is not saved.
        records: Its participants.
        former: What is no longer true.
        written: The texts that an editor wrote, by the names of their columns; they stay.
    """
    changed: list[str] = []
    for column in (fact.value for fact in EditedFact.TEXTS):
        text = getattr(meeting, column)
        told = replace(former, has_other_date=False, sides=set()) if column in _OCCASIONS else former
        new = text if column in written else _followed(column, text, meeting, records, told)
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


def collect_written_texts(meeting: Meeting, rows: Iterable[EditedFact]) -> set[str]:
    """Return the headlines and summaries of `meeting` that an editor wrote; `rows` are its edited facts."""
    texts = {row.fact for row in rows if row.fact in EditedFact.TEXTS}
    texts |= {column for column, wording in WORDINGS.items() if getattr(meeting, wording) == Wording.EDITOR}
    return {column for column in texts if getattr(meeting, column)}


def _followed(column: str, text: str, meeting: Meeting, records: Records, former: FormerFacts) -> str:
    if column == Fact.HEADLINE_AR and (not text or (is_made(text) and _is_about_people(former))):
        return make_headline_of_record(meeting, records)
    if text and _states_former(text, meeting, records, former):
        return make_headline_of_record(meeting, records) if column == Fact.HEADLINE_AR else ""
    return text


def _is_about_people(former: FormerFacts) -> bool:
    return former.has_other_people or former.has_other_kind or bool(former.people)


def make_headline_of_record(meeting: Meeting, records: Records) -> str:
    """Return the headline that Mahdar makes of the facts on record, in Arabic."""
    parts = [one.part for one in records.values() if one.part]
    chief = [part for part in parts if part.role != Participation.Role.ATTENDEE] or parts
    return make_headline(meeting.kind, [_called(part) for part in chief])[:400]


def _called(part: Participation) -> str:
    title = part.title_ar or (part.position.title_ar if part.position else "")
    return " ".join((part.official.name_ar if part.official else part.name_as_written or title).split())


def _states_former(text: str, meeting: Meeting, records: Records, former: FormerFacts) -> bool:
    """Return whether `text` states a fact that is no longer true of `meeting`."""
    names = [name for one in records.values() for name in one.names]
    if any(is_naming(text, name, names) for name in former.people if not _is_one_of(name, names)):
        return True
    if is_naming_former_title(text, records, former):
        return True
    if former.has_other_date and judge_date(text, None, meeting) == CONTRADICTS:
        return True
    if former.has_other_kind and judge_kind(text, meeting.kind) == CONTRADICTS:
        return True
    if former.sides and not former.sides.isdisjoint(read_sides(text)):
        return True
    if former.roles and is_stating_role(text, records, former.roles):
        return True
    return is_naming_former_place(text, former)


def is_naming_former_place(text: str, former: FormerFacts) -> bool:
    """Return whether `text` names a city or a building where they did not meet."""
    return any(has_name(text, place) for place in former.places)


def is_stating_role(text: str, records: Records, former: Mapping[int, str]) -> bool:
    """Return whether `text` says that someone received or visited, who by the record did not.

    Args:
        text: A headline, a summary or the words of a mark.
        records: The participants.
        former: The role before, of each participation that has another now. A text whose names Mahdar cannot find told
            the former roles.
    """
    words = words_of_text(text)
    if not find_receptions(words):
        return False
    names = {pk: record.names for pk, record in records.items() if pk is not None}
    places = {}
    for pk, own in names.items():
        others = [name for other, some in names.items() if other != pk for name in some]
        found = [place for name in own if (place := find_name(text, name, others)) is not None]
        if found:
            places[min(found)] = pk
    stated = dict(read_roles(words, places))
    if any(stated.get(pk) == role for pk, role in former.items()):
        return True
    return not any(pk in stated for pk in former)


def is_naming_former_title(text: str, records: Records, former: FormerFacts) -> bool:
    """Return whether `text` has a whole title that no participant has any more, or names the office in other words.

    A title is not a name: its last word alone does not name the person.
    """
    if not former.titles:
        return False
    present = [title for one in records.values() if one.part for title in list_titles(one.part)]
    gone = [title for title in former.titles if not any(has_name(one, title) for one in present)]
    return any(has_name(text, title) for title in gone) or is_naming_office(text, gone, present)


def _is_one_of(name: str, names: Iterable[str]) -> bool:
    """Return whether a former name is a name of a participant, in another spelling or a shorter form."""
    one = read_name(name)
    best = find_best_relation([one], [other for name in names if (other := read_name(name))]) if one else None
    return best is not None and best[0] not in (LAST, FATHERS)
