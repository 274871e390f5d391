"""What can be taken from a page: its formats and its citation. Both are made of the page's address alone, so that a
page that is new gets them with a line in the table here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.queries import formats
from meetings.queries.citations import Citation, citations, name_of
from meetings.search import write_query_string

register = template.Library()

# Name of a page's address -> what its exports hold (see queries/formats.py).
KINDS = {
    "search": "meetings",
    "meetings": "meetings",
    "meeting": "meeting",
    "official": "meetings",
    "country": "meetings",
    "organisation": "meetings",
    "topic": "meetings",
    "place": "meetings",
    "outlet": "meetings",
    "between": "meetings",
    "article": "article",
    "officials": "records",
    "sides": "records",
    "topics": "records",
    "places": "records",
    "outlets": "records",
}
# Where a page's context has the record that it is about, if it is about one.
_ABOUT = {"meeting": "meeting", "official": "official", "country": "side", "organisation": "side", "topic": "subject",
          "place": "subject", "outlet": "subject", "article": "article"}  # fmt: skip
_TITLES: dict[str, str | Promise] = {
    "meetings": gettext_lazy("Meetings"),
    "officials": gettext_lazy("Officials"),
    "sides": gettext_lazy("Countries and organisations"),
    "topics": gettext_lazy("Topics"),
    "places": gettext_lazy("Places"),
    "outlets": gettext_lazy("Sources"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A format of a page and where it is; of a table also where it has a row for each participant."""

    format: formats.Format
    address: str
    people: str = ""


def _page(context: template.Context) -> tuple[HttpRequest | None, str]:
    """The request and the name of the page's address."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    return request, (match.url_name or "") if match else ""


@register.simple_tag(takes_context=True)
def formats_of_page(context: template.Context, *only: str) -> list[Link]:
    """The formats in which the page can be taken along, or `only` some of them; none of what is not public."""
    request, name = _page(context)
    if request is None or name not in KINDS or not _is_public(context, name):
        return []
    query = _query(context, name)
    people = formats.address(request.path, "csv", "&".join(filter(None, (query, "rows=people"))))
    return [
        Link(
            formats.FORMATS[extension],
            formats.address(request.path, extension, query),
            people if extension == "csv" and KINDS[name] != "records" else "",
        )
        for extension in formats.OFFERED[KINDS[name]]
        if not only or extension in only
    ]


# Pages whose meetings are a search by one value: the facet, and where the context has the record.
_FACETS = {"official": ("person", "slug"), "country": ("country", "code"), "organisation": ("organisation", "code"),
           "topic": ("topic", "code"), "place": ("place", "slug"), "outlet": ("outlet", "code")}  # fmt: skip


@register.simple_tag(takes_context=True)
def alert_of_page(context: template.Context) -> str:
    """Where one asks to be told by mail of new meetings of this page; empty where there is nothing to be told of."""
    request, name = _page(context)
    if request is None or not settings.MAHDAR_SENDS_MAIL:
        return ""
    if name == "search":
        query = _query(context, name)
        return reverse("alert") + (f"?{query}" if query else "")
    if name in _FACETS and _is_public(context, name):
        facet, key = _FACETS[name]
        return f"{reverse('alert')}?{urlencode({facet: getattr(context[_ABOUT[name]], key)})}"
    return ""


def _query(context: template.Context, name: str) -> str:
    """What the page asks for, as it was read: without what nobody here understands, without the page of a list."""
    return write_query_string(replace(context["asked"], page=1)) if name == "search" else ""


def _is_public(context: template.Context, name: str) -> bool:
    about = context.get(_ABOUT[name]) if name in _ABOUT else None
    return getattr(about, "review_state", "published") == "published"


@register.simple_tag(takes_context=True)
def citations_of_page(context: template.Context) -> list[Citation]:
    """The page's citation in each language; none of what is not public."""
    request, name = _page(context)
    if request is None or name not in KINDS or not _is_public(context, name):
        return []
    about = context.get(_ABOUT[name]) if name in _ABOUT else None
    return list(citations(_naming(context, name, about), permanent_address(request, _query(context, name)), about))


def _naming(context: template.Context, name: str, about: Any) -> Callable[[], str]:
    """What gives the page's title in the language that is active when it is asked."""
    if about is not None:
        return lambda: name_of(about)
    if name == "between":
        first, second = context["parties"]
        return lambda: _("%(first)s and %(second)s") % {"first": first.name, "second": second.name}
    if name == "search" and (query := context["asked"].query):
        return lambda: _("Search: %(query)s") % {"query": query}
    return lambda: str(_TITLES.get(name) or _("Search"))


def permanent_address(request: HttpRequest, query: str = "") -> str:
    """The full address of the page with `query` that does not depend on the reader's language nor on the page of a
    list."""
    path = translate_url(request.path, settings.LANGUAGE_CODE)
    return request.build_absolute_uri(f"{path}?{query}" if query else path)
