"""Exports, citation and alert of a page.

They follow from the page's address alone, so that a page of a new kind of record gets them with the row of this kind in
`models/kinds.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _

from meetings.models.kinds import KINDS, KINDS_BY_NAME, list_kinds_with_pages
from meetings.queries import formats
from meetings.queries.citations import Citation, get_page_title, make_citations
from meetings.search import write_query_string

register = template.Library()

# Name of a page in the URL configuration -> content of its exports (see queries/formats.py).
HOLDS = (
    {kind.list_name: "records" for kind in KINDS if kind.list_name}
    | {kind.name: kind.holds for kind in list_kinds_with_pages()}
    | {"search": "meetings", "meetings": "meetings", "between": "meetings"}
)
_TITLES = {kind.list_name: kind.list_label for kind in reversed(KINDS) if kind.list_name}


@dataclass(frozen=True, slots=True)
class FormatLink:
    """A format of a page, its address and, for a table, the address of the table with a row for each participant."""

    format: formats.Format
    address: str
    people: str = ""


def _page(context: template.Context) -> tuple[HttpRequest | None, str]:
    """Return the request, and the name of the page in the URL configuration; empty for a search that was stopped."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    name = (match.url_name or "") if match else ""
    return request, "" if name == "search" and "asked" not in context else name


@register.simple_tag(takes_context=True)
def formats_of_page(context: template.Context, *only: str) -> list[FormatLink]:
    """Return the formats of the page's exports, or `only` some of them; an empty list for an unpublished record."""
    request, name = _page(context)
    if request is None or name not in HOLDS or not _is_public(context):
        return []
    query = _query(context, name)
    people = formats.make_address(request.path, "csv", "&".join(filter(None, (query, "rows=people"))))
    return [
        FormatLink(
            formats.FORMATS[extension],
            formats.make_address(request.path, extension, query),
            people if extension == "csv" and HOLDS[name] != "records" else "",
        )
        for extension in formats.OFFERED[HOLDS[name]]
        if not only or extension in only
    ]


@register.simple_tag(takes_context=True)
def alert_of_page(context: template.Context) -> str:
    """Return the address of the form to request an alert for this page; empty if it has no alerts."""
    request, name = _page(context)
    if request is None or not settings.MAHDAR_SENDS_MAIL:
        return ""
    if name == "search":
        query = _query(context, name)
        return reverse("alert") + (f"?{query}" if query else "")
    kind = KINDS_BY_NAME.get(name)
    if kind is not None and kind.facet and _is_public(context):
        return f"{reverse('alert')}?{urlencode({kind.facet: getattr(context['about'], kind.key)})}"
    return ""


def _query(context: template.Context, name: str) -> str:
    """Return the query string of a search as Mahdar read it, without unknown parameters and without the page."""
    return write_query_string(replace(context["asked"], page=1)) if name == "search" else ""


def _is_public(context: template.Context) -> bool:
    """Return whether all readers may see the record of the page; True for a page without a record."""
    return getattr(context.get("about"), "review_state", "published") == "published"


@register.simple_tag(takes_context=True)
def citations_of_page(context: template.Context) -> list[Citation]:
    """Return the page's citation in each language; an empty list for an unpublished record."""
    request, name = _page(context)
    if request is None or name not in HOLDS or not _is_public(context):
        return []
    about = context.get("about")
    return list(make_citations(_naming(context, name, about), permanent_address(request, _query(context, name)), about))


def _naming(context: template.Context, name: str, about: Any) -> Callable[[], str]:
    """Return a function that returns the page's title in the language that is active when it is called."""
    if about is not None:
        return lambda: get_page_title(about)
    if name == "between":
        first, second = context["parties"]
        return lambda: _("%(first)s and %(second)s") % {"first": first.name, "second": second.name}
    if name == "search" and (query := context["asked"].query):
        return lambda: _("Search: %(query)s") % {"query": query}
    return lambda: str(_TITLES.get(name) or _("Search"))


def permanent_address(request: HttpRequest, query: str = "") -> str:
    """Return the full address of the page with `query` that is the same for all readers.

    It is that of the page in the archive's first language; of a list it is the first page.
    """
    path = translate_url(request.path, settings.LANGUAGE_CODE)
    return request.build_absolute_uri(f"{path}?{query}" if query else path)
