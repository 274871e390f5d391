"""Reading in a separate process, which is stopped when it takes too long or too much memory.

The process reads one file after the other and sends each text as soon as it has it. Before each file it sends the name,
so that the one that never ends is named; another process then continues behind it.
"""

import functools
import io
import logging
import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.limits import Limits
from meetings.ingest.documents.registry import make_memory_error, read_document
from meetings.ingest.errors import SourceError

logger = logging.getLogger(__name__)
MAX_RESTARTS = 20  # of one call; each costs as many seconds as a reading may take
_READY, _START, _ITEM, _END = "ready", "start", "item", "end"
START_SECONDS = 60.0  # that the first process may take until it runs
# The modules that every reading needs; the server of processes loads them once.
_PRELOADED = ["meetings.ingest.documents.registry", "trafilatura", "lxml.html"]


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file to read: its bytes, or the path at which it is.

    `address`, `charset` and `is_page` are what a server says about bytes from the web.
    """

    name: str
    data: bytes | None = None
    path: Path | None = None
    address: str | None = None
    charset: str | None = None
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class BoundedItem:
    """A text, or the reason why there is none, with the number of the file that it was in."""

    file: int
    item: ReadItem


@dataclass(slots=True)
class _Resumption:
    """What earlier processes have done: how many files they began, and those at which they were stopped."""

    begun: int = 0
    stopped: set[int] = field(default_factory=set)


def read_bounded(files: Sequence[FileToRead], limits: Limits) -> Iterator[BoundedItem]:
    """Yield the texts of files, read in another process within `limits`."""
    done = _Resumption()
    last = None
    for _attempt in range(MAX_RESTARTS):
        last = yield from _read_in_process(files, limits, done)
        if last is None:
            return
    if last is not None:
        error = SourceError(_("%(name)s: reading failed too often; the rest was not read."), name=last.item.name)
        yield BoundedItem(last.file, ReadItem(last.item.name, error=error))


def call_bounded(function: Callable[..., Any], *arguments: Any, name: str, limits: Limits) -> Any:
    """Return what a function of a module returns, called in another process within `limits`.

    Args:
        function: The function.
        arguments: Its arguments.
        name: The name of what it reads, in messages.
        limits: The limits of time and memory.

    Raises:
        SourceError: The function raised it, or took too long or too much memory.
    """
    with _Process(_call, (function, arguments, name), limits) as process:
        kind, value = process.receive(name)
    if kind == _ITEM:
        return value
    raise value


def read_values_bounded(
    function: Callable[..., Iterator[Any]], *arguments: Any, name: str, limits: Limits
) -> Iterator[Any]:
    """Yield what a generator of a module yields, run in another process; each value may take as long as a document.

    Raises:
        SourceError: The generator raised it, or took too long or too much memory.
    """
    with _Process(_iterate, (function, arguments, name), limits) as process:
        while True:
            kind, value = process.receive(name)
            if kind == _ITEM:
                yield value
            elif value is None:
                return
            else:
                raise value


def _read_in_process(
    files: Sequence[FileToRead], limits: Limits, done: _Resumption
) -> Generator[BoundedItem, None, BoundedItem | None]:
    """Yield texts until the process ends; return the last one where it was stopped at a file, None at the end."""
    begun, number, name = 0, 0, files[0].name if files else "?"
    with _Process(_read_all, (tuple(files), done), limits) as process:
        while True:
            kind, value = process.receive(name)
            if kind == _START:
                begun, number, name = value
            elif kind == _ITEM:
                yield value
            elif value is None:
                return None
            else:
                done.begun = begun
                done.stopped.add(begun)
                stopped = BoundedItem(number, ReadItem(name, error=value))
                yield stopped
                return stopped


class _Process:
    """A process that sends messages, killed at the end of the block."""

    def __init__(self, target: Callable[..., None], arguments: tuple[Any, ...], limits: Limits) -> None:
        self.limits = limits
        context = _get_context()
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=target, args=(theirs, limits, *arguments), daemon=True)
        self.process.start()
        theirs.close()
        self.is_ready = False

    def __enter__(self) -> "_Process":
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.kill()  # first: with a closed pipe it would print a broken one after Ctrl-C
        self.process.join()
        self.process.close()
        self.pipe.close()

    def receive(self, name: str) -> tuple[str, Any]:
        """Return the next message; an end with an error where the process is too slow or has died."""
        try:
            if not self.is_ready and self.pipe.poll(START_SECONDS):
                self.is_ready = self.pipe.recv() == _READY
            if self.is_ready and self.pipe.poll(self.limits.seconds):
                received: tuple[str, Any] = self.pipe.recv()
                return received
        except (EOFError, OSError):
            self.process.join(1)
            if self.process.exitcode == -signal.SIGKILL:  # the system's own limit of memory
                return _END, make_memory_error(name)
            return _END, make_fault_error(name)
        return _END, SourceError(
            _("%(name)s: reading this file takes longer than %(seconds)s seconds. Copy its text and paste it."),
            name=name,
            seconds=f"{self.limits.seconds:g}",
        )


def make_fault_error(name: str) -> SourceError:
    """Return the error for a file on which a reader failed."""
    return SourceError(_("%(name)s: the reader of this file failed. Copy its text and paste it."), name=name)


@functools.cache
def _get_context() -> Any:
    """Return the way in which processes start: from a small server that has loaded the readers, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


