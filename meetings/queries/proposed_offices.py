"""Offices that reports give officials and that the archive does not have, for editors to record or to dismiss.

The archive learns an office only here and from editors: a report says that an official held it on a day, never since
when or until when.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from meetings.gazetteer.offices import is_office_title, is_same_office_key, make_office_key, split_title
from meetings.matching.rules import is_same_office
from meetings.models import Appointment, DismissedOffice, Evidence, Official, Participation, Position, ReviewState
from meetings.models.people import Precision
from meetings.models.terms import Holding, Term
from meetings.queries.days import format_long_date
from meetings.queries.duplicates import load_side_names
from meetings.queries.offices import format_dates
from meetings.queries.state import get_cached

MAX_READ_PARTS = 6  # participations whose words are read for a proposal
MAX_QUOTES = 2  # that a page shows of them
_OTHER_TIME = frozenset({Holding.FORMER, Holding.LATER})
Key = tuple[int, str, str]  # the official, the words that all wordings of the office share, and the code of the side


@dataclass(frozen=True, slots=True)
class ProposedOffice:
    """An office in which reports name an official, on days of which no appointment is on record.

    Attributes:
        key: The official, the office and the side.
        title: The office as most of the reports call it.
        first: The first day on which a report names the official by it.
        last: The last day.
        meetings: The number of these meetings.
        position: The id of the office on record; None if the archive does not have it.
        stated_by: The ids of some of the participations that state it, from the first to the last day.
    """

    key: Key
    title: str
    first: date
    last: date
    meetings: int
    position: int | None
    stated_by: tuple[int, ...]

    @property
    def value(self) -> str:
        """The key as one text, for a form."""
        return ":".join(map(str, self.key))


def list_proposed_offices(*, dismissed: bool = False) -> list[ProposedOffice]:
    """Return the offices to record, or those that an editor dismissed; those of most meetings first.

    The work is done once for each state of the archive, with three queries; what editors dismissed is one more.
    """
    said = set(DismissedOffice.objects.values_list("official", "office", "side"))
    return [one for one in get_cached("proposed-offices", _find) if (one.key in said) == dismissed]


def find_proposed_offices(values: Iterable[str]) -> list[ProposedOffice]:
    """Return the proposals, dismissed or not, with these values; without those that the archive needs no longer."""
    wanted = set(values)
    return [one for one in get_cached("proposed-offices", _find) if one.value in wanted]


GROUPED_BY: dict[str, Callable[[ProposedOffice], tuple[Any, ...]]] = {
    "office": lambda one: one.key[1:],  # the office and its side
    "official": lambda one: one.key[:1],
}


def order_by_group(proposals: Sequence[ProposedOffice], by: str) -> list[ProposedOffice]:
    """Return the proposals with those of one group together, the groups of most meetings first.

    Args:
        proposals: The proposals.
        by: A key of GROUPED_BY.
    """
    key, meetings = GROUPED_BY[by], Counter[tuple[Any, ...]]()
    for one in proposals:
        meetings[key(one)] += one.meetings
    return sorted(proposals, key=lambda one: (-meetings[key(one)], key(one), -one.meetings, one.first, one.key))


# --- Finding ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Naming:
    """A report that names an official by an office on a day."""

    part: int
    meeting: int
    title: str
    day: date


def _find() -> list[ProposedOffice]:
    terms = _load_terms()
    positions = _load_positions()
    found = []
    for key, namings in _collect_namings().items():
        official, office, side = key
        known = [
            term
            for title, its_side, term in terms.get(official, ())
            if is_same_office(namings[0].title, side, title, its_side)
        ]
        unknown = [one for one in namings if all(term.holding_on(one.day) in _OTHER_TIME for term in known)]
        if unknown:
            found.append(_propose(key, unknown, _choose_position(positions.get(side, ()), office)))
    return sorted(found, key=lambda one: (-one.meetings, -one.last.toordinal(), one.key))


def _propose(key: Key, namings: list[_Naming], position: int | None) -> ProposedOffice:
    namings = sorted(namings, key=lambda one: (one.day, one.part))
    titles = Counter(one.title for one in namings)
    first, last = namings[0], namings[-1]
    return ProposedOffice(
        key=key,
        title=max(titles, key=lambda title: (titles[title], len(title))),
        first=first.day,
        last=last.day,
        meetings=len({one.meeting for one in namings}),
        position=position,
        stated_by=tuple(dict.fromkeys(one.part for one in (*namings[: MAX_READ_PARTS - 1], last))),
    )


def _collect_namings() -> dict[Key, list[_Naming]]:
    """Return who is named by which office, from participants whom a report names with a title on a known day."""
    parts = Participation.objects.filter(
        official__isnull=False, is_group=False, meeting__date_precision=Precision.DAY, evidence__isnull=False
    )
    parts = parts.exclude(title_ar="").exclude(name_as_written="").exclude(basis=Participation.Basis.INFERRED)
    parts = parts.exclude(meeting__review_state=ReviewState.REJECTED)
    parts = parts.exclude(official__review_state=ReviewState.REJECTED)
    columns = ("pk", "official", "meeting", "title_ar", "meeting__date", "country__code", "organisation__code")
    found: dict[Key, list[_Naming]] = defaultdict(list)
    for pk, official, meeting, title, day, country, body in parts.order_by().distinct().values_list(*columns):
        for office, side in ((office, country or body) for office in split_title(title)):
            if day and side and is_office_title(office, side):
                naming = _Naming(pk, meeting, " ".join(office.split()), day)
                found[official, make_office_key(office, side)[:300], side].append(naming)
    return found


def _load_terms() -> dict[int, list[tuple[str, str | None, Term]]]:
    """Return the title, side and term of each appointment, by the official."""
    found: dict[int, list[tuple[str, str | None, Term]]] = defaultdict(list)
    columns = ("official", "position__title_ar", "position__country__code", "position__organisation__code")
    dates = ("start", "start_precision", "end", "end_precision")
    for official, title, country, body, *term in Appointment.objects.order_by().values_list(*columns, *dates):
        found[official].append((title, country or body, Term.of(*term)))
    return found


def _load_positions() -> dict[str, list[tuple[int, str]]]:
    """Return the offices on record, by side: their ids and keys."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    columns = ("pk", "title_ar", "country__code", "organisation__code")
    for pk, title, country, body in Position.objects.order_by("pk").values_list(*columns):
        if side := country or body:
            found[side].append((pk, make_office_key(title, side)))
    return found


