"""What a feed says of its entries. Nothing is fetched."""

import pytest

from meetings.ingest.errors import SourceError
from meetings.ingest.feed_entries import MIN_ARTICLE_WORDS, FeedEntry
from meetings.ingest.feed_reading import parse_feed


def entry(inner: str) -> FeedEntry | None:
    """The only entry of a feed at example.org, None where it is left out."""
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
        f"<item>{inner}</item></channel></rss>"
    )
    found = parse_feed(body.encode(), "https://example.org/feed", "application/rss+xml").entries
    return found[0] if found else None


def test_keys_links_and_titles():
    found = entry("<guid isPermaLink='false'>k</guid><link>/a</link><title> A <![CDATA[<b>meeting</b>]]></title>")
    assert (found.key, found.link, found.title) == ("k", "https://example.org/a", "A meeting")
    assert (found.statements, found.content) == ((), "")
    assert entry("<link>https://example.org/a</link>").key == "https://example.org/a"


@pytest.mark.parametrize(
    "inner",
    ["<title>Neither a link nor a text</title>", "<description>A text without a key</description>"],
)
def test_an_entry_needs_a_key_and_a_link_or_a_text(inner):
    assert entry(inner) is None


def test_an_entry_without_a_link_does_not_lead_to_the_feed_itself():
    found = entry("<guid isPermaLink='false'>k</guid><description>Words</description>")
    assert (found.link, found.content) == ("", "Words")
    assert entry("<guid isPermaLink='false'>k</guid><title>Only a key</title>") is None


def test_other_addresses_are_no_links():
    found = entry("<guid isPermaLink='false'>k</guid><link>javascript:alert(1)</link><description>Words</description>")
    assert (found.link, found.content) == ("", "Words")


def test_a_whole_article_is_kept_and_a_teaser_is_not():
    whole, teaser = "word " * MIN_ARTICLE_WORDS, "word " * (MIN_ARTICLE_WORDS - 1)
    link = "<guid>k</guid><link>https://example.org/a</link>"
    assert entry(f"{link}<description>{whole}</description>").content.split() == ["word"] * MIN_ARTICLE_WORDS
    assert entry(f"{link}<description>{teaser}</description>").content == ""


def test_the_longer_of_text_and_summary_counts():
    body = "<guid isPermaLink='false'>k</guid>"
    assert entry(f"{body}<description>Short</description><content:encoded>The longer</content:encoded>").content == (
        "The longer"
    )
    assert entry(f"{body}<description>The longer</description><content:encoded>Short</content:encoded>").content == (
        "The longer"
    )


def test_what_is_no_feed_is_refused():
    with pytest.raises(SourceError, match="there is no feed"):
        parse_feed(b"<html><body>News</body></html>", "https://example.org/", "text/html")
