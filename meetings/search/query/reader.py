"""The reader of queries: which of the typed words name people, offices, sides, places, topics, kinds and periods.

Each such part becomes a condition on the facts of a meeting; the other words are searched in its texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.search.engines.protocol import Conjunction, DateRange, FacetFilter, MinimumMatch, Node
from meetings.search.query.entity_runs import EntityFinder, EntityRun
from meetings.search.query.offices import ROLE, read_role
from meetings.search.query.parser import Word
from meetings.search.query.periods import AskedPeriod, PeriodReader
from meetings.search.query.word_lists import load_meeting_words, load_title_words, strip_article
from meetings.search.types import QueryPart
from meetings.text.tokens import stop_words

MONTH = "month"  # name of the values in the index
# The facet of each kind of record, and the kind of the part.
_FACETS = {"official": "person", "country": "country", "organisation": "organisation"}
_PART_KINDS = {"official": "person", "country": "side", "organisation": "side"}
_WORDS_COUNT = ("topic", "kind")  # a text may say these in its own words: they are found there too


@dataclass(slots=True)
class ReadPart:
    """A part of a query: its description, and the numbers of its first word and of the one behind the last."""

    part: QueryPart
    start: int
    end: int

    @property
    def takes_words(self) -> bool:
        """Whether texts that say the words count as well as the facts of the record."""
        return self.part.kind in _WORDS_COUNT

    @property
    def is_period(self) -> bool:
        """Whether it is a period, which every result keeps."""
        return self.part.kind == "period"

    def make_node(self) -> Node:
        """Return the condition."""
        if self.is_period:
            return _make_period_node(self.part)
        filters: dict[str, list[str]] = {}
        for facet, value in self.part.values:
            filters.setdefault(facet, []).append(value)
        nodes = [FacetFilter(facet, frozenset(values)) for facet, values in filters.items()]
        return nodes[0] if len(nodes) == 1 else MinimumMatch(1, tuple(nodes))


def _make_period_node(part: QueryPart) -> Node:
    if part.month:
        return FacetFilter(MONTH, frozenset((str(part.month),)))
    first = part.first.toordinal() if part.first else 1
    last = part.last.toordinal() if part.last else date.max.toordinal()
    return DateRange(first, last)


def join_periods(periods: Sequence[ReadPart]) -> Node | None:
    """Return one condition: closed periods are alternatives ("2019 2021"), open ones and months all hold."""
    closed = [one.make_node() for one in periods if one.part.first and one.part.last]
    others = [one.make_node() for one in periods if not (one.part.first and one.part.last)]
    nodes = [*others, MinimumMatch(1, tuple(closed))] if closed else others
    return Conjunction(tuple(nodes)) if nodes else None


class QueryReader:
    """A reader of the runs of plain words in queries, over one directory of names."""

    def __init__(self, finder: EntityFinder, today: date) -> None:
        self._finder = finder
        self._today = today

    def read(self, run: Sequence[Word], query: str) -> list[ReadPart]:
        """Return the parts of neighbouring words, in their order; words of no part are left out."""
        words = [word.word for word in run]
        text = _TextOfRun(run, query)
        periods = PeriodReader(words, text.get, self._today)
        found: list[ReadPart] = []
        at = 0
        while at < len(words):
            read = self._read_at(words, at, text, periods)
            if read is None:
                at += 1
                continue
            found.append(read)
            at = read.end
        return _drop_offices_of_named_people(found)

    def _read_at(self, words: list[str], at: int, text: "_TextOfRun", periods: PeriodReader) -> ReadPart | None:
        if words[at] in stop_words() and periods.read(at) is None:
            return None
        if role := read_role(words, at, lambda start: self._finder.find_side(words, start)):
            values = tuple((ROLE, f"{role.office}:{side}") for side in role.sides)
            return ReadPart(QueryPart("role", *text.describe(at, role.end), values=values), at, role.end)
        if found := periods.read(at):
            return _make_period_part(found.period, text, at, found.end)
        run = self._finder.find(words, at)
        return _make_entity_part(run, text) if run else None


def _make_period_part(period: AskedPeriod, text: "_TextOfRun", start: int, end: int) -> ReadPart:
    typed, first, last = text.describe(start, end)
    part = QueryPart("period", typed, first, last, first=period.first, last=period.last, month=period.month)
    return ReadPart(part, start, end)


def _make_entity_part(run: EntityRun, text: "_TextOfRun") -> ReadPart:
    values = tuple((_FACETS.get(entry.kind, entry.kind), entry.key) for entry in run.entries)
    kind = _PART_KINDS.get(run.kind, run.kind)
    return ReadPart(QueryPart(kind, *text.describe(run.start, run.end), values=values), run.start, run.end)


def _drop_offices_of_named_people(parts: list[ReadPart]) -> list[ReadPart]:
    """Leave out an office right before or behind a person: in "رئيس فرنسا ماكرون" it only describes him."""
    people = {edge for one in parts if one.part.kind == "person" for edge in (one.start, one.end)}
    return [one for one in parts if one.part.kind != "role" or not {one.start, one.end} & people]


def find_describing_words(words: Sequence[str], parts: Sequence[ReadPart]) -> set[int]:
    """Return the numbers of the words that ask for nothing more than the parts do.

    Those are titles and offices right before a person's name, and words that ask for meetings at all.
    """
    covered = {number for one in parts for number in range(one.start, one.end)}
    found: set[int] = set()
    if parts:
        found |= {at for at, word in enumerate(words) if at not in covered and _asks_for_meetings(word)}
    for one in parts:
        at = one.start - 1
        while one.part.kind == "person" and at >= 0 and at not in covered and _is_title(words[at]):
            found.add(at)
            at -= 1
    return found


def _asks_for_meetings(word: str) -> bool:
    return word in load_meeting_words() or strip_article(word) in load_meeting_words()


def _is_title(word: str) -> bool:
    return strip_article(word) in load_title_words()


class _TextOfRun:
    """The typed text of neighbouring words."""

    def __init__(self, run: Sequence[Word], query: str) -> None:
        self._run = run
        self._query = query

    def get(self, start: int, end: int) -> str:
        """Return the text from one word to before another one."""
        return self._query[self._run[start].start : self._run[end - 1].end]

    def describe(self, start: int, end: int) -> tuple[str, int, int]:
        """Return the text of some words, and its place in the query."""
        return self.get(start, end), self._run[start].start, self._run[end - 1].end
