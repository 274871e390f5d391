"""The search of the site: the engine that the settings name, over the archive's documents and names."""

import threading
import time
from collections.abc import Callable

from django.conf import settings

from meetings.models import ArchiveState
from meetings.search.documents.entity_names import read_directory
from meetings.search.engines.factory import open_engine
from meetings.search.engines.protocol import Engine, IndexMissingError
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest, SearchResult

MAX_UNCHECKED_SECONDS = 5.0  # after them, a quick check of the database shows whether names have changed
MAX_NAMES_AGE_SECONDS = 600.0  # after them, names are read again without a check
MAX_WEIGHTS_AGE_SECONDS = 60.0  # after them, names are read again if meetings have changed: a name has their number
VOCABULARY_FILE = "vocabulary"

# Called with the problem when a search finds the index missing or damaged (see index/mending.py).
when_broken: list[Callable[[IndexMissingError | str], object]] = []
_lock = threading.Lock()
_searchers: dict[tuple[str, str], "_SiteSearcher"] = {}  # by URL and folder


class _SiteSearcher:
    """The searcher of one index, with the age of its directory."""

    def __init__(self, url: str, folder: str) -> None:
        engine = open_engine(url, folder)
        self.searcher = Searcher(engine, keep=engine.folder / VOCABULARY_FILE)
        self.read_at = self.looked_at = float("-inf")
        self.read_in = ""  # the generation of the index when the names were read
        self.stamp: tuple[object, ...] = ()

    def current(self) -> Searcher:
        """Return the searcher with names that are at most a few seconds old, and newer than the last index change."""
        now = time.monotonic()
        generation = self.searcher.engine.generation()
        if self.stamp[:1] == (generation,) and now - self.looked_at < MAX_UNCHECKED_SECONDS:
            return self.searcher
        names = (ArchiveState.objects.sum_changes_of_names(),)
        age = now - self.read_at
        are_old = age > (MAX_WEIGHTS_AGE_SECONDS if generation != self.read_in else MAX_NAMES_AGE_SECONDS)
        if names != self.stamp[1:] or are_old:
            self.searcher.directory = read_directory()
            self.read_at, self.read_in = now, generation
        self.stamp, self.looked_at = (generation, *names), now
        return self.searcher


def get_engine() -> Engine:
    """Return the engine of the site's index."""
    return _site().searcher.engine


def get_generation() -> str:
    """Return the generation of the index, which changes with the index; empty where the index is missing."""
    return get_engine().generation()


def get_searcher() -> Searcher:
    """Return the site's searcher, with names that are at most a few seconds old."""
    site = _site()
    with _lock:
        return site.current()


def _site() -> _SiteSearcher:
    here = settings.SEARCH_URL, str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    with _lock:
        if here not in _searchers:
            _searchers.clear()  # tests move the index; only one is open at a time
            _searchers[here] = _SiteSearcher(*here)
        return _searchers[here]


def forget() -> None:
    """Drop all cached searchers; the next search reads everything again."""
    with _lock:
        _searchers.clear()


def search(request: SearchRequest) -> SearchResult:
    """Answer `request`, without an error for any text that a reader can type.

    Raises:
        SearchTooLongError: The search was stopped.
    """
    result = get_searcher().search(request)
    if result.not_ready:
        _tell_broken(result.not_ready.code)
    return result


def find_ids(request: SearchRequest) -> list[int]:
    """Return the ids of all meetings that `request` finds, in its order, without pages.

    Raises:
        IndexMissingError: The index is missing or damaged.
        SearchTooLongError: The search was stopped.
    """
    try:
        return get_searcher().ids(request)
    except IndexMissingError as error:
        _tell_broken(error)
        raise


def find_related(meeting_id: int, limit: int = 6) -> list[int]:
    """Return the ids of published meetings that share people, sides, topics and words with this one, nearest first."""
    try:
        return get_searcher().related(meeting_id, limit)
    except IndexMissingError as error:
        _tell_broken(error)
        return []


def _tell_broken(problem: IndexMissingError | str) -> None:
    for tell in when_broken:
        tell(problem)
