"""Keys of names: which words compare, which spellings meet, and which names stay apart."""

import pytest

from meetings.gazetteer.person_names import (
    has_whole_names,
    is_child_name,
    is_short_given_name,
    is_shortened,
    load_given_names,
    name_key,
    name_words,
)
from meetings.text.fold import fold


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("الشيخ محمد بن زايد آل نهيان", "محمد زايد نهيان"),
        ("الأمير محمد بن سلمان", "محمد سلمان"),
        ("عبد الفتاح السيسي", "عبدالفتاح السيسي"),
        ("الدكتور عماد سعد", "عماد سعد"),
        ("عماد سعد", "عماد سعد"),  # a given name that is a rank too
        ("اللواء عماد", "اللواء عماد"),
    ],
)
def test_courtesy_and_filiation_do_not_compare(name, words):
    assert name_words(name) == tuple(words.split())


@pytest.mark.parametrize(("one", "other"), [("كوردستان", "كردستان"), ("بارزاني", "البارزاني")])
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


def test_given_names_that_differ_in_vowels_stay_apart():
    assert {"محمد", "محمود"} <= load_given_names()
    assert name_key("محمد") != name_key("محمود")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("محمد شياع السوداني", "محمد السوداني", True),
        ("محمد السوداني", "محمد شياع السوداني", True),
        ("محمد السوداني", "محمد السوداني", True),
        ("محمد شياع السوداني", "محمد صباح السوداني", False),  # each has a word that the other lacks
        ("محمد شياع السوداني", "أحمد السوداني", False),
        ("محمد شياع السوداني", "محمد شياع", False),
        ("محمد شياع السوداني", "شياع السوداني", False),
        ("محمد", "محمد", False),  # one word alone is nobody's name
    ],
)
def test_a_name_is_shortened_between_its_first_and_last_word(one, other, expected):
    assert is_shortened(tuple(one.split()), tuple(other.split())) is expected


def test_the_article_of_a_given_name_makes_no_other_name():
    assert name_key("الحسين بن طلال") == name_key("حسين بن طلال") != name_key("الحسن بن طلال")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("مايك", "مايكل", True),
        ("ويليام", "بيل", True),
        ("Bill", "وليام", True),
        ("مايك", "مايك", False),
        ("مايكل", "مارك", False),
        ("وليم", "ويليام", False),  # two spellings, no short form
    ],
)
def test_short_forms_of_given_names(one, other, expected):
    assert is_short_given_name(fold(one), fold(other)) is is_short_given_name(fold(other), fold(one)) is expected


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("تميم بن حمد بن خليفة آل ثاني", "حمد بن خليفة آل ثاني", True),
        ("محمد بن سلمان بن عبدالعزيز", "سلمان بن عبد العزيز", True),
        ("خالد بن محمد بن زايد", "محمد بن زايد", True),
        ("محمد جواد ظريف", "جواد ظريف", False),
        ("حمد بن خليفة", "تميم بن حمد بن خليفة", False),
    ],
)
def test_a_child_names_the_parent(name, other, expected):
    assert is_child_name(name, other) is expected


def test_names_of_some_sides_are_not_shortened():
    assert has_whole_names("CN")
    assert not has_whole_names("IQ")
    assert not has_whole_names(None)
