"""What the JSON-LD and the metadata of a page state of its own article, and what they state of others."""

import json
from typing import Any

import pytest
from lxml import html

from meetings.ingest.page_dates.json_ld import collect_page_names, read_json_ld
from meetings.ingest.page_dates.metadata import read_metadata, show_tag

HEADLINE = "وزير الخارجية يستقبل نظيره في بغداد"
URL = "https://example.org/1"
ARTICLE = {"@type": "NewsArticle", "datePublished": "2025-04-14"}
OTHER = {"@type": "NewsArticle", "datePublished": "2025-04-15"}
PUBLISHED, UPDATED = ("2025-04-14", "published"), ("2025-04-15", "updated")


def read(*scripts: Any, title: str = HEADLINE, addresses: tuple[str, ...] = (URL,), head: str = ""):
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    written = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    root = html.document_fromstring(f"<html><head><title>{title}</title>{head}{written}</head><body></body></html>")
    return [(str(one.day), one.kind) for one in read_json_ld(root, collect_page_names(root, addresses))]


def nested(depth: int) -> Any:
    return ARTICLE if not depth else [nested(depth - 1)]


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        {"@graph": [ARTICLE]},
        {"@type": "Thing", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "NewsArticle"]},
        {**ARTICLE, "@type": "WebPage"},
        {**ARTICLE, "url": "/2"},
        {**ARTICLE, "url": "https://example.org/2", "headline": HEADLINE},
        {**ARTICLE, "mainEntityOfPage": {"@id": URL}, "headline": "كلام آخر"},
        {**ARTICLE, "headline": "وزير الخارجية يستقبل نظيره"},
        {**ARTICLE, "headline": "وزير الخارجية"},
        {**ARTICLE, "headline": "وزير الخارجية القاهرة الجامعة"},  # half of the words
        {**ARTICLE, "name": HEADLINE},
        {**ARTICLE, "datePublished": 1744624800},
        [{**ARTICLE, "url": URL}, OTHER],
        [{**ARTICLE, "headline": HEADLINE}, OTHER],
        [{**OTHER, "@type": "WebPage"}, ARTICLE],
        nested(4),
        '{"@type": "NewsArticle", "datePublished": "2025-04-14",}',
        '<!-- {"@type": "NewsArticle", "datePublished": "2025-04-14"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2025-04-14"};\n//]]>',
        '{"@type": "NewsArticle", x "datePublished": "2025-04-14"',
        '{"@type": "NewsArticle", x "datePublished": "2025-04-14", "datePublished": "2025-04-14"',
    ],
)
def test_an_article_that_is_the_page_s(data):
    assert read(data) == [PUBLISHED]


@pytest.mark.parametrize(
    "data",
    [
        {**ARTICLE, "@type": "Event"},
        {"datePublished": "2025-04-14"},
        {"@type": "Thing", "hasPart": ARTICLE},
        {**ARTICLE, "url": "https://example.org/2"},
        {**ARTICLE, "mainEntityOfPage": {"url": "https://example.org/2"}},
        {**ARTICLE, "headline": "وزير الدفاع يزور الموصل ويلتقي القادة"},
        {**ARTICLE, "headline": "بغداد"},
        {**ARTICLE, "headline": "وزير الخارجية القاهرة الجامعة الدول"},  # less than half
        {**ARTICLE, "datePublished": {"a": 1}},
        [ARTICLE, OTHER],
        nested(5),
        '{"@type": "NewsArticle", x "datePublished": "2025-04-14", "hasPart": []',
        '{"@type": "Event", x "datePublished": "2025-04-14"',
        '{"@type": "NewsArticle", x "datePublished": "2025-04-14", "datePublished": "2025-04-15"',
    ],
)
def test_an_article_that_is_not(data):
    assert read(data) == []


def test_dates_of_publication_and_of_changes():
    modified = {"@type": "NewsArticle", "dateModified": "2025-04-15"}
    assert read([{**ARTICLE, "@type": "WebPage"}, modified]) == [UPDATED, PUBLISHED]
    assert read({**ARTICLE, **modified}) == [PUBLISHED, UPDATED]
    assert read({**ARTICLE, "datePublished": ["2025-04-14", "2025-04-15"]}) == [PUBLISHED, ("2025-04-15", "published")]
    loose = '{"@type": "NewsArticle", x "datePublished": "2025-04-14", "dateModified": "2025-04-15"'
    assert read(loose) == [PUBLISHED, UPDATED]


def test_a_headline_is_known_by_the_title_and_more_than_ten_letters():
    for title, headline, expected in (
        ("لقاء بغداد", "لقاء بغداد", []),
        ("لقاء بغدادي", "لقاء بغدادي", [PUBLISHED]),
        (f"{HEADLINE} - موقع", HEADLINE, [PUBLISHED]),
        (f"{HEADLINE}ي", HEADLINE, []),
    ):
        assert read([{**ARTICLE, "headline": headline}, OTHER], title=title) == expected


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (f"<meta property='og:title' content='{HEADLINE}'>", {"headline": HEADLINE}),
        ("<link rel='canonical' href='https://example.org/5'>", {"url": "https://example.org/5"}),
        ("<meta property='og:url' content='https://example.org/5'>", {"@id": "https://example.org/5"}),
    ],
)
def test_a_page_names_itself_in_its_head(head, more):
    assert read([{**ARTICLE, **more}, OTHER], title="موقع", head=head) == [PUBLISHED]
    assert read([{**ARTICLE, **more}, OTHER], title="موقع") == []


def test_a_page_without_names_takes_its_only_article():
    assert read({**ARTICLE, "headline": "كلام آخر"}, title="") == [PUBLISHED]
    assert read({**ARTICLE, "url": "https://example.org/5"}, title="", addresses=()) == [PUBLISHED]


def read_meta(head: str, body: str = "") -> list[tuple[str, str]]:
    root = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return [(str(one.day), one.kind) for one in read_metadata(root)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<meta property='article:published_time' content='2025-04-14'>", [PUBLISHED]),
        ("<meta name='pubdate' value='2025-04-14'>", [PUBLISHED]),
        ("<meta name='lastmod' content='2025-04-15'>", [UPDATED]),
        ("<meta name='x' content='2025-04-14'>", []),
        ("<meta name='pubdate' content='x'>", []),
        ("<meta name='parsely-page' content='{\"pub_date\": \"2025-04-14\"}'>", [PUBLISHED]),
        ("<meta name='parsely-page' content='{\"pub_date\": 5}'>", []),
        ("<meta name='parsely-page' content='[]'>", []),
        ("<meta name='parsely-page' content='x'>", []),
    ],
)
def test_metadata(markup, expected):
    assert read_meta(markup) == read_meta("", markup) == expected


def test_a_property_in_the_body_is_read_with_its_place():
    markup = "<meta itemprop='datePublished' content='2025-04-14'>"
    assert read_meta(markup) == [PUBLISHED]
    assert read_meta("", markup) == []


def test_a_tag_is_shown_with_its_attributes_unless_they_are_long():
    for length, end in ((390, 'x">'), (391, 'x">a</p>')):
        assert show_tag(html.fragment_fromstring(f"<p class='{'x' * length}'>a</p>")).endswith(end)
