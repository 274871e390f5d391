"""Documents by their content: what is read of each kind, and what is refused with which word."""

import pytest

from meetings.ingest.documents.files import make_file
from meetings.ingest.documents.kinds import Kind, find_kind
from meetings.ingest.documents.limits import LeftOutError
from tests.ingest.documents.builders import (
    TEXT,
    make_gzip,
    make_mail,
    make_opendocument,
    make_pdf,
    make_rtf,
    make_word,
    make_word_of,
    make_zip,
    read,
    read_error,
    read_text,
)

PAGE = f"<html><head><title>x</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
KINDS = {
    Kind.TEXT: TEXT.encode(),
    Kind.WORD: make_word_of(TEXT),
    Kind.OPEN_DOCUMENT: make_opendocument(f"<text:p>{TEXT}</text:p>"),
    Kind.RTF: make_rtf(TEXT),
    Kind.PDF: make_pdf(TEXT),
    Kind.MAIL: make_mail().as_bytes(),
    Kind.MAILBOX: b"From press@example.org Sun Mar 12 10:00:00 2023\n" + make_mail().as_bytes(),
    Kind.ZIP: make_zip(("a.txt", TEXT.encode())),
    Kind.GZIP: make_gzip(TEXT.encode()),
    Kind.CSV: f"title,text\nلقاء,{TEXT}\n".encode(),
    Kind.JSON: f'{{"text": "{TEXT}"}}\n'.encode(),
    Kind.WEB_ARCHIVE: (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: x\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Location: https://example.org/a\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--b--\r\n"
    ).encode(),
}


@pytest.mark.parametrize("name", ["report", "page.php", "news.aspx", "wrong.txt", "photo.jpg"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_content_decides_and_not_the_name(kind, name):
    assert find_kind(make_file(name, KINDS[kind])) == kind
    (one,) = read(name, KINDS[kind])
    assert one.error is None, one.error
    assert " ".join(TEXT.split()) in " ".join(one.source.raw.split())


def test_there_is_an_example_of_every_kind():
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Office"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(50), "a film"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(50), "a program"),
        (make_zip(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")), "a workbook"),
        (make_zip(("[Content_Types].xml", b"<Types/>"), ("ppt/slide.xml", b"<x/>")), "a presentation"),
        (make_opendocument("", kind="spreadsheet"), "not a text"),
    ],
)
def test_files_without_a_text_are_left_out_and_say_what_they_are(data, what):
    (one,) = read("report.txt", data)
    assert isinstance(one.error, LeftOutError)
    assert what in str(one.error)
    assert "report.txt" in str(one.error)


def test_words_that_begin_as_a_program_does_are_a_text():
    assert read_text("a.txt", f"BM {TEXT}".encode()).startswith("BM ")
    assert read_text("b.txt", f"MZ {TEXT}".encode()).startswith("MZ ")


# --- Word -------------------------------------------------------------------------------------------------------------
def test_a_word_document_gives_its_paragraphs_and_itself_as_the_original():
    data = make_word_of("عنوان الخبر", TEXT)
    (one,) = read("report.docx", data)
    assert one.source.raw == f"عنوان الخبر\n{TEXT}"
    assert (one.source.original.name, one.source.original.data) == ("report.docx", data)
    assert one.source.statements is None  # the text may state its day, the file's own times do not


def test_of_a_word_document_only_what_is_on_the_page_is_read():
    run = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        "<w:p>" + run.format("", "زار ") + "<w:ins>" + run.format("", "الوزير ") + "</w:ins>"
        "<w:del><w:r><w:delText>الرئيس</w:delText></w:r></w:del>"
        + run.format("<w:rPr><w:vanish/></w:rPr>", "سر")
        + run.format('<w:rPr><w:vanish w:val="0"/></w:rPr>', "بغداد")
        + "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:tab/></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p>" + run.format("", "خلية") + "</w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_text("a.docx", make_word(body)) == "زار الوزير بغداد\nخلية"


def test_macros_of_a_word_document_are_left_alone():
    data = make_word("<w:p><w:r><w:t>نص</w:t></w:r></w:p>", ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()"))
    assert read_text("a.docm", data) == "نص"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_word("<w:p/>"), "has no text"),
        (make_word("<w:p>"), "damaged"),
        (make_zip(("[Content_Types].xml", b"<Types/>"), ("word/other.xml", b"<x/>")), "damaged"),
        (make_word("<w:p>&e;</w:p>", doctype='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "entities"),
        (
            make_word("<w:p>&b;</w:p>", doctype='<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]>'),
            "entities",
        ),
        (make_word("<w:p>" * 500 + "</w:p>" * 500), "damaged"),
    ],
    ids=["empty", "broken", "without its text", "external entity", "entities", "deep"],
)
def test_word_documents_that_are_refused(data, said):
    assert said in read_error("a.docx", data)


def test_a_word_document_that_is_a_bomb():
    data = make_word("<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>")
    assert "much larger than a text can be" in read_error("a.docx", data)


# --- OpenDocument and RTF ---------------------------------------------------------------------------------------------
def test_an_opendocument_text_gives_its_paragraphs():
    body = (
        "<text:tracked-changes><text:p>محذوف</text:p></text:tracked-changes>"
        '<text:h>عنوان</text:h><text:p>زار<text:s text:c="2"/><text:span>الوزير</text:span> بغداد<text:line-break/>'
        "<office:annotation><text:p>ملاحظة</text:p></office:annotation>أمس</text:p>"
        "<text:list><text:list-item><text:p>بند</text:p></text:list-item></text:list>"
    )
    assert read_text("a.odt", make_opendocument(body)) == "عنوان\nزار  الوزير بغداد\nأمس\nبند"


def test_an_opendocument_text_with_entities_is_refused():
    content = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    kind = b"application/vnd.oasis.opendocument.text"
    assert "entities" in read_error("a.odt", make_zip(("mimetype", kind), ("content.xml", content)))


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1256 \'c7\'e1\'e1\'de\'c7\'c1\par x}", "اللقاء\nx"),
        (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset178 Arial;}}\f1 \'c7\'e1\'e1\'de\'c7\'c1\f0  x}", "اللقاء x"),
        (r"{\rtf1\uc2\u1575 ??\u1604 ??{\uc1\u1604 ?}\'3f\'3fx}", "الل??x"),
        (r"{\rtf1 a{\v secret}{\*\unknown b}{\info{\author c}}{\*\shppict d}{\pict e} f\{\}\~g}", "ad f{}\u00a0g"),
        (r"{\rtf1 a\bin5 xyzzy b\emdash c}", "a b—c"),
        (r"{\rtf1 one}}}} two", "one two"),
        (r"{\rtf1\u-10179?\u-8704? x}", "\U0001f600 x"),
    ],
)
def test_rtf_gives_what_is_on_the_page(document, text):
    assert read_text("a.rtf", document.encode()) == text


