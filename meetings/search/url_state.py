"""A search as an address: the query string read into a request, and a request written as a query string.

Whatever cannot be read is left out and told to the reader; nothing a reader can type is an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, get_args
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.search.results.facet_labels import label_values, present_values
from meetings.search.types import FACET_NAMES, SearchRequest, Sort
from meetings.text.fold import fold
from meetings.text.typed_dates import MESSAGES, DaySpan, NotADateError, read_days

LONGEST_QUERY = 500  # characters: an address of more is refused by many servers and proxies
MOST_VALUES = 20  # of one facet

FACET_LABELS = {
    "person": gettext_lazy("Person"),
    "country": gettext_lazy("Country or region"),
    "organisation": gettext_lazy("Organisation"),
    "year": gettext_lazy("Year"),
    "kind": gettext_lazy("Kind of meeting"),
    "topic": gettext_lazy("Topic"),
    "place": gettext_lazy("Place"),
    "outlet": gettext_lazy("Source"),
}


def facet_label(facet: str) -> str:
    """Return the name of a facet in the current language."""
    return str(FACET_LABELS[facet])


@dataclass(slots=True)
class RequestReading:
    """What an address asks for, the labels of the chosen values, and what could not be read of it."""

    request: SearchRequest
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    typed_from: str = ""
    typed_to: str = ""
    notices: list[str] = field(default_factory=list)


def read_request(params: QueryDict) -> RequestReading:
    """The search that `params` ask for."""
    reading = RequestReading(
        SearchRequest(), typed_from=params.get("from", "")[:40], typed_to=params.get("to", "")[:40]
    )
    query = " ".join(params.get("q", "").split())
    if len(query) > LONGEST_QUERY:
        query = query[:LONGEST_QUERY]
        reading.notices.append(
            _("The query was very long; its first %(n)s characters were used.") % {"n": LONGEST_QUERY}
        )
    chosen = {facet: tuple(_values(params, facet, reading)) for facet in FACET_NAMES}
    first, last = _read_days(reading.typed_from, reading), _read_days(reading.typed_to, reading)
    if first and last and first.first > last.last:
        reading.notices.append(_("The first date lay after the last; they were exchanged."))
        first, last = last, first
        reading.typed_from, reading.typed_to = reading.typed_to, reading.typed_from
    reading.request = SearchRequest(
        query=query,
        date_from=first.first if first else None,
        date_to=last.last if last else None,
        sort=_sort(params.get("sort", ""), query, reading),
        **chosen,  # type: ignore[arg-type]
    )
    return reading


def _values(params: QueryDict, facet: str, reading: RequestReading) -> Iterator[Any]:
    """The values of a facet that exist; the others are reported."""
    asked = [value.strip() for value in params.getlist(facet) if value.strip()][:MOST_VALUES]
    if facet in ("country", "organisation"):
        asked = [value.upper() for value in asked]
    if facet == "year":
        asked = [fold(value) for value in asked]
        known = {value: value for value in asked if value.isdecimal() and 1000 <= int(value[:6]) <= 9999}
    else:
        known = label_values(facet, asked)
        if unknown := [value for value in asked if value not in known]:
            moved = present_values(facet, unknown)
            asked = [moved.get(value, value) for value in asked]
            known |= label_values(facet, moved.values())
    reading.labels[facet] = known
    for value in dict.fromkeys(asked):
        if value in known:
            yield int(value) if facet == "year" else value
        else:
            reading.notices.append(
                _("The filter “%(facet)s: %(value)s” is not known here and was left out.")
                % {"facet": FACET_LABELS[facet], "value": value[:60]}
            )


def _sort(asked: str, query: str, reading: RequestReading) -> Any:
    usual = "relevance" if query else "newest"
    if asked and asked not in get_args(Sort):
        reading.notices.append(_("“%(sort)s” is not an order that results can be sorted in.") % {"sort": asked[:40]})
        asked = ""
    return usual if not asked or (asked == "relevance" and not query) else asked


def _read_days(typed: str, reading: RequestReading) -> DaySpan | None:
    """Return the days that `typed` names; None, with a notice where something was typed that is not a date."""
    try:
        return read_days(typed)
    except NotADateError as error:
        problem = _(MESSAGES[error.code]) % error.params
        reading.notices.append(_("%(problem)s It was left out.") % {"problem": problem})
        return None


def list_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that say what `request` says, in a fixed order, without what goes without saying."""
    found: list[tuple[str, str]] = [("q", request.query)] if request.query else []
    found += [(facet, str(value)) for facet in FACET_NAMES for value in getattr(request, facet)]
    if request.date_from:
        found.append(("from", request.date_from.isoformat()))
    if request.date_to:
        found.append(("to", request.date_to.isoformat()))
    if request.sort != ("relevance" if request.query else "newest"):
        found.append(("sort", request.sort))
    if request.page > 1:
        found.append(("page", str(request.page)))
    return found


def write_query_string(request: SearchRequest, *more: tuple[str, str]) -> str:
    """`request` as a query string, without its question mark."""
    return urlencode([*list_parameters(request), *more])


def write_url(request: SearchRequest, *more: tuple[str, str]) -> str:
    """The address of the page that answers `request`."""
    query = write_query_string(request, *more)
    return reverse("search") + (f"?{query}" if query else "")


def toggle_value(request: SearchRequest, facet: str, value: Any) -> SearchRequest:
    """`request` with `value` of `facet` chosen, or no longer chosen where it was; from its first page."""
    values = getattr(request, facet)
    changed: dict[str, Any] = {facet: tuple(v for v in values if v != value) if value in values else (*values, value)}
    return replace(request, page=1, **changed)


def drop_filters(request: SearchRequest) -> SearchRequest:
    """Only the words and the order of `request`."""
    return SearchRequest(query=request.query, sort=request.sort)
