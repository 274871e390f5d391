"""`manage.py bench_pages`: the speed and the weight of the archive's pages, requested as a browser does."""

import gzip
import html
import re
import statistics
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urljoin

from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models.languages import list_language_codes
from meetings.queries import archive, between, sides

HOST = "localhost"
QUERIES = ("نيجيرفان بارزاني", "ماكرون بغداد", "البيشمركة", "وزير الدفاع الإيطالي", "Barzani", "زززززز")
MAX_PAIRS = 30
PROGRESS_SECONDS = 2.0  # between two lines about the progress
COLUMN_WIDTHS = (20, 6, 8, 9, 9, 9, 9, 8, 7, 13)


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page: median milliseconds of the server, queries, bytes raw, compressed and of a first visit.

    The milliseconds are those of the clock, and those of the processor alone, which other programs do not stretch. A
    first visit brings everything that the page links to and every font of its styles; a browser leaves out fonts that
    it does not need.
    """

    address: str
    milliseconds: float
    processor: float
    queries: int
    raw: int
    compressed: int
    first_visit: int

    @property
    def kind(self) -> str:
        """Return the kind of the page."""
        return _kind(self.address)


class Command(BaseCommand):
    help = "Measure every public page: median server time, queries, bytes. Run collectstatic first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--runs", type=int, default=5, help="times that each page is asked for (default 5)")
        parser.add_argument(
            "--most",
            type=int,
            default=12,
            help="pages of each kind and language, spread evenly over all of them (default 12; 0 for every page)",
        )
        parser.add_argument("--each", action="store_true", help="a line for each page, not only for each kind of page")
        parser.add_argument("--only", default="", help="only pages whose address has this text in it")

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client(headers={"host": HOST, "accept-encoding": "gzip"})
        weights: dict[str, int] = {}
        found: dict[str, list[PageFigures]] = defaultdict(list)
        self._tell("Reading the sitemap ...")
        wanted = [address for address in dict.fromkeys(_addresses(client)) if options["only"] in address]
        chosen = _spread(wanted, options["most"])
        self._tell(f"Measuring {len(chosen)} of {len(wanted)} pages ...")
        told = time.monotonic()
        for number, address in enumerate(chosen, start=1):
            measured = _measure(client, address, max(options["runs"], 1), weights)
            found[measured.kind].append(measured)
            if options["each"]:
                self.stdout.write(_row(measured))
                self.stdout.flush()
            elif time.monotonic() - told > PROGRESS_SECONDS:
                told = time.monotonic()
                self._tell(f"  {number} of {len(chosen)}: {unquote(address)}")
        columns = ("pages", "ms", "slowest", "cpu ms", "slowest", "queries", "raw", "gzip", "first visit")
        self.stdout.write(
            "".join(f"{column:>{width}}" for column, width in zip(("", *columns), COLUMN_WIDTHS, strict=True))
        )
        for kind in sorted(found):
            self.stdout.write(_summary(kind, found[kind]))
            self.stdout.flush()
        self.stdout.write("Medians of each page's runs; then the most queries and KiB of a page.")

    def _tell(self, line: str) -> None:
        """Report the progress, where the line does not mix with the figures."""
        self.stderr.write(line)
        self.stderr.flush()


def _spread(addresses: list[str], most: int) -> list[str]:
    """Return at most `most` addresses of each kind, from the first to the last; all of them where `most` is 0."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        kinds[_kind(address)].append(address)
    chosen: list[str] = []
    for those in kinds.values():
        count = min(most, len(those)) if most > 0 else len(those)
        chosen += [those[place * len(those) // count] for place in range(count)]
    return chosen


def _kind(address: str) -> str:
    """Return the kind of a page: its address without language, record and query."""
    parts = [part for part in address.split("?")[0].split("/") if part]
    has_prefix = parts[:1] != [] and parts[0] in list_language_codes()
    language = parts[0] if has_prefix else list_language_codes()[0]
    name = (parts[1:] if has_prefix else parts) or ["home"]
    return f"{name[0]}{'/…' if len(name) > 1 else ''} {language}"


def _addresses(client: Client) -> Iterator[str]:
    """Yield every page of the sitemap, and the pages that it leaves out."""
    listed = re.findall(r"<loc>(.*?)</loc>", _body(client, "/sitemap.xml"))
    for section in listed:
        for page in re.findall(r"<loc>(.*?)</loc>", _body(client, html.unescape(section))):
            yield html.unescape(re.sub(r"^https?://[^/]+", "", page))
    more = [f"articles/{quote(slug)}/" for slug in archive.select_public_articles().values_list("slug", flat=True)]
    more += [between.make_address(pair.first, pair.second).lstrip("/") for pair in sides.list_pairs()[:MAX_PAIRS]]
    more += ["activity/", "between/", "search/", "search/?country=IT", "search/?country=IT&more=person&page=2"]
    more += [f"search/?q={quote(query)}" for query in QUERIES]
    for path in more:
        yield f"/{path}"
        yield f"/en/{path}"


def _measure(client: Client, address: str, runs: int, weights: dict[str, int]) -> PageFigures:
    with CaptureQueriesContext(connection) as queries:
        page = _body(client, address)
    asked = len(queries)
    times, busy = [], []
    for _ in range(runs):
        caches["pages"].clear()  # what is measured is the writing of a page
        started, worked = time.perf_counter(), time.process_time()
        client.get(address)
        busy.append((time.process_time() - worked) * 1000)
        times.append((time.perf_counter() - started) * 1000)
    compressed = len(gzip.compress(page.encode()))
    visit = compressed + sum(_weight(client, part, weights) for part in _parts(client, page))
    clock, processor = statistics.median(times), statistics.median(busy)
    return PageFigures(address, clock, processor, asked, len(page.encode()), compressed, visit)


def _body(client: Client, address: str) -> str:
    response = client.get(address)
    if response.status_code != 200:
        raise CommandError(f"{address} answered {response.status_code}.")
    content = b"".join(response) if response.streaming else response.content
    return (gzip.decompress(content) if response.get("Content-Encoding") == "gzip" else content).decode()


def _parts(client: Client, page: str) -> set[str]:
    """Return the addresses of all files that a page and its styles name."""
    named = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    for style in [part for part in named if part.endswith(".css")]:
        named |= {urljoin(style, file) for file in re.findall(r'url\("?([^")]+)"?\)', _body(client, style))}
    return named


def _weight(client: Client, file: str, weights: dict[str, int]) -> int:
    """Return the bytes of a file as the server sends it."""
    if file not in weights:
        response = client.get(file)
        if response.status_code != 200:
            raise CommandError(f"{file} answered {response.status_code}: run manage.py collectstatic first.")
        weights[file] = len(b"".join(response))
    return weights[file]


def _row(page: PageFigures) -> str:
    return (
        f"{page.milliseconds:7.1f} ms {page.processor:7.1f} cpu ms {page.queries:3} queries {page.raw / 1024:7.1f} KiB "
        f"raw {page.compressed / 1024:6.1f} gzip {page.first_visit / 1024:7.1f} first visit  {unquote(page.address)}"
    )


def _summary(kind: str, pages: list[PageFigures]) -> str:
    clock, processor = [page.milliseconds for page in pages], [page.processor for page in pages]
    cells = [
        kind,
        f"{len(pages)}",
        *(f"{value:.1f}" for value in (statistics.median(clock), max(clock), statistics.median(processor))),
        f"{max(processor):.1f}",
        f"{max(page.queries for page in pages)}",
        *(
            f"{max(sizes) / 1024:.1f}"
            for sizes in zip(*((page.raw, page.compressed, page.first_visit) for page in pages), strict=True)
        ),
    ]
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, COLUMN_WIDTHS, strict=True))
