"""The sample archive as records, calendars, references and feeds, read by foreign programs and compared with the
database."""

import json
from datetime import timedelta

import bibtexparser
import feedparser
import icalendar
import pytest
import rispy
from django.utils.translation import override
from pyld import jsonld

from meetings.models import Article, Meeting, Official
from meetings.queries.fields.meetings import MEETING

# A stand-in for schema.org's context, which is not asked for over the network: its terms, and which of them are links.
SCHEMA = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
    "eventAttendanceMode": {"@type": "@id"},
    "startDate": {"@type": "Date"},
    "endDate": {"@type": "Date"},
}


def published():
    return Meeting.objects.public().latest_first().for_cards()


def triples(sent: bytes) -> list[dict]:
    """The triples of a JSON-LD document, as a processor of its standard finds them."""

    def load(address, options):
        assert address.rstrip("/") == "https://schema.org"
        return {"document": {"@context": SCHEMA}, "documentUrl": address, "contextUrl": None, "contentType": ""}

    return jsonld.to_rdf(json.loads(sent), {"documentLoader": load})["@default"]


def objects(found: list[dict], subject: str, name: str) -> set[str]:
    predicate = f"https://schema.org/{name}"
    return {
        triple["object"]["value"]
        for triple in found
        if triple["subject"]["value"] == subject and triple["predicate"]["value"] == predicate
    }


def test_json_is_the_records_of_the_database(sample_archive, got):
    sent = json.loads(got("/en/meetings.json"))
    with override("en"):
        made = [MEETING.record(meeting, lambda path: f"http://testserver{path}") for meeting in published()]
    expected = json.loads(json.dumps(made))
    assert sent["meetings"] == expected
    assert len(expected) == 96


def test_each_line_of_json_lines_is_a_record(sample_archive, got):
    lines = [json.loads(line) for line in got("/meetings.jsonl").decode().splitlines()]
    assert [line["slug"] for line in lines] == [meeting.slug for meeting in published()]
    officials = [json.loads(line) for line in got("/officials.jsonl").decode().splitlines()]
    assert {line["slug"] for line in officials} == set(Official.objects.public().values_list("slug", flat=True))


def test_a_page_about_someone_says_who(sample_archive, got):
    sent = json.loads(got("/officials/nechirvan-barzani.json"))
    assert sent["about"]["slug"] == "nechirvan-barzani"
    assert {"نێچیرڤان بارزانی", "Nechirvan Barzani"} <= {name["name"] for name in sent["about"]["names"]}
    assert all(
        "nechirvan-barzani" in [part["official"] and part["official"]["slug"] for part in meeting["participations"]]
        for meeting in sent["meetings"]
    )


def test_a_processor_of_linked_data_finds_every_meeting(sample_archive, got):
    found = triples(got("/meetings.jsonld"))
    for meeting in published():
        subject = f"http://testserver/meetings/{meeting.slug}/"
        assert objects(found, subject, "startDate") == {meeting.date.isoformat()}
        assert objects(found, subject, "name") == {meeting.headline_ar}
        people = {
            f"http://testserver/officials/{part.official.slug}/"
            for part in meeting.participations.all()
            if part.official
        }
        assert people <= objects(found, subject, "attendee")
        reports = {f"http://testserver/articles/{source.article.slug}/" for source in meeting.sources.all()}
        assert objects(found, subject, "subjectOf") == reports


@pytest.mark.parametrize(
    "page",
    ["officials", "sides", "topics", "places", "outlets", "officials/nechirvan-barzani", "sides/it", "topics/isis"],
)
def test_other_linked_data_can_be_processed_too(sample_archive, got, page):
    assert len(triples(got(f"/{page}.jsonld"))) > 5


def test_the_calendar_has_each_meeting_on_its_days(sample_archive, got):
    sent = got("/meetings.ics")
    assert all(len(line) <= 75 for line in sent.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(sent)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 96
    for meeting in published():
        event = events[f"{meeting.slug}@testserver"]
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event.start == meeting.date
        assert event.end == (meeting.date_end or meeting.date) + timedelta(days=1)
        assert event["summary"] == meeting.headline_ar
        assert event["url"] == f"http://testserver/meetings/{meeting.slug}/"
        assert meeting.summary_ar in event["description"]


def test_bibtex_has_the_meetings_and_their_reports(sample_archive, got):
    library = bibtexparser.parse_string(got("/meetings.bib").decode())
    assert not library.failed_blocks
    entries = library.entries_dict
    assert len(entries) == 1 + 96 + Article.objects.filter(sources__isnull=False).distinct().count()
    for meeting in published():
        entry = entries[f"mahdar-{meeting.slug}"].fields_dict
        assert entry["eventdate"].value.startswith(meeting.date.isoformat())
        assert entry["url"].value == f"http://testserver/meetings/{meeting.slug}/"
        assert meeting.headline_ar in entry["title"].value
        for source in meeting.sources.all():
            report = entries[f"report-{source.article.slug}"].fields_dict["url"].value
            assert report == source.article.url or report == f"http://testserver/articles/{source.article.slug}/"


def test_ris_has_the_meetings_and_their_reports(sample_archive, got):
    entries = rispy.loads(got("/meetings.ris").decode())
    kinds = [entry["type_of_reference"] for entry in entries]
    assert kinds.count("NEWS") == Article.objects.filter(sources__isnull=False).distinct().count()
    by_key = {entry["id"]: entry for entry in entries}
    for meeting in published():
        entry = by_key[f"mahdar-{meeting.slug}"]
        assert entry["title"].startswith(meeting.headline_ar)
        assert entry["urls"] == [f"http://testserver/meetings/{meeting.slug}/"]
        assert entry["keywords"] == [ranked.topic.name_ar for ranked in meeting.ranked_topics.all()]


def test_a_feed_has_the_latest_changes(sample_archive, got):
    touched = Meeting.objects.public().order_by("date").first()
    touched.save()  # the oldest meeting is the one that was changed last
    feed = feedparser.parse(got("/meetings.atom"))
    assert not feed.bozo
    assert len(feed.entries) == 50
    assert feed.entries[0].link == f"http://testserver/meetings/{touched.slug}/"
    assert feed.feed.updated == feed.entries[0].updated
    assert feed.feed.language == "ar"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links == {"alternate": "http://testserver/meetings/", "self": "http://testserver/meetings.atom"}
    assert len({entry.id for entry in feed.entries}) == 50
    assert all(entry.id.startswith("tag:testserver,") for entry in feed.entries)


@pytest.mark.parametrize(
    "page",
    ["search", "officials/nechirvan-barzani", "sides/it", "organisations/un", "topics/isis", "places/iq-baghdad",
     "between/iq/us"],
)  # fmt: skip
def test_every_page_of_meetings_has_a_feed_in_its_language(sample_archive, got, client, page):
    for prefix, language in (("", "ar"), ("/en", "en")):
        feed = feedparser.parse(got(f"{prefix}/{page}.atom"))
        assert not feed.bozo
        assert feed.feed.language == language
        assert feed.entries
        alternate = next(link.href for link in feed.feed.links if link.rel == "alternate")
        assert client.get(alternate.removeprefix("http://testserver")).status_code == 200
