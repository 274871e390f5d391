"""Hostile requests to every route of a served archive, made by Hypothesis, the same for the same seed.

The site's own pages are read first: their links give real values of parameters, which are mixed with hostile ones, so
that a request comes past the first check of a view.
"""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote_from_bytes, urlencode, urlsplit

import hypothesis
import lxml.html
from django.urls import Resolver404, resolve
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from benchmarks.http_exchange import RawAnswer, RawRequest, exchange
from benchmarks.site_routes import PARAMETER, list_routes

FIRST_PAGES = (
    "/",
    "/en/",
    "/search/?q=%D9%84%D9%82%D8%A7%D8%A1",
    "/en/search/?q=a",
    "/sitemap.xml",
    "/api/v1/meetings/",
)
MAX_PAGES_READ = 40
PAGES_OF_ROUTE = 2  # that are read for their links
REAL_OF_TEN = 6  # values that are those of the site
PAGES_OF_TEN = 2  # addresses that are whole pages of the site
BATCH = 200  # requests of one seed of Hypothesis
TOKEN = b"a" * 32  # any text of this form is a token of Django's protection of forms, if the cookie has the same
HOSTILE = (
    b"", b"\x00", b"%00", b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"..", b"../../etc/passwd", b"//example.org", b".",
    b"-1", b"0", b"1e999", b"NaN", b"9" * 30, "٣".encode(), "²".encode(), b"9999-99-99", b"0000-00-00", b"2023-02-31",
    b"a" * 5000, "ب".encode() * 3000, "\u202e\u2066لقاء\u2069".encode(), "\u200f\u0640\u064b".encode(),
    b"'; DROP TABLE meetings_meeting; --", b"(" * 60, b'"' * 99, b"* OR *:*", b"a~9999", b"[* TO *]", b"NOT", b"{",
    b'{"q0": null}', b"[" * 2000, b"%", b"_%", b"\\", b"{{7*191}}", b"<script>", b"\r\nX-A: b", b";", b"\t",
    b"9223372036854775808", b"1,2,3", b"IQ,IQ,IQ", b"official:", b"true", b"null", "كردستان".encode() * 50,
    "😀".encode(), b"%ED%A0%80",
)  # fmt: skip
NAMES = (
    "q", "page", "sort", "from", "to", "year", "person", "place", "topic", "country", "side", "outlet", "kind", "first",
    "second", "about", "next", "prefix", "queries", "query", "fields", "limit", "offset", "cursor", "language", "rows",
    "updated_since", "format", "callback", "token", "theme", "type", "order", "p", "o", "e", "extend", "q2",
)  # fmt: skip
METHODS = ("GET",) * 14 + ("POST",) * 5 + ("HEAD", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
HEADERS: dict[bytes, tuple[bytes, ...]] = {
    b"Accept-Language": (b"en", b"ar;q=0.5,en;q=0.9", b"en;q=1e9", b"*;q=NaN", b"xx-" + b"y" * 400, b"ar,," * 300),
    b"Accept": (b"application/json", b"text/html", b"*/*;q=0", b"a/b;version=" + b"9" * 300, b"application/ld+json"),
    b"Accept-Encoding": (b"gzip", b"br;q=2", b"identity;q=0, *;q=0"),
    b"Range": (b"bytes=0-9", b"bytes=-5", b"bytes=9-1", b"bytes=0-" + b"9" * 40, b"bytes=0-0,1-1", b"lines=1-2"),
    b"If-None-Match": (b"*", b'W/"a"', b'"a", "b"', b'"' * 99),
    b"If-Modified-Since": (b"Thu, 01 Jan 1970 00:00:00 GMT", b"Thu, 99 Jan 9999 99:99:99 GMT", b"0"),
    b"If-Range": (b'"a"', b"Thu, 01 Jan 1970 00:00:00 GMT"),
    b"Host": (b"localhost", b"example.org", b"localhost:99999999", b"[::1", b"a,b", b"\xff", b"localhost\x00"),
    b"X-Forwarded-For": (b"1.2.3.4", b"::" * 40, b"a, b", b"999.999.999.999"),
    b"X-Forwarded-Proto": (b"https", b"\xff"),
    b"X-Forwarded-Host": (b"example.org", b"a\xffb"),
    b"X-HTTP-Method-Override": (b"DELETE",),
    b"Cookie": (
        b"sessionid=" + b"a" * 32, b"django_language=xx; theme=zz", b"messages=\xff; csrftoken=\x00", b"=;=;" * 99,
        b"sessionid=; messages=W10:bad:sig", b"theme=dark; django_language=en", b"a=" + b"b" * 4000,
    ),
    b"Referer": (b"http://localhost/", b"://", b"javascript:a", b"\xff"),
    b"Origin": (b"null", b"http://localhost", b"\xff"),
    b"User-Agent": (b"", b"Mozilla/5.0", b"\xff" * 200),
    b"Content-Type": (b"application/json", b"text/plain; charset=utf-7", b"multipart/form-data", b"a" * 300, b"\xff"),
    b"X-Requested-With": (b"XMLHttpRequest",),
    b"Authorization": (b"Basic \xff", b"Bearer a", b"Basic Og==", b"Token"),
}  # fmt: skip
_LINK = re.compile(rb"<loc>([^<]+)|\"(?:url|next|page|api)\":\s*\"([^\"]+)\"")


@dataclass(slots=True)
class SiteValues:
    """Real addresses of the site, and the values that its links have for each parameter."""

    paths: list[str] = field(default_factory=list)
    in_paths: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    in_queries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    routes: Counter[str] = field(default_factory=Counter)

    def add(self, address: str) -> str:
        """Note a link; return the address to read, "" if it is known or enough pages of its kind were read."""
        parts = urlsplit(address)
        if not parts.path.startswith("/") or parts.path in self.paths:
            self._add_query(parts.query)
            return ""
        try:
            found = resolve("/" + parts.path.removeprefix("/en/").lstrip("/"))  # as in the site's first language
        except Resolver404:
            return ""
        self.paths.append(parts.path)
        for name, value in found.kwargs.items():
            if isinstance(value, str) and value not in self.in_paths[name]:
                self.in_paths[name].append(value)
        self._add_query(parts.query)
        self.routes[found.route] += 1
        is_file = "." in parts.path.rpartition("/")[2]  # an export or a picture, which has no links
        is_wanted = self.routes[found.route] <= PAGES_OF_ROUTE and not is_file
        return f"{parts.path}?{parts.query}" if is_wanted else ""

    def _add_query(self, query: str) -> None:
        for name, value in parse_qsl(query):
            if value not in self.in_queries[name]:
                self.in_queries[name].append(value)


def read_site(port: int) -> SiteValues:
    """Read pages of the site, link by link."""
    found, waiting = SiteValues(), list(FIRST_PAGES)
    for _page in range(MAX_PAGES_READ):
        if not waiting:
            break
        body = exchange(port, RawRequest("GET", waiting.pop(0).encode())).body
        links = [one.decode() for match in _LINK.findall(body) for one in match if one]
        if body.lstrip()[:9].lower() == b"<!doctype":
            links += [one[2] for one in lxml.html.document_fromstring(body).iterlinks()]
        waiting += filter(None, map(found.add, links))
    return found


def make_requests(values: SiteValues) -> st.SearchStrategy[RawRequest]:
    """Return the strategy of all requests: any route or page, with anything in each of its parts."""
    hostile = st.one_of(
        st.sampled_from(HOSTILE), st.text(max_size=40).map(lambda text: text.encode("utf-8")), st.binary(max_size=40)
    )
    routes = list_routes()
    weighted = [route for route in routes for _time in range(1 if route.is_desk else 8)]
    names = [*NAMES, *sorted(values.in_queries) * 4]  # most of them with a real value

    @st.composite
    def values_of(draw: st.DrawFn, real: list[str]) -> bytes:
        if real and draw(st.integers(0, 9)) < REAL_OF_TEN:
            return draw(st.sampled_from(real)).encode()
        return draw(hostile)

    @st.composite
    def fields(draw: st.DrawFn, most: int) -> bytes:
        chosen = draw(st.lists(st.sampled_from(names), max_size=most))
        return urlencode([(name, draw(values_of(values.in_queries.get(name, [])))) for name in chosen]).encode()

    @st.composite
    def paths(draw: st.DrawFn) -> bytes:
        path = b""
        for number, part in enumerate(PARAMETER.split(draw(st.sampled_from(weighted)).template)):
            value = draw(values_of(values.in_paths.get(part, []))) if number % 2 else part.encode()
            path += quote_from_bytes(value, safe="/:").encode()
        if values.paths and draw(st.integers(0, 9)) < PAGES_OF_TEN:
            path = quote_from_bytes(draw(st.sampled_from(values.paths)).encode(), safe="/:%").encode()
        is_english = draw(st.booleans()) and not path.startswith((b"/api/v1", b"/en/"))
        return b"/en" + path if is_english else path

    @st.composite
    def bodies(draw: st.DrawFn) -> tuple[bytes, bytes]:
        kind = draw(st.sampled_from(("form", "json", "parts", "any")))
        if kind == "form":
            return draw(fields(8)), b"application/x-www-form-urlencoded"
        content = draw(hostile)
        if kind == "json":
            return content, b"application/json"
        if kind == "parts":
            head = b'--x\r\nContent-Disposition: form-data; name="q"; filename="' + content[:200] + b'"\r\n\r\n'
            return head + content + b"\r\n--x--\r\n", b"multipart/form-data; boundary=x"
        return content, b"application/octet-stream"

    @st.composite
    def requests(draw: st.DrawFn) -> RawRequest:
        path, method, query = draw(paths()), draw(st.sampled_from(METHODS)), draw(fields(6))
        chosen = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=3, unique=True))
        headers = {name: draw(st.sampled_from(HEADERS[name])) for name in chosen}
        body = b""
        if method in ("POST", "PUT", "PATCH"):
            body, kind = draw(bodies())
            sent = {b"Content-Type": kind, b"Cookie": b"csrftoken=" + TOKEN, b"X-CSRFToken": TOKEN}
            headers = {**sent, **headers}
        return RawRequest(method, path + (b"?" + query if query else b""), tuple(headers.items()), body)

    return requests()


