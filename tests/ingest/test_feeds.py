"""Feeds served on loopback: each entry once, conditional requests, and manners towards those who serve them."""

import datetime
from email.utils import format_datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from meetings.ingest import feeds as feeds_module
from meetings.ingest.arrivals import fill_incoming, make_source
from meetings.ingest.errors import SourceError, translate_packed
from meetings.ingest.feed_reading import find_feed
from meetings.ingest.feeds import HostPauses, fetch_feed, list_due_feeds
from meetings.ingest.readers import read_page
from meetings.ingest.run import read_source
from meetings.models import Article, Feed, Incoming, Meeting
from tests.factories import ArticleFactory, CountryFactory, OutletFactory
from tests.ingest.web import Web, send, web

pytestmark = pytest.mark.django_db

REPORT = "استقبل وزير الخارجية العراقي فؤاد حسين، الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه."
MORE = "وأكد الجانبان أهمية مواصلة التشاور بين البلدين في القضايا ذات الاهتمام المشترك خلال المرحلة المقبلة. "


def article(number: int = 1, text: str = REPORT) -> str:
    body = f"<nav>الرئيسية</nav><article><h1>لقاء {number}</h1><p>{text}</p><p>{MORE} {number}</p></article>"
    return f"<html><head><title>لقاء {number}</title></head><body>{body}</body></html>"


def item(number: int, link: str, **more: str) -> str:
    extra = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><title>لقاء {number}</title><link>{link}</link><guid>key-{number}</guid>{extra}</item>"


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أخبار اللقاءات</title>'
        f"{''.join(items)}</channel></rss>"
    )


@pytest.fixture
def here(settings):
    with web() as served:
        settings.MAHDAR_FETCH_ALLOWED = [served.name]
        yield served


@pytest.fixture
def feed(here: Web):
    return Feed.objects.create(address=here.url("/feed"))


def serve(here: Web, *items: str, kind: str = "application/rss+xml; charset=utf-8", **headers: str) -> None:
    here.page("/feed", rss(*items), kind, **headers)


def pages(here: Web, count: int) -> list[str]:
    """Articles at /1, /2 ...; their items."""
    return [item(number, here.page(f"/{number}", article(number))) for number in range(1, count + 1)]


def quick() -> HostPauses:
    return HostPauses(pause=0)


def paths(here: Web) -> list[str]:
    return [asked.path for asked in here.asked]


# --- What comes in ----------------------------------------------------------------------------------------------------
def test_entries_wait_at_the_desk_and_nothing_is_in_the_archive(here: Web, feed: Feed):
    serve(here, *pages(here, 2))
    outcome = fetch_feed(feed, manners=quick())
    assert (outcome.new, outcome.known, outcome.unread, outcome.left) == (2, 0, 0, 0)
    one, two = Incoming.objects.order_by("pk")
    assert REPORT in one.raw_text
    assert "الرئيسية" not in one.raw_text
    assert (one.way, one.state, one.feed, one.url) == ("feed", "waiting", feed, here.url("/1"))
    assert (one.headline, two.headline) == ("لقاء 1", "لقاء 2")
    assert one.meetings_found == 1
    assert one.created_by is None
    assert feed.name == "أخبار اللقاءات"
    assert not Article.objects.exists()
    assert not Meeting.objects.exists()


def test_each_entry_comes_once(here: Web, feed: Feed):
    serve(here, *pages(here, 2))
    fetch_feed(feed, manners=quick())
    Incoming.objects.update(state="dropped")
    serve(here, item(3, here.page("/3", article(3))), *pages(here, 2))
    assert fetch_feed(feed, manners=quick()).new == 1
    assert Incoming.objects.count() == 3
    assert paths(here).count("/1") == 1


def test_an_entry_is_known_by_its_link_where_it_has_no_key(here: Web, feed: Feed):
    link = here.page("/1", article())
    serve(here, f"<item><title>لقاء</title><link>{link}</link></item>")
    assert fetch_feed(feed, manners=quick()).new == 1
    assert fetch_feed(feed, manners=quick()).new == 0


def test_what_the_archive_has_is_not_fetched_again(here: Web, feed: Feed):
    known = ArticleFactory(url=here.page("/1", article()))
    serve(here, item(1, here.url("/1")))
    outcome = fetch_feed(feed, manners=quick())
    assert (outcome.new, outcome.known) == (0, 1)
    assert "/1" not in paths(here)
    (remembered,) = Incoming.objects.all()
    assert (remembered.state, remembered.article) == ("stored", known)