def _choose_position(positions: Sequence[tuple[int, str]], office: str) -> int | None:
    """Return the office on record with these words, or else one whose ministry has a longer or a shorter name."""
    exact = next((pk for pk, key in positions if key == office), None)
    return exact or next((pk for pk, key in positions if is_same_office_key(key, office)), None)


# --- Showing ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ShownOffice:
    """A proposal with its records, for a page."""

    proposal: ProposedOffice
    official: Official
    position: Position | None
    side: str
    evidence: Sequence[Evidence]

    @property
    def title(self) -> str:
        """The office as it is on record, or as reports call it."""
        return self.position.title if self.position else self.proposal.title

    @property
    def days(self) -> str:
        """The days on which reports name the official by it, in words."""
        first, last = format_long_date(self.proposal.first), format_long_date(self.proposal.last)
        return first if first == last else format_dates(first, last)


@dataclass(frozen=True, slots=True)
class OfficeGroup:
    """Proposals of one office, or of one official, on one page."""

    by: str
    rows: Sequence[ShownOffice]

    @property
    def first(self) -> ShownOffice:
        """The proposal that names the group."""
        return self.rows[0]


def group_shown_offices(rows: Iterable[ShownOffice], by: str) -> list[OfficeGroup]:
    """Return the proposals, which are in the order of their groups, as groups; `by` is a key of GROUPED_BY."""
    key = GROUPED_BY[by]
    return [OfficeGroup(by, list(some)) for _key, some in groupby(rows, lambda row: key(row.proposal))]


def show_proposed_offices(proposals: Iterable[ProposedOffice]) -> list[ShownOffice]:
    """Return the proposals with their records and the words of reports that state them, with five queries."""
    some = list(proposals)
    officials = Official.objects.in_bulk({one.key[0] for one in some})
    positions = Position.objects.in_bulk({one.position for one in some if one.position})
    words, sides = load_words_of([pk for one in some for pk in one.stated_by]), load_side_names()
    return [
        ShownOffice(
            one,
            officials[one.key[0]],
            positions.get(one.position) if one.position else None,
            sides.get(one.key[2], one.key[2]),
            _choose_words(one, words),
        )
        for one in some
        if one.key[0] in officials
    ]


def load_words_of(parts: Iterable[int]) -> dict[int, list[Evidence]]:
    """Return the words that name these participants by a title, or else by name, with their reports."""
    facts = (Evidence.Fact.TITLE, Evidence.Fact.PARTICIPANT)
    rows: Any = Evidence.objects.filter(participation__in=list(parts), fact__in=facts)
    rows = rows.select_related("article__outlet", "meeting").defer("article__raw_text")
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (facts.index(row.fact), row.article_id, row.start)):
        found[row.participation_id].append(row)
    return found


def _choose_words(one: ProposedOffice, words: dict[int, list[Evidence]]) -> list[Evidence]:
    """Return the words to show, in the order of the days: those that name the office in full, or else any others."""
    _official, office, side = one.key
    found = [row for part in one.stated_by for row in words.get(part, [])[:1]]
    full = [row for row in found if make_office_key(row.quote, side) == office]
    return (full or found)[:MAX_QUOTES]
