"""Fetching of pages that a user or a feed names: only from the public web, in limited time and size.

It uses urllib3, which is well maintained, is a dependency of trafilatura already, ignores cookies and the proxies of
the environment, and opens the socket in one method of its connection. That method resolves the name once, checks the
address, connects to this address and checks the peer again. The name remains in the Host header, and the certificate
must be valid for it. Every redirect passes the same checks.
"""

import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

import certifi
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.util import Url
from urllib3.util.ssl_ import create_urllib3_context

from meetings.ingest.errors import FetchError
from meetings.ingest.public_addresses import PORTS, is_public, resolve
from meetings.ingest.web_addresses import get_port, is_allowed, parse_address

MAX_ANSWER_BYTES = 8 * 1024 * 1024  # unpacked; the same as for a saved page (readers.MAX_PAGE_BYTES)
MAX_FETCH_SECONDS = 20.0  # seconds for everything, redirects included
MAX_CONNECT_SECONDS = 6.0  # seconds for one connection
MAX_REDIRECTS = 5
USER_AGENT = "Mahdar/1.0 (archive of diplomatic meetings; a person asked for this page)"
HTML_TYPES = ("text/html", "application/xhtml+xml")
PAGE_TYPES = (*HTML_TYPES, "text/plain")
ARTICLE_TYPES = (  # what an article may be at its address; the content decides
    *PAGE_TYPES,
    "application/pdf",
    "application/rtf",
    "text/rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/octet-stream",
    "multipart/related",
)
FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    *("application/feed+json", "application/json", "application/gzip", "application/x-gzip", *PAGE_TYPES),
)
_CHUNK_BYTES = 64 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """An answer: `url` is the address after all redirects, `body` is unpacked, `charset` is what the server names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str
    charset: str | None = None


class _NotPublicError(OSError):
    """A name that leads to a machine outside the public web."""


@dataclass(slots=True)
class _FetchRun:
    """One fetch with all its redirects: the time by which it must end, and whether it was cut off."""

    until: float
    cut_off: bool = False

    @property
    def left(self) -> float:
        """Return the seconds left."""
        return self.until - time.monotonic()


class _CheckedConnection:
    """A connection to a checked address only; `_connection` sets `errand` and `trusted`."""

    errand: _FetchRun
    trusted = False
    guard: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        host, port = self._dns_host, self.port  # type: ignore[attr-defined]
        refused: OSError = _NotPublicError(host)
        for address in resolve(host, port, min(MAX_CONNECT_SECONDS, max(self.errand.left, 0.01))):
            if not (self.trusted or is_public(address)):
                raise _NotPublicError(address)  # one private address among public ones is a trick
            try:
                opened = socket.create_connection(
                    (address, port), timeout=min(MAX_CONNECT_SECONDS, max(self.errand.left, 0.01))
                )
            except OSError as error:
                refused = error
                continue
            if not (self.trusted or is_public(opened.getpeername()[0])):
                opened.close()
                raise _NotPublicError(address)
            opened.settimeout(max(self.errand.left, 0.01))
            self.guard = opened.dup()  # TLS takes over the socket; the duplicate can still shut it down
            return opened
        raise refused


class _PlainConnection(_CheckedConnection, HTTPConnection):
    pass


class _TLSConnection(_CheckedConnection, HTTPSConnection):
    pass


def fetch(
    address: str,
    *,
    kinds: Iterable[str] = PAGE_TYPES,
    headers: Mapping[str, str] | None = None,
    named_by: str | None = None,
    longest: float = MAX_FETCH_SECONDS,
) -> WebAnswer:
    """Return the answer at `address`: a 200, or a 304 where `headers` make the request conditional.

    Args:
        address: The address.
        kinds: The content types to accept.
        headers: Further headers to send.
        named_by: The address of the page or feed that named `address`, None where a person typed it. Only people and
            pages of machines in the setting MAHDAR_FETCH_ALLOWED can name such machines.
        longest: How many seconds it may take, redirects included.

    Raises:
        FetchError: The page could not be fetched; the message says why.
    """
    errand = _FetchRun(time.monotonic() + longest)
    here, before = parse_address(address), parse_address(named_by) if named_by else None
    for _hop in range(MAX_REDIRECTS + 1):
        trusted = is_allowed(here) and (before is None or is_allowed(before))
        if not trusted and get_port(here) not in PORTS:
            raise FetchError(
                _("%(address)s: pages are not served at port %(port)s. Enter the page's usual address."),
                address=here.url,
                port=get_port(here),
            )
        with _answer(here, errand, trusted, headers or {}) as answer:
            target = answer.get_redirect_location()
            if not target:
                return _read(answer, here, errand, tuple(kinds))
        before, here = here, parse_address(urljoin(here.url, target))
    raise FetchError(
        _("%(address)s: the address redirects without end. Enter the page's own address."), address=address
    )


def _connection(url: Url, errand: _FetchRun, trusted: bool) -> _PlainConnection | _TLSConnection:
    assert url.host
    host = url.host.strip("[]")
    connection: _PlainConnection | _TLSConnection
    if url.scheme == "https":
        context = create_urllib3_context()
        context.load_default_certs()
        context.load_verify_locations(certifi.where())
        connection = _TLSConnection(
            host, get_port(url), timeout=MAX_CONNECT_SECONDS, ssl_context=context, cert_reqs="CERT_REQUIRED"
        )
    else:
        connection = _PlainConnection(host, get_port(url), timeout=MAX_CONNECT_SECONDS)
    connection.errand, connection.trusted = errand, trusted
    return connection


@contextmanager
def _answer(url: Url, errand: _FetchRun, trusted: bool, headers: Mapping[str, str]) -> Iterator[Any]:
    """Yield the server's answer, with its body still to be read; turn every error inside into a FetchError."""
    connection = _connection(url, errand, trusted)

    def cut_off() -> None:
        errand.cut_off = True
        if connection.guard:
            with suppress(OSError):
                connection.guard.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(max(errand.left, 0), cut_off)
    watch.daemon = True
    watch.start()
    sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
    try:
        connection.request("GET", url.request_uri, headers=sent, preload_content=False)
        yield connection.getresponse()
    except _NotPublicError:
        raise FetchError(
            _("%(address)s leads into a private network, which Mahdar does not open. Paste the text instead."),
            address=url.url,
        ) from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise _explained(url, errand, error) from error
    finally:
        watch.cancel()
        connection.close()
        if connection.guard:
            connection.guard.close()


