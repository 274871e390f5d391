"""The plan of single words: which words of the index they match, how these are ranked and marked."""

from collections.abc import Sequence
from itertools import pairwise

from meetings.search.budget import check_search_time
from meetings.search.engines.protocol import AnyWord, MinimumMatch, Node, Phrase
from meetings.search.query.alias_readings import (
    NO_ALIAS,
    QueryAlias,
    find_query_aliases,
    is_common_word,
    is_short_acronym,
    is_topic_word,
)
from meetings.search.query.expansion import Vocabulary
from meetings.search.query.homographs import find_context_phrases
from meetings.search.query.parser import Prefix, QuotedWords, Word
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.relations import Relation
from meetings.search.query.tiers import Unit, join_all
from meetings.search.query.word_groups import MAX_READINGS, group_readings
from meetings.search.query.written_names import get_marked
from meetings.search.types import WordMatch
from meetings.text.tokens import stop_words

MIN_NAME_WORDS = 2  # of a person's name, of which one is enough where no text has all of them
MAX_NEAR_READINGS = 4  # of a word, whose distance to its neighbour counts
MIN_JOINED_LETTERS = 6  # of a word that may be two words
MIN_HALF_LETTERS = 2
MAX_COMPLETIONS = 200  # words that a wildcard may stand for
MAX_RARE_SHARE = 0.01  # of the documents that hold a rare word,
MIN_RARE_DOCUMENTS = 3  # or at most this many documents


