"""The planner, which turns a parsed query into a plan over the words of the index: matching, ranking, marking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from meetings.search.engines.protocol import (
    AllDocuments,
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    Group,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
)
from meetings.search.facets import FACETS_BY_NAME
from meetings.search.query.expansion import Relation, Vocabulary
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
from meetings.search.query.word_groups import MAX_READINGS, group_readings
from meetings.search.types import Notice, WordMatch
from meetings.text.tokens import stop_words

MAX_SINGLE_WORDS = 2  # up to this many query words, one of them is enough to match; with more, two are
MAX_NEAR_READINGS = 4  # of a word, whose distance to its neighbour counts
MIN_JOINED_LETTERS = 6  # of a word that may be two words
MIN_HALF_LETTERS = 2
MAX_COMPLETIONS = 200  # words that a wildcard may stand for

Lookup = Callable[[str, str], list[str]]  # facet, typed value -> facet values


@dataclass(slots=True)
class PlannedQuery:
    """The nodes and groups to run, and the data that the result page needs to explain the result."""

    match: Node = field(default_factory=AllDocuments)
    fallbacks: list[Node] = field(
        default_factory=list
    )  # tried in turn when nothing matches: all readings, for fewer and fewer words
    groups: list[Group] = field(default_factory=list)
    near: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)  # neighbours in the query
    matches: dict[str, WordMatch] = field(default_factory=dict)  # words to mark
    words: list[str] = field(default_factory=list)  # the query's words without stop words
    unknown: list[str] = field(default_factory=list)  # words without a strong relation to a word of the index
    typed: dict[str, str] = field(default_factory=dict)  # folded word of the query -> the word as typed
    notices: list[Notice] = field(default_factory=list)
    narrowed: bool = False  # whether the query has any condition


@dataclass(slots=True)
class _SequenceParts:
    """The nodes for the clauses of one sequence. `wide` has the words with all their readings, including loose ones."""

    must: list[Node] = field(default_factory=list)
    may: list[Node] = field(default_factory=list)
    joined: list[Node] = field(default_factory=list)
    wide: list[Node] = field(default_factory=list)
    fields: list[Node] = field(default_factory=list)
    without: list[Node] = field(default_factory=list)
    last: frozenset[str] = frozenset()  # the readings of the word before

    def positive(self) -> Node | None:
        """Return the node for the required parts, or, without any, for enough of the optional ones.

        Of one or two optional words, one is enough; of more, two are. A merely related word counts as half: two of
        them are enough, one is not.
        """
        if self.must:
            return Conjunction(tuple(self.must)) if len(self.must) > 1 else self.must[0]
        if not self.may:
            return None
        enough = self.may if len(self.may) <= MAX_SINGLE_WORDS else []
        several = [MinimumMatch(2, tuple(self.wide))] if len(self.wide) > 1 else []
        return MinimumMatch(1, (*enough, *self.joined, *several))


def _without(node: Node, excluded: list[Node]) -> Node:
    return Conjunction((node, *map(Negation, excluded))) if excluded else node


class Planner:
    """A planner for one query."""

    def __init__(self, vocabulary: Vocabulary, lookup: Lookup) -> None:
        self.vocabulary = vocabulary
        self.lookup = lookup
        self.out = PlannedQuery()

    def plan(self, parsed: ParsedQuery) -> PlannedQuery:
        self.out.notices.extend(parsed.notices)
        self._keep_stop_words = not _has_topic_word(parsed.tree)
        node = self._alternatives(parsed.tree)
        if node is not None:
            self.out.match = node
            self.out.narrowed = True
        if self._keep_stop_words and self.out.words:
            self._notice("stop-words")
        return self.out

    def _alternatives(self, tree: Alternatives) -> Node | None:
        nodes = [node for sequence in tree.sequences if (node := self._sequence(sequence)) is not None]
        if not nodes:
            return None
        return nodes[0] if len(nodes) == 1 else MinimumMatch(1, tuple(nodes))

    def _sequence(self, sequence: list[Clause]) -> Node | None:
        parts = _SequenceParts()
        for clause in sequence:
            self._clause(clause, parts)
        parts.joined = self._written_together([(c.item.word, c.without) for c in sequence if isinstance(c.item, Word)])
        positive = parts.positive()
        if positive is None and not parts.without:
            return None
        if positive is None:
            self._notice("only-exclusions")
            positive = AllDocuments()
        elif parts.wide and len(parts.may) + len(parts.must) > 1:
            wide = tuple(parts.wide)
            self.out.fallbacks = [
                _without(Conjunction((*parts.fields, MinimumMatch(number, wide))), parts.without)
                for number in (len(wide), max(len(wide) - 1, 1), 1)
            ]
        return _without(positive, parts.without)

    def _clause(self, clause: Clause, parts: "_SequenceParts") -> None:
        """Add the node for a clause to `parts`."""
        if clause.without:
            if (node := self._excluded(clause)) is not None:
                parts.without.append(node)
        elif isinstance(clause.item, Word):
            self._word(clause.item, clause.must, parts)
        elif (node := self._item(clause.item)) is not None:
            (parts.must if clause.must else parts.may).append(node)
            if isinstance(clause.item, FieldClause):
                parts.fields.append(node)
            elif isinstance(node, Phrase):
                parts.wide.extend(map(AnyWord, node.parts))

    def _item(self, item: QuotedWords | Prefix | FieldClause | Alternatives) -> Node | None:
        if isinstance(item, QuotedWords):
            return self._quoted(item)
        if isinstance(item, Prefix):
            return self._prefix(item)
        if isinstance(item, FieldClause):
            return self._field(item)
        return self._alternatives(item)

    # -------------------------------------------------------------------------------------------------------- words
    def _word(self, item: Word, must: bool, parts: "_SequenceParts") -> None:
        word = item.word
        if word in stop_words() and not self._keep_stop_words:
            return
        readings = self.vocabulary.expand(word)
        self.out.words.append(word)
        strong = [other for other, relation in readings.items() if relation.strong]
        apart = self._written_apart(word) if not strong else None
        if apart is not None:
            (parts.must if must else parts.may).append(apart)
            return
        if not strong:
            self.out.unknown.append(word)
        self._mark(word, readings)
        self.out.groups.append(group_readings(readings))
        (parts.must if must else parts.may).append(AnyWord(frozenset(strong[:MAX_READINGS])))
        frequent = sorted(strong, key=lambda other: -self.vocabulary.frequencies[other])[:MAX_NEAR_READINGS]
        if parts.last and frequent:
            self.out.near.append((parts.last, frozenset(frequent)))
        parts.last = frozenset(frequent)
        if readings:
            parts.wide.append(AnyWord(frozenset(list(readings)[:MAX_READINGS])))

    def _written_together(self, clauses: list[tuple[str, bool]]) -> list[Node]:
        """Return nodes for neighbours, given as (word, is excluded), that are one word in the index: عبد الله."""
        found: list[Node] = []
        for some in (*pairwise(clauses), *zip(clauses, clauses[1:], clauses[2:], strict=False)):
            words = [word for word, _ in some]
            whole = "".join(words)
            known = [start + whole for start in _PARTICLES if start + whole in self.vocabulary.frequencies]
            if known and not any(is_excluded for _, is_excluded in some):
                found.append(AnyWord(frozenset(known)))
                self.out.groups.append(group_readings({joined: Relation("parts", 1.0, True) for joined in known}))
                for joined in known:
                    self.out.matches.setdefault(joined, WordMatch(whole, "parts", 1.0))
                self.out.unknown = [word for word in self.out.unknown if word not in words]
        return found

    def _written_apart(self, word: str) -> Node | None:
        """Return the node for a word that is two words in the index (البوكمال, البو كمال); None for other words."""
        if len(word) < MIN_JOINED_LETTERS or word.isdigit():
            return None
        frequencies = self.vocabulary.frequencies
        cuts = [(word[:at], word[at:]) for at in range(MIN_HALF_LETTERS, len(word) - MIN_HALF_LETTERS)]
        known = [cut for cut in cuts if cut[0] in frequencies and cut[1] in frequencies]
        if not known:
            return None
        best = max(known, key=lambda cut: min(frequencies[cut[0]], frequencies[cut[1]]))
        for half in best:
            self.out.groups.append(group_readings({half: Relation("parts", 0.8, True)}))
            self.out.matches.setdefault(half, WordMatch(word, "parts", 0.8))
        return Phrase(tuple(frozenset((half,)) for half in best))

    def _mark(self, query_word: str, readings: dict[str, Relation]) -> None:
        any_strong = any(relation.strong for relation in readings.values())
        for word, relation in readings.items():
            if relation.strong or not any_strong:
                known = self.out.matches.get(word)
                if known is None or known.weight < relation.weight:
                    self.out.matches[word] = WordMatch(query_word, relation.how, relation.weight)

    def _quoted(self, item: QuotedWords) -> Node | None:
        """Return the phrase for words in quotation marks, with other spellings of the words but no other forms."""
        parts = []
        for word in item.words:
            same = {
                other: relation
                for other, relation in self.vocabulary.expand(word).items()
                if relation.how in ("exact", "spelling") or (relation.how == "form" and _same_but_article(word, other))
            }
            same = same or {word: Relation("exact", 1.0, True)}
            parts.append(frozenset(same))
            if word not in stop_words():
                self.out.words.append(word)
                self._mark(word, same)
                self.out.groups.append(group_readings(same))
        return Phrase(tuple(parts)) if parts else None

    def _prefix(self, item: Prefix) -> Node:
        completions = self.vocabulary.beginning(item.prefix)
        if len(completions) > MAX_COMPLETIONS:
            self._notice("wildcard-cut", item.prefix + "*")
            completions = completions[:MAX_COMPLETIONS]
        readings = {word: Relation("prefix", 0.8, True) for word in completions}
        self.out.words.append(item.prefix)
        self._mark(item.prefix + "*", readings)
        self.out.groups.append(group_readings(readings))
        return AnyWord(frozenset(readings))

    def _excluded(self, clause: Clause) -> Node | None:
        """Return the node for an excluded part: a word as typed, its forms and spellings, but no looser readings."""
        item = clause.item
        if isinstance(item, Word):
            how = ("exact", "form", "spelling")
            words = {w for w, relation in self.vocabulary.expand(item.word).items() if relation.how in how}
            return AnyWord(frozenset(words | {item.word}))
        silent = Planner(self.vocabulary, self.lookup)
        silent._keep_stop_words = True
        return silent._item(item)

    # ------------------------------------------------------------------------------------------------------- fields
    def _field(self, item: FieldClause) -> Node | None:
        if item.name in ("from", "to"):
            days = read_span(item.value)
            if days is None:
                return None
            if item.name == "from":
                return DateRange(days.first.toordinal(), date.max.toordinal())
            return DateRange(date.min.toordinal(), days.last.toordinal())
        if item.name in FACETS_BY_NAME and FACETS_BY_NAME[item.name].is_number:
            return FacetFilter(item.name, frozenset(str(year) for year in read_years(item.value) or ()))
        return FacetFilter(item.name, frozenset(self.lookup(item.name, item.value)))

    def _notice(self, code: str, detail: str = "") -> None:
        notice = Notice(code, detail)
        if notice not in self.out.notices:
            self.out.notices.append(notice)


# Particles before two words that are one word in the index: لعبدالله, الرأسمال.
_PARTICLES = ("", "ال", "و", "ب", "ل", "وال", "بال", "لل")


def _same_but_article(one: str, other: str) -> bool:
    return one.removeprefix("ال") == other.removeprefix("ال")


def _has_topic_word(tree: Alternatives) -> bool:
    for sequence in tree.sequences:
        for clause in sequence:
            item = clause.item
            if isinstance(item, Word) and item.word in stop_words():
                continue
            if not isinstance(item, Alternatives) or _has_topic_word(item):
                return True
    return False
