"""Drafts and withdrawn reports leave no trace in public: every address answers with them as it answered without.

The addresses are read from the URLconf, so that a new page, feed, export or API is audited as soon as it has a route;
a route with arguments needs an example in EXAMPLES. Every address is asked twice, before and after a draft meeting
with a draft official, an article, a place, a topic, an outlet and an office of its own came into the sample archive,
and a withdrawn report of an outlet of its own became a source of a public meeting: the answers must be the same to the
last number, and no word of them may stand in any of the answers.
"""

import datetime
import gzip
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from meetings.models import (
    Article,
    Comment,
    Country,
    Meeting,
    Official,
    Outlet,
    Place,
    Position,
    Rejection,
    Source,
    Topic,
)
from meetings.queries.formats import FORMATS
from meetings.search import rebuild_index, update_index
from meetings.views.sitemaps import SITEMAPS
from tests import factories
from tests.sample import connections_to

pytestmark = pytest.mark.django_db

# Words that stand nowhere in the sample archive, and what they are found by when they are typed badly or half.
WORDS = ("أرديرن", "Ardern", "فايتوبو", "Vaitupu", "التونة", "tunafish", "إيكوز", "Echoes", "مستقرضة", "لواغادوغو")
DRAFT = "draft-ardern-vaitupu"  # the end of the addresses of all that is new
WITHDRAWN = f"{DRAFT}-withdrawn"
TYPED = (
    "أرديرن",
    "ارديرن",
    "جاسيندا",
    "أردي",
    "أرديرم",
    "Ardern",
    "Jacinda",
    "Ardren",
    "فايتوبو",
    "Vaitup",
    "التونة",
    "لواغادوغو",
)

# Routes that are no part of the public site, each with the reason why it is passed over.
NOT_PUBLIC = {
    "admin": "the desk and the pages to sign in; who may see what there is tested with the roles",
}


@dataclass(frozen=True)
class Known:
    """Records of the sample archive that the draft has to do with, or stands beside."""

    meeting: Meeting
    official: Official
    other: Official
    country: Country
    article: Article
    topic: Topic
    place: Place
    outlet: Outlet
    position: Position


def known() -> Known:
    source = (
        Source.objects.filter(
            meeting__review_state="published",
            meeting__date_precision="day",
            meeting__ranked_topics__isnull=False,
            meeting__place__country__isnull=False,
            article__outlet__isnull=False,
        )
        .order_by("-meeting__date", "id")
        .first()
    )
    assert source, "the sample archive has no meeting with a day, a place, a topic and a source"
    meeting = source.meeting
    parts = meeting.participations.filter(official__review_state="published", country__isnull=False)
    first, other = parts.order_by("order")[:2]
    topic = meeting.ranked_topics.first().topic
    position = Position.objects.filter(participations__meeting__review_state="published").order_by("pk").first()
    return Known(
        meeting, first.official, other.official, first.country, source.article, topic, meeting.place,
        source.article.outlet, position,
    )  # fmt: skip


def draw(colour: int) -> bytes:
    """The bytes of a picture of its own."""
    return factories.make_image("PNG", (colour, 9))


# The files of the draft meeting, of a draft's article and of the withdrawn report, by the hashes in their addresses.
DRAFT_FILES = [hashlib.sha256(draw(colour)).hexdigest() for colour in (31, 32, 33)]


