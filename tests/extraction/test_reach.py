"""How far the rules reach: the number of words between two parts of a sentence from which on it is read otherwise.

`reach.json` has sentences with "…" for the gap, and the number of words in it from which on the reading is another one.
"""

import json
from pathlib import Path

import pytest

from tests.extraction.test_rule_outcomes import summarise

REACHES: dict[str, int] = json.loads(Path(__file__).with_name("reach.json").read_text(encoding="utf-8"))
WORD = "كثيرا"  # of no rule


def fill(sentence: str, count: int) -> str:
    return sentence.replace("… ", f"{WORD} " * count)


@pytest.mark.parametrize(("sentence", "count"), REACHES.items())
def test_a_rule_reaches_over_so_many_words(sentence: str, count: int):
    near = summarise(fill(sentence, count - 1))
    assert near == summarise(fill(sentence, max(1, count - 2)))
    assert near != summarise(fill(sentence, count))
    assert summarise(fill(sentence, count)) == summarise(fill(sentence, count + 1))
