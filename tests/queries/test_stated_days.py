"""The rows that say what states the day of a report, and the share of what is missing in the archive."""

from datetime import date

import pytest
from django.utils import translation

from meetings.queries.checks.finding import Named, named_participant, named_place
from meetings.queries.checks.places import _is_within
from meetings.queries.coverage import Gap
from meetings.queries.stated_days import make_rows, make_rows_of_article
from tests import factories

DAY = "2025-04-11"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def stated(**values: str) -> dict[str, str]:
    return {"source": "meta", "day": DAY, "words": "w", "printed": "", "kind": "published"} | values


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "note", "counts"),
    [
        ({}, "", True),
        ({"printed": DAY}, "", True),
        ({"printed": "2025-04-10"}, "the day in the archive's time zone", True),
        ({"kind": "updated"}, "day of a change, not of publication", False),
        ({"kind": "future"}, "in the future, so it is not a day of publication", False),
    ],
)
def test_what_is_noted_beside_a_day(values, note, counts):
    article = factories.ArticleFactory(date_statements=[stated(**values)])
    (row,) = make_rows(article.statements)
    assert (row.day, row.words, row.is_markup) == (date(2025, 4, 11), "w", True)
    assert (row.note, row.is_publication) == (note, counts)
    assert make_rows(None) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"published_basis": "text", "published_words": "on Friday"}, ["on Friday"]),
        ({"published_basis": "text", "published_on": None, "published_words": ""}, []),
        ({"published_basis": "editor"}, []),
    ],
)
def test_the_words_of_the_text_state_the_day_where_they_are_its_basis(facts, words):
    assert [row.words for row in make_rows_of_article(factories.ArticleFactory.build(outlet=None, **facts))] == words


@pytest.mark.parametrize(
    ("number", "total", "percent"), [(0, 5, 0), (1, 1_000, 1), (5, 10, 50), (10, 10, 100), (0, 0, 0), (1, 0, 0)]
)
def test_a_share_that_is_there_is_never_none(number, total, percent):
    assert Gap("x", number, total).percent == percent


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("فؤاد", "Fuad", "w", "t", "T", "o", "O"), Named("فؤاد", "Fuad")),
        (("فؤاد", None, "w", "t", "T", "o", "O"), Named("فؤاد", "")),
        ((None, None, "w", "t", "T", "o", "O"), Named("w")),
        ((None, None, "", "t", "T", "o", "O"), Named("t", "T")),
        ((None, None, "", "", "T", "o", "O"), Named("", "T")),
        ((None, None, "", "t", "", "o", "O"), Named("t", "")),
        ((None, None, "", "", "", "o", "O"), Named("o", "O")),
        ((None, None, "", "", "", None, None), Named("", "")),
    ],
)
def test_a_participant_is_named_by_the_best_that_is_known(names, expected):
    assert named_participant(*names) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("بغداد", "Baghdad", "العراق", "Iraq"), Named("بغداد", "Baghdad")),
        (("بغداد", None, "العراق", "Iraq"), Named("بغداد", "")),
        (("", "", "العراق", "Iraq"), Named("العراق", "Iraq")),
        ((None, None, None, None), Named("", "")),
    ],
)
def test_a_place_is_named_by_its_city_or_its_country(names, expected):
    assert named_place(*names) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_within"),
    [("IQ", "IQ", True), ("IQ-KRI", "IQ", True), ("IQ", "IQ-KRI", True), ("IQ", "IT", False), ("IQ-KRI", "IT", False)],
)
def test_a_region_is_in_its_state(one, other, is_within):
    assert _is_within(one, other) is is_within
