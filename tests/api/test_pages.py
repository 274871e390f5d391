"""The pages for those who write programs."""

import json
import re
import shlex
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from meetings.api.start import list_paths, make_openapi

PAGES = ["/api/", "/en/api/", "/api/docs/", "/en/api/docs/"]


class Elements(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_the_page_needs_more_than_the_strict_policy_allows(client, db, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "unsafe" not in response["Content-Security-Policy"]
    for tag, attributes in Elements(response.content.decode()).found:
        assert tag != "style"
        assert tag != "script" or attributes.get("src", "").startswith("/")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("path", ["/api/docs/", "/en/api/docs/"])
def test_every_route_and_field_can_be_read_without_javascript(client, db, path):
    page = Elements(client.get(path).content.decode())
    for route in list_paths().values():
        assert f"GET {route}" in page.text
    document = make_openapi("en" if "/en/" in path else "ar")
    for item in document["paths"].values():
        assert item["get"]["summary"] in page.text
    for name, form in document["components"]["schemas"].items():
        assert name in page.text
        for field in form.get("properties", {}):
            assert field in page.text


def test_links_inside_the_page_lead_somewhere(client, db):
    found = Elements(client.get("/api/docs/").content.decode()).found
    names = {attributes["id"] for _, attributes in found if "id" in attributes}
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(names)
    inside = {attributes["href"][1:] for tag, attributes in found if tag == "a" and attributes["href"].startswith("#")}
    assert len(inside) > 40
    assert inside <= names
    assert {f"problem-{status}" for status in (400, 404, 405, 406, 429, 500, 503)} <= names


def test_examples_on_the_page_are_answered(client, sample_archive):
    found = Elements(client.get("/api/docs/").content.decode()).found
    examples = [attributes["href"] for tag, attributes in found if tag == "a" and "/api/v1/" in attributes["href"]]
    assert len(examples) >= len(list_paths())
    for example in examples:
        assert client.get(example).status_code == 200, example


def test_lines_for_the_shell_are_answered(client, sample_archive):
    """What a reader copies from the guide works as it stands."""
    text = Elements(client.get("/en/api/").content.decode()).text
    lines = re.findall(r"^\s*(curl .+)$", text, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        words = shlex.split(line)
        address = urlsplit(next(word for word in words if word.startswith("http")))
        data = dict(words[i + 1].split("=", 1) for i, word in enumerate(words) if word in ("-d", "--data-urlencode"))
        response = client.get(f"{address.path}?{address.query}" if address.query else address.path, data or None)
        assert response.status_code == 200, line
        body = json.loads(response.content)
        assert body.get("results") or body.get("slug"), line


def test_the_address_without_a_language_leads_to_the_readers(client, db):
    response = client.get("/api/v1/docs/")
    assert (response.status_code, response["Location"]) == (302, "/api/docs/")
    response = client.get("/api/v1/docs/", headers={"Accept-Language": "en"})
    assert response["Location"] == "/en/api/docs/"
    assert "Accept-Language" in response["Vary"]


def test_the_site_leads_to_the_guide(client, db):
    assert 'href="/api/"' in client.get("/").content.decode()
    assert 'href="/en/api/"' in client.get("/en/").content.decode()
