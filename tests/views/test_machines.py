"""What pages tell machines: both addresses, linked data, sitemap, robots, and 304 for what has not changed."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.views import sitemaps
from tests import factories


def links(page: str, rel: str) -> dict[str, str]:
    """hreflang (or an empty text) to href of the links of a kind."""
    found = {}
    for tag in re.findall(rf'<link rel="{rel}"[^>]*>', page):
        language = re.search(r'hreflang="([^"]*)"', tag)
        found[language.group(1) if language else ""] = re.search(r'href="([^"]*)"', tag).group(1)
    return found


def linked(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL).group(1))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_page_names_itself_and_its_other_language(client, archive, prefix):
    page = client.get(f"{prefix}/meetings/in-rome/?from=elsewhere").content.decode()
    assert links(page, "canonical") == {"": f"http://testserver{prefix}/meetings/in-rome/"}
    assert links(page, "alternate") == {
        "ar": "http://testserver/meetings/in-rome/",
        "en": "http://testserver/en/meetings/in-rome/",
        "x-default": "http://testserver/meetings/in-rome/",
    }


def test_later_pages_of_a_list_are_pages_of_their_own(client, archive):
    factories.MeetingFactory.create_batch(20)
    page = client.get("/meetings/?page=2&x=1").content.decode()
    assert links(page, "canonical") == {"": "http://testserver/meetings/?page=2"}


def test_a_meeting_is_an_event(client, archive):
    data = linked(client.get("/en/meetings/in-rome/").content.decode())
    assert data["@type"] == "Event"
    assert data["startDate"] == "2023-11-03"
    assert data["location"]["name"] == "Rome, Italy"
    assert {person["name"] for person in data["attendee"]} == {"Nechirvan Barzani", "Giorgia Meloni"}


def test_an_event_says_no_more_than_is_known(client, archive):
    archive.meeting.date, archive.meeting.date_precision, archive.meeting.place = None, "unknown", None
    archive.meeting.save()
    data = linked(client.get("/meetings/in-rome/").content.decode())
    assert not {"startDate", "location"} & set(data)


def test_an_official_is_a_person_with_other_names(client, archive):
    factories.OfficialNameFactory(official=archive.nechirvan, name="نێچیرڤان بارزانی", language="ckb")
    data = linked(client.get("/officials/nechirvan-barzani/").content.decode())
    assert (data["@type"], data["alternateName"]) == ("Person", ["نێچیرڤان بارزانی"])


def test_a_headline_cannot_end_the_script_element(client, archive):
    archive.meeting.headline_ar = "لقاء </script><script>alert(1)</script>"
    archive.meeting.save()
    page = client.get("/meetings/in-rome/").content.decode()
    assert "<script>alert" not in page
    assert linked(page)["name"] == archive.meeting.headline_ar


def test_the_sitemap_has_the_public_pages_in_both_languages(client, archive):
    def places_in(address: str) -> list[str]:
        root = ElementTree.fromstring(client.get(address).content)
        return [node.text for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    places = places_in("/sitemap.xml")
    assert len(places) == 4
    found = set()
    for place in places:
        found |= set(places_in(place))
    for path in ("/", "/en/", "/meetings/in-rome/", "/en/sides/it/", "/topics/security/", "/officials/giorgia-meloni/"):
        assert f"http://testserver{path}" in found
    assert not any("not-yet" in address or "hidden" in address for address in found)


def test_a_long_sitemap_comes_in_pages(client, archive, monkeypatch):
    monkeypatch.setattr("meetings.views.sitemaps.Meetings.limit", 2)
    for number in range(3):
        factories.MeetingFactory(slug=f"more-{number}")
    index = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-meetings\.xml(?:\?p=\d)?", index) == [
        "sitemap-meetings.xml",
        "sitemap-meetings.xml?p=2",
        "sitemap-meetings.xml?p=3",
    ]
    pages = [client.get(f"/sitemap-meetings.xml?p={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("<loc>") for page in pages] == [4, 4, 2]
    assert "/more-2/" in pages[2]
    assert all(page.count("<lastmod>") == page.count("<loc>") for page in pages)
    assert client.get("/sitemap-meetings.xml?p=4").status_code == 404


def test_a_sitemap_asks_the_same_few_queries_however_long(client, archive):
    def asked(section: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/sitemap-{section}.xml").status_code == 200
        return len(queries)

    before = {section: asked(section) for section in ("lists", "meetings", "officials", "others")}
    for number in range(5):
        meeting = factories.MeetingFactory(slug=f"more-{number}")
        side = factories.CountryFactory(code=f"X{number}", name_ar=f"دولة {number}")
        factories.ParticipationFactory(meeting=meeting, country=side)
    after = {section: asked(section) for section in before}
    assert after == before
    assert max(after.values()) <= 12


def test_what_the_sitemap_lists_is_there(client, archive):
    factories.OutletFactory(code="Mixed-Case")
    for section in ("lists", "officials", "others"):
        addresses = re.findall(
            r"<loc>http://testserver(.*?)</loc>", client.get(f"/sitemap-{section}.xml").content.decode()
        )
        assert len(addresses) >= 4
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_robots_know_the_way(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /en/search/" in text
    assert "/ar/" not in text


def test_an_unchanged_page_is_not_sent_again(client, archive):
    first = client.get("/meetings/")
    again = client.get("/meetings/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    archive.meeting.headline_ar = "عنوان آخر"
    archive.meeting.save()
    assert client.get("/meetings/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_no_page_carries_scripts_or_styles_of_its_own(client, archive):
    for path in ("/", "/meetings/in-rome/", "/articles/a-report/", "/officials/nechirvan-barzani/"):
        response = client.get(path)
        page = response.content.decode()
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*(src=|ld\+json))", page)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_a_page_of_a_sitemap_has_so_many_records():
    """With the addresses of both languages they stay below the 50,000 of the protocol."""
    assert {page.limit for page in (sitemaps.Meetings, sitemaps.Officials)} == {1000}
