"""Which typed words are no mistakes, so that nothing like them is searched for instead."""

import pytest

from meetings.search.query.name_words import is_known, load_known_words


@pytest.mark.parametrize("typed", ["2021", "7", sorted(load_known_words())[0]])
def test_numbers_and_words_of_the_tables_are_known(typed):
    assert is_known(typed, typed)


@pytest.mark.parametrize("typed", ["ضظغث", "qwrtz"])
def test_what_no_table_has_is_not(typed):
    assert not is_known(typed, typed)
