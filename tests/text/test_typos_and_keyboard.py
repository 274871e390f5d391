"""Slips of the hand, and keys pressed in the other language."""

import pytest

from meetings.text.keyboard import convert_to_arabic_keys, convert_to_latin_keys
from meetings.text.typos import find_slip, is_slip_in_name


@pytest.mark.parametrize(
    ("meant", "typed", "kind"),
    [
        ("كردستان", "كردسان", "missing"),
        ("فرنسا", "فرنساا", "double"),
        ("الرييس", "الريسي", "swap"),
        ("كويت", "كوبت", "near"),
        ("حكومه", "حكمومه", "extra"),
        ("ايران", "ايراد", ""),
        ("هولندا", "بولندا", ""),
        ("سفير", "سفينه", ""),
        ("وزير", "وزير", ""),
        ("كويت", "كهيت", "near"),
        ("كويت", "كويه", ""),  # another ending is another word
        ("pizza", "piza", "double"),
        ("ab", "ba", "swap"),
        ("abcd", "bacx", ""),
        ("zz", "اz", ""),
    ],
)
def test_slips(meant, typed, kind):
    assert find_slip(meant, typed) == kind


@pytest.mark.parametrize(
    ("name", "typed", "is_slip"),
    [
        ("تشيلي", "تشيللي", True),
        ("تشيلي", "تشيلسي", False),
        ("ترودو", "تروديو", True),
        ("ترودو", "برودو", False),
        ("واشنطن", "واشطن", True),
        ("شينكر", "شينك", False),  # the last letter
        ("دوبي", "دربي", True),
        ("فورنر", "فونر", False),  # too short
    ],
)
def test_a_slip_in_a_name_makes_no_other_name(name, typed, is_slip):
    assert is_slip_in_name(name, typed, find_slip(name, typed)) is is_slip


@pytest.mark.parametrize(
    ("keys", "text"), [("fhv.hkd", "بارزاني"), ("lh;v,k", "ماكرون"), ("hgHlk hguhl", "الأمن العام"), ("2021", "2021")]
)
def test_arabic_typed_on_english_keys(keys, text):
    assert convert_to_arabic_keys(keys) == text


def test_english_typed_on_arabic_keys():
    assert convert_to_latin_keys("ةشؤقخى") == "macron"
    assert convert_to_latin_keys("لاشقئشىه") == "barzani"


def test_what_no_key_gives_is_nothing():
    assert convert_to_arabic_keys("بارزاني") == ""
    assert convert_to_latin_keys("macron") == ""


@pytest.mark.parametrize(("keys", "text"), [("FHV", "بأر"), ("Yd", "إي"), ("[;", "جك"), ("lh 5", "ما 5"), ("é", "")])
def test_keys_with_shift_and_signs(keys, text):
    assert convert_to_arabic_keys(keys) == text


@pytest.mark.parametrize(("letters", "text"), [("جك", "[;"), ("لا", "b"), ("أ", ""), ("ش 5", "a 5")])
def test_letters_without_shift_have_keys(letters, text):
    assert convert_to_latin_keys(letters) == text


def test_two_letters_too_many_are_no_slip():
    assert find_slip("كردستان", "كردست") == find_slip("كردست", "كردستان") == ""
    assert find_slip("ab", "abb") == find_slip("abb", "ab") == "double"
    assert find_slip("كتاب", "كتابي") == "extra"
