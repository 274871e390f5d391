"""Sorani's way of beginning a word with a vowel, beside the other rules of folding."""

import random

import pytest

from meetings.text.fold import fold, fold_map


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ئەڵمانیا", "المانيا"),
        ("ئێران", "ايران"),
        ("ئۆجەلان", "اوجلان"),
        ("ئەردۆغان", "اردوغان"),
        ("ئاسایش", "اسايش"),
        ("لە ئەنقەرە", "له انقره"),
        ("رئيس", "رييس"),
        ("الرَّئيس", "الرييس"),
        ("مـئات", "ميات"),
        ("شاطئ", "شاطي"),
    ],
)
def test_a_first_hamza_is_the_vowel_it_carries(written, folded):
    assert fold(written) == folded
    assert fold(fold(written)) == folded


def test_its_place_in_the_text_is_kept():
    text = "سەردانی ئەڵمانیا کرد"
    found = fold_map(text)
    at = found.text.index("المانيا")
    start, end = found.span(at, at + len("المانيا"))
    assert text[start:end] == "ئەڵمانیا"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("به\u200cغدا", "بغدا"), ("ئ", "ا"), ("ەم", "هم"), ("کە", "كه"), ("ئێران", "ايران"), ("ئەمریکا", "امريكا")],
)
def test_short_vowels_by_their_place_in_the_word(text, folded):
    assert fold(text) == fold_map(text).text == folded


def test_a_text_is_folded_at_once_as_letter_by_letter():
    """`fold` takes another way than `fold_map`: both read each letter by its place in the word."""
    pick = random.Random(1)
    letters = "ەههئائئااـ\u200c\u200cب ج.\u064bوa1ێ"
    for _ in range(20_000):
        text = "".join(pick.choices(letters, k=pick.randrange(1, 9)))
        assert fold(text) == fold_map(text).text, ascii(text)
