"""Files for search engines: sitemaps with all public pages in both languages, and robots.txt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from meetings.models import Meeting, Official
from meetings.models.kinds import KINDS
from meetings.models.languages import list_language_codes
from meetings.queries import freshness
from meetings.queries.formats import FORMATS
from meetings.queries.kinds import list_latest_changes
from meetings.queries.state import get_cached

LISTS = (
    "home",
    *dict.fromkeys(kind.list_name for kind in KINDS if kind.list_name),
    *("activity", "between-choose", "about", "method", "coverage", "corrections"),
)
MAX_RECORDS = 1_000  # on one page of a sitemap, each with an address in both languages

_NOT_FOR_ENGINES = (
    *("/admin/", "/search/", "/search.", "/suggest/"),
    *("/corrections/new/", "/corrections/requests/"),
)

PageEntry = tuple[str, Sequence[str], datetime | None]  # name of the page, what its address needs, last change


class _Pages(Sitemap[Any]):
    """A sitemap that makes the addresses of one page at a time, each in both languages."""

    limit = MAX_RECORDS

    @property
    def paginator(self) -> "Paginator[Any]":
        return Paginator(self.items(), self.limit)  # type: ignore[arg-type]

    def get_latest_lastmod(self) -> datetime | None:
        raise NotImplementedError

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        start = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        languages = list_language_codes()
        entries = [self.entry(item) for item in self.paginator.page(page).object_list]
        paths: dict[str, list[str]] = {}
        for language in languages:
            with override(language):
                paths[language] = [start + reverse(name, args=words) for name, words, _ in entries]
        found = []
        for place, (_name, _words, changed) in enumerate(entries):
            alternates = [{"lang_code": language, "location": paths[language][place]} for language in languages]
            alternates.append({"lang_code": "x-default", "location": paths[settings.LANGUAGE_CODE][place]})
            for language in languages:
                location = paths[language][place]
                found.append({"location": location, "lastmod": changed, "alternates": alternates})
        moments = [changed for _, _, changed in entries if changed]
        self.latest_lastmod = max(moments, default=None)
        return found

    def entry(self, item: Any) -> PageEntry:
        """Return the page of `item`."""
        entry: PageEntry = item
        return entry


class ListPages(_Pages):
    """The front page, the lists, and other pages without a record."""

    def items(self) -> list[PageEntry]:
        changed = _last_meeting()
        return [(name, (), changed) for name in LISTS]

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()


class Meetings(_Pages):
    """The pages of meetings."""

    def items(self) -> Any:
        return Meeting.objects.public().order_by("id").values_list("slug", "updated_at")

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()

    def entry(self, item: tuple[str, datetime]) -> PageEntry:
        return "meeting", item[:1], item[1]


class Officials(_Pages):
    """The pages of officials."""

    def items(self) -> Any:
        return freshness.select_officials()

    def get_latest_lastmod(self) -> datetime | None:
        moment: datetime | None = Official.objects.public().aggregate(latest=Max("updated_at"))["latest"]
        return moment

    def entry(self, item: tuple[str, datetime]) -> PageEntry:
        return "official", item[:1], item[1]


class Others(_Pages):
    """The pages of sides, topics, places and outlets."""

    def items(self) -> list[PageEntry]:
        return get_cached("sitemap-others", _others)

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()


def _others() -> list[PageEntry]:
    return [(kind.name, (kind.address_key(record),), changed) for kind, record, changed in list_latest_changes()]


def _last_meeting() -> datetime | None:
    moment: datetime | None = Meeting.objects.public().aggregate(latest=Max("updated_at"))["latest"]
    return moment


SITEMAPS = {"lists": ListPages, "meetings": Meetings, "officials": Officials, "others": Others}


def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: search engines may read all pages except the desk and the many combinations of filters."""
    prefixes = ["", *(f"/{code}" for code in list_language_codes() if code != settings.LANGUAGE_CODE)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {prefix}{path}" for path in _NOT_FOR_ENGINES for prefix in prefixes),
        *(f"Disallow: /*.{name}$" for name in FORMATS if name != "atom"),  # the same facts as the pages
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
