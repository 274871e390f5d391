"""Relations between a word of a query and words of the index, with their weights."""

from dataclasses import dataclass

WEIGHTS = {"exact": 1.0, "form": 0.8, "alias": 0.75, "spelling": 0.7, "lexicon": 0.6, "script": 0.6, "root": 0.45,
           "typo": 0.4, "stem": 0.4, "loose": 0.3}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation of a word of the index to a word of the query. `weight` is 0 to 1."""

    how: str
    weight: float
    strong: bool
