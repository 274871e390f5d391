"""Addresses of exports: that of the page, with the format instead of the last slash."""

from django.urls import path, register_converter

from meetings.exports import selections
from meetings.exports.corrections_feed import corrections_feed
from meetings.exports.selections import Select
from meetings.exports.views import export, make_card_view, redirect_unsorted_pair
from meetings.queries.formats import FORMATS
from meetings.queries.kinds import QUERIES_BY_KIND, list_names


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
    "meetings": selections.select_all_meetings,
    "meetings/<str:slug>": selections.select_meeting,
    **{name: selections.list_selector(name) for name in list_names()},
    **{row.kind.route: selections.record_selector(row.kind) for row in QUERIES_BY_KIND.values()},
    "articles/<str:slug>": selections.select_article,
}

urlpatterns = [
    path("corrections.atom", corrections_feed, name="corrections-feed"),
    *(path(f"{page}.<format:extension>", export(select)) for page, select in PAGES.items()),
    *(path(f"{page}.png", make_card_view(select)) for page, select in PAGES.items() if "/" in page),
    path("between/<str:first>/<str:second>.png", redirect_unsorted_pair(make_card_view(selections.select_between))),
    path(
        "between/<str:first>/<str:second>.<format:extension>", redirect_unsorted_pair(export(selections.select_between))
    ),
]
