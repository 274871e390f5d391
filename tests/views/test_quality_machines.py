"""Every kind of page of the sample archive, as machines read it: names, descriptions, cards, addresses, headers."""

import html
import json
import re
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client

from meetings.models import Meeting, Official

HOST = "http://testserver"
PAGES = (
    "/",
    "/meetings/",
    "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/",
    "/officials/",
    "/officials/nechirvan-barzani/",
    "/sides/",
    "/sides/iq-kri/",
    "/organisations/un/",
    "/topics/",
    "/topics/energy/",
    "/places/",
    "/places/fr-paris/",
    "/outlets/",
    "/outlets/cnn-arabic/",
    "/articles/2026-03-12-kurdistan24/",
    "/activity/",
    "/between/",
    "/between/iq-kri/it/",
)
CARD = ("og:title", "og:description", "og:type", "og:url", "og:image", "og:image:alt", "og:site_name", "og:locale")
BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])


@pytest.fixture(autouse=True)
def archive(sample_archive):
    """Every test here has the sample archive."""


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def meta(page: str, attribute: str) -> dict[str, str]:
    """name (or property) to content of the meta elements."""
    pairs = re.findall(rf'<meta {attribute}="([^"]*)"\s+content="([^"]*)"', page)
    return {name: html.unescape(content) for name, content in pairs}


def title(page: str) -> str:
    return " ".join(html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1)).split())


@BOTH
def test_titles_tell_pages_apart(client, prefix):
    titles = [title(text(client, prefix + path)) for path in PAGES if "/articles/" not in path]
    assert len(set(titles)) == len(titles)
    assert all(("Mahdar" if prefix else "محضر") in name for name in titles)


@BOTH
@pytest.mark.parametrize("path", PAGES)
def test_a_page_describes_itself_in_its_language_and_its_card_is_complete(client, path, prefix):
    page = text(client, prefix + path)
    description = meta(page, "name")["description"]
    assert 20 <= len(description) <= 200
    if "/articles/" not in path:
        assert bool(re.search("[\u0621-\u064a]", description)) is not bool(prefix)
    card = meta(page, "property")
    assert set(CARD) <= set(card)
    assert all(card.values())
    assert card["og:url"] == HOST + prefix + path
    assert card["og:locale"] == ("en_GB" if prefix else "ar_AR")
    assert re.fullmatch(rf"{HOST}/.+\.png", card["og:image"])


@BOTH
@pytest.mark.parametrize("path", PAGES)
def test_each_page_names_itself_and_its_pair(client, path, prefix):
    page = text(client, f"{prefix}{path}?from=a-letter")
    assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [HOST + prefix + path]
    pairs = dict(re.findall(r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page))
    assert pairs == {"ar": HOST + path, "en": f"{HOST}/en{path}", "x-default": HOST + path}


def linked(page: str) -> dict:
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)


@BOTH
def test_every_meeting_is_a_valid_event(client, prefix):
    for meeting in Meeting.objects.public().order_by("id")[::6]:
        address = f"{prefix}/meetings/{meeting.slug}/"
        data = linked(text(client, address))
        assert (data["@context"], data["@type"], data["url"]) == ("https://schema.org", "Event", HOST + address)
        assert data["name"]
        assert len(data["attendee"]) > 1
        assert all(one["@type"] in ("Person", "Organization") and one["name"] for one in data["attendee"])
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", data["startDate"])
        assert data.get("location", {"name": "not known"})["name"]
        assert all(urlsplit(report["url"]).netloc for report in data.get("subjectOf", []))


@BOTH
def test_every_official_is_a_valid_person(client, prefix):
    titled = 0
    for official in Official.objects.public().order_by("id")[::8]:
        address = f"{prefix}/officials/{official.slug}/"
        data = linked(text(client, address))
        assert (data["@context"], data["@type"], data["url"]) == ("https://schema.org", "Person", HOST + address)
        assert data["name"] not in data.get("alternateName", [])
        ended = [one.end for one in official.appointments.all() if one.end]
        if len(ended) == official.appointments.count():
            assert "jobTitle" not in data  # a former holder has the office among hasOccupation, with its end
        titled += "jobTitle" in data
        assert data["hasOccupation"]
    assert titled > 2


def test_the_sitemap_names_public_pages_and_each_of_them_answers(client):
    sections = re.findall(r"<loc>(.*?)</loc>", text(client, "/sitemap.xml"))
    named = [place for section in sections for place in re.findall(r"<loc>(.*?)</loc>", text(client, section))]
    paths = [unquote(urlsplit(place).path) for place in named]
    assert len(paths) == len(set(paths)) > 800
    assert {place for place in named if not place.startswith(HOST + "/")} == set()
    assert {path for path in paths if path.startswith(("/admin", "/en/admin", "/search", "/suggest"))} == set()
    both = {path for path in paths if not path.startswith("/en/")}
    assert {path.removeprefix("/en") for path in paths if path.startswith("/en/")} == both
    for path in [*sorted(both)[::3], *(f"/en{path}" for path in sorted(both)[::9])]:
        text(client, path)


@pytest.mark.parametrize("path", [*PAGES, "/search/?q=بارزاني", "/sitemap.xml", "/robots.txt"])
def test_an_unchanged_page_answers_304(client, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"of another page"'}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/search/?q=بارزاني", "/nowhere/", "/suggest/?q=بار", "/admin/login/"])
def test_headers_guard_every_answer(client, path):
    response = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == "'self'"
    assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'",) * 3
    assert policy["form-action"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:", response["Content-Security-Policy"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
