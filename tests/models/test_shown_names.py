"""The names by which records are shown: the best that is known of each."""

import datetime

import pytest
from django.utils import timezone, translation

from meetings.models import Article, Country, Feed, Incoming, Merge, Official, Outlet, Participation, Position
from meetings.models.base import choose_by_language


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("language", "arabic", "english", "expected"),
    [
        ("en", "بغداد", "Baghdad", "Baghdad"),
        ("en-gb", "بغداد", "Baghdad", "Baghdad"),
        ("ar", "بغداد", "Baghdad", "بغداد"),
        (None, "بغداد", "Baghdad", "بغداد"),
        ("en", "بغداد", "", "بغداد"),
        ("ar", "", "Baghdad", "Baghdad"),
    ],
)
def test_the_language_of_the_page_or_the_other(language, arabic, english, expected):
    with translation.override(language):
        assert choose_by_language(arabic, english) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"headline": "In Paris", "url": "https://example.org/a"}, "In Paris"),
        ({"url": "https://example.org/%D9%84%D9%82%D8%A7%D8%A1"}, "https://example.org/لقاء"),
        ({}, "a"),
        ({"headline": "In Paris", "outlet": Outlet(name_en="INA")}, "In Paris (INA)"),
    ],
)
def test_an_article(fields, expected):
    assert str(Article(slug="a", **fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"headline": "In Paris", "raw_text": "Words", "name": "a.txt"}, "In Paris"),
        ({"raw_text": "  Words \n of a report ", "name": "a.txt"}, "Words of a report"),
        ({"name": "a.txt", "url": "https://example.org"}, "a.txt"),
        ({"url": "https://example.org"}, "https://example.org"),
        ({"raw_text": "x" * 89}, "x" * 89),
        ({"raw_text": "x" * 90}, "x" * 90 + "…"),
        ({"raw_text": "word " * 30}, "word " * 17 + "word…"),
    ],
)
def test_a_report_at_the_desk(fields, expected):
    assert str(Incoming(**fields)) == expected


def test_a_feed():
    assert str(Feed(name="News", address="https://example.org/feed")) == "News"
    assert str(Feed(address="https://example.org/feed")) == "https://example.org/feed"


def test_a_merge_and_a_split():
    merge = Merge(kept_name="A", other_name="B", action=Merge.Action.MERGE)
    assert (str(merge), merge.undone) == ("A + B", False)
    merge.undone_at = timezone.make_aware(datetime.datetime(2023, 11, 3))
    assert merge.undone
    assert str(Merge(kept_name="A", other_name="B", action=Merge.Action.SPLIT)) == "A / B"


def test_a_participant_has_a_name_or_an_office():
    minister = Position(title_en="Minister")
    fuad = Official(name_en="Fuad Hussein")
    assert Participation(official=fuad, name_as_written="Fouad", title_en="Envoy").label == "Fuad Hussein"
    assert Participation(name_as_written="Fouad", title_en="Envoy").label == "Fouad"
    assert Participation(title_en="Envoy", position=minister).label == "Envoy"
    assert Participation(position=minister).label == "Minister"
    assert Participation().title == ""


def test_a_flag_is_that_of_a_state():
    assert Country(code="IQ").flag == "🇮🇶"
    assert Country(code="IQ-KRI").flag == ""
