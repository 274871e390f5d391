"""The article of a page, and what a reading that failed or found nothing says."""

import datetime
from pathlib import Path

import pytest

from meetings.extraction.readings import MeetingReading, ReportReading
from meetings.ingest.page_text import find_article, parse_page
from meetings.ingest.run import FileReading, find_unread_language, has_wrong_encoding
from meetings.ingest.sources import SourceText, find_outlet_by_name, get_outlet_country
from meetings.ingest.stated_days import complete_day, make_day_columns, set_day
from meetings.models import Incoming
from meetings.text.date_statements import DateStatement

DAY, NEXT = datetime.date(2025, 4, 14), datetime.date(2025, 4, 15)
WORDS = "استقبل الوزير نظيره في بغداد"
LONG = f"{WORDS} وبحث معه العلاقات الثنائية بين البلدين وسبل تطويرها في مختلف المجالات. " * 4


def text_of(page: str) -> str | None:
    found = find_article(f"<html><head><title>لقاء</title></head><body>{page}</body></html>")
    return " ".join((found.text or "").split()) if found else None


def test_cells_of_layout_tables_are_read_where_nothing_else_is():
    assert LONG.strip() in text_of(f"<article><h1>لقاء</h1><p>{LONG}</p></article>")
    assert LONG.strip() in text_of(f"<table><tr><td><font>{LONG}</font></td></tr></table>")
    mixed = text_of(f"<article><p>{LONG}</p><table><tr><td>رقم آخر</td></tr></table></article>")
    assert "رقم آخر" not in mixed
    assert text_of("<p>كلمة</p>") is None
    assert text_of("<table><tr><td>كلمة</td></tr></table>") is None


def test_a_page_without_elements_is_none():
    assert parse_page("") is None
    assert parse_page("<p>x</p>") is not None


def reading(raw: str, **more) -> FileReading:
    return FileReading(Path("a.txt"), "a.txt", 0, report=ReportReading(raw, **more))


def test_what_was_not_read_is_said():
    garbled = LONG.encode().decode("latin-1")
    english = "The minister met his colleague in the capital and they discussed the region."
    assert FileReading(Path("a.txt"), "a.txt", 0).unread == ""
    assert reading(LONG).unread == ""
    assert reading(LONG, unread_from=9).unread.startswith("a.txt: read to character 9 of")
    assert "wrong encoding" in reading(garbled).unread
    assert "English" in reading(english).unread
    assert reading(english, meetings=[MeetingReading()]).unread == ""
    assert reading(garbled, meetings=[MeetingReading()]).unread == ""
    assert not has_wrong_encoding(ReportReading(garbled, meetings=[MeetingReading()]))
    assert find_unread_language(ReportReading(english)) == "en"
    assert find_unread_language(ReportReading(english, failure="x")) == ""


def test_outlets_are_known_by_any_of_their_names():
    assert find_outlet_by_name("") is None
    assert find_outlet_by_name("كلام آخر") is None
    code = find_outlet_by_name(" واس ")
    assert code is not None
    assert get_outlet_country(code) == "SA"
    assert get_outlet_country("none") is None


def statement(source: str, day: datetime.date = DAY, **more) -> DateStatement:
    return DateStatement(source, day, "x", **more)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, (None, "")),
        ({"published": DAY}, (DAY, "")),
        ({"published": DAY, "statements": (statement("meta"),)}, (DAY, "meta")),
        ({"published": NEXT, "statements": (statement("meta"),)}, (NEXT, "")),
        ({"published": DAY, "dated_by_editor": True, "statements": (statement("meta"),)}, (DAY, "editor")),
        ({"statements": (statement("meta"), statement("address", NEXT))}, (None, "open")),
        ({"dated_by_editor": True}, (None, "editor")),
    ],
)
def test_the_day_of_a_text_at_the_desk_and_what_states_it(source, expected):
    columns = make_day_columns(SourceText("text", "a.txt", **source))
    assert (columns["published_on"], columns["published_basis"]) == expected
    assert (columns["date_statements"] is None) == ("statements" not in source)


def test_what_a_page_states_is_added_to_what_its_feed_states():
    page = SourceText("text", "a.txt", statements=(statement("meta", NEXT),))
    for incoming, expected in (
        (Incoming(), (NEXT, "meta", 1)),
        (Incoming(published_on=DAY), (DAY, "", 1)),  # of a feed before statements were kept
        (Incoming(published_on=DAY, published_basis="editor"), (DAY, "editor", 0)),
        (Incoming(published_on=DAY, date_statements=[statement("feed").packed()]), (DAY, "feed", 2)),
    ):
        complete_day(incoming, page)
        assert (incoming.published_on, incoming.published_basis, len(incoming.date_statements or ())) == expected
    untouched = Incoming(published_on=DAY)
    complete_day(untouched, SourceText("text", "a.txt"))
    assert untouched.date_statements is None


def test_the_day_follows_from_the_statements():
    source = set_day(SourceText("text", "a.txt", published=NEXT), [statement("meta")])
    assert (source.published, source.statements) == (DAY, (statement("meta"),))
    assert set_day(source, []).published is None