# What stands in a route -> what is asked for in its place. Records of the sample archive, and the draft's own address.
EXAMPLES: dict[str, Callable[[Known], list[str]]] = {
    "sitemap-<section>": lambda known: [f"sitemap-{section}" for section in SITEMAPS],
    "meetings/<str:slug>": lambda known: [f"meetings/{slug}" for slug in (known.meeting.slug, DRAFT)],
    "officials/<str:slug>": lambda known: [f"officials/{o}" for o in (known.official.slug, known.other.slug, DRAFT)],
    "positions/<str:code>": lambda known: [f"positions/{code}" for code in (known.position.code, DRAFT)],
    "sides/<str:code>": lambda known: [f"sides/{code}" for code in (known.country.code.lower(), "tv")],
    "organisations/<str:code>": lambda known: [f"organisations/{code}" for code in ("un", DRAFT)],
    "topics/<str:code>": lambda known: [f"topics/{code}" for code in (known.topic.code, DRAFT)],
    "places/<str:slug>": lambda known: [f"places/{slug}" for slug in (known.place.slug, DRAFT)],
    "outlets/<str:code>": lambda known: [f"outlets/{code}" for code in (known.outlet.code, DRAFT, WITHDRAWN)],
    "articles/<str:slug>": lambda known: [f"articles/{slug}" for slug in (known.article.slug, DRAFT, WITHDRAWN)],
    "reconciliation/view/<str:identifier>": lambda known: [
        f"reconciliation/view/official:{slug}" for slug in (known.official.slug, DRAFT)
    ],
    "between/<str:first>/<str:second>": lambda known: [
        "between/" + "/".join(sorted(pair))
        for pair in (
            (known.official.slug, known.other.slug),
            (known.official.slug, DRAFT),
            (known.country.code.lower(), "tv"),
        )
    ],
    "corrections/requests/<str:key>": lambda known: ["corrections/requests/nowhere"],  # a page for one reader
    "alerts/<str:key>": lambda known: ["alerts/somebodys-key"],  # a page for one reader, on their own search
    "attachments/<str:sha256>": lambda known: [f"attachments/{sha256}" for sha256 in DRAFT_FILES],
    "<format:extension>": lambda known: list(FORMATS),
}

# The last word of a route's address, without its format -> further queries to ask it with.
SEARCHES = [f"q={quote(word)}" for word in TYPED]
QUERIES: dict[str, Callable[[Known], list[str]]] = {
    "new": lambda known: [f"about=/meetings/{slug}/" for slug in (known.meeting.slug, DRAFT)],  # of a correction
    "search": lambda known: [
        *SEARCHES,
        "sort=newest",
        "sort=oldest",
        f"q={quote(known.official.name_ar)}",
        f"person={known.official.slug}",
        f"person={DRAFT}",
        f"place={known.place.slug}&topic={known.topic.code}",
        f"from={known.meeting.date.isoformat()}&to={known.meeting.date.isoformat()}",
    ],
    "suggest": lambda known: [*SEARCHES, f"q={quote(known.official.name_ar[:4])}"],
    "suggestions": lambda known: SEARCHES,
    "reconciliation": lambda known: [
        "queries=" + quote(json.dumps({"q0": {"query": word}})) for word in ("أرديرن", "Vaitupu", "tunafish")
    ],
    "entities": lambda known: ["prefix=" + quote("أرديرن")],
    "between": lambda known: [f"first={known.official.slug}&second={DRAFT}"],
    "meetings": lambda known: ["page=2", f"year={known.meeting.date.year}"],
    "officials": lambda known: ["q=" + quote("أرديرن"), "page=2"],
}
EVERY_WAY = "csv"  # the format that is asked in both languages and with every query; the others show the same records
SLOW = ("pdf", "png")  # drawn: only asked for what must not be there


# --- The addresses ----------------------------------------------------------------------------------------------------
def routes() -> list[str]:
    """Every public route as the URLconf writes it, once for each language of the site."""
    return sorted(set(_walk(get_resolver(), "")))


