"""How far an import has come: an import that was interrupted continues where it stopped, without a second copy.

A batch of rows is written in one transaction, so after an interruption each batch is in the archive as a whole or not
at all. Before each batch a small file in the data folder says which rows it has. Whether it was written as well is
decided by the history, which is part of the batch's transaction.
"""

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop as _
from filelock import FileLock, Timeout

from meetings.ingest.errors import SourceError
from meetings.models import Version
from meetings.services.history import Way

MAX_KEPT_SECONDS = 30 * 24 * 3600  # from the last batch of an interrupted import


@dataclass(slots=True)
class ImportProgress:
    """The progress of the import of a file with a certain content.

    Attributes:
        path: The file of the progress.
        action: The number of the action in the history, the same for all batches.
        last_row: The number of the last row that is in the archive, 0 without one.
        next_row: The number of the last row of the batch that is written now, or was when the import stopped.
        versions: How many versions of the action there were before that batch.
    """

    path: Path = field(repr=False)
    action: uuid.UUID = field(default_factory=uuid.uuid4)
    last_row: int = 0
    next_row: int = 0
    versions: int = 0

    def begin_batch(self, next_row: int) -> None:
        """Say, before it is written, that the rows up to `next_row` are the next batch."""
        self.next_row, self.versions = next_row, self._count_versions()
        said = {name: value for name, value in asdict(self).items() if name != "path"} | {"action": str(self.action)}
        made = self.path.with_suffix(".new")
        made.write_text(json.dumps(said), encoding="utf-8")
        made.replace(self.path)

    def end_batch(self) -> None:
        """Say that the batch is in the archive."""
        self.last_row = self.next_row

    def finish(self) -> None:
        """Forget the import: all its rows are in the archive, or none is."""
        self.path.unlink(missing_ok=True)

    def _count_versions(self) -> int:
        return Version.objects.filter(action=self.action).count()

    def continue_from(self, said: dict[str, int | str]) -> None:
        """Continue where an interrupted import stopped, unless it was undone or the archive does not have it."""
        earlier = ImportProgress(
            self.path,
            uuid.UUID(str(said["action"])),
            *(int(said[name]) for name in ("last_row", "next_row", "versions")),
        )
        now = earlier._count_versions()
        if not now or now < earlier.versions or earlier._is_undone():
            return
        self.action, self.versions = earlier.action, now
        # Versions of the batch are in the archive only with its rows. A batch that changed nothing can come again.
        self.last_row = self.next_row = earlier.next_row if now > earlier.versions else earlier.last_row

    def _is_undone(self) -> bool:
        """Return whether all records of the action were restored since."""
        touched = set(Version.objects.filter(action=self.action).values_list("kind", "record_id"))
        restored = Version.objects.filter(way=Way.RESTORE, record_id__in={pk for _kind, pk in touched})
        return touched <= set(restored.values_list("kind", "record_id"))


@contextmanager
def open_progress(digest: str) -> Iterator[ImportProgress]:
    """Yield the progress of the import of a content, which no other process imports inside the block.

    Raises:
        SourceError: Another process imports it now.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > MAX_KEPT_SECONDS:
            old.unlink(missing_ok=True)
    try:
        lock = FileLock(folder / f"{digest}.lock", blocking=False).acquire()
    except Timeout:
        raise SourceError(_("This file is being imported now. Wait until that import has finished.")) from None
    progress = read_progress(digest)
    try:
        yield progress
    finally:
        lock.lock.release()


def read_progress(digest: str) -> ImportProgress:
    """Return how far the import of a content has come; a new import where none was interrupted."""
    progress = ImportProgress(_folder() / f"{digest}.json")
    if progress.path.is_file():
        progress.continue_from(json.loads(progress.path.read_text(encoding="utf-8")))
    return progress


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "interrupted-imports"
