"""The speed of the search, beside stock Haystack with Whoosh on the same generated reports in the same run.

A call is whole: total, one page of 20 with marked snippets, facets with counts. Queries differ from each other and run
once each, so a cache answers nothing but single words.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from benchmarks.generated_reports import GeneratedReport, ReportGenerator, document
from benchmarks.memory import measure_peak_memory
from benchmarks.search_quality import percentile
from meetings.search.documents.analysis import INDEX_VERSION
from meetings.search.engines.factory import get_engine_name, open_engine
from meetings.search.engines.protocol import Engine, SearchPlan
from meetings.search.facets import FACETS
from meetings.search.query.aliases import load_aliases
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest
from meetings.text.tables import read_table

QUERIES_PER_KIND = 40
STOCK_QUERIES_PER_KIND = 8
SAVES = 40  # of one document each
ALIAS_LOADINGS = 9
STOCK_BATCH_REPORTS = 1_000  # the number that update_index writes at once

Cases = dict[str, list[Callable[[], Any]]]


@dataclass(frozen=True, slots=True)
class SaveFigures:
    """Milliseconds of the processor, medians: a save of one document, the first search after it, the same search again.

    `reading` is what a new process needs to read the index, without arranging its words. The processor's time is not
    stretched by other programs. `growth` is the number of bytes by which the most memory of the process has grown
    while most of the documents were saved.
    """

    write: float
    first: float
    again: float
    reading: float
    growth: int


@dataclass(slots=True)
class EngineFigures:
    """One engine's figures: seconds to build, bytes on disk, milliseconds of each call by kind."""

    build: float
    size: int
    documents: int
    calls: dict[str, list[float]] = field(default_factory=dict)
    saves: SaveFigures | None = None
    aliases: float = 0.0  # milliseconds of the processor for loading the table of aliases, its files included

    @property
    def rate(self) -> float:
        return self.documents / self.build if self.build else 0.0

    def figures(self, kind: str) -> tuple[float, float]:
        """Return p50 and p95 of a kind of call, or of all searches together for "all"."""
        times = sorted(t for name, some in self.calls.items() for t in some if kind in (name, "all"))
        return percentile(times, 50), percentile(times, 95)


SEARCHES = ("one word", "several words", "phrase", "name", "name + country + years", "facets")


def measure(number: int, say: Callable[[str], None]) -> EngineFigures:
    """Measure the search of Mahdar over `number` reports."""
    with tempfile.TemporaryDirectory(prefix="mahdar-bench-") as folder:
        generator = ReportGenerator()
        engine = open_engine(f"{get_engine_name(settings.SEARCH_URL)}:", folder)
        reports = list(generator.reports(number))
        started = time.perf_counter()
        engine.rebuild((document(report) for report in _told(reports, say)), INDEX_VERSION)
        measured = EngineFigures(time.perf_counter() - started, _size(folder), number)
        searcher = Searcher(engine, _directory(generator))
        started = time.perf_counter()
        searcher.vocabulary()
        searcher.search(SearchRequest())
        say(f"opened in {time.perf_counter() - started:.1f} s, {len(engine.frequencies())} different words")
        measured.calls = _timed(_our_cases(ReportGenerator(seed=7), searcher, number))
        say(f"saving {SAVES} documents ...")
        measured.saves = measure_saves(engine, searcher, number)
        measured.aliases = percentile(sorted(_time_processor(_load_aliases_anew) for _ in range(ALIAS_LOADINGS)), 50)
        return measured


def measure_saves(engine: Engine, searcher: Searcher, number: int) -> SaveFigures:
    """Save documents one by one, changed and new ones in turn, and search after each."""
    generator = ReportGenerator(seed=11)
    writes, firsts, again = list[float](), list[float](), list[float]()
    before = 0
    for count, report in enumerate(generator.reports(SAVES)):
        report.id = number + count if count % 2 else 1 + count * number // SAVES
        saved, request = document(report), SearchRequest(generator.person().name)
        writes.append(_time_processor(partial(engine.write, [saved])))
        firsts.append(_time_processor(partial(searcher.search, request)))
        again.append(_time_processor(partial(searcher.search, request)))
        if count == SAVES // 4:  # the caches are full
            before = measure_peak_memory()
    growth = measure_peak_memory() - before
    reading = _time_processor(lambda: _read_whole(type(engine).from_url("", engine.folder)))
    return SaveFigures(*(percentile(sorted(times), 50) for times in (writes, firsts, again)), reading, growth)


