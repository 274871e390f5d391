"""The query language: everything that can be typed is read."""

import string
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from meetings.search.query.parser import (
    Alternatives,
    Clause,
    FieldClause,
    Prefix,
    QuotedWords,
    Word,
    parse,
    read_span,
    read_years,
)
from meetings.text.fold import fold
from meetings.text.typed_dates import DaySpan


def only(query: str) -> list[Clause]:
    """The clauses of a query that is one sequence."""
    (sequence,) = parse(query).tree.sequences
    return sequence


def codes(query: str) -> list[str]:
    return [notice.code for notice in parse(query).notices]


def kinds(query: str) -> list[tuple]:
    def name(item):
        if isinstance(item, Word):
            return item.word
        if isinstance(item, QuotedWords):
            return tuple(item.words)
        if isinstance(item, Prefix):
            return item.prefix + "*"
        if isinstance(item, FieldClause):
            return f"{item.name}={item.value}"
        return "group"

    return [(name(clause.item), "must" * clause.must + "without" * clause.without) for clause in only(query)]


def test_plain_words_are_wishes():
    assert kinds("نيجيرفان، بارزاني؟") == [("نيجيرفان", ""), ("بارزاني", "")]


@pytest.mark.parametrize("quoted", ['"{}"', "«{}»", "“{}”", "„{}“", "‹{}›", "＂{}＂"])
def test_any_quotes_hold_words_together(quoted):
    assert kinds(quoted.format("رئيس الوزراء")) == [(("رييس", "الوزراء"), "must")]


@pytest.mark.parametrize("query", ['"رئيس الوزراء', "«رئيس الوزراء", '" رئيس الوزراء'])
def test_an_open_quote_is_closed_and_said(query):
    assert kinds(query) == [(("رييس", "الوزراء"), "must")]
    assert codes(query) == ["quotes-repaired"]


@pytest.mark.parametrize("sign", ["-", "بدون ", "NOT ", "−", "وليس "])
def test_without(sign):
    assert kinds(f"ماكرون {sign}باريس") == [("ماكرون", ""), ("باريس", "without")]


def test_a_phrase_may_be_excluded():
    assert kinds('-"رئيس الوزراء"') == [(("رييس", "الوزراء"), "without")]


def test_an_open_quote_before_one_word_is_only_a_sign():
    assert kinds('"بغداد') == [("بغداد", "")]


@pytest.mark.parametrize("query", ["قال:نعم", 'قال:"نعم للحوار"', "لقاء  قال:نعم", '"نعم', "نعم، للحوار"])
def test_each_word_knows_its_place(query):
    words = [clause.item for clause in only(query)]
    assert [fold(query[word.start : word.end]) for word in words] == [word.word for word in words]


def test_a_hyphen_inside_a_word_is_no_operator():
    assert kinds("جان-إيف لودريان") == [("جان", ""), ("ايف", ""), ("لودريان", "")]


@pytest.mark.parametrize("query", ["بغداد و أربيل", "بغداد AND أربيل", "بغداد && أربيل", "+بغداد +أربيل"])
def test_and(query):
    assert [flag for _, flag in kinds(query)] == ["must", "must"]


def test_and_in_a_long_question_only_joins():
    query = "متى وقعت الحكومة العراقية اتفاق النفط و الغاز مع الإقليم"
    assert all(not clause.must for clause in only(query))


@pytest.mark.parametrize(
    ("query", "is_must"),
    [
        ("بغداد و أربيل ماء نفط غاز", True),
        ("بغداد و أربيل ماء نفط غاز قمح", False),
        ("بغداد AND أربيل ماء نفط غاز قمح", True),  # in capitals it is never a word
    ],
)
def test_an_arabic_and_joins_in_a_short_query_only(query, is_must):
    assert [clause.must for clause in only(query)][:2] == [is_must, is_must]


@pytest.mark.parametrize("query", ["و بغداد", "AND بغداد", "أو بغداد", "بغداد أو", "بغداد أو أو"])
def test_an_operator_at_the_end_of_a_query_joins_nothing(query):
    assert kinds(query) == [("بغداد", "")]


@pytest.mark.parametrize("query", ["بغداد أو أربيل", "بغداد OR أربيل"])
def test_or(query):
    assert [[c.item.word for c in sequence] for sequence in parse(query).tree.sequences] == [["بغداد"], ["اربيل"]]


@pytest.mark.parametrize("query", ["talks and visit", "this or that", "do not go"])
def test_small_english_words_are_words(query):
    assert len(parse(query).tree.sequences) == 1
    assert not any(clause.must or clause.without for clause in only(query))


def test_groups():
    (group, word) = only("(بغداد أو أربيل) ماكرون")
    assert isinstance(group.item, Alternatives)
    assert len(group.item.sequences) == 2
    assert word.item.word == "ماكرون"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("شخص:بارزاني", "person=بارزاني"),
        ("person:Macron", "person=Macron"),
        ('بلد:"الولايات المتحدة"', "country=الولايات المتحدة"),
        ("سنة:٢٠٢١", "year=٢٠٢١"),
        ("سنة: 2019-2021", "year=2019-2021"),
        ("شخص: بارزاني", "person=بارزاني"),
        ("person :  Macron", "person=Macron"),
        ('بلد: "الولايات المتحدة"', "country=الولايات المتحدة"),
        ("من:2021-06-09", "from=2021-06-09"),
        ("إلى:9/6/2021", "to=9/6/2021"),
        ("نوع:زيارة", "kind=زيارة"),
    ],
)
def test_field_words(query, field):
    assert kinds(query) == [(field, "must")]
    assert codes(query) == []


