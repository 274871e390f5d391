"""The table of aliases: its form, and that no name in it is an ordinary word."""

import re
from collections import Counter

import pytest

from meetings.gazetteer import load_rows, split_values
from meetings.text.fold import fold
from meetings.text.tokens import fold_words, stop_words

ROWS = load_rows("search_aliases")
NAMES = [row for row in ROWS if row["kind"] != "common"]
KINDS = {"leader", "name", "city", "country", "organisation", "office", "month", "common"}
COLUMNS = ("ar", "en", "fr", "ckb", "kmr", "other")
CODES = {"country": "countries", "organisation": "organisations"}


def single_words() -> list[tuple[str, str]]:
    """(key, folded name) of the names that are one word."""
    names = [(row["key"], name) for row in NAMES for column in COLUMNS for name in split_values(row[column])]
    return [(key, words[0]) for key, name in names if len(words := fold_words(name)) == 1]


def test_the_table_is_large_and_has_the_kinds_that_it_says():
    kinds = Counter(row["kind"] for row in ROWS)
    assert set(kinds) == KINDS
    assert kinds["leader"] > 700
    assert kinds["city"] > 700
    assert kinds["country"] > 240
    assert kinds["organisation"] > 200


def test_no_two_rows_of_a_kind_share_a_key():
    assert [key for key, number in Counter((row["kind"], row["key"]) for row in ROWS).items() if number > 1] == []


def test_each_row_has_a_key_and_a_name():
    assert [row for row in NAMES if not row["key"] or not any(row[c] for c in (*COLUMNS, "acronyms"))] == []


def test_names_are_in_the_letters_of_their_column():
    arabic, latin = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[A-Za-z]")
    assert [row["key"] for row in ROWS if latin.search(row["ar"] + row["ckb"])] == []
    assert [row["key"] for row in ROWS if arabic.search(row["en"] + row["fr"] + row["kmr"] + row["acronyms"])] == []


def test_acronyms_are_in_capitals():
    assert [
        one for row in ROWS for one in split_values(row["acronyms"]) if not re.fullmatch(r"[A-Z0-9]{2,}", one)
    ] == []


def test_no_name_repeats_in_a_cell():
    cells = [(row["key"], [fold(name) for name in split_values(row[c])]) for row in ROWS for c in COLUMNS]
    assert [key for key, names in cells if len(names) != len(set(names))] == []


def test_no_name_is_a_stop_word():
    given = {row["key"] for row in ROWS if row["kind"] == "name"}  # علي is one when it is folded
    assert [(key, word) for key, word in single_words() if word in stop_words() and key not in given] == []


def test_no_single_name_of_a_leader_is_an_ordinary_word():
    ordinary = {fold(word) for row in load_rows("lexicon") for word in split_values(row["words"])}
    leaders = {row["key"] for row in ROWS if row["kind"] == "leader"}
    assert [(key, word) for key, word in single_words() if key in leaders and word in ordinary] == []


@pytest.mark.parametrize(("kind", "table"), CODES.items())
def test_names_of_the_other_tables_are_not_repeated(kind, table):
    known = {
        row["code"]: {fold(name) for c in ("name_ar", "name_en", "names") for name in split_values(row[c])}
        for row in load_rows(table)
    }
    rows = [row for row in ROWS if row["kind"] == kind]
    repeated = [
        (row["key"], name)
        for row in rows
        for column in ("ar", "en")
        for name in split_values(row[column])
        if fold(name) in known.get(row["key"], ())
    ]
    assert repeated == []


def test_countries_have_the_codes_of_their_table():
    codes = {row["code"] for row in load_rows("countries")}
    assert {row["key"] for row in ROWS if row["kind"] == "country"} <= codes
