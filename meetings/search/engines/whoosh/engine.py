"""The engine on Whoosh: its files hold postings, columns and texts; queries share a cache of what was read from them.

Files: `current` (JSON) names the folder of the index in use, the version of its analysis, the number of commits and the
hashes of its files; `index-N` are the indexes. A rebuild writes `index-N+1` and replaces `current` in one step.
Whoosh's own searcher is not used: it reads postings one by one, opens the index for each query and takes 15 times as
long.
"""

import json
import os
import shutil
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypedDict

from whoosh import index as whoosh_index
from whoosh.writing import SegmentWriter

from meetings.search.budget import SearchTooLongError
from meetings.search.engines.protocol import (
    Answer,
    Group,
    IndexDamagedError,
    IndexDocument,
    IndexMissingError,
    Node,
    SearchPlan,
    StoredText,
    WordCounts,
)
from meetings.search.engines.whoosh.codec import PlainCodec, WordPool, make_schema
from meetings.search.engines.whoosh.integrity import FileSums, compute_sums, find_damage
from meetings.search.engines.whoosh.snapshot import Snapshot
from meetings.search.gc_pause import pause_collection

LAYOUT_VERSION = 2  # version of the folder and the fields; an index of another version counts as missing
MAX_OPENINGS = 40  # attempts to open an index, while a writer replaces files
OPENING_PAUSE_SECONDS = 0.05  # between two attempts
SEGMENT_DOCUMENTS = 5_000  # in a segment of a rebuild; limits the memory


class CurrentState(TypedDict):
    """The content of the file `current`."""

    folder: str  # of the index in use
    layout: int
    analysis: int  # version of the index, see documents/analysis.py
    commits: int
    files: dict[str, tuple[int, str]]  # of the index in use, with their sizes and hashes


