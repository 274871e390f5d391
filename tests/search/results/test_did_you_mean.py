"""Suggestions of other queries: near words, the other keyboard, and only what finds something."""

from collections.abc import Callable

import pytest

from meetings.search.query.expansion import Vocabulary
from meetings.search.query.parser import parse
from meetings.search.query.planner import Planner
from meetings.search.results.did_you_mean import suggest_queries
from meetings.text.keyboard import convert_to_arabic_keys
from meetings.text.tokens import fold_words

WORDS = {"بارزاني": 9, "بغداد": 9, "زيارة": 9, "زياره": 9, "وزير": 9, "macron": 5, "meeting": 5, "in": 5}


def suggested(query: str, count: Callable[[str], int] = lambda query: 1, words: dict[str, int] = WORDS) -> list[str]:
    vocabulary = Vocabulary()
    vocabulary.add(words)
    planned = Planner(vocabulary, lambda facet, value: [value]).plan(parse(query))
    return suggest_queries(query, planned, vocabulary, count)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("macrom", "macron"),
        ("meeting macrom", "meeting macron"),
        ("macrom, meeting", "macron, meeting"),
    ],
)
def test_the_nearest_word_stands_in_the_same_place(query, first):
    assert suggested(query)[0] == first


def test_an_unknown_word_is_left_out_last():
    assert suggested("meeting macrom") == ["meeting macron", "meeting"]
    assert suggested("xyzxyzxyz meeting") == ["meeting"]
    assert suggested("xyzxyzxyz") == []


def test_only_what_finds_something_and_is_another_query():
    assert suggested("meeting macrom", lambda query: 0) == []
    assert suggested("meeting macrom", lambda query: query == "meeting") == ["meeting"]
    assert suggested("meeting macron") == []
    assert suggested("2021", words={"2021": 5}) == []  # the same keys on both keyboards


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("<i>macrom</i>", ["macron"]),
        ("<b>meeting</b> macrom", ["meeting macron", "meeting"]),
        ("<meetinx>", []),
        ("7 macrox", ["7 macron"]),
        ("7 xyzxyzxyz", []),
    ],
)
def test_neither_markup_nor_a_single_digit_is_suggested(query, expected):
    assert suggested(query, words={**WORDS, "b": 2, "i": 2, "7": 3}) == expected


def test_the_keyboard_of_the_other_language():
    assert suggested("fy]h]") == ["بغداد"]
    assert "بغداد" not in " ".join(suggested("fy]h] qqqq"))  # not all of it is a word of the index
    assert suggested(";vjshk", words={"كرتسان": 3}) == ["كرتسان"]
    assert "meeting" in suggested("ةثثفهىل")


def test_words_of_two_letters_are_not_corrected():
    assert suggested("uea", words={"uae": 5}) == ["uae"]
    assert suggested("eu meeting", words={"un": 5, "meeting": 5}) == []


def test_three_at_most():
    words = {f"abcdef{letter}": 5 for letter in "ghijkl"}
    assert len(suggested("abcdefz abcdefy meeting", words=words | WORDS)) <= 3


def test_three_suggestions_at_most_and_each_once():
    query = "macrom meeting"
    arabic = dict.fromkeys(fold_words(convert_to_arabic_keys(query)), 5)
    found = suggested(query, words={"macron": 5, "macrop": 4, "meeting": 5, **arabic})
    assert found == [convert_to_arabic_keys(query), "macron meeting", "macrop meeting"]
    assert suggested("macrom meeting", words={"macron": 5, "macrop": 4, "meeting": 5})[2:] == ["meeting"]


@pytest.mark.parametrize(("others", "is_suggested"), [("xy", True), ("xyz", False)])
def test_short_words_of_the_other_keyboard_need_not_be_known(others, is_suggested):
    assert (f"بغداد {convert_to_arabic_keys(others)}" in suggested(f"fy]h] {others}")) is is_suggested


def test_a_word_of_two_letters_is_a_suggestion():
    assert suggested("xyzxyzxyz eu", words={"eu": 5}) == ["eu"]
