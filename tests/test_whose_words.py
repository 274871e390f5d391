"""No words of the archive leave under an outlet's name, in any output.

The outputs are read from the lists in the code: every public route of the URLconf, every export format on every page
that offers it, the cards, the export of the whole archive. A new page, route or format is walked as soon as it is in
its list; a new format needs a reader in READERS. Walked are a small archive with headlines and texts of every
provenance, and the sample archive, whose reports the archive has summarised.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override

from meetings.exports import cards
from meetings.exports.urls import PAGES
from meetings.models import Article, Evidence, Source, Wording
from meetings.queries.formats import FORMATS, OFFERED
from meetings.search import update_index
from tests import factories
from tests.commands.archives import export, rows
from tests.exports.opened import sheets
from tests.test_public_sees_published_only import DRAFT, Known, examples, routes
from tests.test_public_sees_published_only import known as known_in_sample

pytestmark = pytest.mark.django_db

# Whose words -> (kind of text, headline, words of the text that state the day). The words stand nowhere else.
WORDS = {
    Wording.OUTLET: ("original", "وكالة تعلن لقاء الزمرد", "التقيا ظهر الزمرد"),
    Wording.ARCHIVE: ("retold", "صياغة الأرشيف لقاء الياقوت", "اجتمعا ظهر الياقوت"),
    Wording.TRANSLATION: ("translated", "ترجمة الأرشيف لقاء العقيق", "تباحثا ظهر العقيق"),
    Wording.EDITOR: ("editor", "رواية المحرر لقاء الفيروز", "تحادثا ظهر الفيروز"),
}
FOREIGN = [wording for wording in Wording if wording != Wording.OUTLET]
LABELS = {
    Wording.ARCHIVE: ("summarised by the archive", "من ملخص الأرشيف"),
    Wording.TRANSLATION: ("translated by the archive", "من ترجمة الأرشيف"),
    Wording.EDITOR: ("in an editor's words", "بألفاظ أحد المحررين"),
}
CLAIMS = (
    "in the words of the source",
    "The words of the source",
    "in the words of the press",
    "كلمات المصادر",
    "بكلمات الصحافة",
    "ألفاظ المصادر",
)
QUOTED = re.compile("«([^»]*)»|“([^”]*)”|\u2018([^\u2019]*)\u2019")


# --- Readers of the formats: the texts of a file, and the records in it -----------------------------------------------
@dataclass(frozen=True)
class Answer:
    """An answer to an address: its texts as a reader sees them, its quotations, and its records as dictionaries."""

    address: str
    texts: list[str]
    quotations: list[str]
    records: list[dict[str, Any]]


def _plain(body: bytes) -> tuple[list[str], list[Any]]:
    return [body.decode("utf-8-sig")], []


def _json(body: bytes) -> tuple[list[str], list[Any]]:
    found = json.loads(body)
    return list(_strings(found)), [found]


def _json_lines(body: bytes) -> tuple[list[str], list[Any]]:
    found = [json.loads(line) for line in body.decode().splitlines()]
    return list(_strings(found)), found


def _workbook(body: bytes) -> tuple[list[str], list[Any]]:
    cells = [cell for table in sheets(body).values() for row in table for cell in row]
    return [str(cell) for cell in cells if cell is not None], []


def _pdf(body: bytes) -> tuple[list[str], list[Any]]:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)]
    text = " ".join("\n".join(pages).split())  # in which PDFium mirrors the brackets around Arabic
    return [re.sub(r"\]([^\[\]]*)\[", r"[\1]", text)], []


def _ris(body: bytes) -> tuple[list[str], list[Any]]:
    records = [dict(re.findall(r"(?m)^([A-Z][A-Z0-9])  - (.*?)\r?$", entry)) for entry in body.decode().split("ER  -")]
    return [body.decode()], [{"@type": "NewsArticle", "title": one["TI"]} for one in records if one.get("TY") == "NEWS"]


def _bibtex(body: bytes) -> tuple[list[str], list[Any]]:
    entries = re.findall(r"(?s)@online\{report-.*?title = \{\{(.*?)\}\}", body.decode())
    return [body.decode()], [{"@type": "NewsArticle", "title": title} for title in entries]


def _page(body: bytes) -> tuple[list[str], list[Any]]:
    text = body.decode()
    data = [json.loads(one) for one in re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', text)]
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
    text = re.sub(r"<q\b[^>]*>", "«", text).replace("</q>", "»")
    attributes = re.findall(r'\b(?:content|title|alt|aria-label)="([^"]*)"', text)
    shown = " ".join(re.sub(r"<[^>]*>", "", text).split())
    return [html.unescape(one) for one in (shown, *attributes)], data


READERS: dict[str, Callable[[bytes], tuple[list[str], list[Any]]]] = {
    "csv": _plain, "xlsx": _workbook, "pdf": _pdf, "json": _json, "jsonl": _json_lines, "jsonld": _json,
    "ics": lambda body: _plain(body.replace(b"\r\n ", b"")), "bib": _bibtex, "ris": _ris, "atom": _page,
}  # fmt: skip


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inside)


def _dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dictionaries(inside)


def read(address: str, body: bytes, kind: str) -> Answer:
    texts, records = READERS.get(kind, _json if "json" in kind else _page)(body)
    quotations = ["".join(found) for text in texts for found in QUOTED.findall(text)]
    return Answer(address, texts, quotations, [one for record in records for one in _dictionaries(record)])


# --- Faults: words that are not the outlet's, under an outlet's name --------------------------------------------------
def faults(answer: Answer, headlines: set[str], quotes: set[str]) -> Iterator[str]:
    """Yield each place of an answer where `headlines` or `quotes` of others than outlets pass as an outlet's."""
    for text in answer.texts:
        for headline in headlines:
            for match in re.finditer(re.escape(headline), text):
                if (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]) != ("[", "]"):
                    yield f"{answer.address}: “{headline}” is not in square brackets: {_around(text, match)}"
        yield from (f"{answer.address}: claims “{claim}”" for claim in CLAIMS if claim in text)
    for quotation in answer.quotations:
        if any(quote in quotation for quote in (*headlines, *quotes)) or any(
            quotation in quote for quote in quotes if len(quotation.split()) > 2
        ):
            yield f"{answer.address}: in quotation marks: {quotation[:80]}"
    for record in answer.records:
        yield from _faults_of_record(answer.address, record, headlines, quotes)


