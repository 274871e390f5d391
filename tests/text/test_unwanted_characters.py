"""Characters that no stored text should have, and the letters in their place."""

import pytest

from meetings.text.unwanted_characters import find_unwanted, remove_unwanted


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\ufe91\ufee0\ufeaa", "بلد"),
        ("\u202bلقاء\u202c", "لقاء"),
        ("شكر\ufe8d\ufe70", "شكراً"),  # the sign stands on its letter, without a space between them
        ("محم\ufe7cد", "محمّد"),
        ("\u0639\u062f\ufc61\u0648", "\u0639\u062f\u064f\u0651\u0648"),
        ("سه\u200cم", "سه\u200cم"),
        ("\ufdf2", "\ufdf2"),
    ],
)
def test_letters_in_place_of_forms(text: str, clean: str):
    assert remove_unwanted(text) == clean
    assert find_unwanted(remove_unwanted(text)) == []
