"""A small logistic regression in plain Python: penalised, each weight with a sign, some rows counting more."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MAX_SWEEPS = 60
MIN_STEP = 2e-3  # the largest step of a sweep below which the search ends
_MAX_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class Example:
    """The measures of one case, whether it is one of those sought, and how much it counts."""

    measures: tuple[float, ...]
    is_right: bool
    count: float = 1.0


def share_of(odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + math.exp(-max(-_MAX_ODDS, min(_MAX_ODDS, odds))))


def fit(examples: Sequence[Example], directions: Sequence[int], penalty: float) -> tuple[float, list[float]]:
    """Return the base and the weights that explain `examples` best.

    Args:
        examples: The cases.
        directions: For each measure 1 or -1 where its weight must not have the other sign, 0 where it may have any.
        penalty: Half of it, times the square of each weight, is the price of that weight; the base has none.
    """
    columns = [[one.measures[index] for one in examples] for index in range(len(directions))]
    base, weights, odds = 0.0, [0.0] * len(directions), [0.0] * len(examples)
    for _ in range(MAX_SWEEPS):
        step = _step(examples, odds, [1.0] * len(examples), 0.0, 0.0)
        base, largest = base + step, abs(step)
        odds = [one + step for one in odds]
        for index, column in enumerate(columns):
            step = _step(examples, odds, column, weights[index], penalty)
            if directions[index] and (weights[index] + step) * directions[index] < 0:
                step = -weights[index]
            if step:
                weights[index] += step
                odds = [one + step * measure for one, measure in zip(odds, column, strict=True)]
                largest = max(largest, abs(step))
        if largest < MIN_STEP:
            break
    return base, weights


def _step(
    examples: Sequence[Example], odds: Sequence[float], column: Sequence[float], weight: float, penalty: float
) -> float:
    """Return the Newton step of one weight, at most 1."""
    slope, bend = penalty * weight, penalty
    for one, odd, measure in zip(examples, odds, column, strict=True):
        if measure:
            expected = share_of(odd)
            slope += one.count * (expected - one.is_right) * measure
            bend += one.count * expected * (1 - expected) * measure * measure
    return max(-1.0, min(1.0, -slope / bend)) if bend else 0.0


def auc(scores: Sequence[float], verdicts: Sequence[bool]) -> float:
    """Return the share of the pairs of a right and a wrong case in which the right one has the higher score."""
    right = [score for score, verdict in zip(scores, verdicts, strict=True) if verdict]
    wrong = [score for score, verdict in zip(scores, verdicts, strict=True) if not verdict]
    if not right or not wrong:
        return math.nan
    won = sum((one > two) + (one == two) / 2 for one in right for two in wrong)
    return won / (len(right) * len(wrong))