@dataclass(slots=True)
class FuzzResult:
    """The answers by status, those to come back later, the slow ones, and the faults, each with its request."""

    statuses: Counter[int] = field(default_factory=Counter)
    later: int = 0
    faults: list[tuple[str, RawRequest]] = field(default_factory=list)
    slow: list[tuple[float, RawRequest]] = field(default_factory=list)
    slowest: float = 0.0

    def add(self, request: RawRequest, answer: RawAnswer) -> str:
        """Count an answer, and return what to report of it: a fault, or the time of a slow one; "" if neither."""
        self.statuses[answer.status] += 1
        self.later += answer.is_later
        self.slowest = max(self.slowest, answer.seconds)
        if answer.fault:
            self.faults.append((answer.fault, request))
            return f"FAULT {answer.fault}"
        if answer.is_slow:
            self.slow.append((answer.seconds, request))
            return f"SLOW {answer.seconds:.1f} s"
        return ""


def fuzz_site(port: int, seconds: float, seed: int, tell: Callable[[str], object]) -> FuzzResult:
    """Send requests for so many seconds.

    Args:
        port: Where the site is served on this machine.
        seconds: Counted after the site was read; after them, no request is begun.
        seed: Another seed makes other requests.
        tell: Gets a line for each fault and each slow answer, at once.
    """
    found, requests = FuzzResult(), make_requests(read_site(port))
    end = time.monotonic() + seconds
    for batch in range(1_000_000):
        if time.monotonic() > end:
            return found

        @hypothesis.seed(f"{seed}-{batch}")
        @hypothesis.settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(requests)
        def send(request: RawRequest) -> None:
            if time.monotonic() < end and (report := found.add(request, exchange(port, request))):
                tell(f"{report}: {request}")

        send()
    return found
