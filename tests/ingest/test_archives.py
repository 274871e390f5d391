"""Uploaded files: what they are and not what they say, bombs among them, nothing of it ever on the disk."""

import io
import struct
import zipfile

import pytest

from meetings.ingest import archives
from meetings.ingest.archives import MAX_ARCHIVE_TEXTS, MAX_UPLOAD_BYTES, clean_file_name, read_upload

TEXT = "التقى وزير الخارجية نظيره في بغداد وبحثا ملف المياه."


def read(name: str, data: bytes):
    return list(read_upload(name, io.BytesIO(data), len(data)))


def packed(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def only_error(name: str, data: bytes) -> str:
    (one,) = read(name, data)
    assert one.source is None
    return str(one.error)


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
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 20, "not a text file"),
        ("paper.pdf", b"%PDF-1.7\n\x00\x01\x02", "not a text file"),
        ("odd.txt", "élève à Besançon ".encode("latin-1") * 9, "encoding"),
        ("menu.html", b"<html><body><nav>Home</nav></body></html>", "no article"),
        ("long.txt", ("كلمة " * 300_000).encode(), "too large"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(name, data, said):
    error = only_error(name, data)
    assert said in error
    assert name in error


def test_an_upload_that_is_too_large_is_not_read():
    class Untouched(io.BytesIO):
        def read(self, *size: int) -> bytes:
            raise AssertionError("it was read")

    (one,) = read_upload("all.zip", Untouched(), MAX_UPLOAD_BYTES + 1)
    assert "too large" in str(one.error)


# --- Archives ---------------------------------------------------------------------------------------------------------
def test_every_text_of_an_archive():
    data = packed(("a.txt", TEXT.encode()), ("folder/b.TXT", f"{TEXT} ".encode("cp1256")), ("c.jpg", b"\xff\xd8"))
    assert [(one.name, one.source.raw.strip()) for one in read("all.zip", data)] == [("a.txt", TEXT), ("b.TXT", TEXT)]


def test_an_archive_is_known_by_its_content():
    assert read("report.txt", packed(("a.txt", TEXT.encode())))[0].source.raw == TEXT


def test_one_bad_file_does_not_stop_the_rest():
    data = packed(("a.txt", b""), ("b.txt", b"\x00\x01"), ("c.txt", TEXT.encode()))
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
    (one,) = read("all.zip", packed((name, TEXT.encode())))
    assert one.name in ("report.txt", "C:\\report.txt")
    assert one.source.name == "report.txt"
    assert list(tmp_path.rglob("report.txt")) == []


def test_labels_carry_no_signs_that_deceive():
    assert clean_file_name("تقرير\u202etxt.exe") == "تقريرtxt.exe"
    assert clean_file_name("a\nb\x1b[31m.txt") == "ab[31m.txt"
    assert clean_file_name("") == "?"
    assert len(clean_file_name("x" * 5000)) <= archives.MAX_NAME_CHARACTERS


def test_names_of_older_packers():
    data = packed(("x" * 9 + ".txt", TEXT.encode()))
    arabic = "تقرير".encode("cp1256") + b"xxxx"
    (one,) = read("all.zip", data.replace(b"x" * 9, arabic))
    assert one.name == "تقريرxxxx.txt"


def test_archives_within_archives_and_hidden_files_are_left_out():
    inner = packed(("inner.txt", TEXT.encode()))
    data = packed(("inner.zip", inner), ("__MACOSX/._a.txt", TEXT.encode()), (".hidden.txt", TEXT.encode()))
    assert "this archive contains no text" in only_error("all.zip", data)


def test_an_archive_that_calls_itself_a_text_is_none():
    inner = packed(("inner.txt", TEXT.encode()))
    assert "not a text" in only_error("all.zip", packed(("inner.txt", inner)))


def test_too_many_texts():
    data = packed(*((f"{number}.txt", TEXT.encode()) for number in range(MAX_ARCHIVE_TEXTS + 1)))
    assert "too many" in only_error("all.zip", data)


def test_as_many_texts_as_an_archive_may_have(monkeypatch):
    monkeypatch.setattr(archives, "MAX_ARCHIVE_TEXTS", 2)
    texts = [(f"{number}.txt", TEXT.encode()) for number in range(3)]
    assert [one.error for one in read("all.zip", packed(*texts[:2]))] == [None, None]
    assert "too many" in only_error("all.zip", packed(*texts))


def test_a_bomb_is_not_unpacked():
    data = packed(("a.txt", bytes(200 * 1024 * 1024)), ("b.txt", TEXT.encode()))
    assert len(data) < MAX_UPLOAD_BYTES
    assert "much larger than a text can be" in only_error("all.zip", data)  # and b.txt is not believed either


def test_many_large_texts_are_too_much_together(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2_000_000)
    text = " ".join(str(number * 7919) for number in range(100_000)).encode()  # not a bomb by itself
    data = packed(*((f"{number}.txt", text) for number in range(2_000_000 // len(text) + 3)))
    *read_before, last = read("all.zip", data)
    assert sum(len(one.source.raw) for one in read_before) <= 2_000_000
    assert "much larger than a text can be" in str(last.error)


def test_a_page_of_endless_markup_is_not_taken_apart():
    page = b"<html>" + b"<p>x " * 100_000
    assert "too complex" in only_error("page.html", page)


def test_sizes_that_lie():
    """The archive says ten bytes and holds two hundred megabytes."""
    data = bytearray(packed(("a.txt", bytes(200 * 1024 * 1024))))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    data[22:26] = struct.pack("<I", 10)
    (one,) = read("all.zip", bytes(data))
    assert one.source is None
    assert "damaged" in str(one.error) or "much larger" in str(one.error)


def test_a_locked_archive():
    data = bytearray(packed(("a.txt", TEXT.encode())))
    directory = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    assert "password" in only_error("all.zip", bytes(data))


def test_a_damaged_archive():
    data = packed(("a.txt", TEXT.encode() * 50))
    assert "damaged" in only_error("all.zip", data[: len(data) // 2])
    broken = bytearray(data)
    broken[60:70] = b"0123456789"
    assert "damaged" in only_error("all.zip", bytes(broken))


def test_an_archive_packed_in_an_unknown_way():
    data = bytearray(packed(("a.txt", TEXT.encode())))
    directory = data.rindex(b"PK\x01\x02")
    data[8:10] = data[directory + 10 : directory + 12] = struct.pack("<H", 99)
    assert "damaged" in only_error("all.zip", bytes(data))


def test_an_empty_archive():
    assert "this archive contains no text" in only_error("all.zip", packed())
