"""Search: the query language, the documents, the engines and everything a result page shows.

The public face is this module and `meetings.search.records`. Nothing outside an engine's own module knows which
engine runs.
"""

from meetings.search.types import (
    FACETS,
    FacetValue,
    Hit,
    Notice,
    Piece,
    SearchRequest,
    SearchResult,
    Suggestion,
    Why,
)

__all__ = [
    "FACETS",
    "FacetValue",
    "Hit",
    "Notice",
    "Piece",
    "SearchRequest",
    "SearchResult",
    "Suggestion",
    "Why",
    "generation",
    "ids",
    "related",
    "search",
    "suggest",
]


def generation() -> str:
    """A name of the index as it is now: another one after each change of it, empty where there is none."""
    from meetings.search import site_search

    return site_search.engine().generation()


def search(request: SearchRequest) -> SearchResult:
    """Answer `request`; never raises for anything a reader can type."""
    from meetings.search import site_search

    return site_search.search(request)


def ids(request: SearchRequest) -> list[int]:
    """The ids of all meetings that `request` finds, in its order, whatever page it asks for. For exports and feeds."""
    from meetings.search import site_search

    return site_search.ids(request)


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Names of people, countries, organisations and topics that begin as `text` does, in any script."""
    from meetings.search import autocomplete

    return autocomplete.suggest(text, limit)


def related(meeting_id: int, limit: int = 6) -> list[int]:
    """Ids of published meetings that share people, sides, topics and words with this one, nearest first."""
    from meetings.search import site_search

    return site_search.related(meeting_id, limit)