def _explained(url: Url, errand: _FetchRun, error: Exception) -> FetchError:
    if errand.cut_off or errand.left <= 0 or isinstance(error, TimeoutError):
        return FetchError(_("%(address)s: the answer took too long. Try again, or paste the text."), address=url.url)
    if isinstance(error, SSLError) or isinstance(error.__cause__, SSLError) or "CERTIFICATE" in str(error).upper():
        return FetchError(
            _(
                "%(address)s: the certificate is not valid, so the owner of the page cannot be "
                "verified. Paste the text instead."
            ),
            address=url.url,
        )
    if isinstance(error, socket.gaierror):
        return FetchError(_("%(address)s: there is no such site. Check the address."), address=url.url)
    return FetchError(
        _("%(address)s: no connection (%(reason)s). Try again later, or paste the text."),
        address=url.url,
        reason=str(error)[:120] or type(error).__name__,
    )


def _read(answer: Any, url: Url, errand: _FetchRun, kinds: tuple[str, ...]) -> WebAnswer:
    """Return an answer with its body, if it has one of the types `kinds` and is not too large."""
    said = answer.headers.get("Content-Type", "")
    kind = said.partition(";")[0].strip().lower()
    found = _CHARSET.search(said)
    parts = {"url": url.url, "status": answer.status, "headers": answer.headers, "content_type": kind}
    if answer.status == 304:
        return WebAnswer(**parts, body=b"")
    if answer.status != 200:
        raise _refusal(answer, url)
    if kind and kind not in kinds:
        raise FetchError(
            _("%(address)s is not a page with text but a file of type %(kind)s. Open it and paste its text."),
            address=url.url,
            kind=kind[:80],
        )
    body = bytearray()
    too_large = FetchError(
        _("%(address)s is larger than %(limit)s MB. Paste the text of the article instead."),
        address=url.url,
        limit=MAX_ANSWER_BYTES // 1024 // 1024,
    )
    if int(answer.headers.get("Content-Length") or 0) > MAX_ANSWER_BYTES:
        raise too_large
    while chunk := answer.read1(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise too_large
        if errand.left <= 0:
            raise TimeoutError
    if errand.cut_off:
        raise TimeoutError  # the body is incomplete
    return WebAnswer(**parts, body=bytes(body), charset=found.group(1) if found else None)


def _refusal(answer: Any, url: Url) -> FetchError:
    """Return the error that explains an answer other than 200 to a user of the desk."""
    if answer.status in (404, 410):
        text = _("%(address)s: the page no longer exists (%(status)s). Check the address, or paste the text.")
    elif answer.status in (401, 402, 403, 451):
        text = _(
            "%(address)s: the site refuses the request (%(status)s). Open the page in your browser and paste its text."
        )
    elif answer.status in (429, 503):
        text = _("%(address)s: the site asks for a later request (%(status)s). Try again later.")
    else:
        text = _("%(address)s: the site answered with an error (%(status)s). Try again later, or paste the text.")
    wait = _seconds(answer.headers.get("Retry-After"))
    return FetchError(text, status=answer.status, retry_after=wait, address=url.url)


def _seconds(retry_after: str | None) -> float | None:
    """Return the seconds of a Retry-After header, given as a number or a date; None when it is neither."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (when - timezone.now()).total_seconds()) if when.tzinfo else None
