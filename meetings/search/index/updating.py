"""Updates of the index: one writer at a time applies the recorded changes of the database.

A recorded change is deleted only after the commit of the index, so a crash in between costs only a repeated write.
"""

import contextlib
from collections.abc import Callable, Iterator

from filelock import FileLock, Timeout

from meetings.models import IndexChange, Meeting, MeetingState
from meetings.search import site_search
from meetings.search.documents.analysis import INDEX_VERSION
from meetings.search.documents.documents import make_meeting_documents
from meetings.search.engines.protocol import IndexDocument

BATCH_MEETINGS = 500  # in one commit
BATCH_NOTES = 500  # recorded changes deleted by one statement
LOCK_FILE = "write.lock"
PROGRESS_MEETINGS = 50  # between two reports of progress
WHOLE_ARCHIVE = 0  # recorded instead of the key of a meeting where all of them changed
Progress = Callable[[int], None]


def update_index(progress: Progress | None = None) -> int:
    """Apply the recorded changes to the index; return how many meetings were written or removed.

    `progress` gets the number of meetings done so far. When another process is writing, return at once: that process
    looks for changes once more after it releases the lock, so it applies all that were committed before this call.
    """
    done = 0
    while IndexChange.objects.exists():
        with _only_writer(wait=False) as is_ours:
            if not is_ours:
                return done
            done = _apply(progress, done)
    return done


def update_index_once() -> bool:
    """Apply the changes that are recorded now; return whether others were recorded meanwhile, for the next update.

    False also where another process is writing, which looks for those.
    """
    if IndexChange.objects.exists():
        with _only_writer(wait=False) as is_ours:
            if not is_ours:
                return False
            _apply(None, 0)
    return IndexChange.objects.exists()


def index_is_current() -> bool:
    """Return whether the index was made by this version of the analysis, and all its files are as they were written."""
    engine = site_search.get_engine()
    return engine.analysis_version() == INDEX_VERSION and not engine.find_damage()


def find_index_damage() -> str:
    """Return what is damaged in the index, in English; "" if nothing is or there is no index."""
    engine = site_search.get_engine()
    return engine.find_damage() if engine.analysis_version() is not None else ""


def rebuild_index(progress: Progress | None = None) -> int:
    """Build a new index beside the old one and swap them, after any other writer; return the number of meetings.

    Changes that are recorded meanwhile are applied at the end.
    """
    with _only_writer():
        total = _rebuild(progress)
    update_index()
    site_search.get_searcher().vocabulary()  # arranged and saved now rather than in a reader's request
    return total


def rebuild_broken_index() -> bool:
    """Build the index again if it is missing or damaged; return False if it is sound, or another process writes it."""
    with _only_writer(wait=False) as is_ours:
        if not is_ours or index_is_current():
            return False
        _rebuild(None)
    update_index()
    return True


def note_rebuild() -> None:
    """Record that the database was replaced: the next update builds the index again, since it may have any meeting."""
    IndexChange.objects.create(meeting_id=WHOLE_ARCHIVE)


def write_now(ids: list[int], gone: bool = False) -> None:
    """Write or remove these meetings without regard to recorded changes, after any other writer."""
    with _only_writer():
        engine = site_search.get_engine()
        if engine.analysis_version() is None:
            engine.rebuild(iter(()), INDEX_VERSION)
        documents = [] if gone else list(make_meeting_documents(ids))
        engine.write(documents, set(ids) - {document.id for document in documents})


def clear() -> None:
    """Replace the present index with an empty one."""
    with _only_writer():
        site_search.get_engine().rebuild(iter(()), INDEX_VERSION)


@contextlib.contextmanager
def _only_writer(wait: bool = True) -> Iterator[bool]:
    """Hold the lock of the index inside; without `wait`, yield False at once where another process or thread has it."""
    folder = site_search.get_engine().folder
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_FILE)
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _apply(progress: Progress | None, done: int) -> int:
    engine = site_search.get_engine()
    if engine.analysis_version() is None:
        return done + _rebuild(progress)
    notes = list(IndexChange.objects.order_by("id").values_list("id", "meeting_id")[: BATCH_MEETINGS * 4])
    meetings = list(dict.fromkeys(meeting for _, meeting in notes))
    if WHOLE_ARCHIVE in meetings:
        return done + _rebuild(progress)
    for start in range(0, len(meetings), BATCH_MEETINGS):
        some = meetings[start : start + BATCH_MEETINGS]
        documents = list(make_meeting_documents(some))
        engine.write(documents, set(some) - {document.id for document in documents})
        MeetingState.objects.join_rows(some)
        done += len(some)
        if progress:
            progress(done)
    _forget([note for note, _ in notes])
    return done


def _rebuild(progress: Progress | None) -> int:
    """Rebuild the index and delete the changes read before; those recorded meanwhile remain for the next update.

    On PostgreSQL a change with a smaller number can become visible later: its transaction began earlier.
    """
    notes = list(IndexChange.objects.order_by().values_list("id", flat=True))
    total = site_search.get_engine().rebuild(_counted(make_meeting_documents(), progress), INDEX_VERSION)
    _forget(notes)
    return total


def _forget(notes: list[int]) -> None:
    for start in range(0, len(notes), BATCH_NOTES):
        IndexChange.objects.filter(id__in=notes[start : start + BATCH_NOTES]).delete()


def _counted(documents: Iterator[IndexDocument], progress: Progress | None) -> Iterator[IndexDocument]:
    for number, document in enumerate(documents, start=1):
        yield document
        if progress and number % PROGRESS_MEETINGS == 0:
            progress(number)


def count_meetings_to_index() -> int:
    """Return how many meetings a rebuild writes."""
    return Meeting.objects.public().count()
