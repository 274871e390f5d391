"""How far a record can be trusted: the signs for and against it, weighed as the table confidence.tsv says.

The weights are those of a logistic regression that `python -m benchmarks.confidence_training` trains from records
that contributors judged by reading, and calibrates: of the records shown as 0.9, nine in ten are right.
"""

import functools
import math
from pathlib import Path
from typing import NamedTuple

from meetings.extraction.meeting.signs import SENTENCE_SIGNS, TRIGGER_SIGNS, RecordSituation, Sign
from meetings.extraction.meeting.signs_of_people import ARTICLE_SIGNS, DRAFT_SIGNS
from meetings.text.tables import read_table

TABLE = Path(__file__).with_suffix(".tsv")
BASE = "base"  # the row of the table that every record has
SIGNS = {**TRIGGER_SIGNS, **SENTENCE_SIGNS, **ARTICLE_SIGNS, **DRAFT_SIGNS}
MAX_DOUBTS = 3
MIN_DOUBT = 0.3  # by which a doubt lowers the log-odds below those of the usual record, to be named
MIN_CONFIDENCE, MAX_CONFIDENCE = 0.01, 0.99


class Weight(NamedTuple):
    """How much a sign counts, its mean over the judged records that the reader makes, and the doubt that it raises."""

    weight: float
    usual: float
    doubt: str


@functools.cache
def load_weights() -> dict[str, Weight]:
    """Return the weight of each sign, and that of BASE."""
    return {row["sign"]: Weight(float(row["weight"]), float(row["usual"]), row["doubt"]) for row in read_table(TABLE)}


@functools.cache
def _counting() -> tuple[tuple[str, Sign], ...]:
    return tuple((name, measure) for name, measure in SIGNS.items() if load_weights()[name].weight)


def measure_signs(situation: RecordSituation) -> dict[str, float]:
    """Return the signs of a record that count, each from 0 to 1."""
    return {name: measure(situation) for name, measure in _counting()}


def compute_confidence(signs: dict[str, float]) -> float:
    """Return how far a record with `signs` can be trusted, from 0 to 1."""
    known = load_weights()
    odds = known[BASE].weight + sum(known[name].weight * sign for name, sign in signs.items())
    return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, 1 / (1 + math.exp(-odds)))), 2)


def find_doubts(signs: dict[str, float]) -> tuple[str, ...]:
    """Return the doubts that lower the confidence most below that of the usual record, the strongest first."""
    effects: dict[str, float] = {}
    for name, sign in signs.items():
        weight = load_weights()[name]
        effects[weight.doubt] = effects.get(weight.doubt, 0.0) + weight.weight * (sign - weight.usual)
    found = sorted((effect, doubt) for doubt, effect in effects.items() if effect <= -MIN_DOUBT)
    return tuple(doubt for _, doubt in found[:MAX_DOUBTS])
