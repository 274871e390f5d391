"""How exports are asked for and answered: what is public, what has not changed, what does not exist."""

import gzip
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import ReviewState
from meetings.queries.formats import FORMATS, OFFERED
from meetings.search import update_index
from tests import factories
from tests.exports.conftest import body

PAGES = {
    "meetings": ["/meetings", "/officials/fuad", "/sides/iq", "/topics/security", "/places/iq-baghdad", "/outlets/ina",
                 "/search", "/organisations/un", "/between/iq/un"],
    "meeting": ["/meetings/m"],
    "article": ["/articles/a"],
    "records": ["/officials", "/sides", "/topics", "/places", "/outlets"],
}  # fmt: skip


@pytest.fixture
def archive(db, index):
    meeting = factories.MeetingFactory(slug="m", place=factories.PlaceFactory())
    factories.ParticipationFactory(meeting=meeting, official__slug="fuad")
    factories.ParticipationFactory(meeting=meeting, country=None, organisation=factories.OrganisationFactory())
    factories.MeetingTopicFactory(meeting=meeting)
    factories.SourceFactory(meeting=meeting, article__slug="a")
    update_index()
    return meeting


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in PAGES.items() for page in pages])
def test_every_page_has_its_formats_and_no_others(client, archive, kind, page):
    assert client.get(f"{page}/").status_code == 200
    for extension in FORMATS:
        response = client.get(f"{page}.{extension}")
        assert response.status_code == (200 if extension in OFFERED[kind] else 404), extension
        if response.status_code == 200:
            assert response["Content-Type"].partition(";")[0] == FORMATS[extension].media_type
            assert body(response)


@pytest.mark.parametrize(
    "address",
    ["/meetings/m.exe", "/meetings/none.csv", "/sides/zz.csv", "/between/iq/none.json", "/officials/none.ics",
     "/places/none.csv", "/articles/none.bib", "/home.csv"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, archive, address):
    assert client.get(address, follow=True).status_code == 404


NOT_FOUND = "The address may be mistyped, the record is not published, or it is not available in this format."


@pytest.mark.parametrize(
    "path", ["/en/meetings/none.json?rows=people", "/en/nowhere.jsonld", "/en/meetings/m.jsonl"]
)  # fmt: skip
def test_what_a_program_does_not_find_is_a_problem(client, archive, path):
    response = client.get(path)
    assert response.status_code == client.head(path).status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "/api/v1/docs/#problem-404", "title": "Page not found", "status": 404, "detail": NOT_FOUND,
        "instance": path,
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "ics", "bib", "ris", "atom"])
def test_what_is_not_found_as_text_is_plain_text(client, archive, ending):
    response = client.get(f"/en/meetings/none.{ending}")
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"Page not found\n{NOT_FOUND}\n"


@pytest.mark.parametrize("ending", ["pdf", "png", "xlsx"])
def test_what_a_person_does_not_find_is_a_page(client, archive, ending):
    assert 'role="search"' in client.get(f"/meetings/none.{ending}").content.decode()


def test_drafts_never_leave_not_even_for_editors(client, archive, admin_client):
    draft = factories.MeetingFactory(slug="secret", headline_ar="مسودة سرية", review_state=ReviewState.DRAFT)
    factories.ParticipationFactory(meeting=draft, official__slug="hidden", official__review_state=ReviewState.DRAFT)
    factories.SourceFactory(meeting=draft, article__slug="unpublished")
    for who in (client, admin_client):
        for address in ("/meetings/secret.json", "/officials/hidden.csv", "/articles/unpublished.json"):
            assert who.get(address).status_code == 404
        for page in (page for pages in PAGES.values() for page in pages):
            for extension in ("json", "csv", "atom", "ics"):
                response = who.get(f"{page}.{extension}")
                if response.status_code == 200:
                    assert "سرية" not in body(response).decode()
                    assert "hidden" not in body(who.get(f"{page}.{extension}")).decode()


def test_what_has_not_changed_is_not_sent_again(client, archive):
    for extension in FORMATS:
        first = client.get(f"/meetings.{extension}")
        again = client.get(f"/meetings.{extension}", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), extension
    archive.headline_ar = "عنوان جديد"
    archive.save()
    later = client.get("/meetings.json", headers={"if-none-match": client.get("/meetings.csv")["ETag"]})
    assert later.status_code == 200
    assert "عنوان جديد" in body(later).decode()


def test_copies_of_two_languages_or_addresses_are_told_apart(client, archive):
    stamps = {
        client.get(address)["ETag"] for address in ("/meetings.csv", "/en/meetings.csv", "/meetings.csv?rows=people")
    }
    assert len(stamps) == 3


def test_asking_for_the_head_alone_writes_nothing(client, archive):
    response = client.head("/meetings.csv")
    assert response.status_code == 200
    assert body(response) == b""
    assert response["Content-Disposition"] == 'attachment; filename="mahdar-meetings.csv"'


def test_nothing_can_be_posted(client, archive):
    assert client.post("/meetings.csv").status_code == 405


def test_files_are_named_after_what_is_in_them(client, archive):
    def name(address: str) -> str:
        return client.get(address)["Content-Disposition"].partition("filename=")[2].strip('"')

    assert name("/officials/fuad.xlsx") == "mahdar-officials-fuad.xlsx"
    assert name("/en/between/iq/un.bib") == "mahdar-en-between-iq-un.bib"
    assert name("/search.csv?q=باريس") == "mahdar-search-barys.csv"
    assert name('/search.csv?q=a"b%0d%0aX: y') == "mahdar-search-ab-x-y.csv"


def test_two_sides_have_one_address(client, archive):
    response = client.get("/en/between/un/iq.json?x=1")
    assert response.status_code == 301
    assert response["Location"] == "/en/between/iq/un.json?x=1"


def test_a_list_is_sent_while_it_is_read(client, archive, django_assert_max_num_queries):
    """The first piece costs one batch of meetings, however many there are."""
    factories.MeetingFactory.create_batch(600)
    response = client.get("/meetings.jsonl")
    assert response.streaming
    pieces = iter(response.streaming_content)
    with django_assert_max_num_queries(5):
        first = next(pieces)
    assert first.count(b"\n") < 300
    rest = b"".join(pieces)
    assert first.count(b"\n") + rest.count(b"\n") == 601


def test_the_number_of_queries_does_not_grow_with_the_meetings_of_a_batch(client, archive):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            body(client.get("/meetings.csv?rows=people"))
        return len(captured)

    before = count()
    for number in range(12):
        meeting = factories.MeetingFactory(place=archive.place)
        factories.ParticipationFactory(meeting=meeting, country=factories.CountryFactory(code=f"X{number}"))
        factories.MeetingTopicFactory(meeting=meeting)
        factories.SourceFactory(meeting=meeting)
    assert count() == before


def test_compressed_pieces_are_sent_as_they_come(client, archive):
    response = client.get("/meetings.jsonl", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(body(response)))["slug"] == "m"
    assert client.get("/meetings.xlsx", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "identity"
