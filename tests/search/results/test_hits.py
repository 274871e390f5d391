"""What a result of the second tier has and lacks."""

from datetime import date

import pytest

from meetings.search.engines.protocol import (
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    MinimumMatch,
    Negation,
    Phrase,
)
from meetings.search.query.entity_names import NamedEntry
from meetings.search.results.hits import _is_met
from meetings.search.types import Hit
from tests.search.conftest import SearcherOf, request_of, text_document

WORDS = {"وزير": 1.0, "نفط": 1.0}
MARCH = {"year": ("2021",), "month": ("3",), "person": ("x",)}


def days(first: str, last: str) -> DateRange:
    return DateRange(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("node", "is_met"),
    [
        (AnyWord(frozenset({"وزير", "ماء"})), True),
        (AnyWord(frozenset({"ماء"})), False),
        (Phrase((frozenset({"وزير"}), frozenset({"نفط"}))), True),
        (Phrase((frozenset({"وزير"}), frozenset({"ماء"}))), False),
        (FacetFilter("person", frozenset({"x", "y"})), True),
        (FacetFilter("person", frozenset({"y"})), False),
        (Negation(AnyWord(frozenset({"ماء"}))), True),
        (Conjunction((AnyWord(frozenset({"وزير"})), AnyWord(frozenset({"ماء"})))), False),
        (MinimumMatch(1, (AnyWord(frozenset({"وزير"})), AnyWord(frozenset({"ماء"})))), True),
        (days("2021-03-01", "2021-03-31"), True),
        (days("2021-03-31", "2021-12-31"), True),
        (days("2020-01-01", "2021-03-01"), True),
        (days("2021-04-01", "2021-12-31"), False),
        (days("2020-01-01", "2021-02-28"), False),
    ],
)
def test_what_a_document_meets(node, is_met):
    assert _is_met(node, WORDS, MARCH) is is_met


def test_a_year_without_a_month_is_met_by_any_of_its_months():
    assert _is_met(days("2021-12-01", "2022-01-31"), {}, {"year": ("2021",)})
    assert not _is_met(days("2021-12-01", "2022-01-31"), {}, {"year": ("2020",)})


def hits(searcher_of: SearcherOf, query: str, *documents, entries: list[NamedEntry] | None = None) -> dict[int, Hit]:
    found = searcher_of(*documents, entries=entries).search(request_of(query)).hits
    return {hit.meeting_id: hit for hit in found}


@pytest.mark.parametrize(
    ("query", "text", "reasons"),
    [
        ("وزير", "أكل وزير", []),
        ("وزير", "نام الوزير", []),
        ("الوزير", "أكل وزير", []),  # the shorter form needs no reason either
        ("وزير", "مشى وزراء", [("وزير", "وزراء", "lexicon")]),
        ("كردستان", "زار كوردستان", [("كردستان", "كوردستان", "spelling")]),
        ("UN", "قال UN كلمة", []),
        ("UN", "عقدت الأمم المتحدة جلسة", [("UN", "الأمم المتحدة", "alias")]),
        ("الأمم المتحدة", "قال UN كلمة", [("الأمم المتحدة", "UN", "alias")]),
        ("الأمم المتحدة", "الأمم كلها في UN", []),  # one of the words is there as well
        ("ماكرون بغداد", "وصل ماكرون مساء", []),  # the word that is not there has no reason
    ],
)
def test_a_reason_is_given_where_the_word_is_not_plain_to_see(searcher_of: SearcherOf, query, text, reasons):
    (hit,) = hits(searcher_of, query, text, "طقس معتدل").values()
    assert [(why.query_word, why.matched_word, why.how) for why in hit.why] == reasons


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("ماكرون 3/3/2021", {1: [], 2: ["3/3/2021"], 3: ["3/3/2021"]}),  # 2 is of another day of that month
        ("ماكرون مارس 2021", {1: [], 2: [], 3: ["مارس 2021"]}),
        ("ماكرون زرافة زرافة مارس 2021", {1: ["زرافة"], 2: ["زرافة"]}),
        ("ماكرون 2021 (زرافة أو فيل)", {n: ["زرافة", "فيل"] for n in (1, 2, 3)}),
    ],
)
def test_what_a_result_lacks_is_said_once(searcher_of: SearcherOf, query, missing):
    days = (date(2021, 3, 3), date(2021, 3, 5), date(2021, 4, 3))
    documents = [
        text_document(n, "نص", person=("macron",), year=("2021",), month=(str(day.month),), day=day)
        for n, day in enumerate(days, 1)
    ]
    found = hits(searcher_of, query, *documents, entries=[NamedEntry("official", "macron", 1, ["إيمانويل ماكرون"])])
    assert {number: [one.typed for one in hit.missing] for number, hit in found.items()} == missing
