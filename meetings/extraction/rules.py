"""Named rules in order: the first that gives an answer decides, and Mahdar can show its name. No Django here.

A decision that has many cases is a `RuleSet`: a tuple of small rules, each with a name, an example (a report of one
sentence in which this rule decides) and a function of the situation. The example is the rule's test
(tests/extraction/test_rules.py reads it and looks for the rule among those that decided), and `extract --explain` names
the rules that decided, by sentence: that of the attribute `sentence` of the situation or of its event, mention, draft
or context.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Situation = TypeVar("Situation")
Answer = TypeVar("Answer")

_PARTS_WITH_SENTENCE = ("event", "mention", "draft", "context", "parties", "first")
_decisions: "list[RuleDecision] | None" = None  # the decisions inside `decisions`
_rulesets: dict[str, "RuleSet[object, object]"] = {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[Situation, Answer]):
    """One case: `decide` gives the answer, or None where the rule does not apply.

    Attributes:
        name: A noun phrase in snake case, unique within its set.
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
        self._functions = tuple((rule, rule.decide) for rule in rules)  # spares the frequent calls a lookup
        _rulesets[name] = self  # type: ignore[assignment]  # the registry holds sets of every kind

    def decide(self, situation: Situation) -> Answer | None:
        """Return the answer of the first rule that has one, or None."""
        for rule, decide in self._functions:
            answer = decide(situation)
            if answer is not None:
                if _decisions is not None:
                    _decisions.append(
                        RuleDecision(f"{self.name}.{rule.name}", rule.example, _sentence_of(situation), answer)
                    )
                return answer
        return None

    def holds(self, situation: Situation) -> bool:
        """Return whether a rule decides yes; for sets whose rules answer with a bool."""
        return bool(self.decide(situation))


class RuleDecision(NamedTuple):
    """A rule that decided ("set.rule"), its example, the number of the sentence if it is known, and the answer."""

    rule: str
    example: str
    sentence: int | None
    answer: object


def _sentence_of(situation: object) -> int | None:
    """Return the number of the sentence that a situation, or a part of it, belongs to."""
    for holder in (situation, *(getattr(situation, part, None) for part in _PARTS_WITH_SENTENCE)):
        sentence = getattr(holder, "sentence", None)
        number = sentence if isinstance(sentence, int) else getattr(sentence, "index", None)
        if isinstance(number, int):
            return number
    return None


@contextmanager
def decisions() -> Iterator[list[RuleDecision]]:
    """Collect the decisions made inside, in their order."""
    global _decisions
    before, _decisions = _decisions, []
    try:
        yield _decisions
    finally:
        _decisions = before


@contextmanager
def decided_rules() -> Iterator[list[str]]:
    """Collect the names ("set.rule") of the rules that decide inside; the list is filled at the end."""
    names: list[str] = []
    with decisions() as made:
        try:
            yield names
        finally:
            names.extend(decision.rule for decision in made)


def list_rulesets() -> dict[str, RuleSet[object, object]]:
    """Return every set of rules of the imported modules, by its name."""
    return dict(_rulesets)
