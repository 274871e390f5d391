"""Which words have a shape of the Arabic language, and which endings only those take."""

import pytest

from meetings.search.query.word_shapes import end_keys, get_ending, has_pronoun_ending, has_shape, is_native
from meetings.text.fold import fold


@pytest.mark.parametrize(
    ("word", "native", "shape"),
    [
        ("وزير", True, True),
        ("الوزير", True, False),  # the shape is that of the word without its article
        ("مصر", True, True),
        ("عراقي", True, False),
        ("بارزاني", False, False),
        ("باريس", False, False),
        ("عسكر", False, False),  # four consonants alone could be any name
        ("زلزلة", False, False),
        ("ميدان", True, False),
        ("macron", False, False),
    ],
)
def test_native_words(word, native, shape):
    assert is_native(fold(word)) is native
    assert has_shape(fold(word)) is shape


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("مدارسهم", True), ("مشروعكم", True), ("اجتماعنا", True), ("الوزير", False), ("مدرسته", False),
        ("وزارتهما", False), ("ماكرون", False), ("بارزاني", False),
    ],
)  # fmt: skip
def test_a_pronoun_at_the_end(word, expected):
    assert has_pronoun_ending(fold(word)) is expected


def test_the_part_after_a_lemma():
    assert get_ending("مدارسهم", "مدارس") == "هم"
    assert get_ending("مدارس", "مدارس") == ""
    assert get_ending("وزير", "مدارس") == "وزير"


@pytest.mark.parametrize(
    ("word", "length", "keys"),
    [
        ("وزير", 4, ("وز-4", "4-ير")),
        ("وزير", 5, ("وز-5", "5-ير")),
        ("وزير", 3, ()),
        ("مصر", 4, ()),
    ],
)
def test_keys_of_words_that_one_mistake_separates(word, length, keys):
    assert end_keys(word, length) == keys
