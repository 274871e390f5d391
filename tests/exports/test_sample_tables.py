"""The sample archive's tables, opened by Python's csv and openpyxl and compared with the database."""

import io

import openpyxl
import pytest

from meetings.models import Meeting, Official
from meetings.search import SearchRequest, search
from tests.exports.opened import sheets, table


class TestTheSampleArchive:
    def test_every_published_meeting_is_a_row_with_its_facts(self, sample_archive, got):
        rows = table(got("/en/meetings.csv"))
        meetings = list(Meeting.objects.public().latest_first())
        assert len(rows) == len(meetings) == 96
        for row, meeting in zip(rows, meetings, strict=True):
            assert row["Address"] == f"http://testserver/meetings/{meeting.slug}/"
            assert row["Date"] == meeting.date.isoformat()
            assert row["Headline"] == meeting.headline_en
            assert row["Summary"] == meeting.summary_en
            codes = {part.side_code for part in meeting.participations.all()} - {None}
            assert set(filter(None, row["Codes of the sides"].split("; "))) == codes
            assert row["Codes of the topics"].split("; ") == [r.topic.code for r in meeting.ranked_topics.all()]
            urls = {source.article.url for source in meeting.sources.all()} - {None}
            assert set(filter(None, row["Addresses of the sources"].split("; "))) == urls
            for part in meeting.participations.all():
                assert part.official is None or part.official.name_en in row["People"]

    def test_in_arabic_headings_and_values_are_arabic(self, sample_archive, got):
        first = table(got("/meetings.csv"))[0]
        meeting = Meeting.objects.public().latest_first().first()
        assert not any(heading.isascii() for heading in first)
        assert meeting.headline_ar in first.values()
        assert meeting.get_kind_display() in first.values()

    @pytest.mark.parametrize("query", ["بارزاني", "Masoud OR نيجيرفان", "country:IT", ""])
    def test_a_search_is_exported_whole_in_its_order(self, sample_archive, got, query):
        rows = table(got("/en/search.csv", q=query, kind="in-person"))
        asked = SearchRequest(
            query, chosen={"kind": ("in-person",)}, page_size=100, sort="relevance" if query else "newest"
        )
        found = search(asked)
        slugs = [Meeting.objects.get(pk=hit.meeting_id).slug for hit in found.hits if not hit.is_partial]
        assert [row["Address"].split("/")[-2] for row in rows] == slugs
        assert 0 < len(rows) == found.total < 96

    def test_people_are_rows_where_they_are_asked_for(self, sample_archive, got):
        rows = table(got("/en/officials/nechirvan-barzani.csv", rows="people"))
        meetings = Official.objects.get(slug="nechirvan-barzani").participations.values("meeting")
        parts = sum(m.participations.count() for m in Meeting.objects.public().filter(pk__in=meetings))
        assert len(rows) == parts
        assert {row["Role"] for row in rows} <= {"host", "guest", "party", "attendee"}

    def test_a_workbook_has_the_same_rows_and_one_for_each_participant(self, sample_archive, got):
        book = sheets(got("/en/meetings.xlsx"))
        assert list(book) == ["Meetings", "People"]
        rows = [dict(zip(book["Meetings"][0], row, strict=True)) for row in book["Meetings"][1:]]
        expected = table(got("/en/meetings.csv"))
        assert [{name: value or "" for name, value in row.items()} for row in rows] == expected
        assert len(book["People"]) - 1 == sum(m.participations.count() for m in Meeting.objects.public())

    def test_a_workbook_in_arabic_reads_from_the_right(self, sample_archive, got):
        book = openpyxl.load_workbook(io.BytesIO(got("/officials/nechirvan-barzani.xlsx")))
        assert all(sheet.sheet_view.rightToLeft for sheet in book)
        assert all(sheet.freeze_panes == "A2" for sheet in book)
        english = openpyxl.load_workbook(io.BytesIO(got("/en/officials/nechirvan-barzani.xlsx")))
        assert not any(sheet.sheet_view.rightToLeft for sheet in english)

    @pytest.mark.parametrize("name", ["officials", "sides", "topics", "places", "outlets"])
    def test_lists_have_a_row_for_each_record_with_its_number_of_meetings(self, sample_archive, got, client, name):
        rows = table(got(f"/en/{name}.csv"))
        assert rows
        for row in rows[:5]:
            path = row["Address"].removeprefix("http://testserver")
            assert client.get(path).status_code == 200
            assert len(table(got(f"/en{path.rstrip('/')}.csv"))) == int(row["Meetings"])
        book = sheets(got(f"/en/{name}.xlsx"))
        (only,) = book.values()
        assert len(only) == len(rows) + 1
