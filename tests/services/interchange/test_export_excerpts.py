"""Excerpts of texts that belong to their publishers: the quoted words, and where they stand now. No database."""

import pytest

from meetings.services.interchange.export_excerpts import BETWEEN, make_excerpt

TEXT = "abcdefghij"


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([(0, 2), (6, 8)], ["ab", "gh"]),
        ([(6, 8), (0, 2)], ["ab", "gh"]),
        ([(0, 3), (2, 5)], ["abcde"]),
        ([(0, 5), (1, 2)], ["abcde"]),
        ([(0, 2), (2, 4)], ["abcd"]),  # no words are left out between them
        ([(0, 2), (3, 4)], ["ab", "d"]),
        ([(0, 2), (0, 2)], ["ab"]),
    ],
)
def test_quoted_words_in_the_order_of_the_text(spans, words):
    assert make_excerpt(TEXT, spans, "https://example.org/a").text == f"{BETWEEN.join(words)}\n(https://example.org/a)"


def test_without_quoted_words_nothing_is_left():
    found = make_excerpt(TEXT, [], "https://example.org/a")
    assert (found.text, found.pieces) == ("", ())


@pytest.mark.parametrize("span", [(0, 4), (0, 1), (3, 4), (1, 3), (6, 8), (7, 8)])
def test_quotes_are_the_same_words_in_the_excerpt(span):
    found = make_excerpt(TEXT, [(0, 4), (6, 8)], "a")
    start, end = found.moved(*span)
    assert found.text[start:end] == TEXT[slice(*span)]


@pytest.mark.parametrize("span", [(3, 5), (5, 7), (4, 6), (6, 9)])
def test_words_that_are_not_kept_have_no_place(span):
    with pytest.raises(ValueError, match="not kept"):
        make_excerpt(TEXT, [(0, 4), (6, 8)], "a").moved(*span)