# --- In the other process ---------------------------------------------------------------------------------------------
def _call(
    pipe: Connection, limits: Limits, function: Callable[..., Any], arguments: tuple[Any, ...], name: str
) -> None:
    _prepare(pipe, limits)
    try:
        pipe.send((_ITEM, function(*arguments)))
    except SourceError as error:
        pipe.send((_END, error))
    except MemoryError:
        pipe.send((_END, make_memory_error(name)))


def _iterate(
    pipe: Connection, limits: Limits, function: Callable[..., Iterator[Any]], arguments: tuple[Any, ...], name: str
) -> None:
    _prepare(pipe, limits)
    try:
        for value in function(*arguments):
            pipe.send((_ITEM, value))
        pipe.send((_END, None))
    except SourceError as error:
        pipe.send((_END, error))
    except MemoryError:
        pipe.send((_END, make_memory_error(name)))


def _read_all(pipe: Connection, limits: Limits, files: Sequence[FileToRead], done: _Resumption) -> None:
    _prepare(pipe, limits)
    begun = 0
    for number, file in enumerate(files):

        def announce(name: str, number: int = number) -> bool:
            nonlocal begun
            begun += 1
            pipe.send((_START, (begun, number, name)))
            return begun not in done.stopped

        run = ReadingRun(limits, announce)
        for item in _read_one(file, run):
            if begun > done.begun:
                pipe.send((_ITEM, BoundedItem(number, item)))
    pipe.send((_END, None))


def _read_one(file: FileToRead, run: ReadingRun) -> Iterator[ReadItem]:
    try:
        stream = _open(file)
    except OSError as error:
        if run.announce(file.name):
            yield ReadItem(file.name, error=_explain_os_error(file.name, error))
        return
    try:
        with stream:
            size = stream.seek(0, io.SEEK_END)
            yield from read_document(
                SourceFile(file.name, stream, size, address=file.address, charset=file.charset, is_page=file.is_page),
                run,
            )
    except OSError as error:
        yield ReadItem(file.name, error=_explain_os_error(file.name, error))
    except Exception:  # a fault of a reader shall not stop the other files
        logger.exception("A reader failed on %s", file.name)
        yield ReadItem(file.name, error=make_fault_error(file.name))


def _explain_os_error(name: str, error: OSError) -> SourceError:
    text = _("%(name)s: the file cannot be read (%(reason)s).")
    return SourceError(text, name=name, reason=error.strerror or str(error))


def _open(file: FileToRead) -> BinaryIO:
    if file.path is None:
        return io.BytesIO(file.data or b"")
    if not file.path.is_file():  # a device or a pipe may never end
        raise OSError(0, "not a file with an end")
    return file.path.open("rb")


def _prepare(pipe: Connection, limits: Limits) -> None:
    """Limit the memory of this process, leave Ctrl-C to the one that reads from it, and say that it runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(_READY)
