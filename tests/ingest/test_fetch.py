"""Fetching what somebody named: never from a private machine, however it is spelt; never without end."""

import gzip
import socket
import threading

import pytest

from meetings.ingest import fetch as fetching
from meetings.ingest.errors import FetchError
from meetings.ingest.fetch import MAX_ANSWER_BYTES, fetch
from meetings.ingest.public_addresses import is_public
from meetings.ingest.web_addresses import parse_address
from tests.ingest.web import Web, raw_server, web

ARTICLE = "<html><body><article><p>التقى الوزيران في بغداد.</p></article></body></html>"
PUBLIC = "151.101.1.69"


@pytest.fixture
def here(settings):
    """A web that may be asked."""
    with web() as served:
        settings.MAHDAR_FETCH_ALLOWED = [served.name]
        yield served


@pytest.fixture
def there():
    """Another one, which may not."""
    with web() as served:
        served.page("/", ARTICLE)
        yield served


@pytest.fixture
def no_connections(monkeypatch):
    """What is connected to; nothing is reached."""
    tried: list[str] = []

    def refuse(address, *args, **options):
        tried.append(address[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


def names(monkeypatch, *answers: list[str]) -> list[str]:
    """Have the names resolve to `answers`, one after the other; returns what was asked."""
    asked: list[str] = []
    turns = iter([*answers])

    def getaddrinfo(host, port, *args, **options):
        asked.append(host)
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, 1, 6, "", (ip, port)) for ip in next(turns)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


# --- Private machines -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.0.1.", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1",
        "017700000001", "10.0.0.5", "10.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0xa9fea9fe",
        "2852039166", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]",
        "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[64:ff9b::7f00:1]",
        "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:1::1]",
        "[::ffff:0:7f00:1]", "localhost", "LOCALHOST", "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1", "ⓛocalhost",
        "１２７.0.0.1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_private_address_in_any_spelling(host, scheme, no_connections):
    with pytest.raises(FetchError, match=r"private network|not the address|no such site"):
        fetch(f"{scheme}://{host}/")
    assert no_connections == []


@pytest.mark.parametrize("address", [PUBLIC, "2a04:4e42::645", "::ffff:151.101.1.69", "64:ff9b::9765:145"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["", "news", "fe80::1%eth0", "1.2.3", "127.0.0.1", "::ffff:10.0.0.1"])
def test_what_is_no_public_address_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1:70/", "javascript:alert(1)", "data:text/html,x",
     "http://", "http:///path", "https://[::1", "http://exa mple.org/", "http://example.org\\@127.0.0.1/",
     "http://127.0.0.1\t.example.org/", "http://user:word@example.org/", "http://example.org@127.0.0.1/", "",
     "https://example.org:99999/", "http://" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address, no_connections):
    with pytest.raises(FetchError):
        fetch(address)
    assert no_connections == []


def test_a_password_in_an_address_is_not_repeated():
    with pytest.raises(FetchError) as refusal:
        fetch("http://editor:geheim@example.org/")
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("port", [21, 22, 25, 3306, 5432, 6379, 9200, 11211])
def test_ports_of_other_services_are_not_asked(port, no_connections):
    with pytest.raises(FetchError, match=f"port {port}"):
        fetch(f"http://{PUBLIC}:{port}/")
    assert no_connections == []


def test_an_address_without_scheme_is_an_https_one():
    assert parse_address("www.example.org/a?b=c#d").url == "https://www.example.org/a?b=c"
    assert parse_address("example.org:8080/a").url == "https://example.org:8080/a"


def test_addresses_in_arabic_letters_are_understood():
    assert parse_address("https://مثال.إختبار/اخبار/1").url == (
        "https://xn--mgbh0fb.xn--kgbechtv/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1/1"
    )


# --- Names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ip", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1"])
def test_a_name_that_leads_to_a_private_machine(ip, monkeypatch, no_connections):
    names(monkeypatch, [ip])
    with pytest.raises(FetchError, match="private network"):
        fetch("http://news.example/")
    assert no_connections == []


