"""Files as they come: encodings, pages, and everything that is no article, each with a message that helps."""

from datetime import date
from pathlib import Path

import pytest

from meetings.ingest import readers
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import MAX_TEXT_BYTES, decode, find_files, is_probably_page, read_page
from meetings.ingest.run import read_files
from meetings.ingest.sources import SourceText

TEXT = "التقى وزير الخارجية العراقي فؤاد حسين نظيره التركي هاكان فيدان في أنقرة.\r\nوبحث الوزيران ملف المياه."

PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>لقاء عراقي تركي في أنقرة</title>
<meta property="article:published_time" content="2025-03-12T10:00:00+03:00">
<link rel="canonical" href="https://www.aljazeera.net/news/2025/3/12/meeting">
</head><body>
<nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a> <a href="/tech">علوم</a></nav>
<article><h1>لقاء عراقي تركي في أنقرة</h1>
<p>التقى وزير الخارجية العراقي فؤاد حسين، الأربعاء، نظيره التركي هاكان فيدان في العاصمة أنقرة، وتناول اللقاء ملف
المياه والتبادل التجاري بين البلدين الجارين.</p>
<p>وأكد الوزيران أن التعاون في إدارة مياه دجلة والفرات يخدم الشعبين، واتفقا على عقد جولة جديدة من المشاورات الفنية
بين المختصين في الوزارات المعنية خلال الأشهر المقبلة.</p></article>
<aside><h3>اقرأ أيضا</h3><ul><li><a href="/a">أسعار الذهب اليوم</a></li>
<li><a href="/b">نتائج المباريات</a></li></ul></aside>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def read_file(path: Path) -> SourceText:
    """The only text in a file, read as the commands read it."""
    (one,) = read_files([path])
    if one.source is None:
        raise SourceError(one.error.replace("%", "%%"))
    return one.source


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1256"),
        TEXT.encode("iso-8859-6"),
        TEXT.encode("mac-arabic"),
    ],
    ids=[
        "utf-8",
        "utf-8 with a mark",
        "utf-16",
        "utf-16 without a mark",
        "utf-16 in network order",
        "utf-32",
        "windows-1256",
        "iso-8859-6",
        "mac arabic",
    ],
)
def test_encodings_give_the_same_text(tmp_path: Path, data: bytes):
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    assert read_file(file).raw == TEXT  # line ends as they came


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        ("noise.txt", bytes(range(1, 256)) * 4, "UTF-8"),
        ("latin.txt", "Réunion à Genève, déjà prévue à Noël".encode("latin-1"), "UTF-8"),
        ("navigation.html", b"<!DOCTYPE html><html><body><nav><a href='/'>x</a></nav></body></html>", "no article"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, said: str):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SourceError, match=said) as refusal:
        read_file(file)
    assert name in str(refusal.value)


def test_a_file_of_20_mb_is_refused_before_it_is_read(tmp_path: Path):
    file = tmp_path / "large.txt"
    with file.open("wb") as handle:
        handle.truncate(20 * 1024 * 1024)  # nothing but a size: reading it would find NULs instead
    with pytest.raises(SourceError, match="too large"):
        read_file(file)
    assert file.stat().st_size > MAX_TEXT_BYTES


def test_a_page_gives_its_text_and_what_it_says_of_itself(tmp_path: Path):
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    source = read_file(file)
    assert source.raw.startswith("لقاء عراقي تركي في أنقرة")
    assert "هاكان فيدان في العاصمة أنقرة" in source.raw
    for noise in ("أسعار الذهب", "جميع الحقوق", "رياضة"):
        assert noise not in source.raw
    assert source.published == date(2025, 3, 12)
    assert source.url == "https://www.aljazeera.net/news/2025/3/12/meeting"


def test_a_page_is_known_by_its_content_too(tmp_path: Path):
    file = tmp_path / "saved"
    file.write_text(PAGE, encoding="utf-8")
    assert "<p>" not in read_file(file).raw


def test_folders_are_searched_in_the_order_of_names(tmp_path: Path):
    for name in ("b.txt", "a.html", "c.pdf", "sub/d.txt", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.name for file in find_files([tmp_path])] == ["a.html", "b.txt", "c.pdf", "d.txt"]


