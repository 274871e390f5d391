"""The site's own search: the engine that the settings name, over the archive's documents and names."""

import threading
import time
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Max

from meetings.models import Country, Official, OfficialName, Organisation, Place, Topic
from meetings.search.documents.entity_names import read_directory
from meetings.search.engines.factory import open_engine
from meetings.search.engines.protocol import Engine, IndexMissingError
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest, SearchResult

MAX_UNCHECKED_SECONDS = 5.0  # after them, a glance at the database tells whether names have changed
MAX_NAMES_AGE_SECONDS = 600.0  # after them, names are read again whatever the glance says
VOCABULARY_FILE = "vocabulary"

_lock = threading.Lock()
_searchers: dict[tuple[str, str], "_Site"] = {}  # by URL and folder


class _Site:
    """One searcher and the age of its directory."""

    def __init__(self, url: str, folder: str) -> None:
        engine = open_engine(url, folder)
        self.searcher = Searcher(engine, keep=engine.folder / VOCABULARY_FILE)
        self.read_at = self.looked_at = float("-inf")
        self.stamp: tuple[object, ...] = ()

    def current(self) -> Searcher:
        """The searcher, with names that are a few seconds old at most. A change of the index reads them at once."""
        now = time.monotonic()
        generation = self.searcher.engine.generation()
        if self.stamp[:1] == (generation,) and now - self.looked_at < MAX_UNCHECKED_SECONDS:
            return self.searcher
        stamp = (generation, *_glance())
        if stamp != self.stamp or now - self.read_at > MAX_NAMES_AGE_SECONDS:
            self.searcher.directory = read_directory()
            self.read_at = now
        self.stamp, self.looked_at = stamp, now
        return self.searcher


def _glance() -> Iterator[object]:
    """What changes when names are added, taken away or edited through a form; six small queries."""
    yield Official.objects.aggregate(n=Count("id"), last=Max("updated_at"))
    for model in (OfficialName, Country, Organisation, Topic, Place):
        yield model.objects.aggregate(n=Count("id"), last=Max("id"))


def engine() -> Engine:
    """The engine of the site's index."""
    return _site().searcher.engine


def generation() -> str:
    """Return a name of the index as it is now: another one after each change, empty where there is no index."""
    return engine().generation()


def searcher() -> Searcher:
    """The site's searcher, with names as fresh as a few seconds."""
    site = _site()
    with _lock:
        return site.current()


def _site() -> _Site:
    here = settings.SEARCH_URL, str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    with _lock:
        if here not in _searchers:
            _searchers.clear()  # tests move the index; one is open at a time
            _searchers[here] = _Site(*here)
        return _searchers[here]


def forget() -> None:
    """Drop everything that is kept in memory; the next search reads it again."""
    with _lock:
        _searchers.clear()


def search(request: SearchRequest) -> SearchResult:
    """Answer `request`; never raises for anything a reader can type."""
    return searcher().search(request)


def find_ids(request: SearchRequest) -> list[int]:
    """Return the ids of all meetings that `request` finds, in its order, whatever page it asks for."""
    return searcher().ids(request)


def find_related(meeting_id: int, limit: int = 6) -> list[int]:
    """Return the ids of published meetings that share people, sides, topics and words with this one, nearest first."""
    try:
        return searcher().related(meeting_id, limit)
    except IndexMissingError:
        return []
