"""A damaged report is read like the clean one.

`python -m benchmarks.text_damage` measures all reports; here it is every fifth.
"""

import functools

import pytest

from benchmarks.text_damage import KINDS, measure

STEP = 5
MAX_LOSS = 0.03  # of F1; a joint between two lines may stay unknown
PROPORTIONAL = {"wrapped by width 50", "wrapped by width 70", "on pages"}
MAX_PROPORTIONAL_LOSS = 0.12
SWAPPED = {"lam-alef swapped", "wrapped and swapped", "visual order and swapped"}  # some words are in no list


@functools.cache
def clean() -> dict[str, float]:
    return measure(lambda text, names: text, STEP)


@pytest.mark.parametrize("kind", KINDS)
def test_the_damage_costs_next_to_nothing(kind):
    measures = measure(KINDS[kind], STEP)
    loss = MAX_PROPORTIONAL_LOSS if kind in PROPORTIONAL | SWAPPED else MAX_LOSS
    for name in ("meeting_f1", "participant_f1"):
        assert measures[name] >= clean()[name] - loss, name