def test_rtf_of_endless_groups_is_read_in_bounds():
    assert read_text("a.rtf", b"{\\rtf1 " + b"{" * 1_000_000 + b"x") == "x"


# --- PDF --------------------------------------------------------------------------------------------------------------
def test_the_text_of_an_arabic_pdf_is_in_the_order_of_reading():
    text = read_text("a.pdf", make_pdf(TEXT, "وأضاف أن الاجتماع كان بنّاءً لوكالة Reuters يوم الأحد (2023)، ولا خلاف."))
    words = " ".join(text.split())
    assert TEXT in words
    assert "وأضاف أن الاجتماع كان بنّاءً لوكالة Reuters يوم الأحد (2023)، ولا خلاف." in words


def test_paragraphs_and_pages_of_a_pdf_are_parted():
    text = read_text("a.pdf", make_pdf(*(f"الفقرة {number} من التقرير." for number in range(60))))
    assert "الفقرة 0 من التقرير.\n" in text
    assert text.count("\f") >= 1
    places = [text.index(f"الفقرة {number} من التقرير.") for number in range(60)]
    assert places == sorted(places)


def test_a_pdf_of_pictures_says_that_it_has_no_text_layer():
    import fpdf
    from PIL import Image

    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.image(Image.new("RGB", (20, 20)), x=10, y=10)
    assert "no text layer" in read_error("scan.pdf", bytes(pdf.output()))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n\x00\x01\x02", "damaged"),
        (make_pdf(TEXT)[:600], "damaged"),
        (b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>", "damaged"),
    ],
)
def test_damaged_pdf_files_are_refused(data, said):
    assert said in read_error("a.pdf", data)


def test_a_locked_pdf_is_refused():
    import fpdf

    pdf = fpdf.FPDF()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.add_page()
    assert "password" in read_error("a.pdf", bytes(pdf.output()))


# --- Gzip -------------------------------------------------------------------------------------------------------------
def test_a_gzip_file_is_read_by_what_is_in_it():
    (one,) = read("report.docx.gz", make_gzip(make_word_of(TEXT)))
    assert (one.name, one.source.raw) == ("report.docx", TEXT)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_gzip(bytes(60_000_000)), "much larger than a text can be"),
        (make_gzip(make_gzip(make_gzip(make_gzip(TEXT.encode())))), "to a depth of 3"),
        (make_gzip(TEXT.encode())[:-9], "damaged"),
        (b"\x1f\x8b\x08garbage", "damaged"),
    ],
)
def test_gzip_files_that_are_refused(data, said):
    assert said in read_error("a.gz", data)
