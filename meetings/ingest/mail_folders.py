"""The mails of a folder on a mail server (IMAP) or on the disk (Maildir) that are unread, one after the other.

A mail is marked as read when all of it is at the desk; one that was not is fetched again the next time.
"""

import base64
import imaplib
import mailbox
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES
from meetings.ingest.errors import SourceError

MAX_CONNECT_SECONDS = 30.0
MAX_MAILS = 500  # of one run; the others are fetched the next time
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """An unread mail: its bytes, None where it is too large, and what marks it as read."""

    name: str
    data: bytes | None
    size: int
    mark_read: Callable[[], None]


def list_unread(source: str, password: str = "") -> Iterator[WaitingMail]:
    """Yield the unread mails of `source`, the oldest first.

    Args:
        source: `imaps://NAME@HOST/FOLDER`, `imap://...` (which turns on TLS), or the path of a Maildir.
        password: The password of the account.

    Raises:
        SourceError: There is no such folder, or the server refuses.
    """
    if source.startswith(("imaps://", "imap://")):
        yield from _list_on_server(source, password)
    else:
        yield from _list_in_maildir(Path(source.removeprefix("maildir:")))


def _list_in_maildir(path: Path) -> Iterator[WaitingMail]:
    if not all((path / part).is_dir() for part in ("cur", "new", "tmp")):
        raise SourceError(_("%(name)s: this is not a Maildir (a folder with cur, new and tmp)."), name=path)
    box = mailbox.Maildir(path, factory=None, create=False)
    unread = sorted(key for key in box.iterkeys() if "S" not in box.get_message(key).get_flags())
    for key in unread[:MAX_MAILS]:
        data = box.get_bytes(key)

        def mark(key: str = key) -> None:
            mail = box.get_message(key)
            mail.set_subdir("cur")
            mail.add_flag("S")
            box[key] = mail

        yield WaitingMail(
            f"{key.partition('.')[0]}.eml", data if len(data) <= MAX_UPLOAD_BYTES else None, len(data), mark
        )


def _list_on_server(source: str, password: str) -> Iterator[WaitingMail]:
    try:
        url = urlsplit(source)
        if not url.hostname:
            raise SourceError(
                _("%(name)s: the address names no mail server. Write imaps://NAME@HOST/FOLDER."), name=source
            )
        folder = unquote(url.path.strip("/")) or "INBOX"
        server = _log_in(url.scheme, url.hostname, url.port, unquote(url.username or ""), password)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise SourceError(
            _("%(name)s: the mail server refuses (%(reason)s). Check the address, the name and the password."),
            name=source.rpartition("@")[2],
            reason=_shorten(error),
        ) from error
    try:
        quoted = format_folder_name(folder).replace("\\", "\\\\").replace('"', '\\"')
        if server.select(f'"{quoted}"')[0] != "OK":
            raise SourceError(_("%(name)s: the mail server has no such folder."), name=folder)
        _state, found = server.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").split()[:MAX_MAILS]:
            yield _fetch_mail(server, number.decode("ascii"))
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise SourceError(
            _("%(name)s: the connection to the mail server broke (%(reason)s). The other mails are fetched next time."),
            name=url.hostname,
            reason=_shorten(error),
        ) from error
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def format_folder_name(name: str) -> str:
    """Return the name of a folder as IMAP writes it (RFC 3501, 5.1.3): Arabic letters in a kind of base64."""

    def encode(run: re.Match[str]) -> str:
        packed = base64.b64encode(run[0].encode("utf-16-be")).decode("ascii")
        return f"&{packed.rstrip('=').replace('/', ',')}-"

    return re.sub(r"[^\x20-\x7e]+", encode, name.replace("&", "&-"))


def _log_in(scheme: str, host: str, port: int | None, name: str, password: str) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    server: imaplib.IMAP4
    if scheme == "imaps":
        server = imaplib.IMAP4_SSL(host, port or 993, ssl_context=context, timeout=MAX_CONNECT_SECONDS)
    else:
        server = imaplib.IMAP4(host, port or 143, timeout=MAX_CONNECT_SECONDS)
        if host not in ("localhost", "127.0.0.1", "::1"):  # a password crosses no network without TLS
            server.starttls(ssl_context=context)
    server.login(name, password)
    return server


def _fetch_mail(server: imaplib.IMAP4, number: str) -> WaitingMail:
    _state, answer = server.uid("FETCH", number, "(RFC822.SIZE)")
    stated = _SIZE.search(b" ".join(part for part in answer if isinstance(part, bytes)))
    size = int(stated[1]) if stated else 0
    data = None
    if size <= MAX_UPLOAD_BYTES:
        _state, answer = server.uid("FETCH", number, "(BODY.PEEK[])")
        data = next((part[1] for part in answer if isinstance(part, tuple)), b"")

    def mark() -> None:
        server.uid("STORE", number, "+FLAGS", "(\\Seen)")

    return WaitingMail(f"{number}.eml", data, size, mark)


def _shorten(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