def test_a_link_that_follows_readers_leads_to_the_same_page(here: Web, feed: Feed):
    known = ArticleFactory(url=here.page("/1", article()))
    serve(here, item(1, f"{here.url('/1')}?utm_source=rss"))
    assert fetch_feed(feed, manners=quick()).known == 1
    assert [one.article for one in Incoming.objects.all()] == [known]


def test_the_same_report_in_two_feeds_waits_once(here: Web, feed: Feed):
    serve(here, *pages(here, 1))
    here.page("/second", rss(item(1, here.url("/1"))), "text/xml")
    fetch_feed(feed, manners=quick())
    assert fetch_feed(Feed.objects.create(address=here.url("/second")), manners=quick()).known == 1
    assert Incoming.objects.waiting().count() == 1


def test_a_whole_article_in_the_feed_needs_no_page(here: Web, feed: Feed):
    content = f"<p>{REPORT}</p>" + f"<p>{MORE}</p>" * 12
    serve(here, item(1, here.url("/1"), description=f"<![CDATA[{content}<script>alert(1)</script>]]>"))
    assert fetch_feed(feed, manners=quick()).new == 1
    assert paths(here) == ["/feed"]
    (incoming,) = Incoming.objects.all()
    assert REPORT in incoming.raw_text
    assert "<" not in incoming.raw_text
    assert "alert" not in incoming.raw_text


def test_atom_is_read_too(here: Web, feed: Feed):
    link = here.page("/1", article())
    entry = (
        f'<entry><id>tag:1</id><title>لقاء</title><link href="{link}"/><updated>2023-11-04T22:30:00Z</updated></entry>'
    )
    here.page(
        "/feed", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title>{entry}</feed>', "application/xml"
    )
    assert fetch_feed(feed, manners=quick()).new == 1
    (incoming,) = Incoming.objects.all()
    assert incoming.published_on == datetime.date(2023, 11, 5)  # half past one in Baghdad


def test_a_day_to_come_is_shown_as_a_mistake_of_the_feed(here: Web, feed: Feed):
    later = timezone.now() + datetime.timedelta(days=30)
    serve(here, item(1, here.page("/1", article()), pubDate=format_datetime(later)))
    fetch_feed(feed, manners=quick())
    incoming = Incoming.objects.get()
    assert (incoming.published_on, incoming.published_basis) == (None, "")
    (statement,) = incoming.statements
    assert (statement.source, statement.kind, statement.day) == ("feed", "future", timezone.localdate(later))


def test_the_entry_of_the_feed_beats_its_page(here: Web, feed: Feed):
    """A guess at the page's day beat the feed's entry on every page."""
    page = article(text=REPORT.replace("الأربعاء", "أمس")).replace("</body>", "<footer>© 2015</footer></body>")
    serve(here, item(1, here.page("/1", page), pubDate="Fri, 21 Nov 2025 10:00:00 GMT"))
    fetch_feed(feed, manners=quick())
    incoming = Incoming.objects.get()
    assert (str(incoming.published_on), incoming.published_basis) == ("2025-11-21", "feed")
    (meeting,) = read_source(make_source(incoming)).meetings
    assert str(meeting.when.day) == "2025-11-20"


def test_a_page_that_contradicts_its_feed_is_shown_with_both(here: Web, feed: Feed):
    dated = '<head><meta property="article:published_time" content="2025-11-18T09:00:00+03:00">'
    page = here.page("/1", article().replace("<head>", dated))
    serve(here, item(1, page, pubDate="Fri, 21 Nov 2025 10:00:00 GMT"))
    fetch_feed(feed, manners=quick())
    incoming = Incoming.objects.get()
    assert str(incoming.published_on) == "2025-11-21"
    assert [(one.source, str(one.day)) for one in incoming.contradicting_dates] == [
        ("feed", "2025-11-21"),
        ("meta", "2025-11-18"),
    ]


