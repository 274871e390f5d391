"""References and descriptions, whole: which lines a record has, and which it has not for what is not known."""

import json
from datetime import date

import icalendar
import pytest
from django.utils import timezone

from meetings.models import Meeting
from meetings.search import rebuild_index
from tests import factories
from tests.exports.opened import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
TODAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("meetings.exports.views.timezone.localdate", lambda moment=None: TODAY)


@pytest.fixture
def reports() -> Meeting:
    """A meeting with three reports: one taken over from an agency, one of which little is known, one of an outlet."""
    agency = factories.OutletFactory(code="reuters", name_ar="رويترز", name_en="Reuters")
    meeting = factories.MeetingFactory(slug="m", date="2023-11-03", date_end="2023-11-05")
    nothing_known = {"headline": "", "raw_text": "", "text_kind": "reference", "outlet": None, "published_on": None}
    for article in (
        factories.ArticleFactory(slug="a", url="https://example.org/a", original_outlet=agency, language="ar"),
        factories.ArticleFactory(slug="b", url="https://example.org/b", **nothing_known),
        factories.ArticleFactory(slug="c", headline="A meeting in Paris"),
    ):
        factories.SourceFactory(meeting=meeting, article=article)
    return meeting


BIBTEX = {
    "a": """\
  title = {{لقاء في باريس}},
  author = {{Reuters}},
  organization = {{Iraqi News Agency}},
  date = {2023-11-04},
  year = {2023},
  url = {https://example.org/a},
  urldate = {2026-11-29},
  langid = {arabic}
""",
    "b": """\
  title = {{[report without headline]}},
  url = {https://example.org/b},
  urldate = {2026-11-29}
""",
    "c": """\
  title = {{A meeting in Paris}},
  author = {{Iraqi News Agency}},
  date = {2023-11-04},
  year = {2023},
  url = {http://testserver/articles/c/},
  urldate = {2026-11-29},
  langid = {english}
""",
}
RIS = {
    "a": """\
TI  - لقاء في باريس
AU  - Reuters
T2  - Iraqi News Agency
PY  - 2023
DA  - 2023/11/04/
Y2  - 2026/11/29/
LA  - ar
UR  - https://example.org/a
""",
    "b": """\
TI  - [report without headline]
Y2  - 2026/11/29/
UR  - https://example.org/b
""",
    "c": """\
TI  - A meeting in Paris
AU  - Iraqi News Agency
T2  - Iraqi News Agency
PY  - 2023
DA  - 2023/11/04/
Y2  - 2026/11/29/
LA  - en
UR  - http://testserver/articles/c/
""",
}


@pytest.mark.parametrize("slug", BIBTEX)
def test_a_report_has_the_fields_that_are_known(reports, got, slug):
    assert got(f"/en/articles/{slug}.bib").decode() == f"@online{{report-{slug},\n{BIBTEX[slug]}}}\n\n"
    ris = got(f"/en/articles/{slug}.ris").decode().replace("\r\n", "\n")
    assert ris == f"TY  - NEWS\nID  - report-{slug}\n{RIS[slug]}ER  - \n\n"


@pytest.mark.parametrize(
    ("dates", "event", "title"),
    [
        ({}, "2023-11-03/2023-11-05", " (from 3 to 5 November 2023)"),
        ({"date_end": None}, "2023-11-03", " (3 November 2023)"),
        ({"date_end": date(2023, 11, 3)}, "2023-11-03", " (3 November 2023)"),
        ({"date": None, "date_end": None, "date_precision": "unknown"}, "", ""),
    ],
)
def test_a_meeting_is_cited_with_its_days(reports, got, dates, event, title):
    Meeting.objects.update(**dates)
    bibtex = got("/en/meetings/m.bib").decode().partition("\n}")[0]
    assert f"title = {{{{Foreign minister meets his French counterpart{title}}}}}" in bibtex
    assert (f"eventdate = {{{event}}}" in bibtex) is ("eventdate" in bibtex) is bool(event)
    assert "author = {{Mahdar, archive of diplomatic meetings}}" in bibtex
    assert "organization" not in bibtex
    ris = got("/en/meetings/m.ris").decode().partition("ER  - ")[0]
    assert (f"N1  - Date of the meeting: {event}\r\n" in ris) is bool(event)
    assert "PB  - Mahdar, archive of diplomatic meetings\r\n" in ris


