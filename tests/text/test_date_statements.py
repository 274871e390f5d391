"""What the statements of a day of publication say together."""

import datetime

from meetings.text.date_statements import (
    CONTRADICTED,
    FUTURE,
    MAX_WORDS_CHARACTERS,
    PUBLISHED,
    UPDATED,
    DateStatement,
    choose_statement,
    list_contradicting,
    list_published_statements,
    shorten_words,
    sort_statements,
    unpack_statements,
)

DAY, NEXT = datetime.date(2025, 4, 14), datetime.date(2025, 4, 15)


def make(source: str, day: datetime.date = DAY, **more) -> DateStatement:
    return DateStatement(source, day, "كلام", **more)


def test_a_day_to_come_is_no_day_of_publication():
    kinds = {one.source: one.kind for one in sort_statements([make("meta"), make("address", NEXT)], DAY)}
    assert kinds == {"meta": PUBLISHED, "address": FUTURE}
    (updated,) = sort_statements([make("meta", NEXT, kind=UPDATED)], DAY)
    assert updated.kind == UPDATED


def test_statements_are_in_the_order_of_their_sources_and_each_is_there_once():
    found = sort_statements([make("date-line"), make("feed"), make("meta"), make("meta"), make("meta", NEXT)], NEXT)
    assert [(one.source, one.day) for one in found] == [
        ("feed", DAY), ("meta", DAY), ("meta", NEXT), ("date-line", DAY),
    ]  # fmt: skip


def test_words_are_cut_at_a_length():
    assert shorten_words(" a\n b ") == "a b"
    assert shorten_words("a" * MAX_WORDS_CHARACTERS) == "a" * 200
    assert shorten_words("a" * 201) == "a" * 199 + "…"


def test_a_page_that_contradicts_itself_has_no_day():
    agreeing = [make("meta"), make("address", NEXT, printed=DAY)]
    assert choose_statement(agreeing) == agreeing[0]
    assert list_contradicting(agreeing) == []
    contradicting = [make("meta"), make("address"), make("date-line", NEXT)]
    assert choose_statement(contradicting) is None
    assert list_contradicting(contradicting) == [contradicting[0], contradicting[2]]


def test_the_feed_beats_its_page():
    statements = [make("feed"), make("meta", NEXT)]
    assert choose_statement(statements) == statements[0]
    assert list_contradicting(statements) == statements


def test_other_days_are_no_days_of_publication():
    statements = [make("meta", kind=UPDATED), make("address", kind=CONTRADICTED), make("date-line", kind=FUTURE)]
    assert list_published_statements(statements) == []
    assert choose_statement(statements) is None
    assert list_published_statements(None) == list_contradicting(None) == []
    assert choose_statement(None) is None


def test_statements_come_back_from_the_database():
    statements = (make("meta"), make("address", NEXT, printed=DAY, kind=UPDATED))
    assert unpack_statements([one.packed() for one in statements]) == statements
    assert unpack_statements([{"source": "meta", "day": "2025-04-14", "words": "كلام"}]) == statements[:1]
    assert unpack_statements(None) is None
