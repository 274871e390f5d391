"""The scoring of a query word: its readings, from the exact word to its root, as levels of one group."""

from meetings.search.engines.protocol import Group, Level
from meetings.search.query.relations import Relation

# The weight of each reading of a word: the word itself, its forms, its light stem, its root. Each level includes the
# one before it, so the word itself counts in all four.
EXACT_WEIGHT, FORM_WEIGHT, STEM_WEIGHT, ROOT_WEIGHT = 0.5, 1.0, 0.5, 0.7
MAX_READINGS = 300  # words of the index that one query word may stand for
_SHARES = {"exact": 1.0, "parts": 1.0, "form": 1.0, "spelling": 0.9, "script": 0.9, "alias": 0.5, "prefix": 1.0}
_OTHER_SHARE = 0.7


def group_readings(readings: dict[str, Relation]) -> Group:
    """Return the group of a word's readings, which scores exact words above forms, stems and roots, in this order."""
    first = dict(list(readings.items())[:MAX_READINGS])
    exact = tuple((word, 1.0) for word, relation in first.items() if relation.how in ("exact", "parts"))
    forms = tuple((word, _share(relation)) for word, relation in first.items() if relation.strong)
    stems = tuple((w, _share(r)) for w, r in first.items() if r.strong or r.how == "stem")
    roots = tuple((word, _share(relation)) for word, relation in first.items())
    levels: dict[tuple[tuple[str, float], ...], float] = {}
    for weight, words in ((EXACT_WEIGHT, exact), (FORM_WEIGHT, forms), (STEM_WEIGHT, stems), (ROOT_WEIGHT, roots)):
        if words:
            levels[words] = levels.get(words, 0.0) + weight  # levels of the same words are merged and scored once
    return Group(tuple(Level(weight, words) for words, weight in levels.items()))


def _share(relation: Relation) -> float:
    return _SHARES.get(relation.how, _OTHER_SHARE) if relation.strong else 1.0
