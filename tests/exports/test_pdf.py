"""PDF files, opened with PDFium (Chromium's reader of them) and, where it is installed, with Poppler's pdftotext."""

import io
import re
import shutil
import subprocess
import unicodedata
from datetime import date
from functools import cache
from itertools import islice

import pypdf
import pypdfium2
import pytest
from django.utils.translation import override

from meetings.exports.pdf import documents
from meetings.exports.pdf.dossier import DossierContents, make_dossier_pdf
from meetings.exports.pdf.meeting import make_meeting_pdf
from meetings.exports.pdf.sheet import Sheet
from meetings.models import Meeting
from meetings.queries import meetings as queries
from tests.exports.conftest import body

ADDRESS = "https://mahdar.example/meetings/x/"
FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def pages(made: bytes) -> list[str]:
    """The text of each page as PDFium reads it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]


def meeting_of(person: str, language: str = "ar") -> bytes:
    slug = Meeting.objects.public().filter(participations__official__slug=person).first().slug
    with override(language):
        return make_meeting_pdf(queries.find_meeting(slug), ADDRESS)


def pdftotext(made: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext: install poppler-utils")
    read = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFKC", DIRECTION.sub("", read))


def test_a_record_says_what_the_archive_knows(sample_archive):
    meeting = queries.find_meeting(Meeting.objects.public().filter(summary_ar__contains="البيشمركة").first().slug)
    (text,) = pages(make_meeting_pdf(meeting, ADDRESS))
    words = " ".join(text.split())
    for name in [part.label for part in meeting.participations.all()] + [str(topic) for topic in meeting.topics.all()]:
        assert name in words
    assert "البيشمركة" in words
    assert str(meeting.date.year) in words
    assert not FORMS.search(text)


def test_words_are_found_by_another_reader(sample_archive):
    text = pdftotext(meeting_of("nechirvan-barzani"))
    assert "نيجيرفان" in text
    meeting = queries.find_meeting(Meeting.objects.public().filter(summary_ar__contains="البيشمركة").first().slug)
    assert "البيشمركة" in pdftotext(make_meeting_pdf(meeting, ADDRESS))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_language_title_and_fonts_are_in_the_file(sample_archive, language):
    made = meeting_of("nechirvan-barzani", language)
    assert f"/Lang ({language})".encode() in made
    assert b"/FontFile2" in made
    title = pypdfium2.PdfDocument(made).get_metadata_dict()["Title"]
    slug = Meeting.objects.public().filter(participations__official__slug="nechirvan-barzani").first().slug
    with override(language):
        assert title == queries.get_title(queries.find_meeting(slug))


@pytest.mark.parametrize(("language", "direction"), [("ar", "/R2L"), ("en", "/L2R")])
def test_a_strict_reader_reads_the_file_and_its_direction(sample_archive, language, direction):
    reader = pypdf.PdfReader(io.BytesIO(meeting_of("nechirvan-barzani", language)), strict=True)
    preferences = reader.trailer["/Root"]["/ViewerPreferences"]
    assert preferences["/Direction"] == direction
    assert preferences["/DisplayDocTitle"] == True  # noqa: E712 - a pypdf object
    assert reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("make", "words"),
    [(lambda: meeting_of("nechirvan-barzani"), "محضر لقاء"), (lambda: dossier(3), "ملف لقاءات")],
    ids=["record", "dossier"],
)
def test_what_the_file_is_stands_in_arabic(sample_archive, make, words):
    assert words in " ".join(pages(make())[0].split())


@pytest.mark.parametrize(("language", "code_at_the_left"), [("ar", True), ("en", False)])
def test_a_page_begins_at_the_edge_of_its_language(sample_archive, language, code_at_the_left):
    """The QR code, which is the darkest spot of the head, stands at the end of the lines."""
    page = pypdfium2.PdfDocument(meeting_of("nechirvan-barzani", language))[0].render(scale=1).to_pil().convert("L")
    head = page.crop((51, 51, page.width - 51, 110))
    half = head.width // 2
    left, right = (sum(255 - dot for dot in part.tobytes()) for part in (
        head.crop((0, 0, half // 3, head.height)), head.crop((head.width - half // 3, 0, head.width, head.height))
    ))  # fmt: skip
    assert (left > right) is code_at_the_left


def test_a_long_record_still_is_one_page(sample_archive):
    longest = max(Meeting.objects.public(), key=lambda meeting: meeting.evidence.count() + meeting.sources.count())
    assert len(pages(make_meeting_pdf(queries.find_meeting(longest.slug), ADDRESS))) == 1


def test_the_address_is_a_link_and_a_code(sample_archive):
    made = meeting_of("nechirvan-barzani")
    assert made.count(f"({ADDRESS})".encode()) >= 2


@cache
def dossier(number: int, language: str = "ar", total: int | None = None) -> bytes:
    meetings = list(queries.select_published()[:number])
    with override(language):
        chosen = DossierContents(
            "فرنسا", ["الدولة أو الإقليم: فرنسا"], "https://mahdar.example/search/?q=x", total or number
        )
        return make_dossier_pdf(meetings, chosen, date(2026, 11, 22))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_contents_of_a_dossier_lead_to_the_right_pages(sample_archive, language):
    made = dossier(8, language)
    document = pypdfium2.PdfDocument(made)
    marks = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in document.get_toc()}
    texts = [" ".join(text.split()) for text in pages(made)]
    assert len(marks) == 8
    for title, page in marks.items():
        assert title.partition(". ")[2].split()[0] in texts[page - 1]
    contents = next(text for text in texts[1:] if "Contents" in text or "المحتويات" in text)
    for page in set(marks.values()):
        assert re.search(rf"\b{page}\b", contents)


def test_each_page_has_its_number(sample_archive):
    for number, text in enumerate(pages(dossier(8)), start=1):
        assert str(number) in text.strip().splitlines()[-1]


def test_what_does_not_fit_a_dossier_is_told(sample_archive):
    cover = pages(dossier(3, "en", total=240))[0]
    assert "240" in cover
    assert "first 3" in cover
    assert "first" not in pages(dossier(8, "en"))[0]


def test_a_dossier_of_nothing_is_a_cover(sample_archive):
    with override("en"):
        made = make_dossier_pdf([], DossierContents("Nothing", [], "https://mahdar.example/", 0), date(2026, 11, 22))
    assert len(pages(made)) == 1


def test_pages_offer_their_pdf(sample_archive, client):
    address = Meeting.objects.public().first().get_absolute_url().rstrip("/")
    record = client.get(f"{address}.pdf")
    assert record["Content-Type"] == "application/pdf"
    assert len(pages(record.content)) == 1
    found = client.get("/search.pdf", {"country": "IT"})
    first = pages(found.content)[0]
    assert "إيطاليا" in first
    assert client.get("/search.pdf", {"country": "IT"}, headers={"if-none-match": found["ETag"]}).status_code == 304


def test_a_pdf_is_made_once(sample_archive, client, monkeypatch):
    first = client.get("/search.pdf", {"country": "IT", "year": "2023"}).content
    monkeypatch.setattr(documents, "make_dossier_pdf", None)
    assert body(client.get("/search.pdf", {"country": "IT", "year": "2023"})) == first


@pytest.mark.parametrize(
    "text",
    ["", "x" * 400, "بسم" * 200, "سطر\nآخر\x00", "😀 ۱۲۳ \u200f(أ) \ud83d", "\u0651\u064e", "‏‎ \u2066ا\u2069"],
)
def test_any_text_can_be_set(text):
    sheet = Sheet("ar", "محضر")
    sheet.add_page()
    sheet.paragraph(text, 12, width=60)
    sheet.row(text or "x", text or "x", label_width=20)
    assert bytes(sheet.output()).startswith(b"%PDF")


def test_lines_are_no_wider_than_the_page():
    sheet = Sheet("ar", "محضر")
    sheet.add_page()
    text = " ".join(
        islice(iter(lambda: "التقى الوزيران (NATO) في 12.5% https://mahdar.example/a/very/long/one", None), 30)
    )
    for line in sheet.lines(text, 80, 11):
        sheet.set_font("Amiri", "", 11)
        assert sheet.get_string_width(line) <= 80.5
