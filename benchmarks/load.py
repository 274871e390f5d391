"""Readers and writers of a served archive, all at once, and what each of their requests took.

Every client asks for the next page as soon as it has the last one, so the times grow with the number of clients. The
clients share the processor with the server.
"""

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import lxml.html

QUERIES = (
    "نيجيرفان بارزاني",
    "ماكرون بغداد",
    "البيشمركة",
    "وزير الدفاع الإيطالي",
    "Barzani",
    "النفط",
    "وفد من البرلمان",
)
TIMEOUT_SECONDS = 60.0
MAX_LAG_SECONDS = 30.0  # after which a save counts as never found
LAG_PAUSE_SECONDS = 0.05  # between two looks for the saved word


@dataclass(slots=True)
class LoadFigures:
    """What the clients saw: seconds of each answer and errors by kind of page, and seconds until a save is found."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lags: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, is_error: bool) -> None:
        """Record one answer."""
        with self.lock:
            self.seconds[kind].append(seconds)
            self.errors[kind] += is_error


class LoadClient:
    """One browser, with one connection and its cookies."""

    def __init__(self, host: str, port: int, figures: LoadFigures) -> None:
        self.host, self.port, self.figures = host, port, figures
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, kind: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Ask for a page, record what it took, and return its status and text; 0 where the connection failed."""
        started = time.perf_counter()
        status, text = 0, ""
        with suppress(OSError, http.client.HTTPException):
            status, text = self._ask(path, body)
        self.figures.add(kind, time.perf_counter() - started, not 200 <= status < 400)
        return status, text

    def _ask(self, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}{path}"}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
            self.connection.request("GET" if body is None else "POST", path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.connection = None
            raise
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text


class Writer(LoadClient):
    """An editor who saves meetings through their form, one after the other."""

    def sign_in(self, name: str, password: str) -> None:
        """Sign in at the desk. Raises RuntimeError where it fails."""
        _status, page = self._ask("/en/admin/login/", None)
        sent = {"csrfmiddlewaretoken": _find_token(page), "login": name, "username": name, "password": password}
        status, _page = self._ask("/en/admin/login/?next=/en/admin/", urlencode({**read_fields(page), **sent}))
        if status not in (200, 302) or "sessionid" not in self.cookies:
            raise RuntimeError(f"The writer could not sign in (HTTP {status}).")

    def save(self, meeting: int, word: str) -> bool:
        """Put `word` into the headline of a meeting, and return whether it is saved."""
        path = f"/en/admin/meetings/meeting/{meeting}/change/"
        status, page = self.ask("form", path)
        if status != 200:
            return False
        sent = {**read_fields(page), "headline_ar": f"لقاء {word}", "headline_en": "", "_continue": "1"}
        status, page = self.ask("save", path, urlencode(sent))
        if status == 200 and "publishing_reason" in page:
            sent |= {"publishing_reason": "generated"}
            status, _page = self.ask("save", path, urlencode(sent))
        return status == 302


def read_pages(client: LoadClient, pages: list[str], stop: threading.Event, seed: int) -> None:
    """Ask for pages of every kind in a random order until `stop` is set."""
    order = random.Random(seed)
    while not stop.is_set():
        if order.random() < 0.35:
            prefix = order.choice(("", "/en"))
            client.ask("search", f"{prefix}/search/?q={quote(order.choice(QUERIES))}&page={order.randint(1, 3)}")
        else:
            path = order.choice(pages)
            client.ask(_name_kind(path), path)


def write_pages(writer: Writer, meetings: list[int], stop: threading.Event, seed: int) -> None:
    """Save meetings until `stop` is set. Each writer has its own, so that they do not meet in conflicts."""
    for number, meeting in enumerate(_repeat(meetings)):
        if stop.is_set():
            return
        writer.save(meeting, make_word(seed * 100_000 + number))


def measure_lag(writer: Writer, reader: LoadClient, meetings: list[int], stop: threading.Event) -> None:
    """Save a meeting and ask the search until it is found, until `stop` is set."""
    for number, meeting in enumerate(_repeat(meetings)):
        if stop.is_set():
            return
        word = make_word(99_000_000 + number)
        if not writer.save(meeting, word):
            continue
        saved = time.perf_counter()
        while time.perf_counter() - saved < MAX_LAG_SECONDS:
            status, found = reader.ask("api", f"/api/v1/search/?q={quote(word)}")
            if status == 200 and '"count":0' not in found.replace(" ", ""):
                break
            time.sleep(LAG_PAUSE_SECONDS)
        reader.figures.lags.append(time.perf_counter() - saved)


def _repeat(meetings: list[int]) -> Iterator[int]:
    while True:
        yield from meetings


def make_word(number: int) -> str:
    """Return a word of Arabic letters that no text has and that no other number gives."""
    return "ضظ" + "".join("بتثجحخدذرز"[int(digit)] for digit in str(number)) + "غظ"


def _name_kind(path: str) -> str:
    parts = [part for part in path.split("?")[0].split("/") if part and part != "en"]
    return f"{parts[0]}/…" if len(parts) > 1 else parts[0] if parts else "home"


def _find_token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


def read_fields(page: str) -> dict[str, str]:
    """Return the values of the fields of the largest form of a page, as a browser sends them."""
    forms = lxml.html.document_fromstring(page).forms if page else []
    if not forms:
        return {}
    return {name: str(value) for name, value in max(forms, key=lambda form: len(form.inputs.keys())).form_values()}