def _read_whole(engine: Engine) -> None:
    """Read what every search needs of an index."""
    engine.frequencies()
    engine.run(SearchPlan(facets=tuple(facet.name for facet in FACETS)))


def _load_aliases_anew() -> None:
    read_table.cache_clear()
    load_aliases.__wrapped__()


def _time_processor(call: Callable[[], Any]) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1_000


def measure_stock(number: int, say: Callable[[str], None]) -> EngineFigures:
    """Measure stock Haystack with Whoosh over the same reports."""
    from benchmarks.stock_haystack import StockHaystack

    with tempfile.TemporaryDirectory(prefix="mahdar-bench-stock-") as folder:
        generator = ReportGenerator()
        stock = StockHaystack(folder)
        reports = list(generator.reports(number))
        started = time.perf_counter()
        for start in range(0, number, STOCK_BATCH_REPORTS):
            stock.write(reports[start : start + STOCK_BATCH_REPORTS])
            say(f"{min(start + STOCK_BATCH_REPORTS, number)} reports in {time.perf_counter() - started:.0f} s")
        measured = EngineFigures(time.perf_counter() - started, _size(folder), number)
        measured.calls = _timed(_stock_cases(ReportGenerator(seed=7), stock))
        stock.close()
        return measured


def _our_cases(generator: ReportGenerator, searcher: Searcher, number: int) -> Cases:
    cases: Cases = {}
    for name, asked in _requests(generator, QUERIES_PER_KIND):
        cases.setdefault(name, []).append(partial(searcher.search, _request(**asked)))
    pick = generator.random
    starts = [generator.person().name[: pick.randrange(2, 6)] for _ in range(QUERIES_PER_KIND)]
    kinds = ("official", "country", "topic")
    cases["autocomplete"] = [partial(searcher.directory.completing, start, kinds, 8) for start in starts]
    some = [pick.randrange(1, number + 1) for _ in range(QUERIES_PER_KIND)]
    cases["related"] = [partial(searcher.related, one) for one in some]
    return cases


def _request(query: str = "", **chosen: tuple[object, ...]) -> SearchRequest:
    return SearchRequest(query, chosen={facet: tuple(map(str, values)) for facet, values in chosen.items()})


def _stock_cases(generator: ReportGenerator, stock: Any) -> Cases:
    cases: Cases = {}
    for name, asked in _requests(generator, QUERIES_PER_KIND):
        if len(cases.setdefault(name, [])) < STOCK_QUERIES_PER_KIND:
            cases[name].append(partial(stock.search, **asked))
    return cases


def _requests(generator: ReportGenerator, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    pick = generator.random
    for _ in range(number):
        yield "one word", {"query": generator.word()}
        yield "several words", {"query": " ".join(generator.word() for _ in range(3))}
        yield "phrase", {"query": f'"{generator.person().name}"'}
        person = generator.person()
        yield "name", {"query": person.name}
        years = tuple(range(2016, 2016 + pick.randrange(2, 5)))
        country = generator.countries[int(pick.expovariate(0.03)) % 40][0]
        yield "name + country + years", {"query": person.name, "country": (country,), "year": years}
        yield "facets", {"country": (country,), "topic": (pick.choice(generator.topics),)}


def _timed(cases: Cases) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    for name, calls in cases.items():
        for call in calls:
            started = time.perf_counter()
            call()
            times.setdefault(name, []).append((time.perf_counter() - started) * 1_000)
    return times


def _directory(generator: ReportGenerator) -> Directory:
    people = [NamedEntry("official", p.slug, n, [p.name, *p.names]) for n, p in enumerate(generator.people, 1)]
    countries = [NamedEntry("country", code, n, [name]) for n, (code, name) in enumerate(generator.countries, 1)]
    return Directory([*people, *countries])


def _told(reports: Iterable[GeneratedReport], say: Callable[[str], None]) -> Iterator[GeneratedReport]:
    started = time.perf_counter()
    for number, report in enumerate(reports, 1):
        yield report
        if number % 2_000 == 0:
            say(f"{number} reports in {time.perf_counter() - started:.0f} s")


def _size(folder: str) -> int:
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