def _faults_of_record(address: str, record: dict[str, Any], headlines: set[str], quotes: set[str]) -> Iterator[str]:
    if record.get("@type") == "NewsArticle":
        title = record.get("title", "[]")
        if record.get("headline") in headlines or record.get("name"):
            yield f"{address}: a NewsArticle has words of the archive: {record}"
        if title in headlines or not (title.startswith("[") or title == WORDS[Wording.OUTLET][1]):
            yield f"{address}: a reference to a report has words of the archive: {title}"
    if {"headline", "outlet", "text_kind"} <= set(record) and isinstance(record["headline"], str):
        title = record.get("title", "[]")  # records inside the answer of `fields=` may leave it out
        if record["headline"] in headlines or (not record["headline"] and not title.startswith("[")):
            yield f"{address}: an article has words of the archive as its headline: {record['headline']}"
    if (
        isinstance(record.get("quote"), str)
        and record["quote"] in quotes
        and record.get("wording", "outlet") == "outlet"
    ):
        yield f"{address}: a quote passes as the outlet's: {record['quote']}"


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 30) : match.end() + 30]


# --- What is asked ----------------------------------------------------------------------------------------------------
def kind_of(address: str, content_type: str) -> str:
    """Return the format of an answer: the ending of its address, or else its media type."""
    ending = address.partition("?")[0].rpartition(".")[2]
    return ending if ending in FORMATS else content_type.partition(";")[0]


def walked(records: Known, is_wanted: Callable[[str], bool] = lambda address: True) -> Iterator[Answer]:
    """Ask every public address about `records` and yield what it answers."""
    client = Client()
    for route in routes():
        for example in examples(route, records):
            address = f"/{example}"
            if DRAFT in address or not is_wanted(address):
                continue
            response = client.get(address)
            if response.status_code != 200 or response["Content-Type"].startswith(("image/", "application/octet")):
                continue
            body = b"".join(response) if response.streaming else response.content
            yield read(address, body, kind_of(address, response["Content-Type"]))


@pytest.fixture
def small(index) -> Known:
    """One meeting whose sources have headlines and texts of every provenance, and one of which only the address is."""
    place, topic = factories.PlaceFactory(), factories.TopicFactory()
    meeting = factories.MeetingFactory(place=place, date=date(2023, 11, 3), slug="small")
    first = factories.ParticipationFactory(meeting=meeting, position=factories.PositionFactory()).official
    other = factories.ParticipationFactory(meeting=meeting, country=factories.CountryFactory(code="FR")).official
    factories.MeetingTopicFactory(meeting=meeting, topic=topic)
    for number, (wording, (kind, headline, words)) in enumerate(WORDS.items()):
        article = factories.ArticleFactory(
            headline=headline, headline_wording=wording, text_kind=kind, slug=kind, raw_text=f"{words}، وتحدثا طويلا.",
            url=f"https://example.org/{kind}", original_outlet=factories.OutletFactory(code="other"),
        )  # fmt: skip
        factories.SourceFactory(meeting=meeting, article=article, order=number)
        factories.EvidenceFactory(meeting=meeting, article=article, quote=words, inferred=wording != Wording.OUTLET)
    bare = factories.ArticleFactory(headline="", raw_text="", text_kind="reference", slug="bare", url="https://a.test/")
    factories.SourceFactory(meeting=meeting, article=bare, order=9)
    update_index()
    outlet = Article.objects.get(slug="original").outlet
    country = first.participations.get().country
    return Known(
        meeting, first, other, country, Article.objects.get(slug="retold"), topic, place, outlet,
        first.participations.get().position,
    )  # fmt: skip