def test_a_folder_without_articles_and_a_missing_path_are_named(tmp_path: Path):
    with pytest.raises(SourceError, match="this folder contains no file"):
        list(find_files([tmp_path]))
    with pytest.raises(SourceError, match="no such file"):
        list(find_files([tmp_path / "absent.txt"]))
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        list(find_files([Path("/dev/zero")]))


def test_utf8_that_is_cut_in_a_letter_is_not_taken_for_another_encoding():
    assert decode(TEXT.encode()[:-2], "cut.txt") == TEXT[:-2] + "\ufffd"


@pytest.mark.parametrize("broken", [b"\xff", b"\xc3\x28", b"\xed\xa0\x80"])
def test_a_broken_byte_does_not_refuse_a_text(broken):
    text = decode(TEXT[:20].encode() + broken + TEXT[20:].encode(), "broken.txt")
    assert text.replace("\ufffd", "").replace("(", "") == TEXT


def test_digits_and_signs_of_mac_arabic_are_read():
    text = "زار الوزير في ١٢ آذار مدينة بغداد، وبحث مع نظيره ملف المياه على هامش القمة."
    assert decode(text.encode("mac-arabic"), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  <!DOCTYPE html><p>", True),
        ("<HTML>", True),
        ("words <head> words", True),
        ("words <html>", False),
        ("<p>words", False),
        (f"{'x' * 500}<head>", False),
    ],
)
def test_a_page_is_known_by_its_beginning(text, expected):
    assert is_probably_page(text) is expected


@pytest.mark.parametrize(("latin", "is_read"), [("", True), ("abc", True), ("abcdef", True), ("abcdefg", False)])
def test_half_of_the_letters_in_windows_1256_are_arabic(latin, is_read):
    data = f"التقىو {latin}".encode("cp1256")
    if is_read:
        assert decode(data, "a.txt") == f"التقىو {latin}"
    else:
        with pytest.raises(SourceError, match="encoding"):
            decode(data, "a.txt")


def test_signs_that_no_text_has_are_a_wrong_encoding():
    assert decode("التقى\tالوزيران\r\n".encode("cp1256"), "a.txt") == "التقى\tالوزيران\r\n"
    with pytest.raises(SourceError, match="encoding"):
        decode("التقى\x01الوزيران".encode("cp1256"), "a.txt")


def test_the_encoding_that_the_server_names():
    arabic = "التقى الوزيران".encode("iso-8859-6")
    assert decode(arabic, "a.html", "iso-8859-6") == "التقى الوزيران"
    assert decode("التقى الوزيران".encode("cp1256"), "a.html", "no-such-encoding") == "التقى الوزيران"


def test_a_headline_that_the_text_lacks_stands_before_it():
    body = "<p>التقى وزير الخارجية العراقي فؤاد حسين نظيره التركي هاكان فيدان في العاصمة أنقرة يوم الأربعاء.</p>" * 3
    page = f"<html><head><title>لقاء في أنقرة</title></head><body><article>{body}</article></body></html>"
    source = read_page(page, "folder/a.html")
    assert source.raw.startswith("لقاء في أنقرة\n\nالتقى")
    assert (source.name, source.headline, source.url, source.published) == ("a.html", "لقاء في أنقرة", None, None)
    bare = read_page(page.replace("لقاء في أنقرة", ""), "a.html")
    assert bare.raw.startswith("التقى")


def test_a_page_may_have_so_many_tags(monkeypatch):
    monkeypatch.setattr(readers, "MAX_PAGE_TAGS", PAGE.count("<"))
    assert read_page(PAGE, "a.html").headline
    monkeypatch.setattr(readers, "MAX_PAGE_TAGS", PAGE.count("<") - 1)
    with pytest.raises(SourceError, match="too complex"):
        read_page(PAGE, "a.html")


def test_a_path_that_the_system_refuses_to_read_is_named(tmp_path: Path):
    with pytest.raises(SourceError, match=r"cannot be read \(File name too long\)"):
        list(find_files([tmp_path / ("n" * 300)]))