class WordPlanner:
    """A planner of the words of one query; it adds what ranking and marking need to the plan."""

    def __init__(self, vocabulary: Vocabulary, out: PlannedQuery, documents: int) -> None:
        self._vocabulary = vocabulary
        self._out = out
        self._documents = documents
        self._last: frozenset[str] = frozenset()  # the readings of the word before

    def begin_sequence(self) -> None:
        """Forget the word before: the next one has no neighbour on its left."""
        self._last = frozenset()

    def find_aliases(self, items: Sequence[Word], *, is_whole: bool) -> dict[int, QueryAlias]:
        """Return the aliases among neighbouring words, by the number of their first word.

        Args:
            items: The words.
            is_whole: Whether they are the whole query.
        """
        found = find_query_aliases(items, self._vocabulary.frequencies, is_whole=is_whole)
        return {alias.start: alias for alias in found}

    def plan_alias(self, alias: QueryAlias, *, is_named: bool = False) -> Unit:
        """Return the unit of words that are an alias: all of them together, or one of its other names."""
        self._mark_alias(alias)
        topics = [item for item in alias.items if is_topic_word(item)] or list(alias.items)
        units = [self.plan_word(item, is_named=is_named, alias=alias) for item in topics]
        readings, others = alias.readings, alias.readings.nodes()
        together = join_all([unit.strict for unit in units]) if alias.is_person else self._plan_together(alias, units)
        whole = MinimumMatch(1, (together, *others)) if others else together
        wide = MinimumMatch(1, (*(unit.wide for unit in units if unit.wide is not None), *others))
        is_rare = any(unit.is_rare for unit in units) and self._is_rare([*readings.words, *readings.rare])
        if not alias.is_person or len(units) < MIN_NAME_WORDS:
            return Unit(alias.typed, whole, whole, wide, is_rare)
        return Unit(
            alias.typed, whole, whole, wide, is_rare, words=tuple(units), others=tuple(map(_make_phrase, alias.others))
        )

    def _plan_together(self, alias: QueryAlias, units: Sequence[Unit]) -> Node:
        """Return the condition that the words of a name follow one another: مجلس الأمن, not any council."""
        parts = [self._vocabulary.expand(item.word) for item in alias.items]
        strong = [frozenset(other for other, relation in part.items() if relation.strong) for part in parts]
        if len(strong) < MIN_NAME_WORDS or not all(strong):
            return join_all([unit.strict for unit in units])
        return Phrase(tuple(strong))

    def _mark_alias(self, alias: QueryAlias) -> None:
        """Add what marks and ranks the other names of several words; those of one word are among its readings."""
        for word, match in alias.marks().items():
            self._out.matches.setdefault(word, match)
        if len(alias.items) > 1:
            self._out.runs[alias.name] = alias.typed
            if alias.readings:
                self._out.groups.append(group_readings(alias.readings.add_to({})))

    def plan_word(self, item: Word, *, is_named: bool = False, alias: QueryAlias = NO_ALIAS) -> Unit:
        """Return the unit of a word.

        Args:
            item: The word.
            is_named: Whether it is part of a name that the reader of queries knows.
            alias: The alias that it is a part of; its other names count for the rank.
        """
        check_search_time()
        word = item.word
        is_named = is_named or bool(alias.readings)
        readings = {} if _is_capital(item, alias) else self._vocabulary.expand(word)
        self._out.words.append(word)
        strong = [other for other, relation in readings.items() if relation.strong]
        beside = [Phrase(phrase) for phrase in find_context_phrases(word, readings, self._vocabulary.frequencies)]
        is_named = is_named or bool(beside)
        if not strong and not is_named and (apart := self._find_written_apart(word)) is not None:
            return Unit(item.typed, apart, apart)
        if not strong and not is_named:
            self._out.unknown.append(word)
        self._mark(word, readings)
        ranked = alias.readings.add_to(readings) if len(alias.items) == 1 else readings
        self._out.groups.append(group_readings(ranked))
        self._add_neighbour(strong)
        node = _join_alternatives(AnyWord(frozenset(strong[:MAX_READINGS])), beside)
        wide = AnyWord(frozenset(list(readings)[:MAX_READINGS])) if readings else None
        return Unit(item.typed, node, node, wide, self._is_rare(strong))

    def _add_neighbour(self, strong: Sequence[str]) -> None:
        frequencies = self._vocabulary.frequencies
        frequent = sorted(strong, key=lambda other: -frequencies[other])[:MAX_NEAR_READINGS]
        if self._last and frequent:
            self._out.near.append((self._last, frozenset(frequent)))
        self._last = frozenset(frequent)

    def _is_rare(self, strong: Sequence[str]) -> bool:
        """Return whether so few documents hold a word that it tells what is asked for."""
        held = sum(self._vocabulary.frequencies[word] for word in strong)
        return 0 < held <= max(MIN_RARE_DOCUMENTS, self._documents * MAX_RARE_SHARE)

    def plan_joined(self, words: Sequence[tuple[int, str] | None]) -> list[tuple[frozenset[int], Node]]:
        """Return nodes for neighbours that are one word in the index (عبد الله).

        Args:
            words: (number of the unit, folded word) of each word in its order; None for another part.
        """
        found: list[tuple[frozenset[int], Node]] = []
        for some in (*pairwise(words), *zip(words, words[1:], words[2:], strict=False)):
            neighbours = [one for one in some if one is not None]
            if len(neighbours) < len(some):
                continue
            parts = [word for _, word in neighbours]
            whole = "".join(parts)
            known = [start + whole for start in _PARTICLES if start + whole in self._vocabulary.frequencies]
            if known:
                self._out.groups.append(group_readings({one: Relation("parts", 1.0, True) for one in known}))
                for one in known:
                    self._out.matches.setdefault(one, WordMatch(whole, "parts", 1.0))
                self._out.unknown = [word for word in self._out.unknown if word not in parts]
                found.append((frozenset(number for number, _ in neighbours), AnyWord(frozenset(known))))
        return found

    def _find_written_apart(self, word: str) -> Node | None:
        """Return the node for a word that is two words in the index (البوكمال, البو كمال); None for other words."""
        if len(word) < MIN_JOINED_LETTERS or word.isdigit():
            return None
        frequencies = self._vocabulary.frequencies
        cuts = [(word[:at], word[at:]) for at in range(MIN_HALF_LETTERS, len(word) - MIN_HALF_LETTERS)]
        known = [cut for cut in cuts if cut[0] in frequencies and cut[1] in frequencies]
        if not known:
            return None
        best = max(known, key=lambda cut: min(frequencies[cut[0]], frequencies[cut[1]]))
        for half in best:
            self._out.groups.append(group_readings({half: Relation("parts", 0.8, True)}))
            self._out.matches.setdefault(half, WordMatch(word, "parts", 0.8))
        return Phrase(tuple(frozenset((half,)) for half in best))

    def _mark(self, query_word: str, readings: dict[str, Relation]) -> None:
        any_strong = any(relation.strong for relation in readings.values())
        for word, relation in readings.items():
            if relation.strong or not any_strong:
                word = get_marked(word)
                known = self._out.matches.get(word)
                if known is None or known.how == "alias" or known.weight < relation.weight:
                    self._out.matches[word] = WordMatch(query_word, relation.how, relation.weight)

    def plan_quoted(self, item: QuotedWords) -> Phrase | None:
        """Return the phrase for words in quotation marks, with other spellings of the words but no other forms."""
        parts = []
        for word in item.words:
            same = {
                other: relation
                for other, relation in self._vocabulary.expand(word).items()
                if relation.how in ("exact", "spelling") or (relation.how == "form" and _same_but_article(word, other))
            }
            same = same or {word: Relation("exact", 1.0, True)}
            parts.append(frozenset(same))
            if word not in stop_words():
                self._out.words.append(word)
                self._mark(word, same)
                self._out.groups.append(group_readings(same))
        return Phrase(tuple(parts)) if parts else None

    def plan_prefix(self, item: Prefix) -> Node:
        """Return the node for a wildcard: the words of the index that begin so, the most frequent ones."""
        check_search_time()
        completions = self._vocabulary.beginning(item.prefix)
        if len(completions) > MAX_COMPLETIONS:
            self._out.add_notice("wildcard-cut", item.prefix + "*")
            completions = completions[:MAX_COMPLETIONS]
        readings = {word: Relation("prefix", 0.8, True) for word in completions}
        self._out.words.append(item.prefix)
        self._mark(item.prefix + "*", readings)
        self._out.groups.append(group_readings(readings))
        return AnyWord(frozenset(readings))

    def plan_excluded(self, item: Word) -> Node:
        """Return the node for an excluded word: as typed, its forms, spellings and other names, in every script."""
        how = ("exact", "form", "spelling", "script")
        words = {w for w, relation in self._vocabulary.expand(item.word).items() if relation.how in how}
        names = [node for alias in self.find_aliases([item], is_whole=True).values() for node in alias.readings.nodes()]
        node = AnyWord(frozenset(words | {item.word}))
        return MinimumMatch(1, (node, *names)) if names else node


def _is_capital(item: Word, alias: QueryAlias) -> bool:
    """Return whether a word counts as an acronym in capitals only."""
    return is_short_acronym(item) or (alias is not NO_ALIAS and is_common_word(item.word))


def _make_phrase(parts: tuple[frozenset[str], ...]) -> Node:
    return Phrase(parts)


def _join_alternatives(node: Node, others: Sequence[Node]) -> Node:
    return MinimumMatch(1, (node, *others)) if others else node


# Particles before two words that are one word in the index: لعبدالله, الرأسمال.
_PARTICLES = ("", "ال", "و", "ب", "ل", "وال", "بال", "لل")


def _same_but_article(one: str, other: str) -> bool:
    return one.removeprefix("ال") == other.removeprefix("ال")
