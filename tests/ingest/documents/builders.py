"""Documents of every kind, made by the tests themselves, and the reading of one in this process."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

from meetings.exports.pdf.sheet import Sheet
from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile, make_file
from meetings.ingest.documents.limits import OF_UPLOADS, Limits
from meetings.ingest.documents.registry import read_document

TEXT = "التقى وزير الخارجية العراقي فؤاد حسين نظيره التركي هاكان فيدان في بغداد (12/3/2023) وبحثا ملف المياه."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def read(name: str, data: bytes, limits: Limits = OF_UPLOADS) -> list[ReadItem]:
    return list(read_document(make_file(name, data), ReadingRun(limits)))


def read_stream(name: str, path: Path, limits: Limits = OF_UPLOADS) -> list[ReadItem]:
    with path.open("rb") as stream:
        return list(read_document(SourceFile(name, stream, path.stat().st_size), ReadingRun(limits)))


def read_text(name: str, data: bytes) -> str:
    """The text of the only item, which must have been read."""
    (one,) = read(name, data)
    assert one.error is None, one.error
    return one.source.raw


def read_error(name: str, data: bytes) -> str:
    (one,) = read(name, data)
    assert one.source is None
    return str(one.error)


def make_zip(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def make_word(body: str, *further: tuple[str, bytes], doctype: str = "") -> bytes:
    """A Word document whose body is this XML of WordprocessingML."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    return make_zip(("[Content_Types].xml", _TYPES.encode()), ("word/document.xml", document.encode()), *further)


def make_word_of(*paragraphs: str) -> bytes:
    return make_word("".join(f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>" for one in paragraphs))


def make_opendocument(body: str, kind: str = "text") -> bytes:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return make_zip(("mimetype", mimetype), ("content.xml", content.encode()))


def make_pdf(*paragraphs: str) -> bytes:
    """A PDF as the archive exports them, with letters joined by HarfBuzz."""
    sheet = Sheet("ar", "تقرير")
    sheet.add_page()
    for one in paragraphs:
        sheet.paragraph(one)
    return bytes(sheet.output())


def make_mail(text: str = TEXT, *, subject: str = "لقاء في بغداد", html: str = "", **files: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "press@example.org", "desk@example.org", subject
    mail["Date"] = "Sun, 12 Mar 2023 10:00:00 +0300"
    mail["Message-ID"] = "<1@example.org>"
    if text:
        mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return mail


def make_rtf(text: str) -> bytes:
    return ("{\\rtf1\\ansi\\uc1 " + "".join(f"\\u{ord(sign)}?" for sign in text) + "}").encode()


def make_gzip(data: bytes) -> bytes:
    return gzip.compress(data)
