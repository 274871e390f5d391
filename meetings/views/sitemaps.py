"""What search engines are told: every public page, in both languages, and what they may leave."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from meetings.models import Meeting, Official
from meetings.queries import sides, subjects

LISTS = ("home", "meetings", "officials", "sides", "topics", "places", "outlets")


class _Pages(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class ListPages(_Pages):
    def items(self) -> tuple[str, ...]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Meetings(_Pages):
    def items(self) -> QuerySet[Meeting]:
        return Meeting.objects.public().order_by("id")

    def lastmod(self, item: Meeting) -> Any:
        return item.updated_at


class Officials(_Pages):
    def items(self) -> QuerySet[Official]:
        return Official.objects.public().order_by("id")


class Sides(_Pages):
    def items(self) -> list[Any]:
        return [*sides.countries(), *sides.organisations()]


class Subjects(_Pages):
    def items(self) -> list[Any]:
        return [*subjects.topics(), *subjects.places(), *subjects.outlets()]


SITEMAPS = {"lists": ListPages, "meetings": Meetings, "officials": Officials, "sides": Sides, "subjects": Subjects}


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the desk and the endless combinations of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Disallow: /search/",
        "Disallow: /en/search/",
        "Disallow: /suggest/",
        "Disallow: /en/suggest/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