def test_a_list_is_cited_by_its_address_without_signs_that_a_key_cannot_have(reports, got):
    rebuild_index()
    assert got("/en/meetings.bib").decode().startswith("@online{mahdar-en-meetings,\n")
    assert got("/search.bib", q="باريس").decode().startswith("@online{mahdar-search-")


def test_an_entry_of_a_calendar_tells_when_who_where_and_who_reports_it(reports, got):
    factories.ParticipationFactory(meeting=reports, official__slug="fuad", title_en="Minister of Foreign Affairs")
    factories.ParticipationFactory(
        meeting=reports, official=None, country=None, title_en="A delegation", title_ar="وفد"
    )

    def entry(kind: str):
        (found,) = icalendar.Calendar.from_ical(got("/en/meetings/m.ics")).walk(kind)
        return str(found["description"]).splitlines(), found.get("location")

    rest = [
        "Nechirvan Barzani, Minister of Foreign Affairs, IQ", "A delegation",
        "https://example.org/a", "https://example.org/b",
    ]  # fmt: skip
    assert entry("VEVENT") == (["from 3 to 5 November 2023", *rest], None)
    Meeting.objects.update(place=factories.PlaceFactory())
    assert entry("VEVENT")[1] == "Baghdad, Iraq"
    Meeting.objects.update(venue_en="The palace")
    assert entry("VEVENT")[1] == "The palace, Baghdad, Iraq"
    Meeting.objects.update(place=None)
    assert entry("VEVENT")[1] == "The palace"
    Meeting.objects.update(date=None, date_end=None, date_precision="unknown")
    assert entry("VJOURNAL") == (["The text gives no date", *rest], None)


def test_only_a_published_official_has_an_address_in_the_table_of_people(reports, got):
    for slug, state in (("fuad", "published"), ("hidden", "draft")):
        factories.ParticipationFactory(meeting=reports, official__slug=slug, official__review_state=state)
    factories.ParticipationFactory(
        meeting=reports, official=None, country=None, title_en="A delegation", title_ar="وفد"
    )
    rows = table(got("/en/meetings/m.csv", rows="people"))
    assert [(row["Address of the official"], row["Code of the side"], row["Side"]) for row in rows] == [
        ("http://testserver/officials/fuad/", "IQ", "Iraq"), ("", "IQ", "Iraq"), ("", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title"), [("sides", "Sides"), ("officials", "Officials"), ("topics", "Topics"), ("outlets", "Outlets")]
)
def test_a_list_is_headed_with_what_it_lists(reports, got, name, title):
    assert json.loads(got(f"/en/{name}.json"))["title"] == title


def test_a_feed_tells_fifty_meetings_at_most(got):
    factories.MeetingFactory.create_batch(51)
    assert got("/meetings.atom").count(b"<entry>") == 50


def test_the_day_counts_for_formats_that_show_it(reports, client, monkeypatch):
    stamps = {ending: client.get(f"/meetings.{ending}")["ETag"] for ending in ("csv", "bib")}
    monkeypatch.setattr("meetings.exports.views.timezone.localdate", lambda moment=None: date(2026, 11, 30))
    again = {ending: client.get(f"/meetings.{ending}")["ETag"] for ending in ("csv", "bib")}
    assert [stamps[ending] == again[ending] for ending in ("csv", "bib")] == [True, False]
    assert timezone.now()


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("csv", "text/csv; charset=utf-8"), ("json", "application/json; charset=utf-8"), ("pdf", "application/pdf")],
)
def test_what_a_browser_is_told_of_a_file(reports, client, ending, kind):
    response = client.get(f"/meetings/m.{ending}?rows=people&x=1")
    assert response["Content-Type"] == kind
    assert "max-age=300" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_address_in_a_file_is_that_of_its_page(reports, got):
    assert json.loads(got("/en/meetings.json", rows="people", x="1"))["address"] == "http://testserver/en/meetings/?x=1"
    assert json.loads(got("/en/meetings.json", rows="people"))["address"] == "http://testserver/en/meetings/"
