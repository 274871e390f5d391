"""What may be attached is decided by the content of a file; what readers get is drawn again or looked through."""

import io

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from meetings.ingest.errors import SourceError
from meetings.services.attachments import images, inspection, pdf_files
from meetings.services.attachments.inspection import inspect_attachment, inspect_content
from tests.factories import make_image

GPS = 0x8825
ORIENTATION = 0x0112


def open_image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def make_photo(kind: str = "JPEG", orientation: int = 6) -> bytes:
    """A photo that says where it was taken, and that the camera was turned."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Camera of a reporter"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (36.0, 11.0, 28.0)
    return make_image(kind, (60, 40), exif=exif)


def make_pdf(change=None, **options) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(SourceError) as refused:
        inspect_content(name, data)
    return str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_public_copy_does_not_tell_where_a_photo_was_taken(kind):
    data = make_photo(kind)
    assert open_image(data).getexif().get_ifd(GPS)
    found = inspect_content("photo", data)
    assert found.data == data  # the original stays as it came
    for copy in (found.public_data, found.thumbnail):
        assert not open_image(copy).getexif()
        assert b"reporter" not in copy
    assert open_image(found.public_data).format == kind
    assert open_image(found.thumbnail).format == "WEBP"


def test_a_turned_photo_is_upright_in_the_copy():
    found = inspect_content("photo", make_photo(orientation=6))
    assert (found.width, found.height) == open_image(found.public_data).size == (40, 60)


def test_what_is_behind_the_end_of_an_image_is_not_in_the_copy():
    data = make_image("JPEG") + b"<script>alert(1)</script>"
    assert b"script" not in inspect_content("photo", data).public_data


def test_comments_of_a_png_are_not_in_the_copy():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Location", "Erbil")
    data = make_image("PNG", pnginfo=words)
    assert b"Erbil" in data
    assert b"Erbil" not in inspect_content("photo", data).public_data


def test_copies_are_no_larger_than_readers_need(monkeypatch):
    monkeypatch.setattr(images, "MAX_COPY_SIDE_PIXELS", 100)
    monkeypatch.setattr(images, "MAX_THUMBNAIL_SIDE_PIXELS", 30)
    found = inspect_content("scan", make_image("PNG", (400, 200)))
    assert (found.width, found.height) == (100, 50)
    assert open_image(found.thumbnail).size == (30, 15)


def test_a_copy_that_would_be_too_large_is_made_smaller(monkeypatch):
    monkeypatch.setattr(images, "MAX_COPY_BYTES", 2000)
    noise = Image.effect_noise((200, 100), 90)
    file = io.BytesIO()
    noise.save(file, "PNG")
    found = inspect_content("scan.png", file.getvalue())
    assert len(found.public_data) <= 2000 < len(found.data)
    assert (found.width, found.height) == open_image(found.public_data).size == (50, 25)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_scans_of_every_depth_can_be_attached(mode):
    file = io.BytesIO()
    Image.new(mode, (20, 10)).save(file, "PNG")
    assert inspect_content("scan", file.getvalue()).kind == "png"


def test_a_grey_of_sixteen_bits_stays_grey():
    file = io.BytesIO()
    Image.new("I;16", (20, 10), 128 * 256).save(file, "PNG")
    assert open_image(inspect_content("scan", file.getvalue()).public_data).getpixel((5, 5)) == pytest.approx(
        128, abs=1
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("photo.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", b"#!/bin/sh\necho"),
        ("photo.gif", b"GIF89a" + bytes(20)),
        ("page.pdf", b"\n\n%PDF-1.7 behind something else"),
        ("film.webp", b"RIFF\x00\x00\x00\x00AVI LIST"),
        ("tool.pdf", b"MZ\x90\x00"),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name_says(name, data):
    assert refusal(name, data) == f"{name} is not a JPEG, PNG, WebP or PDF file. Save it as one of these."


def test_the_content_decides_and_not_the_name():
    assert inspect_content("photo.pdf", make_image("PNG")).kind == "png"
    assert inspect_content("photo.jpg", make_pdf()).kind == "pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff<html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        make_image("JPEG", (300, 300))[:700],
        make_image("PNG", (300, 300))[:-40],
    ],
)
def test_a_broken_image_is_refused(data):
    assert refusal("photo", data) == "photo: this image is broken. Save it again."


def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(images, "_draw", pytest.fail)
    monkeypatch.setattr(images, "MAX_IMAGE_PIXELS", 1_000_000)
    data = make_image("PNG", (1001, 1000))
    assert len(data) < 10_000
    assert refusal("bomb.png", data) == "bomb.png has too many pixels: at most 1 million. Save it smaller."


def test_the_limits_of_pillow_itself_are_told_in_the_same_words(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "too many pixels" in refusal("bomb.png", make_image("PNG", (1000, 1000)))


def add_action(kind: str, **facts):
    def change(writer):
        action = DictionaryObject({NameObject("/S"): NameObject(kind), **facts})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def add_annotation(kind: str):
    def change(writer):
        mark = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind)})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(mark)])

    return change


def add_unused(writer):
    """A script in an object that no page and no catalogue refers to."""
    writer._add_object(DictionaryObject({NameObject("/JS"): TextStringObject("app.alert(1)")}))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda writer: writer.add_js("app.alert(1)"), "a script"),
        (add_unused, "a script"),
        (lambda writer: writer.add_attachment("a.exe", b"MZ"), "another file"),
        (add_action("/Launch"), "a command that starts a program"),
        (add_action("/JavaScript"), "a script"),
        (add_action("/SubmitForm"), "a form that sends data"),
        (add_action("/ImportData"), "a form that reads data"),
        (add_action("/GoToR"), "a link into another file"),
        (add_annotation("/RichMedia"), "sound, film or a program"),
        (add_annotation("/FileAttachment"), "another file"),
    ],
)
def test_a_pdf_that_does_something_by_itself_is_refused(change, what):
    text = refusal("letter.pdf", make_pdf(change))
    assert text == f"letter.pdf has {what} in it. Print it to a new PDF file and attach that."


def move_table(data: bytes, by: int) -> bytes:
    """A PDF whose table of objects begins `by` bytes later than it says."""
    said = int(data[data.rindex(b"startxref") :].split()[1])
    return data.replace(f"startxref\n{said}".encode(), f"startxref\n{said + by}".encode())


def test_a_name_written_in_numbers_is_read_like_the_name():
    data = make_pdf(add_action("/Launch"))  # in the last object, so that no other one moves
    assert data.count(b"/Launch") == 1
    text = refusal("letter.pdf", move_table(data.replace(b"/Launch", b"/L#61unch"), 2))
    assert "has a command that starts a program in it" in text


def test_a_script_that_the_tables_of_a_pdf_do_not_name_is_refused():
    hidden, data = b"99 0 obj\n<< /S /JavaScript >>\nendobj\n", make_pdf()
    at = data.index(b"\nxref") + 1
    assert inspect_content("letter.pdf", move_table(data[:at] + b"%\n" + data[at:], 2)).kind == "pdf"
    assert "has a script in it" in refusal("letter.pdf", move_table(data[:at] + hidden + data[at:], len(hidden)))


def test_a_protected_pdf_is_refused():
    assert "protected with a password" in refusal("letter.pdf", make_pdf(lambda writer: writer.encrypt("word")))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(100), make_pdf()[:-200]])
def test_a_broken_pdf_is_refused(data):
    assert refusal("letter.pdf", data) == "letter.pdf: this PDF file is broken. Save it again."


def test_a_pdf_with_very_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_files, "MAX_PDF_OBJECTS", 2)
    assert "too many parts" in refusal("letter.pdf", make_pdf())


def test_a_pdf_with_pages_and_links_is_taken_as_it_is():
    def link(writer):
        add_annotation("/Link")(writer)
        writer.add_outline_item("First page", 0)

    data = make_pdf(link)
    found = inspect_content("letter.pdf", data)
    assert (found.kind, found.public_data, found.thumbnail, found.width) == ("pdf", data, None, None)


def test_a_file_is_inspected_in_another_process():
    assert inspect_attachment("photo.png", make_image("PNG")).kind == "png"
    with pytest.raises(SourceError, match="is not a JPEG"):
        inspect_attachment("page.html", b"<html>")


@pytest.mark.parametrize(("size", "words"), [(0, "is empty"), (1024 * 1024 + 1, "too large: at most 1 MB")])
def test_an_empty_or_too_large_file_is_refused(monkeypatch, size, words):
    monkeypatch.setattr(inspection, "MAX_ATTACHMENT_MEGABYTES", 1)
    with pytest.raises(SourceError, match=words):
        inspect_attachment("scan.png", bytes(size))
