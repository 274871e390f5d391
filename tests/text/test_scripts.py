"""The language of a text, judged by its letters."""

import pytest

from meetings.text import scripts


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("لقاء في باريس", "ar", "ar"),
        ("A meeting in Paris", "en", "en"),
        ("Paris: لقاء وزاري في باريس", "ar", "en"),
        ("لقاء: a meeting in Paris", "en", "ar"),
        ("اب ab", "ar", "ar"),  # as many of each
        ("ab اب", "ar", "en"),
        ("نێچیرڤان", "ar", "ar"),
        ("2023 – 11", "", ""),
        ("", "", ""),
        ("2023 لقاء", "ar", "ar"),
    ],
)
def test_the_language_of_the_letters(text, language, begins):
    assert scripts.language_of(text) == language
    assert scripts.begins_in(text) == begins


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("نێچیرڤان بارزانی لە هەولێر", "ckb"),
        ("بارزاني في باريس", "ar"),
        ("دیدار کابینه در تهران", "fa"),
        ("A meeting in Paris", "en"),
        ("2023", ""),
        # A tenth of the words may have such a letter, as foreign names in Arabic reports do.
        ("گ " + "كلمة " * 9, "ar"),
        ("گ " + "كلمة " * 8, "fa"),
        ("ێ " + "كلمة " * 9, "ar"),
        ("ێ " + "كلمة " * 8, "ckb"),
    ],
)
def test_the_language_of_a_report(text, language):
    assert scripts.language_of_report(text) == language
