"""Numbers of records that are typed: what is one, and how long it may be."""

import pytest

from meetings.text.typed_numbers import read_number, read_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("9" * 15, 10**15 - 1),
        ("9" * 16, None),
        ("", None),
        ("x", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_a_number(text, number):
    assert read_number(text) == number


def test_of_several_texts_the_numbers_count_in_their_order():
    assert read_numbers(["3", "x", "0", "", "3"]) == [3, 0, 3]
