"""Small parts of the desk at their limits: quotes in a text, words of a search, lines of a box."""

import pytest
from django.core.exceptions import ValidationError

from meetings.admin.common import folded_search
from meetings.admin.common.folded_search import FoldedTexts, split_value
from meetings.admin.common.lines_fields import LinesField
from meetings.admin.common.quote_position import find_quote_position
from meetings.models import Article, Country
from tests import factories

ARTICLE = Article(raw_text="بغداد ثم أربيل ثم بغداد")


@pytest.mark.parametrize(
    ("quote", "occurrence", "place"),
    [
        ("أربيل", None, (9, 14)),
        ("أربيل", 1, (9, 14)),
        ("اربيل", None, (9, 14)),
        ("بغداد", 1, (0, 5)),
        ("بغداد", 2, (18, 23)),
    ],
)
def test_where_a_quote_stands(quote, occurrence, place):
    assert find_quote_position(ARTICLE, quote, occurrence) == place


@pytest.mark.parametrize(
    ("quote", "occurrence", "code", "words"),
    [
        ("دهوك", None, "absent", "not in the article"),
        ("أربيل", 2, "which", "only once"),
        ("بغداد", None, "which", "occur 2 times"),
        ("بغداد", 3, "which", "occur 2 times"),
    ],
)
def test_a_quote_that_does_not_stand_there_or_more_than_once(quote, occurrence, code, words):
    with pytest.raises(ValidationError, match=words) as caught:
        find_quote_position(ARTICLE, quote, occurrence)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("value", "texts"), [(None, [""]), ("a", ["a"]), (["a", "b"], ["a", "b"]), ({"x": ["a"], "y": "b"}, ["a", "b"])]
)
def test_the_texts_of_a_column(value, texts):
    assert list(split_value(value)) == texts


@pytest.mark.django_db
def test_a_word_of_a_search_with_and_without_its_article():
    ids = [
        factories.CountryFactory(code=code, name_ar=name, name_en=code).pk
        for code, name in (("AA", "عراق"), ("BB", "العراق"), ("CC", "المان"), ("DD", "مان"))
    ]
    texts = FoldedTexts(Country, ("name_ar", "code"))
    assert texts.with_word("عراق") == [ids[1], ids[0]]
    assert texts.with_word("العراق") == [ids[1], ids[0]]
    assert texts.with_word("المان") == [ids[3], ids[2]]  # five letters: the article may be left out
    assert texts.with_word("الما") == [ids[2]]  # four letters are a word
    assert texts.with_word("فرنسا") == []


@pytest.mark.django_db
def test_a_word_in_too_many_records_finds_the_newest(monkeypatch):
    monkeypatch.setattr(folded_search, "MAX_RECORDS_PER_WORD", 2)
    ids = [factories.CountryFactory(code=code, name_ar="دولة").pk for code in ("AA", "BB", "CC")]
    assert FoldedTexts(Country, ("name_ar",)).with_word("دوله") == ids[:0:-1]


def test_limits_of_a_search(db):
    assert (folded_search.MAX_RECORDS_PER_WORD, folded_search.MAX_WORDS) == (1000, 8)
    search = type("Search", (folded_search.FoldedSearch,), {"folded_fields": ("name_ar",)})()
    eight = "one two three four five six seven eight"
    country = factories.CountryFactory(name_ar=eight)
    for term, found in (("", True), ("؟", False), (eight, True), (f"{eight} other", True), ("other", False)):
        assert search.get_search_results(None, Country.objects.all(), term)[0].contains(country) is found
    assert not search.get_search_results(None, Country.objects.all(), f"other {eight}")[0].exists()
    seven = " ".join(eight.split()[:7])
    assert not search.get_search_results(None, Country.objects.all(), f"{seven} other")[0].exists()


@pytest.mark.parametrize(
    ("initial", "data", "has_changed"),
    [(["a", "b"], "a\r\nb", False), (["a"], "a\n\n a ", False), (["a"], "b", True), (None, "", False),
     ([], None, False), (["a"], "", True), (None, "a", True)],
)  # fmt: skip
def test_lines_of_a_box(initial, data, has_changed):
    assert LinesField(required=False).has_changed(initial, data) is has_changed
    assert LinesField(required=False).clean("a\n\n b \na") == ["a", "b"]
    assert LinesField(required=False).prepare_value(["a", "b"]) == "a\nb"
