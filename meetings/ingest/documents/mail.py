"""Mails, mailboxes and web archives (.mhtml): the text of each mail, and its attachments as separate files.

The date of a mail is the day on which someone sent it, not the day on which the report in it was published. So it
states nothing; the text may.
"""

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile, clean_file_name, make_file
from meetings.ingest.documents.limits import StopReadingError
from meetings.ingest.documents.plain_text import keep_original, make_text_item
from meetings.ingest.documents.zips import join_names
from meetings.ingest.errors import SourceError
from meetings.ingest.page_text import parse_page
from meetings.ingest.readers import MAX_PAGE_BYTES, decode, make_size_error, read_page

MAX_PARTS = 500  # of one mail, which its own parts within each other count for
MAX_MAIL_LEVELS = 20  # of parts within each other
MAX_SUBJECT_CHARACTERS = 120
_POLICY = email.policy.default.clone(max_line_length=None)
_ANSWERS = re.compile(r"^\s*(?:(?:re|fwd?|fw|aw|wg|رد|إعادة توجيه|تحويل)\s*:\s*)+", re.IGNORECASE)
_BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "section")
MAX_MAIL_BYTES = 32 * 1024 * 1024  # of one mail of a mailbox


def read_mail(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem | SourceFile]:
    """Yield the text of a mail, then its attachments.

    Raises:
        SourceError: It has too many parts, or neither a text nor attachments.
    """
    mail = email.message_from_bytes(file.read(), policy=_POLICY)
    parts = list(_list_parts(mail, file.name))
    body = _find_body(parts)
    attachments = [part for part in parts if part is not body and _is_attachment(part)]
    subject = _read_subject(mail)
    if body is not None:
        yield _read_body(body, file, subject)
    elif not attachments:
        raise SourceError(_("%(name)s: this mail has no text."), name=file.name)
    for number, part in enumerate(attachments, start=1):
        name = join_names(replace_depth(file), clean_file_name(_read_file_name(part) or f"{number}"))
        data = _read_payload(part)
        run.count_bytes(file.name, len(data))
        yield make_file(name, data, file.depth + 1)


def replace_depth(file: SourceFile) -> SourceFile:
    """Return `file` as a container whose name is part of the names of its files."""
    return replace(file, depth=max(file.depth, 1))


def read_web_archive(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the article of a page that a browser saved with its pictures in one file.

    Raises:
        SourceError: It has no page, or no article is in it.
    """
    archive = email.message_from_bytes(file.read(), policy=_POLICY)
    page = next((part for part in _list_parts(archive, file.name) if part.get_content_type() == "text/html"), None)
    if page is None:
        raise SourceError(_("%(name)s: this web archive has no page."), name=file.name)
    address = str(archive.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    address = address if address.startswith(("http://", "https://")) else ""
    source = read_page(_decode_part(page, file.name), file.name, address or None)
    yield ReadItem(file.name, keep_original(replace(source, name=file.name, url=source.url or address or None), file))


def split_mailbox(file: SourceFile, run: ReadingRun) -> Iterator[SourceFile]:
    """Yield the mails of a mailbox, one at a time.

    Raises:
        StopReadingError: A mail is too large.
    """
    file.stream.seek(0)
    number, lines, size = 0, list[bytes](), 0
    for line in file.stream:
        if line.startswith(b"From ") and (not lines or lines[-1] in (b"\n", b"\r\n")):
            if lines:
                yield _make_mail(file, number, lines)
            number, lines, size = number + 1, [], 0
            run.count_text(file.name)
            continue
        size += len(line)
        if size > MAX_MAIL_BYTES:
            raise StopReadingError(
                _("%(name)s: mail %(number)s is too large; the rest was not read."), name=file.name, number=number
            )
        lines.append(line[1:] if line.startswith(b">From ") else line)
    if lines:
        yield _make_mail(file, number, lines)


def _make_mail(file: SourceFile, number: int, lines: list[bytes]) -> SourceFile:
    return make_file(f"{file.name}#{number}", b"".join(lines), file.depth + 1)


def _list_parts(mail: email.message.Message, name: str) -> Iterator[email.message.Message]:
    """Yield the parts of a mail that hold something; a mail that was forwarded as an attachment is one part.

    Raises:
        SourceError: There are too many, or they lie too deep within each other.
    """
    waiting: list[tuple[Any, int]] = [(mail, 0)]
    count = 0
    while waiting:
        part, level = waiting.pop(0)
        count += 1
        if count > MAX_PARTS or level > MAX_MAIL_LEVELS:
            raise SourceError(
                _("%(name)s: this mail has too many parts (at most %(most)s). Forward what you need of it."),
                name=name,
                most=MAX_PARTS,
            )
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting = [(one, level + 1) for one in _list_inside(part)] + waiting
        else:
            yield part


def _find_body(parts: list[email.message.Message]) -> email.message.Message | None:
    """Return the part with the mail's own text: plain where there is one, else HTML."""
    own = [part for part in parts if not _is_named(part) and part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in own:
            if part.get_content_type() == kind and _read_payload(part).strip():
                return part
    return None


def _is_named(part: email.message.Message) -> bool:
    return bool(_read_file_name(part))


def _is_attachment(part: email.message.Message) -> bool:
    """Return whether a part is a file that someone attached, not another form of the text or a picture within it."""
    if part.get_content_type() == "message/rfc822" or part.get_content_disposition() == "attachment":
        return True
    return _is_named(part) and not part.get("Content-ID")


def _read_file_name(part: email.message.Message) -> str:
    try:
        name = str(part.get_filename() or "")
        if not name and part.get_content_type() == "message/rfc822":
            inside = _list_inside(part)
            return f"{_read_subject(inside[0])[:60] or 'mail'}.eml" if inside else ""
    except Exception:  # the standard library raises many kinds for broken headers
        return ""
    return name


def _read_subject(mail: email.message.Message) -> str:
    try:
        subject = str(mail.get("Subject") or "")
    except Exception:  # as above
        return ""
    return " ".join(_ANSWERS.sub("", subject).split())[:MAX_SUBJECT_CHARACTERS]


def _read_payload(part: email.message.Message) -> bytes:
    """Return the bytes of a part."""
    if inside := _list_inside(part):
        whole: bytes = inside[0].as_bytes()
        return whole
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _list_inside(part: email.message.Message) -> list[Any]:
    """Return the parts of a part."""
    inside: Any = part.get_payload() if part.is_multipart() else None
    return inside if isinstance(inside, list) else []


def _decode_part(part: email.message.Message, name: str) -> str:
    data = _read_payload(part)
    if len(data) > MAX_PAGE_BYTES:
        raise make_size_error(name, len(data), MAX_PAGE_BYTES)
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):  # of a broken header
        charset = None
    return decode(data, name, charset)


def _read_body(part: email.message.Message, file: SourceFile, subject: str) -> ReadItem:
    """Return the mail's own text as an article, under the mail's subject."""
    try:
        text = _decode_part(part, file.name)
        item = _read_html(text, file) if part.get_content_type() == "text/html" else make_text_item(text, file)
    except SourceError as error:
        return ReadItem(file.name, error=error)
    if item.source:
        item.source = replace(item.source, name=subject or item.source.name)
    return item


def _read_html(text: str, file: SourceFile) -> ReadItem:
    """Return all words of a mail in HTML: mails are laid out in tables, of which a reader of pages drops some."""
    root = parse_page(text)
    if root is None:
        raise SourceError(_("%(name)s: this mail has no text."), name=file.name)
    for element in root.iter("script", "style", "head", "title"):
        element.text, element[:] = None, []
    for element in root.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return make_text_item("\n".join(lines), file)
