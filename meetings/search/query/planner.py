"""The planner, which turns a parsed query into a plan over the words and facts of the index.

Neighbouring plain words go through the reader of queries first: what names people, sides or periods becomes a
condition on the facts of a meeting (`reader.py`), the other words are matched in its texts (`word_plans.py`).
`tiers.py` makes the two tiers of the result from them.
"""

from collections.abc import Callable
from datetime import date

from meetings.search.engines.protocol import AnyWord, DateRange, FacetFilter, MinimumMatch, Node, Phrase
from meetings.search.facets import FACETS_BY_NAME
from meetings.search.query.alias_readings import QueryAlias, is_topic_word
from meetings.search.query.expansion import Vocabulary
from meetings.search.query.parser import (
    Alternatives,
    Clause,
    FieldClause,
    ParsedQuery,
    Prefix,
    QuotedWords,
    Word,
    read_span,
    read_years,
)
from meetings.search.query.periods import is_telling
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.reader import QueryReader, ReadPart, find_describing_words, join_periods
from meetings.search.query.tiers import SequenceParts, Tiers, Unit, join_all, join_alternatives
from meetings.search.query.word_plans import WordPlanner

Lookup = Callable[[str, str], list[str]]  # facet, typed value -> facet values
_EXCLUDED_KINDS = ("person", "side")  # an excluded name excludes their meetings too
NOTHING = FacetFilter("state", frozenset())  # no meeting: for a condition that cannot be read


