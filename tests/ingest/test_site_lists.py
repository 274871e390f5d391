"""JSON feeds, sitemaps and section pages as lists of reports. Nothing is fetched, except at the end."""

import datetime
import gzip
import json

import pytest
from django.utils import timezone

from meetings.ingest.errors import SourceError
from meetings.ingest.feed_reading import find_feed, parse_feed
from meetings.ingest.feeds import fetch_feed
from meetings.ingest.site_lists import MAX_SITEMAP_AGE
from meetings.models import Feed, Incoming
from tests.ingest.test_feeds import article, here, quick  # noqa: F401 - here is a fixture
from tests.ingest.web import Web

SITE = "https://example.org/feed"
TODAY = timezone.localdate()


def parse(body: str, **options):
    return parse_feed(body.encode(), SITE, "", **options)


def json_feed(*items: dict, **more) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": items, **more})


def test_a_json_feed_lists_its_reports():
    content = parse(
        json_feed(
            {"id": 1, "url": "/a", "title": "لقاء", "date_published": "2025-03-12T10:00:00+03:00"},
            {"id": "2", "external_url": "https://example.net/b", "date_modified": "2025-03-12"},
            {"id": "3", "content_text": "نص <x>\nآخر"},
            {"title": "no key"},
            "nonsense",
        )
    )
    assert (content.title, content.kind) == ("أخبار", "feed")
    one, two, three = content.entries
    assert (one.key, one.link, one.title) == ("1", "https://example.org/a", "لقاء")
    assert [(stated.source, str(stated.day), stated.kind) for stated in one.statements] == [
        ("feed", "2025-03-12", "published")
    ]
    assert (two.link, [stated.kind for stated in two.statements]) == ("https://example.net/b", ["updated"])
    assert three.content == "<p>نص &lt;x></p><p>آخر</p>"


@pytest.mark.parametrize("body", ["{}", '{"version": "1"}', json_feed()[:-9], '{"version": ' + "[" * 100_000])
def test_other_json_is_not_a_feed(body):
    with pytest.raises(SourceError, match="there is no feed"):
        parse(body)


def sitemap(*pages: str, kind: str = "urlset") -> str:
    names = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f'<?xml version="1.0"?><{kind} {names}>{"".join(pages)}</{kind}>'


def page(path: str, lastmod: datetime.date | None = None, news: str = "", host: str = "https://example.org") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{host}{path}</loc>{changed}{news}</url>"


def test_a_sitemap_lists_its_new_pages_the_newest_first():
    old = TODAY - MAX_SITEMAP_AGE - datetime.timedelta(days=1)
    before = TODAY - datetime.timedelta(days=2)
    content = parse(
        sitemap(page("/a", before), page("/b", TODAY), page("/old", old), page("/x", TODAY, host="https://example.net"))
    )
    assert [entry.link for entry in content.entries] == ["https://example.org/b", "https://example.org/a"]
    assert content.kind == "sitemap"
    assert content.entries[0].statements == ()  # a change is no publication


def test_a_sitemap_of_news_states_days_of_publication():
    news = f"<n:news><n:publication_date>{TODAY}</n:publication_date><n:title>لقاء في بغداد</n:title></n:news>"
    (entry,) = parse(sitemap(page("/a", news=news))).entries
    assert (entry.title, [stated.day for stated in entry.statements]) == ("لقاء في بغداد", [TODAY])


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url></urlset>',
        "<urlset" + "<a>" * 2,
    ],
)
def test_sitemaps_with_entities_or_without_structure_list_nothing(body):
    try:
        assert parse(body).entries == []
    except SourceError as error:
        assert "there is no feed" in str(error)  # noqa: PT017


def section(*links: str) -> str:
    menu = "<nav><a href='/menu'>هذه قائمة الأقسام في الموقع</a></nav>"
    return f"<!DOCTYPE html><html><head><title>الأخبار</title></head><body>{menu}{''.join(links)}</body></html>"


