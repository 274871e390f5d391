"""Archives and texts: what they are and not what they say, bombs among them, nothing of it ever on the disk."""

import struct
from dataclasses import replace

import pytest

from meetings.ingest.documents.files import MAX_NAME_CHARACTERS, clean_file_name
from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES, OF_UPLOADS
from tests.ingest.documents.builders import make_gzip, make_word_of, make_zip, read, read_error

TEXT = "التقى وزير الخارجية نظيره في بغداد وبحثا ملف المياه."


# --- One file ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("name", ["report.txt", "report", "تقرير.TXT"])
def test_a_text_in_the_encodings_of_the_press(name, encoding):
    (one,) = read(name, TEXT.encode(encoding))
    assert one.source.raw == TEXT


def test_line_ends_are_kept():
    (one,) = read("report.txt", f"{TEXT}\r\n\r\n{TEXT}".encode())
    assert one.source.raw == f"{TEXT}\r\n\r\n{TEXT}"


@pytest.mark.parametrize(
    ("said", "encoding"), [("windows-1256", "cp1256"), ("utf-8", "utf-8"), ("iso-8859-6", "iso-8859-6")]
)
def test_a_page_in_the_encoding_that_it_names(said, encoding):
    page = f'<html><head><meta charset="{said}"></head><body><article><p>{TEXT}</p></article></body></html>'
    (one,) = read("saved.html", page.encode(encoding))
    assert TEXT in one.source.raw
    assert "<" not in one.source.raw


def test_scripts_of_a_page_are_no_text():
    body = f"<script>alert(1)</script><article><p>{TEXT}</p><p onclick='x()'>{TEXT}</p></article>"
    page = f"<html><body>{body}</body></html>"
    (one,) = read("saved.html", page.encode())
    assert "alert" not in one.source.raw
    assert "onclick" not in one.source.raw


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 20, "a picture"),
        ("odd.bin", b"\x01\x00\x02" * 20, "not a text file"),
        ("odd.txt", "élève à Besançon ".encode("latin-1") * 9, "encoding"),
        ("menu.html", b"<html><body><nav>Home</nav></body></html>", "no article"),
        ("long.txt", ("كلمة " * 300_000).encode(), "too large"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(name, data, said):
    error = read_error(name, data)
    assert said in error
    assert name in error


# --- Archives ---------------------------------------------------------------------------------------------------------
def test_every_text_of_an_archive():
    data = make_zip(("a.txt", TEXT.encode()), ("folder/b.TXT", f"{TEXT} ".encode("cp1256")), ("c.jpg", b"\xff\xd8\xff"))
    *texts, picture = read("all.zip", data)
    assert [(one.name, one.source.raw.strip()) for one in texts] == [("a.txt", TEXT), ("b.TXT", TEXT)]
    assert "c.jpg: left out, because it is a picture" in str(picture.error)  # nothing is left out without a word


def test_an_archive_is_known_by_its_content():
    assert read("report.txt", make_zip(("a.txt", TEXT.encode())))[0].source.raw == TEXT


def test_one_bad_file_does_not_stop_the_rest():
    data = make_zip(("a.txt", b""), ("b.txt", b"\x00\x01"), ("c.txt", TEXT.encode()))
    one, two, three = read("all.zip", data)
    assert "empty" in str(one.error)
    assert "not a text" in str(two.error)
    assert three.source.raw == TEXT


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/report.txt",
        "/etc/report.txt",
        "..\\..\\windows\\report.txt",
        "C:\\report.txt",
        "a/../../report.txt",
    ],
)
def test_names_that_lead_elsewhere_are_labels(name, tmp_path, monkeypatch):
    deep = tmp_path / "a" / "b" / "c"  # the test's own folder goes as far up as the names do
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    (one,) = read("all.zip", make_zip((name, TEXT.encode())))
    assert one.name in ("report.txt", "C:\\report.txt")
    assert one.source.name == "report.txt"
    assert list(tmp_path.rglob("report.txt")) == []


def test_labels_carry_no_signs_that_deceive():
    assert clean_file_name("تقرير\u202etxt.exe") == "تقريرtxt.exe"
    assert clean_file_name("a\nb\x1b[31m.txt") == "ab[31m.txt"
    assert clean_file_name("") == "?"
    assert len(clean_file_name("x" * 5000)) <= MAX_NAME_CHARACTERS


