"""What was changed in a text, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text.changes import ADDED, REMOVED, SAME, TextRun, word_changes


def shown(older: str, newer: str) -> str:
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_changes(older, newer))


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("التقى الوزيران في بغداد.", "التقى الوزيران في أربيل.", "التقى الوزيران في [-بغداد-][+أربيل+]."),
        ("التقى الوزيران، أمس", "التقى الوزيران أمس", "التقى الوزيران[-، -][+ +]أمس"),
        ("التَّعاون بين البلدين", "التعاون بين البلدين", "[-التَّعاون-][+التعاون+] بين البلدين"),
        ("met in Baghdad", "met in Erbil on Friday", "met in [-Baghdad-][+Erbil on Friday+]"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_words_that_changed_are_marked_and_no_others(older, newer, expected):
    assert shown(older, newer) == expected


def test_neighbouring_words_are_one_change():
    assert shown("a long day in old Paris", "a long day in new Rome") == "a long day in [-old Paris-][+new Rome+]"


def test_texts_that_have_little_in_common_stand_one_after_the_other():
    pieces = word_changes("one two three four", "five six three seven")
    assert pieces == [TextRun(REMOVED, "one two three four"), TextRun(ADDED, "five six three seven")]


def test_very_long_texts_are_compared_by_lines():
    lines = [f"line {number} of many words here" for number in range(3000)]
    pieces = word_changes("\n".join(lines), "\n".join([*lines[:1500], "another", *lines[1501:]]))
    assert [piece.text for piece in pieces if piece.kind != SAME] == ["line 1500 of many words here\n", "another\n"]


TEXT = st.text(st.sampled_from("اب تَّـ\u200f\u200d،.a1 \n\u0651𝕏ﷺ"), max_size=40)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back_to_the_character(older, newer):
    pieces = word_changes(older, newer)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == older
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == newer
