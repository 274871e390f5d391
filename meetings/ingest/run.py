"""Reading of many articles in one or several processes, always in the same order; a bad file never stops the rest."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from meetings.extraction.readings import ReportReading
from meetings.ingest.errors import SourceError
from meetings.ingest.extractor import extractor
from meetings.ingest.readers import read_file
from meetings.ingest.sources import SourceText, outlet_country


@dataclass(slots=True)
class FileReading:
    """The result of reading one file: a report, or the reason why there is none."""

    path: Path
    source: SourceText | None = None
    report: ReportReading | None = None
    error: str = ""


def read_source(source: SourceText) -> ReportReading:
    """Return the reading of one text, given the outlet and day that its source states."""
    country = outlet_country(source.outlet_code)
    if source.published is None and source.is_dated_by_source:
        return extractor().read(source.raw, outlet_country=country, dated_by_source=True)
    return extractor().read(source.raw, outlet_country=country, published=source.published)


def read_one(path: Path) -> FileReading:
    """Read the article in `path`, without the database, so that it can run in a separate process."""
    try:
        source = read_file(path)
    except SourceError as error:
        return FileReading(path, error=str(error))
    return FileReading(path, source=source, report=read_source(source))


def read_all(paths: Iterable[Path], workers: int = 1) -> Iterator[FileReading]:
    """Yield the readings of `paths` in their order, read by `workers` processes."""
    if workers <= 1:
        yield from map(read_one, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_one, paths, chunksize=8)
