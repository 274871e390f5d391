"""The site's own search: the engine that the settings name, over the archive's documents and names."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import override

from meetings.models import Country, Meeting, Official, OfficialName, Organisation, Outlet, Participation, Place, Topic
from meetings.search.documents.documents import demonyms
from meetings.search.engines.protocol import Engine, IndexMissingError
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.query.entity_names import Directory, Entry
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest, SearchResult

LOOK_AGAIN = 5.0  # seconds after which a glance at the database tells whether names have changed
READ_AGAIN = 600.0  # seconds after which names are read again whatever the glance says

_lock = threading.Lock()
_searchers: dict[str, "_Site"] = {}


class _Site:
    """One searcher and the age of its directory."""

    def __init__(self, path: str) -> None:
        self.searcher = Searcher(WhooshEngine(path), keep=Path(path) / "vocabulary")
        self.read_at = self.looked_at = float("-inf")
        self.stamp: tuple[object, ...] = ()

    def current(self) -> Searcher:
        """The searcher, with names that are a few seconds old at most. A change of the index reads them at once."""
        now = time.monotonic()
        generation = self.searcher.engine.generation()
        if self.stamp[:1] == (generation,) and now - self.looked_at < LOOK_AGAIN:
            return self.searcher
        stamp = (generation, *_glance())
        if stamp != self.stamp or now - self.read_at > READ_AGAIN:
            self.searcher.directory = read_directory()
            self.read_at = now
        self.stamp, self.looked_at = stamp, now
        return self.searcher


def _glance() -> Iterator[object]:
    """What changes when names are added, taken away or edited through a form; six small queries."""
    yield Official.objects.aggregate(n=Count("id"), last=Max("updated_at"))
    for model in (OfficialName, Country, Organisation, Topic, Place):
        yield model.objects.aggregate(n=Count("id"), last=Max("id"))


def path() -> str:
    """The folder of the index."""
    return str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


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
    here = path()
    with _lock:
        if here not in _searchers:
            _searchers.clear()  # tests move the index; one is open at a time
            _searchers[here] = _Site(here)
        return _searchers[here]


def forget() -> None:
    """Drop everything that is kept in memory; the next search reads it again."""
    with _lock:
        _searchers.clear()


def search(request: SearchRequest) -> SearchResult:
    """Answer `request`; never raises for anything a reader can type."""
    return searcher().search(request)


def ids(request: SearchRequest) -> list[int]:
    """Return the ids of all meetings that `request` finds, in its order, whatever page it asks for."""
    return searcher().ids(request)


def related(meeting_id: int, limit: int = 6) -> list[int]:
    """Return the ids of published meetings that share people, sides, topics and words with this one, nearest first."""
    try:
        return searcher().related(meeting_id, limit)
    except IndexMissingError:
        return []


def read_directory() -> Directory:
    """All names of the archive, in eight queries."""
    return Directory([*_officials(), *_sides(), *_others()])


def _officials() -> list[Entry]:
    names: dict[int, list[str]] = {}
    for official_id, name in OfficialName.objects.order_by("id").values_list("official_id", "name"):
        names.setdefault(official_id, []).append(name)
    meetings: dict[int, int] = {}
    for official_id in Participation.objects.filter(
        official__isnull=False, meeting__review_state="published"
    ).values_list("official_id", flat=True):
        meetings[official_id] = meetings.get(official_id, 0) + 1
    return [
        Entry("official", slug, pk, _unique(name_ar, name_en, *names.get(pk, ())), weight=meetings.get(pk, 0))
        for pk, slug, name_ar, name_en in Official.objects.filter(review_state="published")
        .order_by("id")
        .values_list("id", "slug", "name_ar", "name_en")
    ]


def _sides() -> list[Entry]:
    counts: dict[tuple[str, int], int] = {}
    for country, organisation in Participation.objects.filter(meeting__review_state="published").values_list(
        "country_id", "organisation_id"
    ):
        key = ("country", country) if country else ("organisation", organisation)
        counts[key] = counts.get(key, 0) + 1
    found = []
    for kind, sides in (
        ("country", Country.objects.order_by("id")),
        ("organisation", Organisation.objects.order_by("id")),
    ):
        for side in sides:
            names = _unique(side.name_ar, side.name_en, *side.names)
            found.append(Entry(kind, side.code, side.pk, names, demonyms(side), counts.get((kind, side.pk), 0)))
    return found


def _others() -> list[Entry]:
    # Those that nothing published has to do with may be in the archive for the sake of a draft.
    shown = Meeting.objects.public()
    topics = Topic.objects.filter(meeting_topics__meeting__in=shown).distinct().order_by("id")
    outlets = Outlet.objects.filter(articles__sources__meeting__in=shown).distinct().order_by("id")
    found = [Entry("topic", t.code, t.pk, _unique(t.name_ar, t.name_en)) for t in topics]
    found += [Entry("outlet", o.code, o.pk, _unique(o.name_ar, o.name_en)) for o in outlets]
    for place in Place.objects.filter(meetings__in=shown).distinct().select_related("country").order_by("id"):
        country = place.country
        names = (
            (place.city_ar, place.city_en) if place.city_ar else (country.name_ar, country.name_en) if country else ()
        )
        found.append(Entry("place", place.slug, place.pk, _unique(*names)))
    for kind in Meeting.Kind:
        labels = []
        for language in ("ar", "en"):
            with override(language):
                labels.append(str(kind.label))
        found.append(Entry("kind", kind.value, 0, _unique(*labels)))
    return found


def _unique(*names: str) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