HEADLINES = {WORDS[wording][1] for wording in FOREIGN}
QUOTES = {WORDS[wording][2] for wording in FOREIGN}


def test_every_format_has_a_reader():
    """A new format is not passed over: give it a reader that takes out its texts."""
    assert set(FORMATS) == set(READERS)
    assert {extension for offered in OFFERED.values() for extension in offered} == set(READERS)


def test_no_words_of_the_archive_leave_under_an_outlets_name(small):
    found, read_formats = [], set()
    for kind, *_ in WORDS.values():
        article = Article.objects.get(slug=kind)
        is_wanted = (lambda address: True) if kind == "retold" else (lambda address: "articles" in address)
        for answer in walked(replaced(small, article), is_wanted):
            read_formats.add(answer.address.rpartition(".")[2])
            found += faults(answer, HEADLINES, QUOTES)
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:30])
    assert set(FORMATS) <= read_formats


def replaced(records: Known, article: Article) -> Known:
    return Known(**{**vars(records), "article": article})


def test_the_audit_would_see_it(small):
    """With the same words marked as the outlet's, nearly every kind of output has them as the outlet's."""
    Article.objects.update(headline_wording="outlet", text_kind="original")
    update_index()
    faulty = {kind_of(answer.address, "page") for answer in walked(small) if [*faults(answer, HEADLINES, QUOTES)]}
    assert faulty >= {"page", "pdf", "json", "jsonl", "jsonld", "csv", "xlsx", "bib", "ris"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_outlets_own_words_leave_as_its_own(small, language, client):
    """The rule takes nothing from outlets: their headline is a headline, their words are quoted."""
    prefix = "/en" if language == "en" else ""
    _, headline, words = WORDS[Wording.OUTLET]
    page = read("", client.get(f"{prefix}/meetings/small/").content, "html")
    assert words in page.quotations
    assert any(headline in text for text in page.texts)
    linked = json.loads(client.get(f"{prefix}/articles/original.jsonld").getvalue())
    assert (linked["headline"], linked["publisher"]["@type"]) == (headline, "NewsMediaOrganization")
    assert "headline" not in json.loads(client.get(f"{prefix}/articles/retold.jsonld").getvalue())


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_evidence_says_whose_words_it_is(small, client, language, ending):
    prefix = "" if language else "/en"
    response = client.get(f"{prefix}/meetings/small{ending}")
    body = b"".join(response) if response.streaming else response.content
    (text, *_) = read("", body, ending.strip("/.") or "html").texts
    for wording in FOREIGN:
        assert LABELS[wording][language].split()[-1] in text, wording


def test_cards_have_no_words_of_reports(small):
    """The picture of a page has its title; that of a report is in brackets if it is not the outlet's."""
    for language in ("ar", "en"):
        with override(language):
            for article in Article.objects.all():
                selection = PAGES["articles/<str:slug>"](None, slug=article.slug)
                words = cards._words(selection)
                is_the_outlets = article.slug == "original"
                assert words.title.startswith("[") != is_the_outlets
                assert (words.title == article.headline) == is_the_outlets
                assert str(article.outlet) in words.under
            words = cards._words(PAGES["meetings/<str:slug>"](None, slug="small"))
            assert not any(headline in str(words) for headline in HEADLINES)


def test_the_whole_archive_says_whose_words_each_headline_is(small, tmp_path):
    export(tmp_path / "a.zip")
    wordings = {headline: wording for wording, (_, headline, _) in WORDS.items()}
    for row in rows(tmp_path / "a.zip", "articles"):
        if row["headline"]:
            assert row["headline_wording"] == wordings[row["headline"]]
        assert (row["text_kind"] in ("original", "excerpt")) == (row["slug"] == "original")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.zip").read_bytes())) as packed:
        assert "jsonl/evidence.jsonl" in packed.namelist()


# --- The sample archive -----------------------------------------------------------------------------------------------
def test_the_sample_archive_quotes_nobody(sample_archive):
    """No article has a headline, no page a quotation, and no file words of a summary in quotation marks."""
    assert not Article.objects.exclude(headline="").exists()
    assert not Article.objects.filter(text_kind__in=("original", "excerpt")).exists()
    texts = set(Article.objects.exclude(raw_text="").values_list("raw_text", flat=True))
    quotes = set(Evidence.objects.values_list("quote", flat=True))
    records = known_in_sample()
    summarised = Source.objects.filter(meeting=records.meeting, article__text_kind="retold").first().article
    found = []
    for answer in walked(replaced(records, summarised), lambda address: not address.endswith((".png", ".pdf"))):
        found += faults(answer, set(), {text for text in texts | quotes if len(text.split()) > 2})
        for record in answer.records:
            if record.get("@type") == "NewsArticle" and "headline" in record:
                found.append(f"{answer.address}: {record['headline']}")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:30])
