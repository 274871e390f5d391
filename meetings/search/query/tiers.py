"""The two tiers of a result: meetings with everything that a query asks for, and meetings with some of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.search.engines.protocol import AllDocuments, Conjunction, MinimumMatch, Negation, Node

MAX_SINGLE_UNITS = 2  # of up to this many parts, one is enough for the second tier; of more, two are


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a query that a meeting has or lacks: a word, or words that were read as a condition.

    `strict` is the condition of the first tier, `loose` that of the second; `wide` is the loosest one, for a query that
    finds nothing. `is_rare` says that few documents have it, so that it is enough by itself; a period never is.
    `named` is the condition on texts that name all of a part that was read as a fact. `words` are the units of the
    words of a person's name, of which a meeting may have some; `others` are the names of other people with these words.
    """

    typed: str
    strict: Node
    loose: Node
    wide: Node | None = None
    is_rare: bool = False
    is_period: bool = False
    named: Node | None = None
    words: "tuple[Unit, ...]" = ()
    others: tuple[Node, ...] = ()


@dataclass(slots=True)
class Tiers:
    """What the tiers match. `partial` includes the exact set; `fallbacks` are tried in turn when both are empty."""

    exact: Node
    partial: Node | None = None
    fallbacks: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class SequenceParts:
    """The parts of one sequence of a query.

    `always`: conditions that every result fulfils (fields, phrases, wildcards, groups, periods). `required`: those of
    the words that an operator requires. `joined`: (numbers of units, node) for neighbours that are one word in the
    index.
    """

    units: list[Unit] = field(default_factory=list)
    always: list[Node] = field(default_factory=list)
    phrases: list[Node] = field(default_factory=list)  # the words of phrases, for the fallbacks
    required: list[Node] = field(default_factory=list)
    optional: list[Unit] = field(default_factory=list)
    joined: list[tuple[frozenset[int], Node]] = field(default_factory=list)
    conditions: list[Node] = field(default_factory=list)  # of `always`, those that fallbacks keep
    without: list[Node] = field(default_factory=list)

    def make_tiers(self) -> Tiers | None:
        """Return the tiers; None for a sequence without any condition."""
        if not (self.units or self.always):
            return Tiers(_exclude(AllDocuments(), self.without)) if self.without else None
        tiers = Tiers(_exclude(self._make_exact(), self.without))
        partial = self._make_partial()
        if partial is not None and self._can_lack():
            tiers.partial = _exclude(partial, self.without)
        tiers.fallbacks = self._make_fallbacks()
        return tiers

    def _make_exact(self) -> Node:
        alternatives = [join_all([*self.always, *(unit.strict for unit in self.units)])]
        for numbers, node in self.joined:
            others = [unit.strict for number, unit in enumerate(self.units) if number not in numbers]
            alternatives.append(join_all([*self.always, *others, node]))
        return alternatives[0] if len(alternatives) == 1 else MinimumMatch(1, tuple(alternatives))

    def _can_lack(self) -> bool:
        """Return whether a meeting may lack a part: one that is loose, or one of several."""
        return len(self.units) > 1 or any(unit.loose != unit.strict for unit in self.units)

    def _make_partial(self) -> Node | None:
        """Return the condition of the second tier: the required words, or enough of the optional ones."""
        if self.required:
            return join_all([*self.always, *self.required])
        if not self.optional:
            return join_all(self.always) if self.always else None
        units = self.optional
        alone = [unit for unit in units if not unit.is_period or len(units) == 1]
        tells = not all(unit.is_rare for unit in alone)  # a rare word tells more than the others where these are common
        enough = [unit.loose for unit in alone if len(units) <= MAX_SINGLE_UNITS or (unit.is_rare and tells)]
        several = [MinimumMatch(2, tuple(unit.loose for unit in units))] if len(units) > MAX_SINGLE_UNITS else []
        joined = [node for _, node in self.joined]
        return join_all([*self.always, MinimumMatch(1, (*enough, *joined, *several))])

    def _make_fallbacks(self) -> list[Node]:
        """Return conditions for ever fewer parts, in their loosest readings; of a name alone, for a word of it."""
        wide = (*(unit.wide for unit in self.units if unit.wide is not None), *self.phrases)
        if not wide or len(self.units) + len(self.always) < 2:
            named = [unit for unit in self.units if unit.words]
            return [
                _exclude(MinimumMatch(1, tuple(word.strict for word in unit.words)), [*self.without, *unit.others])
                for unit in named
            ]
        return [
            _exclude(join_all([*self.conditions, MinimumMatch(number, wide)]), self.without)
            for number in (len(wide), max(len(wide) - 1, 1), 1)
        ]


def join_all(nodes: Sequence[Node]) -> Node:
    """Return one condition for several that must all hold."""
    if not nodes:
        return AllDocuments()
    return nodes[0] if len(nodes) == 1 else Conjunction(tuple(nodes))


def join_alternatives(tiers: Sequence[Tiers]) -> Tiers | None:
    """Return the tiers of alternatives ("a OR b")."""
    if len(tiers) < 2:
        return tiers[0] if tiers else None
    partial = [one.partial or one.exact for one in tiers] if any(one.partial for one in tiers) else []
    return Tiers(
        MinimumMatch(1, tuple(one.exact for one in tiers)),
        MinimumMatch(1, tuple(partial)) if partial else None,
        [node for one in tiers for node in one.fallbacks],
    )


def _exclude(node: Node, excluded: Sequence[Node]) -> Node:
    return Conjunction((node, *map(Negation, excluded))) if excluded else node
