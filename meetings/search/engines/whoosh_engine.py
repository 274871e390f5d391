"""The engine on Whoosh: its files hold the postings, columns and texts; queries run over shared, cached readings of them.

Folder: `current` (JSON) names the folder of the index in use, the version of its analysis and a count of commits;
`index-N` are indexes. A rebuild writes `index-N+1` and replaces `current` in one step. Whoosh's own searcher is not
used: it walks postings one by one, opens the index for each query and costs 15 times as much.
"""

import json
import os
import shutil
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from whoosh import index as whoosh_index

from meetings.search.engines.base import Answer, Group, IndexDocument, IndexMissingError, Node, Plan, Stored
from meetings.search.engines.whoosh_pieces import WordPool, codec, schema
from meetings.search.engines.whoosh_snapshot import Snapshot

SEGMENT = 5_000  # documents a segment while rebuilding; bounds the memory


class WhooshEngine:
    """See `meetings.search.engines.base.Engine`."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._seen: tuple[int, int] | None = None

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

    def count(self) -> int:
        return self.snapshot().count

    def frequencies(self) -> Mapping[str, int]:
        return self.snapshot().frequencies()

    def run(self, plan: Plan) -> Answer:
        return self.snapshot().run(plan)

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        return self.snapshot().alike(document_id, groups, shared, within, limit)

    def stored(self, ids: Iterable[int]) -> dict[int, Stored]:
        found = {}
        for document_id, body in self.snapshot().bodies(ids).items():
            title, text = json.loads(zlib.decompress(body))[:2]
            found[document_id] = Stored(title, text)
        return found

    def words_of(self, document_id: int) -> dict[str, float]:
        body = self.snapshot().bodies([document_id]).get(document_id)
        return json.loads(zlib.decompress(body))[2] if body else {}

    def facets_of(self, document_id: int) -> dict[str, tuple[str, ...]]:
        body = self.snapshot().bodies([document_id]).get(document_id)
        return {facet: tuple(values) for facet, values in json.loads(zlib.decompress(body))[3].items()} if body else {}

    def snapshot(self) -> Snapshot:
        """The newest committed state, opened once and shared until the next commit."""
        try:
            status = (self.folder / "current").stat()
        except OSError as error:
            raise IndexMissingError(str(self.folder)) from error
        seen = (status.st_mtime_ns, status.st_ino)
        if self._snapshot is not None and seen == self._seen:
            return self._snapshot
        with self._lock:
            if self._snapshot is None or seen != self._seen:
                current = self._current()
                try:
                    index = whoosh_index.open_dir(self.folder / current["folder"])
                    self._snapshot = Snapshot(index.reader(), previous=self._snapshot)
                except (OSError, whoosh_index.EmptyIndexError) as error:
                    raise IndexMissingError(str(self.folder)) from error
                self._seen = seen
            return self._snapshot

    def _current(self) -> dict:
        try:
            return json.loads((self.folder / "current").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexMissingError(str(self.folder)) from error

    # ------------------------------------------------------------------------------------------------------ writing
    def write(self, add: Iterable[IndexDocument], delete: Iterable[int] = ()) -> None:
        current = self._current()
        index = whoosh_index.open_dir(self.folder / current["folder"])
        latest = {document.id: document for document in add}
        gone = set(delete) | latest.keys()
        writer = index.writer(codec=codec())
        writer.pool = WordPool()
        try:
            for number in self.snapshot().numbers_of(gone):
                writer.delete_document(number)
            for document in latest.values():
                _add(writer, document)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._publish({**current, "commits": current["commits"] + 1})

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
        self._publish({"folder": name, "analysis": analysis_version, "commits": 0})
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)  # open readers keep their files until they let go
        return total

    def _publish(self, current: dict) -> None:
        """Make a state the one that readers open: the file is replaced in one step."""
        beside = self.folder / f"current.{os.getpid()}"
        beside.write_text(json.dumps(current), encoding="utf-8")
        beside.replace(self.folder / "current")


def _number(folder: Path) -> int:
    ending = folder.name.rpartition("-")[2]
    return int(ending) if ending.isdigit() else 0


def _fill(folder: Path, documents: Iterator[IndexDocument]) -> int:
    index = whoosh_index.create_in(folder, schema())
    total = 0
    writer = None
    for document in documents:
        if writer is None:
            writer = index.writer(codec=codec())
            writer.pool = WordPool()
        _add(writer, document)
        total += 1
        if total % SEGMENT == 0:
            writer.commit(merge=False)
            writer = None
    if writer is not None:
        writer.commit(merge=False)
    return total


def _add(writer, document: IndexDocument) -> None:  # type: ignore[no-untyped-def]
    facets = {facet: values for facet, values in document.facets.items() if values}
    weights = {word: weight for word, (weight, _) in document.words.items()}
    body = json.dumps([document.title, document.text, weights, facets], ensure_ascii=False, separators=(",", ":"))
    writer.add_document(
        words=document.words,
        values=[f"{facet}:{value}" for facet, values in facets.items() for value in dict.fromkeys(values)],
        id=document.id,
        day=document.day,
        length=document.length,
        body=zlib.compress(body.encode("utf-8", "surrogatepass"), 3),
    )
