"""Word lists from the tables of the gazetteer, and the families that a word belongs to."""

import pytest

from meetings.search.query.word_lists import (
    find_families,
    load_demonyms,
    load_english_names,
    load_known_names,
    load_known_words,
    load_lexicon,
    load_title_words,
    strip_article,
)
from meetings.text.fold import fold


def test_an_article_is_that_of_an_arabic_word():
    assert strip_article("الدوحه") == "دوحه"
    assert strip_article("alma") == "alma"


def test_names_of_one_word_with_and_without_article():
    assert {"بغداد", "الدوحه", "دوحه", "قطر"} <= load_known_names()
    assert not any(" " in name for name in load_known_names())
    assert "كرملين" not in load_known_names()  # a seat is named for those who sit there


def test_words_of_titles_and_of_all_tables():
    assert {"وزير", "رييس"} <= load_title_words()
    assert {"وزير", "بغداد"} <= load_known_words()


def test_people_of_a_country_and_the_country():
    assert load_demonyms()["عراقي"] == load_demonyms()["عراق"] == "IQ"
    assert "uae" not in load_demonyms()
    assert "السعوديه" not in load_demonyms()


def test_cities_in_both_scripts():
    assert load_english_names()["doha"] == load_english_names()["الدوحه"] == "doha"  # دوحة is a tree
    assert {"كرملين", "kremlin"}.isdisjoint(load_english_names())


@pytest.mark.parametrize(
    ("word", "families"),
    [
        ("مصر", {"EG", "egypt"}),
        ("عراقي", {"IQ"}),
        ("العراقية", {"IQ"}),
        ("الدوحة", {"doha"}),
        ("doha", {"doha"}),
        ("طرقة", set()),  # not طرق with a pronoun
        ("uae", set()),
    ],
)
def test_families_of_names(word, families):
    assert find_families(fold(word)) == families


@pytest.mark.parametrize(("one", "other"), [("قضية", "قضايا"), ("وزير", "الوزير"), ("مشروعكم", "مشروع")])
def test_forms_of_a_word_belong_to_its_row(one, other):
    assert find_families(fold(one)) == find_families(fold(other)) != set()
    assert load_lexicon()[fold("قضايا")] == load_lexicon()[fold("قضية")]
