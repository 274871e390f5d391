"""Names of participants that are linked to no official, grouped by the person whom their spellings can mean."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from meetings.matching.name_similarity import SURE, ComparedName, find_relation, read_name
from meetings.models import Evidence, Official, OfficialName, Participation, ReviewState
from meetings.queries.duplicates import load_side_names
from meetings.queries.offices import make_offices_prefetch
from meetings.queries.proposed_offices import load_words_of
from meetings.queries.state import get_cached
from meetings.text.fold import fold

MAX_SHOWN_PARTS = 3  # participations of a group whose words a page shows
MAX_CANDIDATES = 3  # officials with the name


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """Spellings of one name, for one side, that no participation links to an official.

    Attributes:
        names: The spellings, the most frequent first.
        title: The title that most reports give.
        side: The code of the side; empty where no report names one.
        meetings: The number of meetings.
        parts: The ids of the participations, the earliest meeting first.
    """

    names: tuple[str, ...]
    title: str
    side: str
    meetings: int
    parts: tuple[int, ...]

    @property
    def value(self) -> str:
        """The participations as one text, for a form: what the editor decides about."""
        return ",".join(map(str, self.parts))


def select_unmatched() -> QuerySet[Participation]:
    """Return the participations with a name in the report but without an official."""
    parts = Participation.objects.filter(official__isnull=True, is_group=False).exclude(name_as_written="")
    return parts.exclude(meeting__review_state=ReviewState.REJECTED)


def list_unmatched_names() -> list[UnmatchedName]:
    """Return the groups, those of most meetings first; one query for each state of the archive."""
    return get_cached("unmatched-names", _find)


@dataclass(frozen=True, slots=True)
class _UnmatchedNaming:
    part: int
    meeting: int
    name: str
    title: str
    day: date


def _find() -> list[UnmatchedName]:
    columns = ("pk", "meeting", "name_as_written", "title_ar", "meeting__date", "country__code", "organisation__code")
    by_side: dict[str, dict[str, list[_UnmatchedNaming]]] = defaultdict(lambda: defaultdict(list))
    for pk, meeting, name, title, day, country, body in select_unmatched().order_by("pk").values_list(*columns):
        name = " ".join(name.split())
        by_side[country or body or ""][name].append(_UnmatchedNaming(pk, meeting, name, title, day or date.max))
    found = [_group(side, names, spelt) for side, spelt in by_side.items() for names in _join_spellings(spelt)]
    return sorted(found, key=lambda one: (-one.meetings, one.names, one.side))


def _group(side: str, names: Iterable[str], spelt: dict[str, list[_UnmatchedNaming]]) -> UnmatchedName:
    some = sorted(names, key=lambda name: (-len(spelt[name]), name))
    namings = sorted((one for name in some for one in spelt[name]), key=lambda one: (one.day, one.part))
    titles = Counter(one.title for one in namings if one.title)
    return UnmatchedName(
        names=tuple(some),
        title=max(titles, key=lambda title: (titles[title], len(title)), default=""),
        side=side,
        meetings=len({one.meeting for one in namings}),
        parts=tuple(one.part for one in namings),
    )


def _join_spellings(spelt: Iterable[str]) -> list[list[str]]:
    """Return the names in groups of spellings of one person's name, by the matcher of names.

    Two names of one side are compared only if their first words sound alike. A spelling joins the group of the first
    name that it is surely a form of, and never joins two groups.
    """
    groups: list[tuple[ComparedName | None, list[str]]] = []
    by_sound: dict[str, list[int]] = defaultdict(list)
    # The fullest form first: "فؤاد حسين" and "فؤاد محمد حسين" may be one, but the short form must not join two people.
    for name in sorted(spelt, key=lambda one: (-len(one.split()), one)):
        read = read_name(name)
        near = dict.fromkeys(place for sound in sorted(read.sounds[0]) for place in by_sound[sound]) if read else ()
        fitting = [place for place in near if _is_one_person(read, groups[place][0])]
        if len(fitting) == 1:
            groups[fitting[0]][1].append(name)
            continue
        groups.append((read, [name]))
        for sound in read.sounds[0] if read else ():
            by_sound[sound].append(len(groups) - 1)
    return [names for _read, names in groups]


def _is_one_person(one: ComparedName | None, other: ComparedName | None) -> bool:
    if one is None or other is None:
        return False
    return find_relation(one, other) in SURE or (one.words == other.words)


# --- Showing ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ShownName:
    """A group with what a page shows of it."""

    group: UnmatchedName
    side: str
    evidence: Sequence[Evidence]
    meetings: Sequence[Any]  # of the first participations
    candidates: Sequence[Official]


def show_unmatched_names(groups: Iterable[UnmatchedName]) -> list[ShownName]:
    """Return the groups with their words, meetings and the officials of the name, with a fixed number of queries."""
    some = list(groups)
    shown = [pk for one in some for pk in one.parts[:MAX_SHOWN_PARTS]]
    words, sides = load_words_of(shown), load_side_names()
    parts = Participation.objects.select_related("meeting").in_bulk(shown)
    candidates = _find_candidates(some)
    return [
        ShownName(
            one,
            sides.get(one.side, one.side),
            [row for pk in one.parts[:MAX_SHOWN_PARTS] for row in words.get(pk, [])[:1]],
            [parts[pk].meeting for pk in one.parts[:MAX_SHOWN_PARTS] if pk in parts and pk not in words],
            candidates[one],
        )
        for one in some
    ]


def _find_candidates(groups: Iterable[UnmatchedName]) -> dict[UnmatchedName, list[Official]]:
    """Return the officials who are called exactly so, in any spelling with the same folded form."""
    keys = {one: fold(one.names[0]) for one in groups}
    called = defaultdict[str, list[int]](list)
    named = OfficialName.objects.filter(key__in=set(keys.values())).order_by("official_id")
    for key, official in named.values_list("key", "official").distinct():
        called[key].append(official)
    wanted = {pk for pks in called.values() for pk in pks[:MAX_CANDIDATES]}
    officials = Official.objects.prefetch_related(make_offices_prefetch()).in_bulk(wanted)
    return {one: [officials[pk] for pk in called[key][:MAX_CANDIDATES]] for one, key in keys.items()}
