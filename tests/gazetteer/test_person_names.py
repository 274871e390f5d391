"""Keys of names: which words compare, which spellings meet, and which names stay apart."""

import pytest

from meetings.gazetteer.person_names import given_names, name_key, name_words, shortened


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
    assert {"محمد", "محمود"} <= given_names()
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
    assert shortened(tuple(one.split()), tuple(other.split())) is expected
