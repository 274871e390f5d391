"""Reading of many articles, always in the same order; a bad file never stops the rest."""

import logging
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from meetings.extraction.readings import ReportReading
from meetings.ingest.documents.bounded import BoundedItem, FileToRead, read_bounded
from meetings.ingest.documents.limits import OF_COMMANDS, LeftOutError
from meetings.ingest.extractor import get_extractor
from meetings.ingest.sources import SourceText, get_outlet_country
from meetings.text.repair.repair import repair
from meetings.text.scripts import get_english_name, guess_report_language, is_garbled

logger = logging.getLogger(__name__)
MAX_WAITING_TEXTS = 16  # of each process, read and not yet extracted
UNREAD = "{name}: read to character {start} of {length} only. Divide the text to read the rest."
FOREIGN = "{name}: this text seems to be in {language}. Mahdar reads reports in Arabic only."
GARBLED = "{name}: this text looks like Arabic in a wrong encoding. Save it as UTF-8 and import it again."
FAILED = "{name} was not read: the extractor failed ({failure}). Nothing of it was stored. Report the text as a fault."


@dataclass(slots=True)
class FileReading:
    """The result of reading one text of a file: a report, or the reason why there is none.

    `file` is the number of the file, from 0. A file that was left out is not a report, such as a picture.
    """

    path: Path
    name: str
    file: int
    source: SourceText | None = None
    report: ReportReading | None = None
    error: str = ""
    is_left_out: bool = False
    is_row: bool = False  # of a table, which is its original

    @property
    def unread(self) -> str:
        """Return the note that the text, or its end, was not read; empty where all was."""
        if self.report is None:
            return ""
        name = self.name
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


def read_files(paths: Sequence[Path], workers: int = 1) -> Iterator[FileReading]:
    """Yield the readings of all texts in the files at `paths`, in their order, extracted by `workers` processes."""
    found = read_bounded([FileToRead(path.name, path=path) for path in paths], OF_COMMANDS)
    if workers <= 1:
        yield from (_finish(paths, one, read_source) for one in found)
        return
    waiting: deque[tuple[BoundedItem, Future[ReportReading] | None]] = deque()
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts) as pool:
        try:
            for one in found:
                source = one.item.source
                waiting.append((one, pool.submit(read_source, replace(source, original=None)) if source else None))
                if len(waiting) >= workers * MAX_WAITING_TEXTS:
                    yield _finish_next(paths, waiting)
            while waiting:
                yield _finish_next(paths, waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # after Ctrl+C, texts that wait are not read any more


def _leave_interrupts() -> None:
    """Ignore Ctrl+C in a process that reads texts: the command that started it ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _finish_next(
    paths: Sequence[Path], waiting: deque[tuple[BoundedItem, Future[ReportReading] | None]]
) -> FileReading:
    one, report = waiting.popleft()
    return _finish(paths, one, lambda source: report.result() if report else ReportReading(source.raw))


def _finish(paths: Sequence[Path], one: BoundedItem, read: Callable[[SourceText], ReportReading]) -> FileReading:
    """Return the reading of one text of a file."""
    path, item = paths[one.file], one.item
    if item.source is None:
        is_left_out = isinstance(item.error, LeftOutError)
        return FileReading(path, item.name, one.file, error=str(item.error), is_left_out=is_left_out)
    report = read(item.source)
    if report.failure:
        error = FAILED.format(name=item.name, failure=report.failure)
        return FileReading(path, item.name, one.file, source=item.source, error=error)
    return FileReading(path, item.name, one.file, source=item.source, report=report, is_row=item.is_row)
