"""The people whom the cells of a list name: records of the archive, and names that an editor decides about.

A name that no record has is collected, and never becomes a record before an editor says so.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property

from meetings.matching.name_similarity import SURE, find_relation, read_name
from meetings.models import Official
from meetings.services.lists.references import Finder
from meetings.services.new_people import NewPerson, find_or_create_position, make_official, record_office
from meetings.text.fold import fold
from meetings.text.typed_numbers import read_number, read_numbers

CREATE = "create"  # a decision; another is the number of an official; none leaves the name without a record
Decisions = dict[str, str]  # key of a name -> decision


def make_official_finder() -> Finder:
    """Return a finder of officials by their slugs or any of their names."""
    known = Official.objects.prefetch_related("names")
    return Finder(known, lambda one: (one.slug, one.name_ar, one.name_en, *(name.name for name in one.names.all())))


@dataclass(slots=True)
class UnknownName:
    """A person whom rows name and no record is called: one spelling.

    Attributes:
        name: The name as the first row spells it.
        side: The side that the row names, if any.
        title: The title or office in the row.
        rows: The numbers of the rows.
    """

    name: str
    side: Any = None
    title: str = ""
    rows: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name as decisions name it: folded, with the code of the side."""
        return make_name_key(self.name, self.side)


@dataclass(slots=True)
class NameGroup:
    """The spellings of one unknown person, about whom an editor decides once."""

    spellings: list[UnknownName]

    @property
    def first(self) -> UnknownName:
        """The spelling that the first row has."""
        return self.spellings[0]

    @property
    def rows(self) -> list[int]:
        """The rows that name the person."""
        return sorted({row for one in self.spellings for row in one.rows})

    @property
    def title(self) -> str:
        """The first title that a row states."""
        return next((one.title for one in self.spellings if one.title), "")

    @property
    def side(self) -> Any:
        """The first side that a row states."""
        return next((one.side for one in self.spellings if one.side), None)


def make_name_key(name: str, side: Any) -> str:
    """Return the key of a name with its side."""
    return f"{fold(name)}|{side.code if side else ''}"


class NamedPeople:
    """The finder of the people in the cells of one import, with what an editor decided about unknown names."""

    def __init__(self, user: Any = None, decisions: Decisions | None = None) -> None:
        self.user, self.decisions = user, decisions or {}
        self.unknown: dict[str, UnknownName] = {}
        self._made: dict[str, Official] = {}

    @cached_property
    def finder(self) -> Finder:
        """Return the finder of officials, made when the first name is read."""
        return make_official_finder()

    def find(self, name: str, side: Any, title: str, row: int) -> Official | None:
        """Return the official called `name`, or whom the editor decided to link or create; None for a bare name.

        Raises:
            ValueError: Several officials have this name.
        """
        if self.finder.knows(name):
            return self.finder.find(name)  # type: ignore[no-any-return]
        one = UnknownName(name, side, title)
        known = self.unknown.setdefault(one.key, one)
        known.rows.append(row)
        known.title = known.title or title
        return self._decide(one)

    def _decide(self, one: UnknownName) -> Official | None:
        decision = self.decisions.get(one.key, "")
        if decision.startswith(CREATE):
            return self._create(one, decision)
        linked = read_number(decision)
        return self._linked.get(linked) if linked is not None else None

    @cached_property
    def _linked(self) -> dict[int, Official]:
        wanted = read_numbers(self.decisions.values())
        return Official.objects.in_bulk(wanted)

    def _create(self, one: UnknownName, group: str) -> Official:
        """Return the new official of a group of spellings, made with the first of them."""
        if group not in self._made:
            new = NewPerson(one.name)
            official = make_official(new, self.user)
            if one.title:
                record_office(official, find_or_create_position(one.title, one.side, self.user), new)
            self._made[group] = official
        return self._made[group]


def group_names(unknown: dict[str, UnknownName]) -> list[NameGroup]:
    """Return the unknown people, each with all spellings, those whom most rows name first."""
    groups: list[NameGroup] = []
    for one in unknown.values():
        group = next((group for group in groups if _is_same(group, one)), None)
        if group is None:
            groups.append(NameGroup([one]))
        else:
            group.spellings.append(one)
    return sorted(groups, key=lambda group: -len(group.rows))


def _is_same(group: NameGroup, one: UnknownName) -> bool:
    if group.side and one.side and group.side != one.side:
        return False
    name = read_name(one.name)
    names = [read_name(other.name) for other in group.spellings]
    return name is not None and any(other is not None and find_relation(name, other) in SURE for other in names)
