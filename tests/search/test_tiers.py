"""The two tiers of a result: what has everything, what has enough of it, and what is suggested where nothing has."""

from datetime import date

import pytest

from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.types import SearchResult
from tests.search.conftest import SearcherOf, request_of, text_document

MACRON = NamedEntry("official", "macron", 1, ["إيمانويل ماكرون", "Emmanuel Macron"], weight=3)
TALABANI = NamedEntry("official", "talabani", 2, ["جلال طالباني"], weight=2)
SIDES = [NamedEntry("country", "OM", 1, ["عمان", "Oman"]), NamedEntry("place", "amman", 2, ["عمّان", "Amman"])]


def tiers(result: SearchResult) -> tuple[set[int], set[int]]:
    """The meetings of the first tier and those of the second."""
    exact = {hit.meeting_id for hit in result.hits if not hit.is_partial}
    assert len(exact) == result.total
    return exact, {hit.meeting_id for hit in result.hits} - exact


@pytest.mark.parametrize(
    ("query", "exact", "partial"),
    [
        ("2021", {1, 2}, {3}),  # a text may say the year too
        ("2021 2022", {1, 2, 4}, {3}),  # closed periods are alternatives
        ("منذ 2022", {4}, set()),
        ("منذ 2021 حتى 2021", {1, 2}, {3}),  # open ones are not
        ("ماكرون", {1}, {4}),
        ("ماكرون 2021", {1}, {4}),  # a period alone is not enough
        ("ماكرون طالباني", set(), {1, 2, 4}),
        ("ماكرون و طالباني", set(), {1, 2, 4}),  # none has both: those with one of them
        ("ماكرون طالباني 2021", set(), {1, 2}),
        ("مارس", {1}, set()),
        ("زرافة أو ماكرون", {1}, {4}),
        ("ماكرون -زيارة", set(), {4}),
    ],
)
def test_who_has_all_of_it_and_who_has_enough(searcher_of: SearcherOf, query, exact, partial):
    searcher = searcher_of(
        text_document(1, "زيارة أولى", person=("macron",), day=date(2021, 3, 5), year=("2021",), month=("3",)),
        text_document(2, "زيارة ثانية", person=("talabani",), day=date(2021, 6, 5), year=("2021",), month=("6",)),
        "لقاء ثالث عن خطة 2021",
        text_document(4, "حديث عن ماكرون", day=date(2022, 1, 1), year=("2022",), month=("1",)),
        "طقس معتدل",
        entries=[MACRON, TALABANI],
    )
    assert tiers(searcher.search(request_of(query))) == (exact, partial)


def test_a_name_of_a_country_and_of_a_city_means_both(searcher_of: SearcherOf):
    documents = text_document(1, "أ", country=("OM",)), text_document(2, "ب", place=("amman",)), "ج"
    assert tiers(searcher_of(*documents, entries=SIDES).search(request_of("عمان"))) == ({1, 2}, set())


def test_a_rare_word_is_enough_and_common_ones_are_not(searcher_of: SearcherOf):
    """Of three words two are asked for, but a word of one meeting in a hundred tells more than those of all."""
    common = ["محاولة اغتيال قديمة"] * 300
    found = searcher_of(*common, "ناظوري").search(request_of("محاولة جديدة ناظوري"))
    assert (found.total, found.partial) == (0, 1)
    found = searcher_of("محاولة", "اغتيال", "ناظوري", *["كلام آخر"] * 10).search(request_of("محاولة اغتيال ناظوري"))
    assert (found.total, found.partial) == (0, 3), "nothing has two of them, so one is enough"


def test_names_are_those_of_the_directory_read_last(searcher_of: SearcherOf):
    searcher = searcher_of(text_document(1, "أ", person=("macron",)), "ب", entries=[TALABANI])
    assert searcher.search(request_of("ماكرون")).total == 0
    searcher.directory = Directory([MACRON])
    assert searcher.search(request_of("ماكرون")).total == 1
    assert searcher.search(request_of("طالباني")).parts == []


def test_other_queries_are_suggested_where_a_word_is_unknown_or_nothing_is_found(searcher_of: SearcherOf):
    searcher = searcher_of("fhv هنا", "بار هناك", "زيارة")
    assert searcher.search(request_of("fhv")).suggestions == []
    assert searcher.search(request_of("fhv", year=(1990,))).suggestions == ["بار"]
    assert searcher.search(request_of("زيارة زيارات")).total == 1
    assert searcher.search(request_of("xyzxyz زيارة")).suggestions == ["زيارة"]
    assert searcher.search(request_of("", year=(1990,))).suggestions == []


@pytest.mark.parametrize(
    ("query", "parts", "only"),
    [("ماكرون", ["ماكرون"], True), ("زيارة ماكرون", ["ماكرون"], False), ("زيارة", [], False), ("", [], False)],
)
def test_a_query_of_names_only_says_so(searcher_of: SearcherOf, query, parts, only):
    result = searcher_of("زيارة", entries=[MACRON]).search(request_of(query))
    assert ([part.typed for part in result.parts], result.only_parts) == (parts, only)


@pytest.mark.parametrize("query", ["Talabani -Macron", "طالباني وليس ماكرون", "Talabani -ماكرون", "طالباني -macron"])
def test_an_excluded_name_excludes_its_meetings_and_its_texts_in_every_script(searcher_of: SearcherOf, query):
    searcher = searcher_of(
        text_document(1, "لقاء في باريس", person=("macron", "talabani")),
        text_document(2, "طالباني يذكر ماكرون", person=("talabani",)),
        text_document(3, "Talabani spoke of Macron", person=("talabani",)),
        text_document(4, "لقاء في بغداد", person=("talabani",)),
        entries=[MACRON, NamedEntry("official", "talabani", 2, ["جلال طالباني", "Jalal Talabani"], weight=2)],
    )
    assert tiers(searcher.search(request_of(query))) == ({4}, set())


@pytest.mark.parametrize("query", ["ماكرون", "إيمانويل ماكرون", "Emmanuel Macron", "لقاءات ماكرون"])
def test_a_query_that_names_a_card_lists_the_meetings_of_the_person(searcher_of: SearcherOf, query):
    """Also where the record has the name in one script only."""
    searcher = searcher_of(
        text_document(1, "لقاء في باريس", person=("macron",)),
        text_document(2, "ماكرون ذكر في خطاب آخر", person=("talabani",)),
        entries=[NamedEntry("official", "macron", 1, ["Emmanuel Macron"], weight=3), TALABANI],
    )
    result = searcher.search(request_of(query))
    assert result.officials == [1]
    assert tiers(result)[0] == {1}
