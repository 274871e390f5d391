"""A SearchQuerySet's filters in our query language, and what Haystack gets back."""

import datetime

import pytest
from haystack.inputs import AutoQuery, Exact, Raw
from haystack.query import SearchQuerySet

from meetings.models import Article, Meeting
from meetings.search.haystack_backend import MahdarSearchQuery
from meetings.search.index.updating import rebuild_index
from tests import factories

DAY, LATER = datetime.date(2023, 11, 3), datetime.date(2023, 12, 1)


@pytest.mark.parametrize(
    ("field", "filter_type", "value", "expected"),
    [
        ("content", "content", "water power", "(water AND power)"),
        ("content", "content", Raw("water OR power"), "water OR power"),
        ("content", "content", AutoQuery("water -power"), "(water NOT power)"),
        ("content", "content", Exact("water power"), '"water power"'),
        ("content", "exact", '"water power"', '"water power"'),
        ("content", "startswith", "wat", "wat*"),
        ("kind", "exact", "visit", '(kind:"visit")'),
        ("kind_exact", "in", ["visit", "phone"], '(kind:"visit" OR kind:"phone")'),
        ("kind", "in", dict.fromkeys(("visit", "phone")), '(kind:"visit" OR kind:"phone")'),
        ("kind", "content", ("visit", "phone"), '(kind:"visit" OR kind:"phone")'),
        ("state", "exact", "published", '(state:"published")'),
        ("year", "range", (2020, 2023), 'year:"2020-2023"'),
        ("date", "gte", DAY, "from:2023-11-03"),
        ("date", "gt", DAY, "from:2023-11-03"),
        ("date", "lte", DAY, "to:2023-11-03"),
        ("date", "lt", DAY, "to:2023-11-03"),
        ("date", "exact", DAY, "(from:2023-11-03 AND to:2023-11-03)"),
        ("date", "content", DAY, "(from:2023-11-03 AND to:2023-11-03)"),
        ("date", "range", (DAY, LATER), "(from:2023-11-03 AND to:2023-12-01)"),
    ],
)
def test_a_filter_in_words(field, filter_type, value, expected):
    assert MahdarSearchQuery().build_query_fragment(field, filter_type, value) == expected


@pytest.fixture
def archive(db, index):
    """Three meetings about water: a visit, a call a day later, and an undated one, in the index."""
    made = [
        factories.MeetingFactory(slug="visit", kind="visit", date=DAY, headline_en="Water in Paris"),
        factories.MeetingFactory(
            slug="call", kind="phone", date=LATER, headline_en="Water and power", summary_en="On power."
        ),
        factories.MeetingFactory(slug="other", kind="visit", date=None, date_precision="unknown", headline_en="Water"),
    ]
    rebuild_index()
    return {meeting.slug: str(meeting.pk) for meeting in made}


def found(queries: SearchQuerySet) -> list[str]:
    return [result.pk for result in queries]


def test_results_and_their_order(archive):
    assert set(found(SearchQuerySet().filter(content="water"))) == set(archive.values())
    by_date = SearchQuerySet().filter(content="water").order_by
    assert found(by_date("-date")) == [archive["call"], archive["visit"], archive["other"]]
    assert found(by_date("date")) == [archive["visit"], archive["call"], archive["other"]]
    assert found(SearchQuerySet().filter(content="power")) == [archive["call"]]
    assert found(SearchQuerySet().all())[0] == archive["call"]  # without words, the newest first


def test_narrowing_leaves_the_order_of_the_words(archive):
    narrowed = SearchQuerySet().filter(content="water").narrow('kind_exact:"visit"')
    assert set(found(narrowed)) == {archive["visit"], archive["other"]}
    assert found(narrowed.narrow('year:"2023"')) == [archive["visit"]]


def test_other_models_are_not_in_the_index(archive):
    assert len(SearchQuerySet().models(Meeting).filter(content="water")) == 3
    assert len(SearchQuerySet().models(Article).filter(content="water")) == 0


def test_slices_facets_and_marked_words(archive):
    water = SearchQuerySet().filter(content="water").order_by("-date")
    assert [result.pk for result in water[1:2]] == [archive["visit"]]
    assert len(water) == 3
    counts = water.facet("kind").facet_counts()
    assert counts["fields"]["kind"] == [("visit", 2), ("phone", 1)]
    assert water.facet_counts() == {}
    (marked,) = SearchQuerySet().filter(content="power").highlight()
    assert marked.highlighted["text"] == ["On <em>power</em>."]
    (plain,) = SearchQuerySet().filter(content="power")
    assert not plain.highlighted


def test_more_like_one_of_them(archive):
    meeting = Meeting.objects.get(slug="visit")
    similar = SearchQuerySet().more_like_this(meeting)
    assert archive["visit"] not in found(similar)