def test_a_page_that_is_fetched_later_adds_to_what_its_feed_states(here: Web, feed: Feed):
    serve(here, item(1, here.url("/later"), pubDate="Fri, 21 Nov 2025 10:00:00 GMT"))
    fetch_feed(feed, manners=quick())
    incoming = Incoming.objects.get()
    assert (str(incoming.published_on), incoming.raw_text) == ("2025-11-21", "")
    dated = '<head><meta property="article:published_time" content="2025-11-18T09:00:00+03:00">'
    fill_incoming(incoming, read_page(article().replace("<head>", dated), "page.html"))
    incoming = Incoming.objects.get()
    assert str(incoming.published_on) == "2025-11-21"
    assert [one.source for one in incoming.statements] == ["feed", "meta"]


def test_the_outlet_of_the_feed_is_that_of_its_reports(here: Web, feed: Feed):
    CountryFactory()
    feed.outlet = OutletFactory(code="ina")
    feed.save()
    serve(here, *pages(here, 1))
    fetch_feed(feed, manners=quick())
    assert Incoming.objects.get().outlet == feed.outlet


def test_an_entry_whose_page_cannot_be_read_waits_with_the_reason(here: Web, feed: Feed):
    serve(
        here,
        item(1, here.url("/gone")),
        item(2, here.page("/2", article(2))),
        item(3, here.page("/3", b"%PDF", "image/png")),
    )
    outcome = fetch_feed(feed, manners=quick())
    assert (outcome.new, outcome.unread) == (1, 2)
    first = Incoming.objects.get(headline="لقاء 1")
    assert first.state == "waiting"
    assert "404" in translate_packed(first.error)
    assert fetch_feed(feed, manners=quick()).unread == 0  # it is not tried for ever


def test_a_feed_may_not_have_us_look_into_a_private_network(here: Web, feed: Feed):
    with web() as secret:
        secret.page("/", article())
        serve(here, item(1, secret.url()), item(2, "http://169.254.169.254/latest"), item(3, "file:///etc/passwd"))
        fetch_feed(feed, manners=quick())
        assert secret.asked == []
    assert not Incoming.objects.exclude(raw_text="").exists()


# --- Manners ----------------------------------------------------------------------------------------------------------
def test_only_news_is_asked_for(here: Web, feed: Feed):
    def answer(request) -> None:
        if request.headers.get("If-None-Match") == '"1"':
            send(request, 304, b"", {})
        else:
            head = {"Content-Type": "text/xml", "ETag": '"1"', "Last-Modified": "Sat, 04 Nov 2023 10:00:00 GMT"}
            send(request, 200, rss().encode(), head)

    here.answers["/feed"] = answer
    assert not fetch_feed(feed, manners=quick()).unchanged
    assert fetch_feed(Feed.objects.get(), manners=quick()).unchanged
    assert here.asked[1].headers["If-Modified-Since"] == "Sat, 04 Nov 2023 10:00:00 GMT"
    assert fetch_feed(Feed.objects.get(), manners=quick()).unchanged  # what a 304 leaves out still holds