class WhooshEngine:
    """The `Engine` of `SEARCH_URL=whoosh:` or `whoosh:/path/of/the/index`; its methods are those of the protocol."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._seen: tuple[int, int] | None = None
        self._damage: tuple[tuple[int, int], str] | None = None  # of a state that cannot be opened
        self._sound: dict[str, tuple[int, str]] = {}  # files that were checked, with their sizes and hashes

    @classmethod
    def from_url(cls, location: str, folder: Path) -> Self:
        return cls(location or folder)

    # ------------------------------------------------------------------------------------------------------ reading
    def generation(self) -> str:
        try:
            current = self._current()
        except IndexMissingError:
            return ""
        return f"{current['folder']}.{current['commits']}"

    def analysis_version(self) -> int | None:
        try:
            return self._current()["analysis"]
        except IndexMissingError:
            return None

    def find_damage(self) -> str:
        try:
            current = self._current()
        except IndexMissingError as error:
            return str(error)
        return find_damage(self.folder / current["folder"], current["files"])

    def count(self) -> int:
        documents: int = self.snapshot().count
        return documents

    def frequencies(self) -> WordCounts:
        with self._noticing_damage():
            return self.snapshot().frequencies()

    def run(self, plan: SearchPlan) -> Answer:
        with self._noticing_damage():
            return self.snapshot().run(plan)

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        with self._noticing_damage():
            return self.snapshot().alike(document_id, groups, shared, within, limit)

    def stored(self, ids: Iterable[int]) -> dict[int, StoredText]:
        return {number: StoredText(*body) for number, body in self._read_stored(ids, "body").items()}

    def words_of(self, document_id: int) -> dict[str, float]:
        words: dict[str, float] = self._read_stored([document_id], "facts").get(document_id, [{}, {}])[0]
        return words

    def facets_of(self, document_id: int) -> dict[str, tuple[str, ...]]:
        facts = self._read_stored([document_id], "facts").get(document_id, [{}, {}])[1]
        return {facet: tuple(values) for facet, values in facts.items()}

    def _read_stored(self, ids: Iterable[int], name: str) -> dict[int, list[Any]]:
        with self._noticing_damage():
            return {number: _unpack(packed) for number, packed in self.snapshot().kept(ids, name).items()}

    def snapshot(self) -> Snapshot:
        """Return the newest committed state, opened once and shared until the next commit."""
        try:
            status = (self.folder / "current").stat()
        except OSError as error:
            raise IndexMissingError(str(self.folder)) from error
        seen = (status.st_mtime_ns, status.st_ino)
        if self._snapshot is not None and seen == self._seen:
            return self._snapshot
        with self._lock:
            if self._snapshot is None or seen != self._seen:
                if self._damage is not None and self._damage[0] == seen:
                    raise IndexDamagedError(self._damage[1])
                try:
                    self._snapshot = self._opened()
                except IndexDamagedError as error:
                    self._snapshot, self._damage = None, (seen, str(error))
                    raise
                self._seen = seen
            return self._snapshot

    def _opened(self) -> Snapshot:
        """Open the index in use; try again where a writer or a rebuild replaces files at the same time."""
        for attempt in range(MAX_OPENINGS):
            current = self._current()
            folder = self.folder / current["folder"]
            problem = self._check_new_files(folder, current["files"])
            try:
                if not problem:
                    return Snapshot(whoosh_index.open_dir(folder), previous=self._snapshot)
            except (OSError, whoosh_index.EmptyIndexError) as error:
                problem = str(error)
            if attempt < MAX_OPENINGS - 1:
                time.sleep(OPENING_PAUSE_SECONDS)  # a writer has replaced files, and names them in a moment
        raise IndexDamagedError(f"{folder}: {problem}")

    def _check_new_files(self, folder: Path, sums: FileSums) -> str:
        """Return what is wrong with the files that were not checked yet; "" if they are sound."""
        new = [name for name, one in sums.items() if self._sound.get(name) != tuple(one)]
        if problem := find_damage(folder, sums, new):
            return problem
        self._sound = {name: (size, digest) for name, (size, digest) in sums.items()}
        return ""

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        """Raise IndexDamagedError instead of what reading raises, if a file was changed since it was opened."""
        try:
            yield
        except (IndexMissingError, SearchTooLongError):
            raise
        except Exception as error:
            if damage := self.find_damage():
                self._snapshot, self._sound = None, {}
                raise IndexDamagedError(damage) from error
            raise

    def _current(self) -> CurrentState:
        try:
            current: CurrentState = json.loads((self.folder / "current").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexMissingError(str(self.folder)) from error
        if not isinstance(current, dict) or current.get("layout") != LAYOUT_VERSION:
            raise IndexMissingError(f"{self.folder} is of an older layout")
        return current

    # ------------------------------------------------------------------------------------------------------ writing
    def write(self, add: Iterable[IndexDocument], delete: Iterable[int] = ()) -> None:
        latest = {document.id: document for document in add}
        with self._noticing_damage():
            self._write(latest, set(delete) | latest.keys())

    def _write(self, latest: dict[int, IndexDocument], gone: set[int]) -> None:
        self.snapshot()  # checks the files
        current = self._current()
        folder = self.folder / current["folder"]
        writer = whoosh_index.open_dir(folder).writer(codec=PlainCodec())
        writer.pool = WordPool()
        try:
            segments = {segment.segment_id(): segment for segment in writer.segments}
            for name, numbers in self.snapshot().places_of(gone).items():
                for number in numbers:
                    segments[name].delete_document(number)
            for document in latest.values():
                _add(writer, document)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        sums = compute_sums(folder, current["files"])
        self._publish({**current, "commits": current["commits"] + 1, "files": sums})

    def rebuild(self, documents: Iterator[IndexDocument], analysis_version: int) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        old = sorted(self.folder.glob("index-*"), key=_number)
        name = f"index-{_number(old[-1]) + 1 if old else 1}"
        target = self.folder / name
        target.mkdir()
        try:
            total = _fill(target, documents)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        state: CurrentState = {
            "folder": name,
            "layout": LAYOUT_VERSION,
            "analysis": analysis_version,
            "commits": 0,
            "files": compute_sums(target, {}),
        }
        self._publish(state)
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)  # open readers can still read their deleted files
        return total

    def _publish(self, current: CurrentState) -> None:
        """Make `current` the state that readers open, by replacing the file in one step."""
        beside = self.folder / f"current.{os.getpid()}"
        beside.write_text(json.dumps(current), encoding="utf-8")
        beside.replace(self.folder / "current")


def _number(folder: Path) -> int:
    ending = folder.name.rpartition("-")[2]
    return int(ending) if ending.isdigit() else 0


def _fill(folder: Path, documents: Iterator[IndexDocument]) -> int:
    index = whoosh_index.create_in(folder, make_schema())
    total = 0
    writer = None
    for document in documents:
        if writer is None:
            writer = index.writer(codec=PlainCodec())
            writer.pool = WordPool()
        _add(writer, document)
        total += 1
        if total % SEGMENT_DOCUMENTS == 0:
            _finish(writer)
            writer = None
    if writer is not None:
        _finish(writer)
    return total


def _finish(writer: SegmentWriter) -> None:
    with pause_collection():
        writer.commit(merge=False)


def _add(writer: SegmentWriter, document: IndexDocument) -> None:
    facets = {facet: values for facet, values in document.facets.items() if values}
    weights = {word: weight for word, (weight, _) in document.words.items()}
    writer.add_document(
        words=document.words,
        values=[f"{facet}:{value}" for facet, values in facets.items() for value in dict.fromkeys(values)],
        id=document.id,
        day=document.day,
        length=document.length,
        body=_pack([document.title, document.text]),
        facts=_pack([weights, facets]),
    )


def _pack(value: list[Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpack(packed: bytes) -> list[Any]:
    value: list[Any] = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return value
