"""Named rules in order: the first that gives an answer decides, and its name can be told.

A decision of the reader that has many cases is a `RuleSet`: a tuple of small rules, each with a name, an example (a
report of one sentence in which this rule decides) and a function of the situation. The example is the rule's test
(tests/extraction/test_rules.py reads it and looks for the rule among those that decided), and `extract --explain`
names the rules that decided.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

Situation = TypeVar("Situation")
Answer = TypeVar("Answer")

_decided: list[str] | None = None  # names of the rules that decided, while somebody listens
_rulesets: dict[str, "RuleSet[object, object]"] = {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[Situation, Answer]):
    """One case: `decide` gives the answer, or None where the rule does not apply.

    Attributes:
        name: A noun phrase in snake case, one of its kind within its set.
        example: An Arabic text in our own words, in which this rule decides.
        decide: A function of the situation.
    """

    name: str
    example: str
    decide: Callable[[Situation], Answer | None]


class RuleSet(Generic[Situation, Answer]):
    """Rules in order under one name, such as "noun_events.parties"."""

    def __init__(self, name: str, *rules: Rule[Situation, Answer]) -> None:
        """Register the set.

        Raises:
            ValueError: Two sets, or two rules of this set, have the same name.
        """
        names = [rule.name for rule in rules]
        if name in _rulesets or len(set(names)) < len(names):
            raise ValueError(f"{name}: a set of rules, or a rule in it, has a name that is taken")
        self.name, self.rules = name, rules
        _rulesets[name] = self  # type: ignore[assignment]  # the registry holds sets of every kind

    def decide(self, situation: Situation) -> Answer | None:
        """The answer of the first rule that has one, or None."""
        for rule in self.rules:
            answer = rule.decide(situation)
            if answer is not None:
                if _decided is not None:
                    _decided.append(f"{self.name}.{rule.name}")
                return answer
        return None

    def holds(self, situation: Situation) -> bool:
        """Whether a rule decides, and decides for yes. For sets whose rules answer with a bool."""
        return bool(self.decide(situation))


@contextmanager
def decided_rules() -> Iterator[list[str]]:
    """Inside, the names of the rules that decide are listed ("set.rule"), in the order in which they decide."""
    global _decided
    before, _decided = _decided, []
    try:
        yield _decided
    finally:
        _decided = before


def rulesets() -> dict[str, RuleSet[object, object]]:
    """Every set of rules of the modules that are imported, by its name."""
    return dict(_rulesets)
