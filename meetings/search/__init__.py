"""Search: the public interface for the rest of the project, which does not import the modules inside.

A search turns a `SearchRequest` into a `SearchResult`; `read_request` and `write_url` translate between requests and
URLs. The index follows the database automatically after each commit; `apply_noted_changes`, `defer_index_updates` and
`follow_after_commit` are for callers that choose the time.
"""

from meetings.search.autocomplete import SUGGESTION_KINDS, make_suggestion_url, suggest
from meetings.search.budget import SEARCH_RETRY_SECONDS, SearchTooLongError
from meetings.search.engines.protocol import IndexMissingError
from meetings.search.facets import FACET_NAMES, FACETS, FACETS_BY_NAME, Facet, label_facets, label_values
from meetings.search.index.condition import IndexCondition, get_index_folder, read_index_condition
from meetings.search.index.mending import start_mending
from meetings.search.index.signals import (
    apply_noted_changes,
    defer_index_updates,
    follow_after_commit,
    follow_in_thread,
    without_index_updates,
)
from meetings.search.index.updating import (
    count_meetings_to_index,
    find_index_damage,
    index_is_current,
    note_rebuild,
    rebuild_index,
    update_index,
)
from meetings.search.results.highlighting import mark_matches
from meetings.search.results.messages import explain_match, explain_missing, explain_notice
from meetings.search.results.unrecorded import Unrecorded, describe_unrecorded, label_part
from meetings.search.site_search import find_ids, find_related, get_generation, search
from meetings.search.types import (
    FacetValue,
    Hit,
    MatchReason,
    MissingPart,
    Notice,
    Piece,
    QueryPart,
    SearchRequest,
    SearchResult,
    Sort,
    Suggestion,
    WordMatch,
)
from meetings.search.url_state import (
    ANY,
    RequestReading,
    drop_filters,
    has_several,
    list_parameters,
    read_request,
    toggle_any,
    toggle_value,
    write_query_string,
    write_url,
)

__all__ = [
    "ANY",
    "FACETS",
    "FACETS_BY_NAME",
    "FACET_NAMES",
    "SEARCH_RETRY_SECONDS",
    "SUGGESTION_KINDS",
    "Facet",
    "FacetValue",
    "Hit",
    "IndexCondition",
    "IndexMissingError",
    "MatchReason",
    "MissingPart",
    "Notice",
    "Piece",
    "QueryPart",
    "RequestReading",
    "SearchRequest",
    "SearchResult",
    "SearchTooLongError",
    "Sort",
    "Suggestion",
    "Unrecorded",
    "WordMatch",
    "apply_noted_changes",
    "count_meetings_to_index",
    "defer_index_updates",
    "describe_unrecorded",
    "drop_filters",
    "explain_match",
    "explain_missing",
    "explain_notice",
    "find_ids",
    "find_index_damage",
    "find_related",
    "follow_after_commit",
    "follow_in_thread",
    "get_generation",
    "get_index_folder",
    "has_several",
    "index_is_current",
    "label_facets",
    "label_part",
    "label_values",
    "list_parameters",
    "make_suggestion_url",
    "mark_matches",
    "note_rebuild",
    "read_index_condition",
    "read_request",
    "rebuild_index",
    "search",
    "start_mending",
    "suggest",
    "toggle_any",
    "toggle_value",
    "update_index",
    "without_index_updates",
    "write_query_string",
    "write_url",
]
