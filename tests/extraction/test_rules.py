"""Each named rule decides in its own example."""

import importlib
import pkgutil

import pytest

import meetings.extraction
from meetings.extraction.pipeline import read
from meetings.extraction.rules import Rule, RuleSet, decided_rules, list_rulesets

for module in pkgutil.walk_packages(meetings.extraction.__path__, "meetings.extraction."):
    importlib.import_module(module.name)
RULES = [(name, rule) for name, ruleset in sorted(list_rulesets().items()) for rule in ruleset.rules]


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[f"{name}.{rule.name}" for name, rule in RULES])
def test_a_rule_decides_in_its_example(name, rule):
    with decided_rules() as decided:
        read(rule.example)
    assert f"{name}.{rule.name}" in decided


def test_the_first_rule_with_an_answer_decides():
    sizes = RuleSet(
        "test.sizes",
        Rule("small", "", lambda number: "small" if number < 3 else None),
        Rule("any", "", lambda number: "any"),
    )
    with decided_rules() as decided:
        assert [sizes.decide(2), sizes.decide(5)] == ["small", "any"]
    assert decided == ["test.sizes.small", "test.sizes.any"]


def test_two_sets_of_one_name_are_refused():
    RuleSet("test.twice")
    with pytest.raises(ValueError, match="taken"):
        RuleSet("test.twice")
