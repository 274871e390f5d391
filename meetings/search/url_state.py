"""Searches as URLs: the query string is read into a request, and a request is written as a query string.

A filter that cannot be read is said in a notice and finds nothing; no text that a reader can type is an error.
"""

from dataclasses import dataclass, field, replace
from typing import Any, get_args
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.search.facets import FACET_NAMES, FACETS, FACETS_BY_NAME, Facet
from meetings.search.types import SearchRequest, Sort
from meetings.text.typed_dates import MESSAGES, DaySpan, NotADateError, read_days

MAX_QUERY_CHARACTERS = 500  # many servers and proxies refuse a longer URL
MAX_VALUES = 20  # of one facet
ANY = "any"  # parameter: facets of parties of whose chosen values one is enough
_PARTY_FACETS = tuple(facet.name for facet in FACETS if facet.has_parties)
MAX_REPEATED_CHARACTERS = 60  # of a value, in a notice about it


@dataclass(slots=True)
class RequestReading:
    """The request in a URL, the labels of the chosen values, and notices about the parts that could not be read."""

    request: SearchRequest
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    typed_from: str = ""
    typed_to: str = ""
    notices: list[str] = field(default_factory=list)
    is_unreadable: bool = False


def read_request(params: QueryDict) -> RequestReading:
    """Return the request in `params`, with labels and notices."""
    reading = RequestReading(
        SearchRequest(), typed_from=params.get("from", "")[:40], typed_to=params.get("to", "")[:40]
    )
    query = " ".join(params.get("q", "").split())
    if len(query) > MAX_QUERY_CHARACTERS:
        query = query[:MAX_QUERY_CHARACTERS]
        reading.notices.append(
            _("The query is too long. Only its first %(n)s characters were used.") % {"n": MAX_QUERY_CHARACTERS}
        )
    chosen = {facet.name: values for facet in FACETS if (values := _read_values(params, facet, reading))}
    any_of = _read_any_of(params, reading)
    first, last = _read_days(reading.typed_from, reading), _read_days(reading.typed_to, reading)
    if first and last and first.first > last.last:
        reading.notices.append(_("The first date was after the last one. Mahdar swapped them."))
        first, last = last, first
        reading.typed_from, reading.typed_to = reading.typed_to, reading.typed_from
    reading.request = SearchRequest(
        query=query,
        chosen=chosen,
        date_from=first.first if first else None,
        date_to=last.last if last else None,
        sort=_sort(params.get("sort", ""), query, reading),
        any_of=any_of,
        is_unreadable=reading.is_unreadable,
    )
    return reading


def _read_values(params: QueryDict, facet: Facet, reading: RequestReading) -> tuple[str, ...]:
    """Return the values of a facet that exist; add their labels, and a notice for each of the others, to `reading`."""
    asked = [facet.read_value(typed) for typed in params.getlist(facet.name) if typed.strip()][:MAX_VALUES]
    known = facet.label_values(asked)
    if unknown := [value for value in asked if value not in known]:
        present = facet.find_present_values(unknown)
        asked = [present.get(value, value) for value in asked]
        known |= facet.label_values(present.values())
    reading.labels[facet.name] = known
    asked = list(dict.fromkeys(asked))
    if unread := [value for value in asked if value not in known]:
        reading.is_unreadable = True
        reading.notices += [
            _("The filter “%(facet)s: %(value)s” is unknown. No meeting matches it.")
            % {"facet": facet.label, "value": value[:MAX_REPEATED_CHARACTERS]}
            for value in unread
        ]
    return tuple(value for value in asked if value in known)


def _read_any_of(params: QueryDict, reading: RequestReading) -> frozenset[str]:
    """Return the facets of parties of which one value is enough; of the other facets it always is."""
    asked = [typed for typed in params.getlist(ANY) if typed.strip()][:MAX_VALUES]
    for name in dict.fromkeys(name for name in asked if name not in FACETS_BY_NAME):
        reading.is_unreadable = True
        reading.notices.append(
            _("“any=%(facet)s” names no filter. Use one of: %(facets)s. No meeting matches it.")
            % {"facet": name[:MAX_REPEATED_CHARACTERS], "facets": _(", ").join(_PARTY_FACETS)}
        )
    return frozenset(asked) & frozenset(_PARTY_FACETS)


def _sort(asked: str, query: str, reading: RequestReading) -> Any:
    usual = "relevance" if query else "newest"
    if asked and asked not in get_args(Sort):
        reading.notices.append(_("Results cannot be sorted by “%(sort)s”.") % {"sort": asked[:40]})
        asked = ""
    return usual if not asked or (asked == "relevance" and not query) else asked


def _read_days(typed: str, reading: RequestReading) -> DaySpan | None:
    """Return the days that `typed` names; None for an empty text and, with a notice, for one that is not a date."""
    try:
        return read_days(typed)
    except NotADateError as error:
        problem = _(MESSAGES[error.code]) % error.params
        reading.notices.append(_("%(problem)s No meeting matches it.") % {"problem": problem})
        reading.is_unreadable = True
        return None


def list_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters of `request` in a fixed order, without those that have default values."""
    found: list[tuple[str, str]] = [("q", request.query)] if request.query else []
    found += [(facet, value) for facet in FACET_NAMES for value in request.chosen.get(facet, ())]
    found += [(ANY, facet) for facet in FACET_NAMES if facet in request.any_of and has_several(request, facet)]
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
    """Return `request` as a query string, without its question mark."""
    return urlencode([*list_parameters(request), *more])


def write_url(request: SearchRequest, *more: tuple[str, str]) -> str:
    """Return the URL of the page that answers `request`."""
    query = write_query_string(request, *more)
    return reverse("search") + (f"?{query}" if query else "")


def toggle_value(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """Return `request` with `value` of `facet` chosen, or no longer chosen if it was; from its first page."""
    values = request.chosen.get(facet, ())
    toggled = tuple(v for v in values if v != value) if value in values else (*values, value)
    return replace(request, page=1, chosen={**request.chosen, facet: toggled})


def has_several(request: SearchRequest, facet: str) -> bool:
    """Return whether several parties of one facet are chosen: then all of them take part, or any of them is enough."""
    return FACETS_BY_NAME[facet].has_parties and len(request.chosen.get(facet, ())) > 1


def toggle_any(request: SearchRequest, facet: str) -> SearchRequest:
    """Return `request` with any of the chosen parties of `facet` enough, or all of them needed; from its first page."""
    return replace(request, page=1, any_of=request.any_of ^ {facet})


def drop_filters(request: SearchRequest) -> SearchRequest:
    """Return a request with only the words and the order of `request`."""
    return SearchRequest(query=request.query, sort=request.sort)