class Planner:
    """A planner for one query."""

    def __init__(
        self, vocabulary: Vocabulary, lookup: Lookup, reader: QueryReader | None = None, documents: int = 0
    ) -> None:
        """Set up the planner.

        Args:
            vocabulary: The words of the index.
            lookup: A function that returns the facet values that a typed name means.
            reader: The reader of names and periods; without one, all words are searched in the texts.
            documents: The number of documents of the index, for telling rare words.
        """
        self._lookup = lookup
        self._reader = reader
        self._out = PlannedQuery()
        self._words = WordPlanner(vocabulary, self._out, documents)
        self._vocabulary, self._documents = vocabulary, documents
        self._query = ""
        self._keep_stop_words = False
        self._is_one_run = False  # whether the query has nothing but neighbouring words
        self._texts_of_periods: list[Node] = []  # conditions on words, of the run that is being planned

    def plan(self, parsed: ParsedQuery) -> PlannedQuery:
        """Return the plan of a query."""
        self._out.notices.extend(parsed.notices)
        self._query = parsed.query
        self._keep_stop_words = not _has_topic_word(parsed.tree)
        self._is_one_run = len(parsed.tree.sequences) == 1 and _is_one_run(parsed.tree.sequences[0])
        tiers = self._plan_alternatives(parsed.tree)
        if tiers is not None:
            self._out.match, self._out.partial = tiers.exact, tiers.partial
            self._out.fallbacks = tiers.fallbacks
            self._out.narrowed = True
        if self._keep_stop_words and self._out.words:
            self._out.add_notice("stop-words")
        return self._out

    def _plan_alternatives(self, tree: Alternatives) -> Tiers | None:
        found = [tiers for sequence in tree.sequences if (tiers := self._plan_sequence(sequence)) is not None]
        return join_alternatives(found)

    def _plan_sequence(self, sequence: list[Clause]) -> Tiers | None:
        parts = SequenceParts()
        self._words.begin_sequence()
        at = 0
        neighbours: list[tuple[int, str] | None] = []
        while at < len(sequence):
            run = _find_run(sequence, at)
            if run:
                neighbours += [*self._plan_run(run, parts), None]
                at += len(run)
            else:
                self._plan_clause(sequence[at], parts)
                neighbours.append(None)
                at += 1
        parts.joined = self._words.plan_joined(neighbours)
        if parts.without and not (parts.units or parts.always):
            self._out.add_notice("only-exclusions")
        self._out.units += parts.units
        return parts.make_tiers()

    # -------------------------------------------------------------------------------------------------- plain words
    def _plan_run(self, run: list[Clause], parts: SequenceParts) -> list[tuple[int, str] | None]:
        """Plan neighbouring words; return (number of the unit, word) of each word that is searched in the texts."""
        words = [clause.item for clause in run if isinstance(clause.item, Word)]
        read = self._reader.read(words, self._query) if self._reader else []
        describing = find_describing_words([word.word for word in words], read)
        begins = {one.start: one for one in read}
        aliases = self._find_aliases(words, read, describing)
        neighbours: list[tuple[int, str] | None] = []
        at = 0
        while at < len(words):
            if one := begins.get(at):
                self._add_part(one, words[one.start : one.end], parts, must=run[at].must)
                neighbours.append(None)
                at = one.end
                continue
            if alias := aliases.get(at):
                neighbours += self._add_alias(alias, parts, must=run[at].must)
                at += len(alias.items)
                continue
            unit = self._plan_word(words[at], is_named=at in describing)
            if unit is not None and at not in describing:
                self._out.has_other_words = True
                _add_unit(unit, parts, must=run[at].must)
                neighbours.append((len(parts.units) - 1, words[at].word))
            at += 1
        self._add_periods([one for one in read if one.is_period], parts)
        return neighbours

    def _find_aliases(self, words: list[Word], read: list[ReadPart], describing: set[int]) -> dict[int, QueryAlias]:
        """Return the aliases among the words that were not read as parts and do not describe one."""
        if not read:
            return self._words.find_aliases(words, is_whole=self._is_one_run)
        found: dict[int, QueryAlias] = {}
        ends = [0, *(one.end for one in read)]
        for start, end in zip(ends, [*(one.start for one in read), len(words)], strict=True):
            for number, alias in self._words.find_aliases(words[start:end], is_whole=False).items():
                if describing.isdisjoint(range(start + number, start + number + len(alias.items))):
                    found[start + number] = alias
        return found

    def _add_alias(self, alias: QueryAlias, parts: SequenceParts, *, must: bool) -> list[tuple[int, str] | None]:
        """Add the unit of an alias; return (number of the unit, word) of each of its words."""
        self._out.has_other_words = True
        _add_unit(self._words.plan_alias(alias), parts, must=must)
        return [(len(parts.units) - 1, item.word) for item in alias.items]

    def _plan_texts(self, words: list[Word], *, is_whole: bool) -> list[Unit]:
        """Return the units of the words of a part that was read: an alias is one of them."""
        aliases = self._words.find_aliases(words, is_whole=is_whole)
        units: list[Unit | None] = []
        at = 0
        while at < len(words):
            alias = aliases.get(at)
            units.append(
                self._words.plan_alias(alias, is_named=True) if alias else self._plan_word(words[at], is_named=True)
            )
            at += len(alias.items) if alias else 1
        return [unit for unit in units if unit is not None]

    def _add_periods(self, periods: list[ReadPart], parts: SequenceParts) -> None:
        """Add one condition for the periods; texts that say them are enough for the second tier."""
        node = join_periods(periods)
        if node is None:
            return
        typed = " ".join(one.part.typed for one in periods)
        named = MinimumMatch(1, tuple(self._texts_of_periods)) if self._texts_of_periods else None
        loose = MinimumMatch(1, (node, named)) if named else node
        _add_unit(Unit(typed, node, loose, loose, is_period=True, named=named), parts, must=False)
        self._texts_of_periods = []

    def _plan_word(self, item: Word, *, is_named: bool = False) -> Unit | None:
        """Return the unit of a word; None for a stop word beside other words."""
        if not (self._keep_stop_words or is_topic_word(item)):
            return None
        return self._words.plan_word(item, is_named=is_named)

    def _add_part(self, read: ReadPart, words: list[Word], parts: SequenceParts, *, must: bool) -> None:
        """Add a condition on facts; its words help to rank and mark, and are enough for the second tier."""
        self._out.parts.append(read.part)
        if read.is_period:
            words = [word for word in words if is_telling(word.word)]
        units = self._plan_texts(words, is_whole=self._is_one_run and len(words) == read.end - read.start)
        if read.is_period:
            self._texts_of_periods += [join_all([unit.strict for unit in units])] if units else []
            return
        node = read.make_node()
        loose = MinimumMatch(1, (node, *_choose_texts(read, units)))
        strict = MinimumMatch(1, (node, join_all([unit.strict for unit in units]))) if read.takes_words else node
        named = join_all([unit.strict for unit in units]) if units else None
        _add_unit(Unit(read.part.typed, strict, loose, loose, named=named), parts, must=must)

    # ------------------------------------------------------------------------------------------------ other clauses
    def _plan_clause(self, clause: Clause, parts: SequenceParts) -> None:
        """Add the condition of a part other than a plain word."""
        self._out.has_other_words = True
        if clause.without:
            if (excluded := self._plan_excluded(clause)) is not None:
                parts.without.append(excluded)
        elif (node := self._plan_item(clause.item)) is not None:
            if isinstance(clause.item, Alternatives) and not (clause.must or isinstance(node, Phrase)):
                parts.units.append(Unit("", node, node, node))
                parts.optional.append(parts.units[-1])
                return
            parts.always.append(node)
            if isinstance(clause.item, FieldClause):
                parts.conditions.append(node)
            elif isinstance(node, Phrase):
                parts.phrases.extend(map(AnyWord, node.parts))

    def _plan_item(self, item: Word | QuotedWords | Prefix | FieldClause | Alternatives) -> Node | None:
        if isinstance(item, QuotedWords):
            return self._words.plan_quoted(item)
        if isinstance(item, Prefix):
            return self._words.plan_prefix(item)
        if isinstance(item, FieldClause):
            return self._plan_field(item)
        if isinstance(item, Word):
            return self._words.plan_word(item).strict
        tiers = self._plan_alternatives(item)
        return tiers.exact if tiers else None

    def _plan_excluded(self, clause: Clause) -> Node | None:
        if isinstance(clause.item, Word):
            node = self._words.plan_excluded(clause.item)
            read = self._reader.read([clause.item], self._query) if self._reader else []
            parties = [one.make_node() for one in read if one.part.kind in _EXCLUDED_KINDS]
            return MinimumMatch(1, (node, *parties)) if parties else node
        silent = Planner(self._vocabulary, self._lookup, self._reader, self._documents)
        silent._query, silent._keep_stop_words = self._query, True
        return silent._plan_item(clause.item)

    # ------------------------------------------------------------------------------------------------------- fields
    def _plan_field(self, item: FieldClause) -> Node:
        if item.name in ("from", "to"):
            days = read_span(item.value)
            if days is None:
                return NOTHING
            if item.name == "from":
                return DateRange(days.first.toordinal(), date.max.toordinal())
            return DateRange(date.min.toordinal(), days.last.toordinal())
        if item.name in FACETS_BY_NAME and FACETS_BY_NAME[item.name].is_number:
            return FacetFilter(item.name, frozenset(str(year) for year in read_years(item.value) or ()))
        return FacetFilter(item.name, frozenset(self._lookup(item.name, item.value)))


def _find_run(sequence: list[Clause], start: int) -> list[Clause]:
    """Return the neighbouring plain words from a place on, without excluded ones."""
    end = start
    while end < len(sequence) and isinstance(sequence[end].item, Word) and not sequence[end].without:
        end += 1
    return sequence[start:end]


def _is_one_run(sequence: list[Clause]) -> bool:
    return len(_find_run(sequence, 0)) == len(sequence)


def _choose_texts(read: ReadPart, units: list[Unit]) -> list[Node]:
    """Return the conditions on texts that name a part: a word of a person's name, all words of another part."""
    if read.part.kind == "person":
        return [unit.wide or unit.loose for unit in units]
    return [join_all([unit.loose for unit in units])] if units else []


def _add_unit(unit: Unit, parts: SequenceParts, *, must: bool) -> None:
    parts.units.append(unit)
    if must:
        parts.required.append(unit.strict)
    else:
        parts.optional.append(unit)


def _has_topic_word(tree: Alternatives) -> bool:
    for sequence in tree.sequences:
        for clause in sequence:
            item = clause.item
            if isinstance(item, Word) and not is_topic_word(item):
                continue
            if not isinstance(item, Alternatives) or _has_topic_word(item):
                return True
    return False
