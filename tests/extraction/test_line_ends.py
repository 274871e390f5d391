"""A line may end after any word: what is read of it neither fails nor takes words from the next line."""

import importlib
import pkgutil
from functools import cache

import pytest

import meetings.extraction
from meetings.extraction.document.annotated_text import Text, read_text
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.pipeline import read
from meetings.extraction.rules import list_rulesets

for module in pkgutil.walk_packages(meetings.extraction.__path__, "meetings.extraction."):
    importlib.import_module(module.name)
EXAMPLES = list(dict.fromkeys(rule.example for ruleset in list_rulesets().values() for rule in ruleset.rules))
SPELLED_ON = "علي"  # whether this is a name depends on how any line spells "على"
JOINED = {("مساعد", "بن"), ("دولة", "الإمارات")}  # read with the first word of the next line


def divide(example: str) -> list[tuple[str, str]]:
    words = example.split()
    parts = [(words[:place], words[place:]) for place in range(1, len(words))]
    return [(" ".join(one), " ".join(two)) for one, two in parts if (one[-1], two[0]) not in JOINED]


@cache
def is_read(beginning: str) -> bool:
    """Whether a beginning, which many examples share, is read without an error."""
    return read(beginning).raw == beginning


@cache
def read_alone(beginning: str) -> Text:
    return read_text(beginning)


def describe_mentions(text: Text, count: int) -> list[tuple[object, ...]]:
    """The mentions among the first `count` words, each with its parts."""
    return [
        (one.start, one.end, one.name, one.title and (one.title.start, one.title.end), one.side, one.kind)
        for one in find_mentions(text)
        if one.start < count
    ]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_report_may_end_after_any_word(example: str):
    for beginning, _rest in divide(example):
        assert is_read(beginning)


@pytest.mark.parametrize("example", [example for example in EXAMPLES if SPELLED_ON not in example])
def test_a_mention_ends_with_its_line(example: str):
    for beginning, rest in divide(example):
        alone, both = read_alone(beginning), read_text(f"{beginning}\n{rest}")
        count = len(alone.words)
        if both.words[:count] == alone.words and count in {sentence.end for sentence in both.sentences}:
            assert describe_mentions(both, count) == describe_mentions(alone, count), beginning
