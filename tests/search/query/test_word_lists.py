"""Word lists from the tables of the gazetteer, and the families that a word belongs to."""

import pytest

from meetings.search.query.word_lists import (
    demonyms,
    english_names,
    find_families,
    known_names,
    known_words,
    lexicon,
    strip_article,
    title_words,
)
from meetings.text.fold import fold


def test_an_article_is_that_of_an_arabic_word():
    assert strip_article("الدوحه") == "دوحه"
    assert strip_article("alma") == "alma"


def test_names_of_one_word_with_and_without_article():
    assert {"بغداد", "الدوحه", "دوحه", "قطر"} <= known_names()
    assert not any(" " in name for name in known_names())
    assert "كرملين" not in known_names()  # a seat is named for those who sit there


def test_words_of_titles_and_of_all_tables():
    assert {"وزير", "رييس"} <= title_words()
    assert {"وزير", "بغداد"} <= known_words()


def test_people_of_a_country_and_the_country():
    assert demonyms()["عراقي"] == demonyms()["عراق"] == "IQ"
    assert "uae" not in demonyms()
    assert "السعوديه" not in demonyms()


def test_cities_in_both_scripts():
    assert english_names()["doha"] == english_names()["دوحه"] == "doha"
    assert {"كرملين", "kremlin"}.isdisjoint(english_names())


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
    assert lexicon()[fold("قضايا")] == lexicon()[fold("قضية")]