def test_a_colon_after_another_word_is_only_a_sign():
    assert kinds('قال: "نعم للحوار"') == [("قال", ""), (("نعم", "للحوار"), "must")]
    assert codes('قال: "نعم للحوار"') == []


def test_an_unknown_field_word_is_a_word():
    assert kinds("قال:نعم") == [("قال", ""), ("نعم", "")]
    assert codes("قال:نعم") == codes("قال:نعم قال:نعم") == ["unknown-field"]
    assert len(codes("قال:نعم قالت:لا")) == 2


@pytest.mark.parametrize("query", ["من:31/02/2021", "سنة:الماضية", "إلى:غدا"])
def test_a_date_that_does_not_exist_is_said(query):
    assert codes(query) == ["bad-date"]


def test_a_wildcard_ends_a_word():
    assert kinds("دبلوماس*") == [("دبلوماس*", "must")]
    assert kinds("جان-بول*") == [("جان", ""), ("بول*", "must")]


@pytest.mark.parametrize("query", ["*", "د*", "***"])
def test_wildcards_within_bounds(query):
    assert codes(query) == ["wildcard-refused"]


@pytest.mark.parametrize("query", ["*زاني", "بار*ني", "د*س*ي", "*زاني*"])
def test_an_asterisk_elsewhere_than_at_the_end_is_said_and_the_rest_is_searched(query):
    assert codes(query) == ["wildcard-misplaced"]
    assert [word for word, _ in kinds(query)] == query.replace("*", " ").split()


def test_a_long_query_is_cut_between_words():
    parsed = parse("وزير الخارجية " * 1_000)
    assert [notice.code for notice in parsed.notices] == ["query-cut", "terms-cut"]
    assert len(only("كلمة " * 60)) == 40
    assert codes("كلمة " * 40) == []
    assert codes("كلمة " * 41) == ["terms-cut"]
    assert codes("ا" * 1_000) == []
    assert codes("ا" * (1_001)) == ["query-cut"]


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_is_an_error(query):
    parse(query)


@given(st.text(alphabet='و أو بدون ()"«»:*-+ سنة:2021 شخص ' + string.punctuation, max_size=80))
def test_nor_any_mixture_of_operators(query):
    parse(query)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-06-09", date(2021, 6, 9), date(2021, 6, 9)),
        ("٩/٦/٢٠٢١", date(2021, 6, 9), date(2021, 6, 9)),
        ("10.06.2021", date(2021, 6, 10), date(2021, 6, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-13", None, None),
        ("someday", None, None),
    ],
)
def test_dates_and_the_ends_of_longer_times(text, first, last):
    days = read_span(text)
    assert ((days.first, days.last) if days else (None, None)) == (first, last)


def test_a_word_counts_from_today():
    yesterday = localdate() - timedelta(days=1)
    assert read_span("yesterday") == read_span("أمس") == DaySpan(yesterday, yesterday)


def test_years():
    assert read_years("2197-") == (2197, 2198, 2199)
    assert read_years("٢٠١٩-٢٠٢١") == (2019, 2020, 2021)
    assert read_years("2021..2019") == (2019, 2020, 2021)
    assert read_years("2019،2021") == (2019, 2021)
    assert len(read_years("1900-") or ()) == 300
    assert read_years("2019") == (2019,)
    assert read_years("19") is None
    assert read_years("1000-9999") is None


def test_a_closing_parenthesis_without_an_opening_one_is_left_out():
    assert parse("a) b").tree == parse("a b").tree
    assert parse("a (b").tree == parse("a (b)").tree


def test_parentheses_have_a_depth():
    def depth(tree) -> int:
        inner = [clause.item for sequence in tree.sequences for clause in sequence]
        return 1 + max((depth(item) for item in inner if isinstance(item, type(tree))), default=0)

    assert depth(parse("((((((a))))))").tree) == 7
    assert parse("(((((((a)))))))").tree.sequences == [] or depth(parse("(((((((a)))))))").tree) <= 7


def test_a_long_word_is_cut_as_it_is():
    (sequence,) = parse("a" * (1_001)).tree.sequences
    assert sequence[0].item.typed == "a" * 1_000


@pytest.mark.parametrize(("query", "notices"), [("year:2020-2220", 0), ("year:2020-2221", 1)])
def test_a_range_of_years_has_a_length(query, notices):
    assert len(parse(query).notices) == notices


@pytest.mark.parametrize(("query", "is_prefix"), [("ab*", True), ("a*", False), ("ab**", True), ("a*b*", False)])
def test_a_wildcard_stands_behind_two_letters(query, is_prefix):
    (sequence,) = parse(query).tree.sequences
    assert isinstance(sequence[0].item, Prefix) is is_prefix
