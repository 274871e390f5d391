"""Reading of many articles in one or several processes, always in the same order; a bad file never stops the rest."""

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from meetings.extraction.readings import ReportReading
from meetings.ingest.errors import SourceError
from meetings.ingest.extractor import get_extractor
from meetings.ingest.readers import read_file
from meetings.ingest.sources import SourceText, get_outlet_country
from meetings.text.repair.repair import repair
from meetings.text.scripts import get_english_name, guess_report_language, is_garbled

logger = logging.getLogger(__name__)
UNREAD = "{name}: read to character {start} of {length} only. Divide the text to read the rest."
FOREIGN = "{name}: this text seems to be in {language}. Mahdar reads reports in Arabic only."
GARBLED = "{name}: this text looks like Arabic in a wrong encoding. Save it as UTF-8 and import it again."
FAILED = "{name} was not read: the extractor failed ({failure}). Nothing of it was stored. Report the text as a fault."


@dataclass(slots=True)
class FileReading:
    """The result of reading one file: a report, or the reason why there is none."""

    path: Path
    source: SourceText | None = None
    report: ReportReading | None = None
    error: str = ""

    @property
    def unread(self) -> str:
        """Return the note that the text, or its end, was not read; empty where all was."""
        if self.report is None:
            return ""
        name = self.path.name
        if has_wrong_encoding(self.report):
            return GARBLED.format(name=name)
        if language := find_unread_language(self.report):
            return FOREIGN.format(name=name, language=get_english_name(language))
        if self.report.unread_from is None:
            return ""
        return UNREAD.format(name=name, start=self.report.unread_from, length=len(self.report.raw))


def find_unread_language(report: ReportReading) -> str:
    """Return the code of the language, other than Arabic, of a report in which no meeting was found; "" for others."""
    if report.meetings or report.failure:
        return ""
    language = guess_report_language(repair(report.raw).text)
    return "" if language == "ar" else language


def has_wrong_encoding(report: ReportReading) -> bool:
    """Return whether no meeting was found because the text was decoded with a wrong encoding."""
    return not report.meetings and is_garbled(report.raw)


def read_source(source: SourceText) -> ReportReading:
    """Return the reading of one text, given the outlet and day that its source states.

    An extractor that fails leaves a reading without meetings that states the failure; the log has its traceback.
    """
    try:
        return _read(source)
    except Exception as error:  # a fault of the extractor shall not stop the other articles, nor the desk
        logger.exception("The extractor failed on %s", source.name)
        return ReportReading(source.raw, failure=f"{type(error).__name__}: {error}")


def _read(source: SourceText) -> ReportReading:
    country = get_outlet_country(source.outlet_code)
    if source.published is None and source.is_dated_by_source:
        return get_extractor().read(source.raw, outlet_country=country, dated_by_source=True)
    return get_extractor().read(source.raw, outlet_country=country, published=source.published)


def read_one(path: Path) -> FileReading:
    """Read the article in `path`, without the database, so that it can run in a separate process."""
    try:
        source = read_file(path)
    except SourceError as error:
        return FileReading(path, error=str(error))
    report = read_source(source)
    if report.failure:
        return FileReading(path, source=source, error=FAILED.format(name=path.name, failure=report.failure))
    return FileReading(path, source=source, report=report)


def read_all(paths: Iterable[Path], workers: int = 1) -> Iterator[FileReading]:
    """Yield the readings of `paths` in their order, read by `workers` processes."""
    if workers <= 1:
        yield from map(read_one, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_one, paths, chunksize=8)
