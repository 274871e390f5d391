"""Search: what the rest of the project may ask of it. Nobody else imports the modules inside.

A search goes from a `SearchRequest` to a `SearchResult`; `read_request` and `write_url` translate between requests and
URLs. The index follows the database by itself after each commit; `catch_up`, `one_update_at_the_end` and the verbs
beside them are for callers that know better when.
"""

from meetings.search.autocomplete import SUGGESTION_KINDS, suggest, suggestion_url
from meetings.search.facets import FACET_NAMES, FACETS, FACETS_BY_NAME, Facet, label_values
from meetings.search.index.signals import catch_up, follow_after_commit, one_update_at_the_end
from meetings.search.index.updating import (
    count_meetings_to_index,
    index_is_current,
    rebuild_index,
    update_index,
)
from meetings.search.results.messages import explain_match, explain_notice
from meetings.search.site_search import generation, ids, related, search
from meetings.search.types import (
    FacetValue,
    Hit,
    Notice,
    Piece,
    SearchRequest,
    SearchResult,
    Sort,
    Suggestion,
    Why,
)
from meetings.search.url_state import (
    RequestReading,
    drop_filters,
    list_parameters,
    read_request,
    toggle_value,
    write_query_string,
    write_url,
)

__all__ = [
    "FACETS",
    "FACETS_BY_NAME",
    "FACET_NAMES",
    "SUGGESTION_KINDS",
    "Facet",
    "FacetValue",
    "Hit",
    "Notice",
    "Piece",
    "RequestReading",
    "SearchRequest",
    "SearchResult",
    "Sort",
    "Suggestion",
    "Why",
    "catch_up",
    "count_meetings_to_index",
    "drop_filters",
    "explain_match",
    "explain_notice",
    "follow_after_commit",
    "generation",
    "ids",
    "index_is_current",
    "label_values",
    "list_parameters",
    "one_update_at_the_end",
    "read_request",
    "rebuild_index",
    "related",
    "search",
    "suggest",
    "suggestion_url",
    "toggle_value",
    "update_index",
    "write_query_string",
    "write_url",
]