HEADLINES = [f'<h2><a href="/news/{number}#top">وزير الخارجية يلتقي نظيره {number}</a></h2>' for number in range(6)]


def test_a_section_page_lists_the_headlines_that_it_links_to():
    others = [
        '<a href="/about">من نحن</a>',
        '<a href="https://example.net/x">خبر من موقع آخر عن لقاء</a>',
        '<a href="#a">إلى أعلى هذه الصفحة الطويلة</a>',
    ]
    content = parse(section(*HEADLINES, *others), may_be_section=True)
    assert content.kind == "section"
    assert content.title == "الأخبار"
    assert [entry.link for entry in content.entries] == [f"https://example.org/news/{number}" for number in range(6)]
    assert content.entries[0].title == "وزير الخارجية يلتقي نظيره 0"


def test_a_page_counts_as_a_section_only_where_it_was_asked_for():
    for body, options in ((section(*HEADLINES), {}), (section(*HEADLINES[:3]), {"may_be_section": True})):
        with pytest.raises(SourceError, match="there is no feed"):
            parse(body, **options)


@pytest.mark.django_db
def test_a_section_page_is_subscribed_and_its_reports_wait(here: Web):  # noqa: F811
    links = [f'<a href="/{number}">وزير الخارجية العراقي يلتقي نظيره {number}</a>' for number in range(1, 7)]
    for number in range(1, 7):
        here.page(f"/{number}", article(number))
    here.page("/news", section(*links))
    content, _answer = find_feed(here.url("/news"))
    feed = Feed.objects.create(address=content.address, kind=content.kind)
    outcome = fetch_feed(feed, manners=quick())
    assert (outcome.new, outcome.error) == (6, None)
    assert fetch_feed(feed, manners=quick()).new == 0
    assert Incoming.objects.count() == 6


@pytest.mark.django_db
def test_an_index_of_sitemaps_is_followed(here: Web):  # noqa: F811
    here.page("/1", article(1))
    own = here.url("").rstrip("/")
    here.page("/maps/a.xml", sitemap(page("/1", TODAY, host=own)), "application/xml")
    index = f"<sitemap><loc>{own}/maps/a.xml</loc></sitemap>"
    here.page("/sitemap.xml", sitemap(index, kind="sitemapindex"), "application/xml")
    content, _answer = find_feed(here.url("/sitemap.xml"))
    assert (content.kind, [entry.link for entry in content.entries]) == ("sitemap", [here.url("/1")])
    assert fetch_feed(Feed.objects.create(address=content.address, kind=content.kind), manners=quick()).new == 1


@pytest.mark.django_db
def test_packed_sitemaps_of_an_index_are_read(here: Web):  # noqa: F811
    here.page("/1", article(1))
    own = here.url("").rstrip("/")
    here.page("/a.xml.gz", gzip.compress(sitemap(page("/1", TODAY, host=own)).encode()), "application/x-gzip")
    index = sitemap(f"<sitemap><loc>{own}/a.xml.gz</loc></sitemap>", kind="sitemapindex")
    here.page("/sitemap.xml.gz", gzip.compress(index.encode()), "application/gzip")
    content, _answer = find_feed(here.url("/sitemap.xml.gz"))
    assert (content.kind, [entry.link for entry in content.entries]) == ("sitemap", [here.url("/1")])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (gzip.compress(b"\0" * 60_000_000, mtime=0), "much larger than a text"),
        (gzip.compress(sitemap().encode(), mtime=0)[:-9], "damaged"),
    ],
)
def test_packed_sitemaps_that_are_bombs_or_damaged(body, said):
    with pytest.raises(SourceError, match=said):
        parse_feed(body, SITE, "application/gzip")


@pytest.mark.django_db
def test_a_feed_that_has_become_a_home_page_fails(here: Web):  # noqa: F811
    here.page("/feed", section(*HEADLINES))
    feed = Feed.objects.create(address=here.url("/feed"))
    assert "there is no feed" in str(fetch_feed(feed, manners=quick()).error)
