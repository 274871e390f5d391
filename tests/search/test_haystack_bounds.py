"""The backend itself, as Haystack calls it: orders, parts of the results, other classes, suggestions."""

import pytest
from haystack import connections
from haystack.models import SearchResult

from meetings.models import Article, Meeting
from meetings.search.haystack_backend import _sort
from meetings.search.index.updating import rebuild_index
from tests import factories


@pytest.mark.parametrize(
    ("sort_by", "ranked", "order"),
    [
        ("-date", True, "newest"),
        ("date", True, "oldest"),
        (["-date"], True, "newest"),
        (["date", "x"], False, "oldest"),
        (["x", "date"], True, "relevance"),
        ([], True, "relevance"),
        (None, True, "relevance"),
        (None, False, "newest"),
        ("x", False, "newest"),
    ],
)
def test_the_order_that_is_asked_for(sort_by, ranked, order):
    assert _sort(sort_by, ranked) == order


class OwnResult(SearchResult):
    """Another class of results."""


@pytest.fixture
def backend(db, index):
    official = factories.OfficialFactory()
    for number in range(25):
        meeting = factories.MeetingFactory(headline_en=f"Water {number}", headline_ar=f"ماء {number}", kind="visit")
        factories.ParticipationFactory(meeting=meeting, official=official)
    rebuild_index()
    return connections["default"].get_backend()


def test_a_part_of_the_results(backend):
    every = [result.pk for result in backend.search("water")["results"]]
    assert len(every) == backend.search("water")["hits"] == 25
    assert [result.pk for result in backend.search("water", start_offset=3)["results"]] == every[3:]
    assert [result.pk for result in backend.search("water", start_offset=3, end_offset=5)["results"]] == every[3:5]
    assert backend.search("water", start_offset=5, end_offset=5)["results"] == []
    assert backend.search("water", start_offset=5, end_offset=0)["results"] == []


def test_only_what_is_asked_for_is_given(backend):
    plain = backend.search("water")
    assert plain["facets"] == {}
    assert {type(result) for result in plain["results"]} == {SearchResult}
    more = backend.search("water", facets=["kind"], result_class=OwnResult, end_offset=1)
    assert more["facets"]["fields"] == {"kind": [("visit", 25)]}
    assert {type(result) for result in more["results"]} == {OwnResult}
    assert backend.search("water", models={Article})["hits"] == 0
    assert backend.search("water", models={Article, Meeting})["hits"] == 25
    assert backend.search("water", narrow_queries=['kind:"phone"'])["hits"] == 0


def test_another_spelling_is_suggested_for_an_unknown_word(backend, monkeypatch):
    assert backend.search("watre")["spelling_suggestion"] is None
    monkeypatch.setattr(backend, "include_spelling", True)
    assert backend.search("water")["spelling_suggestion"] is None
    assert backend.search("xater water")["spelling_suggestion"] == "water water"


def test_similar_records_come_in_parts(backend):
    meeting = Meeting.objects.first()
    every = backend.more_like_this(meeting)
    assert (len(every["results"]), every["hits"]) == (20, 21)  # there are more
    assert {type(result) for result in every["results"]} == {SearchResult}
    part = backend.more_like_this(meeting, start_offset=1, end_offset=3, result_class=OwnResult)
    assert [result.pk for result in part["results"]] == [result.pk for result in every["results"]][1:3]
    assert {type(result) for result in part["results"]} == {OwnResult}
    assert backend.more_like_this(meeting, end_offset=0)["results"] == []


def test_without_an_index_nothing_is_found(db, index):
    answer = connections["default"].get_backend().search("water")
    assert (answer["results"], answer["hits"]) == ([], 0)