def _walk(resolver: URLResolver, start: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield start + str(pattern.pattern)
        elif isinstance(pattern.pattern, LocalePrefixPattern):
            for prefix in ("", "en/"):
                yield from _walk(pattern, start + prefix)
        elif pattern.namespace not in NOT_PUBLIC and str(pattern.pattern).strip("/") not in NOT_PUBLIC:
            yield from _walk(pattern, start + str(pattern.pattern))


def examples(route: str, records: Known) -> list[str]:
    """Addresses for a route; where an example is missing, its <placeholder> stays in them."""
    found = [route]
    for part, values in EXAMPLES.items():
        if part in route:
            found = [address.replace(part, value) for address in found for value in values(records)]
    return found


def addresses(route: str, records: Known) -> list[str]:
    """All that is asked of a route."""
    last = re.sub(r"\.<format:extension>$", "", route).strip("/").rpartition("/")[2]
    queries = ["", *QUERIES.get(last, lambda _known: [])(records)]
    found = []
    for example in examples(route, records):
        ending = example.rpartition(".")[2] if route.endswith((".<format:extension>", ".png")) else ""
        if ending in SLOW and DRAFT not in example:
            continue
        if ending not in ("", EVERY_WAY):
            if example.startswith("en/"):
                continue
            found.append(f"/{example}" + (f"?{queries[1]}" if "search" in route else ""))
        else:
            found += ["/" + example + (f"?{query}" if query else "") for query in queries]
    return found


def test_every_route_with_arguments_has_an_example(restored_sample_archive):
    records = known()
    without = [route for route in routes() if any("<" in address for address in examples(route, records))]
    assert not without, (
        f"no example for the route(s) {', '.join(without)}: add what stands in their <...> to EXAMPLES in {__name__}, "
        "so that what they show is audited for drafts"
    )
    assert not [route for route in routes() if re.search(r"[\\^$(]", route)], "give routes by path(), not re_path()"


def test_no_example_is_for_a_route_that_is_gone():
    assert not [part for part in EXAMPLES if not any(part in route for route in routes())]


# --- What is asked and compared ---------------------------------------------------------------------------------------
@dataclass
class Audit:
    """The answers to each address before and after the draft came, and the addresses of each route."""

    addresses: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


CHANGES_BY_ITSELF = [  # what differs between two answers to the same question
    re.compile(r'name="(?:csrfmiddlewaretoken|token)" value="[^"]*"'),
    re.compile(r"/CreationDate ?\([^)]*\)|/ModDate ?\([^)]*\)|/ID ?\[[^\]]*\]"),
    re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*"),
]


def answer(client: Client, address: str) -> str:
    """The status and everything a reader could read of the answer to `address`."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    text = "\n".join(_texts(body))
    for pattern in CHANGES_BY_ITSELF:
        text = pattern.sub("", text)
    where = unquote(response.get("Location", ""))
    return f"{response.status_code} {where}\n{text}"


def _texts(body: bytes) -> Iterator[str]:
    """What is in an answer; of packed ones (xlsx, zip, gz) what is in them."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in sorted(packed.namelist()):
                yield name
                yield from _texts(packed.read(name))
    elif body.startswith(b"\x1f\x8b"):
        yield from _texts(gzip.decompress(body))
    else:
        yield body.decode("utf-8", "replace")


def enter_draft(records: Known) -> None:
    """A draft meeting that shares a day, a country, a topic and a source with what is published, and has everything
    else of its own; another whose everything is its own; and what editors write about records that are published."""
    official = factories.OfficialFactory(
        slug=DRAFT, name_ar="جاسيندا أرديرن", name_en="Jacinda Ardern", review_state="draft"
    )
    factories.OfficialNameFactory(official=official)
    factories.OfficialNameFactory(official=official, name="Jacinda Ardern", kind="alias", script="Latn")
    own_position = factories.PositionFactory(
        code=DRAFT, title_ar="المكلفة بملف التونة", title_en="Envoy for tunafish", country=records.country
    )
    factories.AppointmentFactory(official=official, position=own_position)
    tuvalu = Country.objects.get(code="TV")
    place = factories.PlaceFactory(slug=DRAFT, city_ar="فايتوبو", city_en="Vaitupu", country=tuvalu)
    topic = factories.TopicFactory(code=DRAFT, name_ar="صيد التونة", name_en="tunafish")
    outlet = factories.OutletFactory(code=DRAFT, name_ar="توفالو إيكوز", name_en="Tuvalu Echoes")
    article = factories.ArticleFactory(
        slug=DRAFT, outlet=outlet, headline="أرديرن في فايتوبو", raw_text="وصلت أرديرن إلى فايتوبو يوم الجمعة."
    )
    shared_day = {"date": records.meeting.date, "place": records.place, "slug": DRAFT}
    for fields in (shared_day, {"date": datetime.date(2031, 5, 6), "place": place, "slug": f"{DRAFT}-2"}):
        meeting = factories.MeetingFactory(
            headline_ar="أرديرن تبحث صيد التونة", headline_en="Ardern on tunafish", occasion_ar="ندوة مستقرضة",
            summary_ar="عن صيد التونة في فايتوبو", summary_en="On tunafish", venue_ar="دار مستقرضة",
            notes="مستقرضة", review_state="draft", **fields,
        )  # fmt: skip
        factories.ParticipationFactory(meeting=meeting, official=official, position=own_position, country=tuvalu)
        factories.ParticipationFactory(meeting=meeting, official=records.official, country=records.country)
        factories.ParticipationFactory(meeting=meeting, official=records.other, country=records.country)
        factories.MeetingTopicFactory(meeting=meeting, topic=topic)
        factories.MeetingTopicFactory(meeting=meeting, topic=records.topic, rank=1)
        factories.SourceFactory(meeting=meeting, article=article)
        factories.SourceFactory(meeting=meeting, article=records.article)
        factories.EvidenceFactory(meeting=meeting, article=article, quote="يوم الجمعة")
        if text := records.article.raw_text:
            quote_of = text.split()[0]
            factories.EvidenceFactory(meeting=meeting, article=records.article, quote=quote_of, rule="مستقرضة")
        factories.DisagreementFactory(meeting=meeting, article=records.article, said="مستقرضة")
        attach_files(meeting, draw(31))
    attach_files(article, draw(32))
    factories.AttachmentFactory(  # of a published meeting, but not to be shown without an alternative text
        meeting=records.meeting, title_ar="مستقرضة", title_en="tunafish", alt_ar="", alt_en="", creator="Jacinda Ardern"
    )
    for kind, record in (("meeting", records.meeting), ("official", records.official)):
        Comment.objects.create(kind=kind, record_id=record.pk, author_name="مستقرضة", text="مستقرضة")
    Rejection.objects.create(kind="meeting", record_id=records.meeting.pk, reason="other", note="مستقرضة")
    factories.OfficialFactory(
        slug=f"{DRAFT}-3", name_ar="أرديرن أخرى", name_en="Another Ardern", review_state="rejected"
    )


def enter_withdrawn_report(records: Known) -> None:
    """A report of an outlet of its own, withdrawn, with words and another date for a public meeting."""
    outlet = factories.OutletFactory(code=WITHDRAWN, name_ar="لواغادوغو اليوم", name_en="Echoes today")
    article = factories.ArticleFactory(
        slug=WITHDRAWN, outlet=outlet, original_outlet=outlet, headline="لواغادوغو في فايتوبو",
        raw_text="في لواغادوغو التقيا يوم الجمعة.", url="https://echoes.example/1", is_withdrawn=True,
    )  # fmt: skip
    factories.SourceFactory(meeting=records.meeting, article=article, order=0)
    for fact in ("date", "meeting", "place"):
        factories.EvidenceFactory(meeting=records.meeting, article=article, quote="لواغادوغو", fact=fact)
    factories.DisagreementFactory(meeting=records.meeting, article=article, said="2031-05-06")
    attach_files(article, draw(33))


def attach_files(record: Meeting | Article, data: bytes) -> None:
    """A photo of a meeting or a scan of a report, with words of the draft."""
    factories.AttachmentFactory(
        **{"meeting": None, str(record._meta.model_name): record}, data=data, title_ar="صورة أرديرن",
        title_en="Ardern in Vaitupu", alt_ar="التونة", alt_en="tunafish", creator="Tuvalu Echoes",
        source_url="https://echoes.example/photo",
    )  # fmt: skip


AS_OTHER_TESTS = {  # conftest's `plain_static_files` serves single tests only
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "MAHDAR_API_RATE": "",  # an audit asks often
}


@pytest.fixture(scope="module")
def audit(restored_sample_archive, django_db_blocker) -> Audit:
    """Every address asked before and after the draft came; the tests below read what was answered."""
    with (
        django_db_blocker.unblock(),
        override_settings(HAYSTACK_CONNECTIONS=connections_to(restored_sample_archive), **AS_OTHER_TESTS),
        transaction.atomic(),
    ):
        update_index()
        records, client, result = known(), Client(), Audit()
        result.addresses = {route: addresses(route, records) for route in routes()}
        every = [address for some in result.addresses.values() for address in some]
        result.before = {address: answer(client, address) for address in every}
        enter_draft(records)
        update_index()
        enter_withdrawn_report(records)
        rebuild_index()  # a document that is written again counts twice in the scores until then
        result.after = {address: answer(client, address) for address in every}
        transaction.set_rollback(True)
    return result


def test_a_draft_changes_no_answer(audit):
    leaks = []
    for address, before in audit.before.items():
        assert before[:3] not in ("429", "500"), f"{unquote(address)} is broken: {before[:300]}"
        if before != audit.after[address]:
            leaks.append(f"{unquote(address)}\n{_first_difference(before, audit.after[address])}")
    assert not leaks, f"{len(leaks)} answers show something of a draft:\n\n" + "\n\n".join(leaks[:20])


def test_no_word_of_a_draft_is_in_an_answer(audit):
    """But for what the reader typed: that may come back in the box of the search."""
    leaks = []
    for address, text in audit.after.items():
        asked, said = unquote(address).casefold(), unquote(text).casefold()
        typed = {word for word in (*WORDS, DRAFT) if word[:4].casefold() in asked}
        if words := [word for word in {*WORDS, DRAFT} - typed if word.casefold() in said]:
            leaks.append(f"{unquote(address)}: {', '.join(sorted(words))}")
    assert not leaks, "words of a draft are in these answers:\n" + "\n".join(leaks)


SHOW_MEETINGS = {
    "", "meetings/", "meetings/<str:slug>/", "officials/", "officials/<str:slug>/", "search/", "suggest/",
    "places/<str:slug>/", "topics/<str:code>/", "sitemap-<section>.xml",
    "attachments/<str:sha256>/file", "attachments/<str:sha256>/thumbnail",
}  # fmt: skip


def test_the_audit_would_see_it(audit, restored_sample_archive, django_db_blocker):
    """Published, the same records change pages, lists, search and suggestions: the comparison is no empty one."""
    index = connections_to(restored_sample_archive)
    with override_settings(HAYSTACK_CONNECTIONS=index, **AS_OTHER_TESTS), transaction.atomic():
        records, client = known(), Client()
        enter_draft(records)
        Meeting.objects.filter(slug__startswith=DRAFT).update(review_state="published")
        Official.objects.filter(slug=DRAFT).update(review_state="published")
        update_index()
        changed = {
            route
            for route in SHOW_MEETINGS
            if any(answer(client, address) != audit.before[address] for address in audit.addresses[route])
        }
        transaction.set_rollback(True)
    assert changed == SHOW_MEETINGS


SHOW_REPORTS = {
    "meetings/<str:slug>/", "meetings/<str:slug>.<format:extension>", "articles/<str:slug>/", "search/",
    "outlets/<str:code>/", "outlets/", "about/coverage/", "sitemap-<section>.xml", "meetings.<format:extension>",
    "api/v1/articles/", "api/v1/meetings/<str:slug>/", "api/v1/outlets/",
    "attachments/<str:sha256>/file", "attachments/<str:sha256>/thumbnail",
}  # fmt: skip


def test_the_audit_would_see_a_withdrawn_report(audit, restored_sample_archive, django_db_blocker):
    """Shown, the same report changes its meeting, its outlet, the counts and the search."""
    assert set(audit.addresses) >= SHOW_REPORTS
    index = connections_to(restored_sample_archive)
    with override_settings(HAYSTACK_CONNECTIONS=index, **AS_OTHER_TESTS), transaction.atomic():
        records, client = known(), Client()
        enter_withdrawn_report(records)
        Article.objects.filter(slug=WITHDRAWN).update(is_withdrawn=False)
        update_index()
        changed = {
            route
            for route in SHOW_REPORTS
            if any(answer(client, address) != audit.before[address] for address in audit.addresses[route])
        }
        transaction.set_rollback(True)
    assert changed == SHOW_REPORTS


def _first_difference(before: str, after: str) -> str:
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            place = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
            return f"- {old[max(0, place - 200) : place + 300]}\n+ {new[max(0, place - 200) : place + 300]}"
    return "one answer is longer than the other:\n" + "\n".join(after.splitlines()[len(before.splitlines()) :])[:600]
