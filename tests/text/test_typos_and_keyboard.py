"""Slips of the hand, and keys pressed in the other language."""

import pytest

from meetings.text.keyboard import typed_as_arabic, typed_as_latin
from meetings.text.typos import slip


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
    assert slip(meant, typed) == kind


@pytest.mark.parametrize(
    ("keys", "text"), [("fhv.hkd", "بارزاني"), ("lh;v,k", "ماكرون"), ("hgHlk hguhl", "الأمن العام"), ("2021", "2021")]
)
def test_arabic_typed_on_english_keys(keys, text):
    assert typed_as_arabic(keys) == text


def test_english_typed_on_arabic_keys():
    assert typed_as_latin("ةشؤقخى") == "macron"
    assert typed_as_latin("لاشقئشىه") == "barzani"


def test_what_no_key_gives_is_nothing():
    assert typed_as_arabic("بارزاني") == ""
    assert typed_as_latin("macron") == ""