def test_requests_to_one_host_keep_their_distance(here: Web, feed: Feed):
    serve(here, *pages(here, 2))
    waits: list[float] = []
    now = [100.0]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    fetch_feed(feed, manners=HostPauses(pause=2.0, sleep=sleep, clock=lambda: now[0]))
    assert waits == [2.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_for_peace_gets_it(here: Web, feed: Feed, status: int):
    here.status("/feed", status, retry_after="7200")
    outcome = fetch_feed(feed, manners=quick())
    assert outcome.error is not None
    wait = feed.not_before - timezone.now()
    assert datetime.timedelta(minutes=110) < wait < datetime.timedelta(minutes=121)
    assert list_due_feeds() == []


def test_a_site_that_asks_for_peace_among_its_articles(here: Web, feed: Feed):
    serve(here, *pages(here, 3), etag='"1"')
    here.status("/2", 429, retry_after="60")
    outcome = fetch_feed(feed, manners=quick())
    assert (outcome.new, outcome.left) == (1, 2)
    assert "/3" not in paths(here)
    assert feed.not_before > timezone.now()
    assert feed.etag == ""  # or the next answer would be that there is nothing new
    here.page("/2", article(2))
    assert fetch_feed(Feed.objects.get(), manners=quick()).new == 2


def test_a_feed_that_is_gone_is_not_asked_any_more(here: Web, feed: Feed):
    here.status("/feed", 410)
    fetch_feed(feed, manners=quick())
    kept = Feed.objects.get()
    assert not kept.active
    with translation.override("en"):
        assert "removed this feed" in translate_packed(kept.error)
    assert list_due_feeds(timezone.now() + datetime.timedelta(days=365)) == []


def test_failures_are_tried_again_later_and_later(here: Web, feed: Feed):
    here.status("/feed", 500)
    waits = []
    for _ in range(12):
        fetch_feed(feed, manners=quick())
        waits.append(round((feed.not_before - feed.last_fetched).total_seconds()))
    assert waits == sorted(waits)
    assert waits[1] > waits[0]
    assert waits[-1] == 24 * 60 * 60
    assert feed.failures == 12
    serve(here)
    fetch_feed(feed, manners=quick())
    assert (feed.failures, feed.error) == (0, "")


def test_what_is_due(here: Web):
    now = timezone.now()
    never = Feed.objects.create(address=here.url("/never"))
    old = Feed.objects.create(address=here.url("/old"), last_fetched=now - datetime.timedelta(hours=2))
    Feed.objects.create(address=here.url("/fresh"), last_fetched=now - datetime.timedelta(minutes=1))
    Feed.objects.create(address=here.url("/asked"), not_before=now + datetime.timedelta(hours=1))
    Feed.objects.create(address=here.url("/off"), active=False)
    assert list_due_feeds(now) == [never, old]


def test_too_many_entries_come_in_turns(here: Web, feed: Feed, monkeypatch):
    monkeypatch.setattr(feeds_module, "MAX_FEED_ENTRIES", 2)
    serve(here, *pages(here, 3), etag='"1"')
    assert fetch_feed(feed, manners=quick()).left == 1
    assert fetch_feed(feed, manners=quick()).new == 1
    assert feed.etag == '"1"'


# --- What is no feed --------------------------------------------------------------------------------------------------
def test_a_page_that_names_its_feed(here: Web):
    serve(here, *pages(here, 1))
    here.page("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>')
    content, _answer = find_feed(here.url("/"))
    assert content.address == here.url("/feed")
    assert [entry.title for entry in content.entries] == ["لقاء 1"]


@pytest.mark.parametrize("body", ["", "no feed", "<html><body>صفحة</body></html>", "<rss", "{}", "\x00" * 50])
def test_what_is_no_feed(here: Web, body: str):
    here.page("/feed", body, "text/xml")
    with pytest.raises(SourceError, match="no feed"):
        find_feed(here.url("/feed"))


def test_a_feed_that_unfolds_without_end(here: Web, feed: Feed):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    channel = '<rss version="2.0"><channel><title>&l9;</title></channel></rss>'
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>{channel}'
    here.page("/feed", bomb, "text/xml")
    fetch_feed(feed, manners=quick())
    assert len(Feed.objects.get().name) <= 200


def test_a_feed_that_reads_our_files(here: Web, feed: Feed, tmp_path):
    (tmp_path / "secret").write_text("geheim")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    here.page(
        "/feed",
        f'<?xml version="1.0"?>{entity}<rss version="2.0"><channel><title>a&x;</title></channel></rss>',
        "text/xml",
    )
    fetch_feed(feed, manners=quick())
    assert "geheim" not in Feed.objects.get().name


# --- The command ------------------------------------------------------------------------------------------------------
def test_the_command_fetches_what_is_due_and_tells(here: Web, feed: Feed, capsys):
    serve(here, *pages(here, 2))
    call_command("fetch_feeds", "--pause", "0")
    said = capsys.readouterr().out
    assert "[1/1]" in said
    assert "2 new" in said
    call_command("fetch_feeds", "--pause", "0")
    assert "No feed is due" in capsys.readouterr().out
    call_command("fetch_feeds", "--all", "--pause", "0")
    assert "0 new" in capsys.readouterr().out


def test_one_bad_feed_does_not_stop_the_rest(here: Web, feed: Feed, capsys):
    Feed.objects.create(address=here.url("/bad"), name="bad")
    serve(here, *pages(here, 1))
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("fetch_feeds", "--pause", "0")
    assert Incoming.objects.count() == 1


def test_the_command_refuses_what_it_does_not_know(here: Web):
    with pytest.raises(CommandError, match="Not subscribed"):
        call_command("fetch_feeds", here.url("/other"))
