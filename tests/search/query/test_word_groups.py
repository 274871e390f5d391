"""The levels of a word's readings, which score the word itself above its forms, stems and roots."""

from meetings.search.query import word_groups
from meetings.search.query.relations import Relation
from meetings.search.query.word_groups import group_readings

EXACT, FORM = Relation("exact", 1.0, True), Relation("form", 0.9, True)
SPELLING, LEXICON = Relation("spelling", 0.9, True), Relation("lexicon", 0.5, True)
STEM, ROOT = Relation("stem", 0.5, False), Relation("root", 0.3, False)


def levels(readings: dict[str, Relation]) -> list[tuple[float, dict[str, float]]]:
    return [(round(level.weight, 2), dict(level.words)) for level in group_readings(readings).levels]


def test_each_level_has_the_words_of_the_one_before():
    assert levels({"a": EXACT, "b": FORM, "c": STEM, "d": ROOT}) == [
        (0.5, {"a": 1.0}),
        (1.0, {"a": 1.0, "b": 1.0}),
        (0.5, {"a": 1.0, "b": 1.0, "c": 1.0}),
        (0.7, {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0}),
    ]


def test_levels_of_the_same_words_are_one():
    assert levels({"a": EXACT}) == [(2.7, {"a": 1.0})]
    assert levels({"d": ROOT}) == [(0.7, {"d": 1.0})]
    assert levels({"c": STEM}) == [(1.2, {"c": 1.0})]
    assert levels({}) == []


def test_a_word_in_another_spelling_counts_less_and_a_synonym_still_less():
    assert levels({"a": Relation("parts", 1.0, True), "b": SPELLING, "c": LEXICON}) == [
        (0.5, {"a": 1.0}),
        (2.2, {"a": 1.0, "b": 0.9, "c": 0.7}),
    ]


def test_only_so_many_readings_count(monkeypatch):
    monkeypatch.setattr(word_groups, "MAX_READINGS", 2)
    assert levels({"a": EXACT, "b": EXACT, "c": EXACT}) == [(2.7, {"a": 1.0, "b": 1.0})]
