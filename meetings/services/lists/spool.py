"""The rows of a list between reading and writing: an import reads its file once and goes through the rows twice."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from meetings.ingest.documents.sheets import NumberedRow

MAX_BATCH_ROWS = 50  # written in one transaction, for which an editor who saves meanwhile waits


@dataclass(slots=True)
class SpooledRows:
    """The rows of a file in a temporary file, a batch in each line.

    Attributes:
        file: The temporary file.
        digest: A checksum of the rows and of what they are imported as.
        batches: The number of batches.
    """

    file: IO[str]
    digest: str = ""
    batches: int = 0

    def read(self, after: int = 0) -> Iterator[list[NumberedRow]]:
        """Yield the batches again, without the rows up to the number `after`."""
        self.file.seek(0)
        for line in self.file:
            rows = [(number, cells) for number, cells in json.loads(line) if number > after]
            if rows:
                yield rows


@contextmanager
def spool_rows(kind: str, names: Sequence[str], batches: Iterable[list[NumberedRow]]) -> Iterator[SpooledRows]:
    """Yield the rows of a file, read to its end; raise what reading raises before anything is imported."""
    digest = hashlib.sha256(json.dumps([kind, list(names)]).encode())
    with tempfile.TemporaryFile("w+", encoding="ascii") as file:
        spooled = SpooledRows(file)
        for some in _divide(batches):
            line = json.dumps(some) + "\n"
            digest.update(line.encode())
            file.write(line)
            spooled.batches += 1
        spooled.digest = digest.hexdigest()
        yield spooled


def _divide(batches: Iterable[list[NumberedRow]]) -> Iterator[list[NumberedRow]]:
    for some in batches:
        for start in range(0, len(some), MAX_BATCH_ROWS):
            yield some[start : start + MAX_BATCH_ROWS]