def test_a_private_machine_among_public_ones(monkeypatch, no_connections):
    names(monkeypatch, [PUBLIC, "10.0.0.5"])
    with pytest.raises(FetchError):
        fetch("http://news.example/")
    assert "10.0.0.5" not in no_connections


def test_a_name_is_resolved_once_and_its_checked_address_is_connected_to(monkeypatch, no_connections):
    """A name that answers otherwise the second time has no second time."""
    asked = names(monkeypatch, [PUBLIC], ["127.0.0.1"], ["127.0.0.1"])
    with pytest.raises(FetchError, match="no connection"):
        fetch("https://news.example/")
    assert asked == ["news.example"]
    assert no_connections == [PUBLIC]


def test_who_answers_is_asked_again(monkeypatch, there):
    """Should the system connect elsewhere than it was told to, nothing is sent there."""
    names(monkeypatch, [PUBLIC])
    elsewhere = socket.socket()
    elsewhere.connect(("127.0.0.1", there.port))
    monkeypatch.setattr(socket, "create_connection", lambda address, **options: elsewhere)
    with pytest.raises(FetchError, match="private network"):
        fetch("http://news.example/")
    assert there.asked == []


def test_a_name_that_does_not_exist():
    with pytest.raises(FetchError, match="no such site"):
        fetch("http://no-such-name.invalid/")


def test_a_name_that_takes_too_long(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: answered.wait(10))
    with pytest.raises(FetchError, match="took too long"):
        fetch("http://news.example/", longest=0.2)
    answered.set()


# --- What may be asked ------------------------------------------------------------------------------------------------
def test_an_allowed_machine_is_asked_honestly(here: Web):
    answer = fetch(here.page("/a", ARTICLE))
    assert answer.body.decode() == ARTICLE
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/html", "utf-8")
    (asked,) = here.asked
    assert asked.headers["Host"] == here.name
    assert asked.headers["User-Agent"].startswith("Mahdar/")
    assert "Cookie" not in asked.headers


def test_a_machine_that_is_not_named_in_the_setting(there: Web, settings):
    settings.MAHDAR_FETCH_ALLOWED = [f"127.0.0.1:{there.port + 1}", f"localhost:{there.port}"]
    with pytest.raises(FetchError):
        fetch(there.url())
    assert there.asked == []


def test_an_allowed_machine_named_by_a_page_of_the_public_web(here: Web):
    """A feed somewhere may not have the desk look into the newsroom's own network."""
    with pytest.raises(FetchError):
        fetch(here.page("/a", ARTICLE), named_by="https://news.example/feed")
    assert here.asked == []
    assert fetch(here.url("/a"), named_by=here.url("/feed")).status == 200


# --- Redirects --------------------------------------------------------------------------------------------------------
def test_redirects_are_followed_without_cookies(here: Web):
    here.status("/old", 301, location="/new", set_cookie="a=b")
    here.page("/new", ARTICLE)
    assert fetch(here.url("/old")).url == here.url("/new")
    assert all("Cookie" not in asked.headers for asked in here.asked)


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://[::1]/", "//169.254.169.254/latest/",
     "http://[::ffff:10.0.0.1]/", "ftp://127.0.0.1/", "file:///etc/passwd", "http://u:p@127.0.0.1/"],
)  # fmt: skip
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_to_a_private_machine(here: Web, target, status):
    with pytest.raises(FetchError):
        fetch(here.redirect("/a", target, status))
    assert len(here.asked) == 1


def test_redirects_to_a_service_that_is_not_allowed(here: Web, there: Web):
    with pytest.raises(FetchError):
        fetch(here.redirect("/a", there.url()))
    assert there.asked == []


def test_redirects_without_end(here: Web):
    here.redirect("/a", "/b")
    here.redirect("/b", "/a")
    with pytest.raises(FetchError, match="redirects without end"):
        fetch(here.url("/a"))
    assert len(here.asked) == fetching.MAX_REDIRECTS + 1