def test_names_of_older_packers():
    data = make_zip(("x" * 9 + ".txt", TEXT.encode()))
    arabic = "تقرير".encode("cp1256") + b"xxxx"
    (one,) = read("all.zip", data.replace(b"x" * 9, arabic))
    assert one.name == "تقريرxxxx.txt"


def test_archives_within_archives_are_read_and_what_systems_add_is_not():
    inner = make_zip(("inner.docx", make_word_of(TEXT)), ("deep.zip", make_zip(("b.txt.gz", make_gzip(TEXT.encode())))))
    data = make_zip(("inner.zip", inner), ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("a/Thumbs.db", b"x"))
    one, two = read("all.zip", data)
    assert (one.name, one.source.raw, one.source.name) == ("inner.zip › inner.docx", TEXT, "inner.zip › inner.docx")
    assert one.source.original.name == "inner.docx"
    assert "to a depth of 3" in str(two.error)


def test_an_archive_without_end_within_itself_is_read_to_a_depth():
    data = make_zip(("a.txt", TEXT.encode()))
    for _level in range(6):
        data = make_zip(("b.zip", data))
    (one,) = read("all.zip", data)
    assert "to a depth of 3. Unpack it first" in str(one.error)


def test_as_many_texts_as_an_upload_may_have():
    limits = replace(OF_UPLOADS, texts=2)
    texts = [(f"{number}.txt", TEXT.encode()) for number in range(3)]
    assert [one.error for one in read("all.zip", make_zip(*texts[:2]), limits)] == [None, None]
    *two, last = read("all.zip", make_zip(*texts), limits)
    assert [one.error for one in two] == [None, None]
    assert "too many texts for one upload (at most 2)" in str(last.error)


def test_an_archive_of_very_many_entries_is_refused():
    data = make_zip(*((f"{number}.txt", b"") for number in range(OF_UPLOADS.files + 1)), compression=0)
    assert "too many for one archive" in read_error("all.zip", data)


def test_a_bomb_among_texts_ends_the_reading():
    inner = make_zip(("bomb.txt", bytes(200 * 1024 * 1024)))
    first, last = read("all.zip", make_zip(("a.txt", TEXT.encode()), ("b.zip", inner), ("c.txt", TEXT.encode())))
    assert first.error is None
    assert "much larger than a text can be" in str(last.error)


def test_a_bomb_is_not_unpacked():
    data = make_zip(("a.txt", bytes(200 * 1024 * 1024)), ("b.txt", TEXT.encode()))
    assert len(data) < MAX_UPLOAD_BYTES
    assert "much larger than a text can be" in read_error("all.zip", data)  # and b.txt is not believed either


def test_many_large_texts_are_too_much_together():
    text = " ".join(str(number * 7919) for number in range(100_000)).encode()  # not a bomb by itself
    data = make_zip(*((f"{number}.txt", text) for number in range(2_000_000 // len(text) + 3)))
    *read_before, last = read("all.zip", data, replace(OF_UPLOADS, unpacked_bytes=2_000_000))
    assert sum(len(one.source.raw) for one in read_before) <= 2_000_000
    assert "much larger than a text can be" in str(last.error)


def test_a_page_of_endless_markup_is_not_taken_apart():
    page = b"<html>" + b"<p>x " * 100_000
    assert "too complex" in read_error("page.html", page)


def test_sizes_that_lie():
    """The archive says ten bytes and holds two hundred megabytes."""
    data = bytearray(make_zip(("a.txt", bytes(200 * 1024 * 1024))))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    data[22:26] = struct.pack("<I", 10)
    (one,) = read("all.zip", bytes(data))
    assert one.source is None
    assert "damaged" in str(one.error) or "much larger" in str(one.error)


def test_a_locked_archive():
    data = bytearray(make_zip(("a.txt", TEXT.encode())))
    directory = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    assert "password" in read_error("all.zip", bytes(data))


def test_a_damaged_archive():
    data = make_zip(("a.txt", TEXT.encode() * 50))
    assert "damaged" in read_error("all.zip", data[: len(data) // 2])
    broken = bytearray(data)
    broken[60:70] = b"0123456789"
    assert "damaged" in read_error("all.zip", bytes(broken))


def test_an_archive_packed_in_an_unknown_way():
    data = bytearray(make_zip(("a.txt", TEXT.encode())))
    directory = data.rindex(b"PK\x01\x02")
    data[8:10] = data[directory + 10 : directory + 12] = struct.pack("<H", 99)
    assert "damaged" in read_error("all.zip", bytes(data))


def test_an_empty_archive():
    assert "this archive is empty" in read_error("all.zip", make_zip())
