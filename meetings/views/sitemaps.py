"""What search engines are told: every public page, in both languages, and what they may leave."""

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

from meetings.models import Meeting, Official, Place
from meetings.queries import freshness
from meetings.queries.sides import Side
from meetings.queries.state import kept

LISTS = ("home", "meetings", "officials", "sides", "topics", "places", "outlets", "activity", "between-choose")
RECORDS = 1_000  # on one page of a sitemap: two addresses each

Entry = tuple[str, Sequence[str], datetime | None]  # name of the page, what its address needs, last change


class _Pages(Sitemap):
    """Entries are turned into addresses a page of the sitemap at a time, each in both languages."""

    limit = RECORDS

    @property
    def paginator(self) -> Paginator:
        return Paginator(self.items(), self.limit)  # type: ignore[arg-type]

    def get_latest_lastmod(self) -> datetime | None:
        raise NotImplementedError

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        start = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        languages = [code for code, _ in settings.LANGUAGES]
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

    def entry(self, item: Any) -> Entry:
        """The page that `item` stands for."""
        entry: Entry = item
        return entry


class ListPages(_Pages):
    def items(self) -> list[Entry]:
        changed = _last_meeting()
        return [(name, (), changed) for name in LISTS]

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()


class Meetings(_Pages):
    def items(self) -> Any:
        return Meeting.objects.public().order_by("id").values_list("slug", "updated_at")

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()

    def entry(self, item: tuple[str, datetime]) -> Entry:
        return "meeting", item[:1], item[1]


class Officials(_Pages):
    def items(self) -> Any:
        return freshness.officials()

    def get_latest_lastmod(self) -> datetime | None:
        moment: datetime | None = Official.objects.public().aggregate(latest=Max("updated_at"))["latest"]
        return moment

    def entry(self, item: tuple[str, datetime]) -> Entry:
        return "official", item[:1], item[1]


class Others(_Pages):
    """Sides, topics, places and outlets."""

    def items(self) -> list[Entry]:
        return kept("sitemap-others", _others)

    def get_latest_lastmod(self) -> datetime | None:
        return _last_meeting()


def _others() -> list[Entry]:
    found: list[Entry] = []
    for record, changed in freshness.sides_and_subjects():
        key = record.slug if isinstance(record, Place) else record.code
        found.append((record._meta.model_name, (key.lower() if isinstance(record, Side) else key,), changed))
    return found


def _last_meeting() -> datetime | None:
    moment: datetime | None = Meeting.objects.public().aggregate(latest=Max("updated_at"))["latest"]
    return moment


SITEMAPS = {"lists": ListPages, "meetings": Meetings, "officials": Officials, "others": Others}


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the desk and the endless combinations of filters, as pages and as exports."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Disallow: /search/",
        "Disallow: /search.",
        "Disallow: /en/search/",
        "Disallow: /en/search.",
        "Disallow: /suggest/",
        "Disallow: /en/suggest/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
