"""Addresses of exports: that of the page, with the format instead of the last slash."""

from django.urls import path, register_converter

from meetings.exports import selections
from meetings.exports.selections import Select
from meetings.exports.views import canonical_two, card_view, export
from meetings.queries.formats import FORMATS
from meetings.queries.kinds import OF_KIND, list_names


class FormatConverter:
    """A converter for the ending of an address that is the name of a format."""

    regex = "|".join(sorted(FORMATS, key=len, reverse=True))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "format")

PAGES: dict[str, Select] = {
    "search": selections.search,
    "meetings": selections.all_meetings,
    "meetings/<str:slug>": selections.meeting,
    **{name: selections.listed(name) for name in list_names()},
    **{row.kind.route: selections.record(row.kind) for row in OF_KIND.values()},
    "articles/<str:slug>": selections.article,
}

urlpatterns = [
    *(path(f"{page}.<format:extension>", export(select)) for page, select in PAGES.items()),
    *(path(f"{page}.png", card_view(select)) for page, select in PAGES.items() if "/" in page),
    path("between/<str:first>/<str:second>.png", canonical_two(card_view(selections.two))),
    path("between/<str:first>/<str:second>.<format:extension>", canonical_two(export(selections.two))),
]
