"""Calendars, references and feeds at their limits: dates that are not known, signs that formats give a meaning to."""

import json
from datetime import date

import bibtexparser
import feedparser
import icalendar
import pytest
import rispy

from meetings.models import Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

SIGNS = r"50% of $1 {a} & b_c #d ~e ^f \g; semi, comma «لقاء» <tag> 𝕏"


@pytest.mark.parametrize(("precision", "known"), [("month", "2023-11"), ("year", "2023"), ("unknown", None)])
def test_a_meeting_without_a_day_stands_on_no_day_of_a_calendar(got, precision, known):
    day = None if precision == "unknown" else date(2023, 11, 1)
    factories.MeetingFactory(slug="vague", date=day, date_precision=precision)
    factories.MeetingFactory(slug="known", date=date(2023, 11, 3))
    calendar = icalendar.Calendar.from_ical(got("/meetings.ics"))
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == ["known@testserver"]
    (entry,) = calendar.walk("VJOURNAL")
    assert str(entry["uid"]) == "vague@testserver"
    assert "dtstart" not in entry
    assert entry.get("x-mahdar-date") == known


def test_a_meeting_of_several_days_ends_the_day_after_its_last(got):
    factories.MeetingFactory(slug="long", date=date(2023, 11, 3), date_end=date(2023, 11, 5))
    (event,) = icalendar.Calendar.from_ical(got("/meetings/long.ics")).walk("VEVENT")
    assert (event.start, event.end) == (date(2023, 11, 3), date(2023, 11, 6))


def test_lines_of_a_calendar_are_folded_by_bytes_and_never_inside_a_letter(got):
    words = "وزير الخارجية العراقي يلتقي نظيره 𝕏 في باريس، ويبحثان؛ التعاون " * 6
    factories.MeetingFactory(slug="long", headline_ar=words.strip(), summary_ar=f"{words}\n{SIGNS}")
    sent = got("/meetings/long.ics")
    lines = sent.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)
    (event,) = icalendar.Calendar.from_ical(sent).walk("VEVENT")
    assert event["summary"] == words.strip()
    assert SIGNS in event["description"]


def test_a_calendar_that_is_fetched_again_has_the_same_identifiers(got):
    factories.MeetingFactory(slug="m")
    first = got("/meetings.ics")
    assert got("/meetings.ics") == first
    english = icalendar.Calendar.from_ical(got("/en/meetings.ics"))
    assert [str(event["uid"]) for event in english.walk("VEVENT")] == ["m@testserver"]


def test_bibtex_keeps_signs_that_it_gives_a_meaning_to(got):
    factories.MeetingFactory(slug="signs", headline_ar=SIGNS, headline_en=SIGNS)
    library = bibtexparser.parse_string(got("/en/meetings/signs.bib").decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    decode = bibtexparser.middlewares.LatexDecodingMiddleware()
    title = decode.transform(library).entries[0].fields_dict["title"].value
    for sign in ("50%", "$1", "& b_c", "#d", "«لقاء»", "𝕏"):
        assert sign in title, sign
    assert entry.key == "mahdar-signs"


def test_ris_has_one_line_for_each_field(got):
    factories.MeetingFactory(slug="signs", headline_en=f"{SIGNS}\nER  - \nTY  - BOOK", summary_en="a\r\nb")
    (entry,) = rispy.loads(got("/en/meetings/signs.ris").decode())
    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"].startswith(SIGNS)


def test_a_report_of_several_meetings_is_one_reference(got):
    article = factories.ArticleFactory(slug="both", headline="لقاءان")
    for _ in range(2):
        factories.SourceFactory(article=article)
    entries = rispy.loads(got("/meetings.ris").decode())
    assert [entry["id"] for entry in entries].count("report-both") == 1
    assert entries[0]["urls"] == ["http://testserver/meetings/"]


def test_an_article_can_be_cited_and_read_by_programs(got):
    meeting = factories.MeetingFactory(slug="m")
    article = factories.ArticleFactory(slug="a", headline="لقاء في باريس", url="https://example.org/a")
    factories.SourceFactory(meeting=meeting, article=article)
    factories.EvidenceFactory(meeting=meeting, article=article)
    (entry,) = rispy.loads(got("/articles/a.ris").decode())
    assert (entry["title"], entry["urls"]) == ("لقاء في باريس", ["https://example.org/a"])
    record = json.loads(got("/articles/a.json"))
    assert [evidence["quote"] for evidence in record["evidence"]] == ["يوم الجمعة"]
    assert article.raw_text not in got("/articles/a.json").decode()
    assert json.loads(got("/articles/a.jsonld"))["@type"] == "NewsArticle"


def test_a_feed_is_valid_whatever_the_headline(got):
    factories.MeetingFactory(slug="odd", headline_ar=f"{SIGNS}\x0b]]>")
    feed = feedparser.parse(got("/meetings.atom"))
    assert not feed.bozo
    assert feed.entries[0].title == f"{SIGNS}]]>"


def test_an_entry_says_since_when_its_meeting_is_public(got):
    meeting = factories.MeetingFactory(slug="m", review_state="draft")
    Meeting.objects.filter(pk=meeting.pk).update(review_state="published")
    entry = feedparser.parse(got("/meetings.atom")).entries[0]
    assert entry.published >= meeting.created_at.isoformat(timespec="seconds")
    assert entry.updated >= entry.published


def test_an_empty_feed_is_a_feed(got):
    factories.OfficialFactory(slug="alone")
    feed = feedparser.parse(got("/officials/alone.atom"))
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated


def test_an_entry_stays_the_same_when_its_meeting_is_renamed(got):
    meeting = factories.MeetingFactory(slug="before")
    first = feedparser.parse(got("/meetings.atom")).entries[0]
    Meeting.objects.filter(pk=meeting.pk).update(slug="after")
    second = feedparser.parse(got("/meetings.atom")).entries[0]
    assert first.id == second.id
    assert first.link != second.link
