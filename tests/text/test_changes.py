"""What was changed in a text, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text.changes import ADDED, REMOVED, SAME, TextRun, compare_words


def shown(older: str, newer: str) -> str:
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in compare_words(older, newer))


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
    pieces = compare_words("one two three four", "five six three seven")
    assert pieces == [TextRun(REMOVED, "one two three four"), TextRun(ADDED, "five six three seven")]


def test_very_long_texts_are_compared_by_lines():
    lines = [f"line {number} of many words here" for number in range(3000)]
    pieces = compare_words("\n".join(lines), "\n".join([*lines[:1500], "another", *lines[1501:]]))
    assert [piece.text for piece in pieces if piece.kind != SAME] == ["line 1500 of many words here\n", "another\n"]


TEXT = st.text(st.sampled_from("اب تَّـ\u200f\u200d،.a1 \n\u0651𝕏ﷺ"), max_size=40)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back_to_the_character(older, newer):
    pieces = compare_words(older, newer)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == older
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == newer


def make_words(count: int, first: str) -> list[str]:
    """Different words of letters alone."""
    return [first + str(number).translate(str.maketrans("0123456789", "abcdefghij")) for number in range(count)]


def test_a_third_of_the_words_is_enough_in_common():
    older, newer = make_words(20, "x"), make_words(20, "y")
    alike = compare_words(" ".join(older), " ".join(older[:7] + newer[7:]))
    other = compare_words(" ".join(older), " ".join(older[:6] + newer[6:]))
    assert alike[0].kind == SAME
    assert [piece.kind for piece in other] == [REMOVED, ADDED]


@pytest.mark.parametrize(("count", "more", "is_by_words"), [(4000, "", True), (4000, "z", False), (4001, "", False)])
def test_words_of_long_texts_are_compared_up_to_a_limit(count, more, is_by_words):
    words = [f"{word}{number}" for number, word in enumerate(make_words(count, "x"))]  # letters and digits: two words
    older, newer = "".join(words), "".join(["y0", *words[1:], more])
    assert (TextRun(ADDED, "y") in compare_words(older, newer)) is is_by_words
    assert (TextRun(REMOVED, "y") in compare_words(newer, older)) is is_by_words