# --- Size and time ----------------------------------------------------------------------------------------------------
def test_a_page_that_says_it_is_too_large(here: Web):
    here.status("/a", 200, content_length=str(10**12), content_type="text/html")
    with pytest.raises(FetchError, match="larger than"):
        fetch(here.url("/a"))


def test_a_page_without_end(here: Web):
    def endless(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(b"a" * 65536)

    here.answers["/a"] = endless
    with pytest.raises(FetchError, match="larger than"):
        fetch(here.url("/a"))


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
def test_a_small_answer_that_unpacks_to_a_large_one(here: Web, encoding):
    body = gzip.compress(bytes(MAX_ANSWER_BYTES * 4))
    for _ in encoding.split(",")[1:]:
        body = gzip.compress(body)
    assert len(body) < MAX_ANSWER_BYTES / 100
    here.page("/a", body, content_encoding=encoding)
    with pytest.raises(FetchError, match="larger than"):
        fetch(here.url("/a"))


def test_a_packed_page_is_unpacked(here: Web):
    here.page("/a", gzip.compress(ARTICLE.encode()), content_encoding="gzip")
    assert fetch(here.url("/a")).body.decode() == ARTICLE


def test_a_packed_page_that_is_damaged(here: Web):
    here.page("/a", b"not gzip at all", content_encoding="gzip")
    with pytest.raises(FetchError):
        fetch(here.url("/a"))


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_an_answer_that_drips(settings, head):
    """Each drop comes in time, the whole never does: in its status, in its head, in its body."""
    stopped = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(head)
        while not stopped.wait(0.05):
            connection.sendall(b"H" if not head else b"a")

    with raw_server(drip) as port:
        settings.MAHDAR_FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        with pytest.raises(FetchError, match="took too long"):
            fetch(f"http://127.0.0.1:{port}/", longest=0.5)
        stopped.set()


def test_a_machine_that_says_nothing_over_tls(settings):
    stopped = threading.Event()
    with raw_server(lambda connection: stopped.wait(10) and None) as port:
        settings.MAHDAR_FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        with pytest.raises(FetchError, match="took too long"):
            fetch(f"https://127.0.0.1:{port}/", longest=0.3)
        stopped.set()


def test_an_answer_that_is_none(settings):
    with raw_server(lambda connection: connection.sendall(b"220 mail.example ESMTP\r\n")) as port:
        settings.MAHDAR_FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        with pytest.raises(FetchError, match="no connection"):
            fetch(f"http://127.0.0.1:{port}/")


def test_a_whole_that_is_cut_short(here: Web):
    def cut(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")
        request.close_connection = True

    here.answers["/a"] = cut
    with pytest.raises(FetchError):
        fetch(here.url("/a"))


# --- What answers say -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", "application/zip"])
def test_what_is_no_page(here: Web, kind):
    with pytest.raises(FetchError, match="not a page with text"):
        fetch(here.page("/a", b"%PDF", kind=kind))


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "no longer exists"), (410, "no longer exists"), (403, "refuses"), (401, "refuses"), (429, "later"),
     (503, "later"), (500, "an error"), (418, "an error")],
)  # fmt: skip
def test_refusals_say_what_to_do(here: Web, status, said):
    with pytest.raises(FetchError, match=said) as refusal:
        fetch(here.status("/a", status))
    assert refusal.value.status == status


@pytest.mark.parametrize(("sent", "seconds"), [("120", 120), ("soon", None), ("", None), ("-5", None)])
def test_when_to_come_back(here: Web, sent, seconds):
    with pytest.raises(FetchError) as refusal:
        fetch(here.status("/a", 429, retry_after=sent))
    assert refusal.value.retry_after == seconds


def test_when_to_come_back_by_date(here: Web):
    with pytest.raises(FetchError) as refusal:
        fetch(here.status("/a", 503, retry_after="Fri, 31 Dec 2199 23:59:59 GMT"))
    assert refusal.value.retry_after > 0
    with pytest.raises(FetchError) as refusal:
        fetch(here.status("/b", 503, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"))
    assert refusal.value.retry_after == 0
