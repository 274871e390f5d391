"""The Haystack backend on our engine: SearchQuerySet, update_index and rebuild_index use the same documents and plans.

Queries are written in our query language, so a SearchQuerySet finds what the site's search box finds.
`meetings.search.documents` makes the documents from the database; Haystack's prepared fields are not stored as well.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, log_query
from haystack.models import SearchResult
from haystack.utils import get_identifier

from meetings.models import Meeting
from meetings.search import site_search
from meetings.search.engines.protocol import Conjunction, FacetFilter, IndexMissingError, Node, SearchPlan
from meetings.search.facets import FACET_NAMES
from meetings.search.index import updating
from meetings.search.query.planned import PlannedQuery
from meetings.search.results.did_you_mean import suggest_queries
from meetings.search.results.highlighting import make_snippet

logger = logging.getLogger(__name__)
EVERYTHING = "*"
_MAX_HITS = 10_000  # hits, when Haystack gives no end


class MahdarSearchBackend(BaseSearchBackend):  # type: ignore[misc]  # Haystack has no types
    """The backend, which reads and writes through `meetings.search`; a missing index is logged and gives no results."""

    def setup(self) -> None:
        """Do nothing: the first write makes the index."""

    # ------------------------------------------------------------------------------------------------------ writing
    def update(self, index: Any, iterable: Iterable[Meeting], commit: bool = True) -> None:
        updating.write_now([meeting.pk for meeting in iterable])

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        updating.write_now([int(get_identifier(obj_or_string).rpartition(".")[2])], gone=True)

    def clear(self, models: Any = None, commit: bool = True) -> None:
        updating.clear()

    # ------------------------------------------------------------------------------------------------------ reading
    @log_query  # type: ignore[untyped-decorator]  # Haystack has no types
    def search(self, query_string: str, **options: Any) -> dict[str, Any]:
        try:
            return self._search(query_string, **options)
        except IndexMissingError:
            logger.error("There is no search index; run `manage.py rebuild_index`.")
            return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}

    def _search(
        self,
        query_string: str,
        sort_by: Any = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        facets: Any = None,
        narrow_queries: Iterable[str] | None = None,
        highlight: bool = False,
        models: Any = None,
        result_class: type[SearchResult] | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        searcher = site_search.get_searcher()
        planned = searcher.plan(query_string)
        narrowed = [searcher.plan(query).match for query in narrow_queries or ()]
        none = bool(models) and Meeting not in models
        match: Node = FacetFilter("state", frozenset()) if none else Conjunction((planned.match, *narrowed))
        answer = searcher.engine.run(
            SearchPlan(
                match=match,
                groups=tuple(planned.groups),
                sort=_sort(sort_by, bool(planned.groups)),
                offset=start_offset,
                limit=max((end_offset if end_offset is not None else start_offset + _MAX_HITS) - start_offset, 0),
                facets=tuple(facet for facet in FACET_NAMES if facet in (facets or ())),
            )
        )
        counted = {
            facet: sorted(values.items(), key=lambda v: (-v[1], v[0])) for facet, values in answer.facets.items()
        }
        return {
            "results": self._results(answer.ids, answer.scores, planned, highlight, result_class or SearchResult),
            "hits": answer.total,
            "facets": {"fields": counted, "dates": {}, "queries": {}} if counted else {},
            "spelling_suggestion": self._suggestion(query_string, planned) if self.include_spelling else None,
        }

    def _results(
        self, ids: list[int], scores: list[float], planned: PlannedQuery, highlight: bool, kind: type[SearchResult]
    ) -> list[SearchResult]:
        stored = site_search.get_engine().stored(ids)
        results = []
        for document_id, score in zip(ids, scores, strict=True):
            fields: dict[str, Any] = {"title": stored[document_id].title, "text": stored[document_id].text}
            if highlight:
                pieces, _ = make_snippet(stored[document_id].text, planned.matches)
                fields["highlighted"] = {
                    "text": ["".join(f"<em>{escape(p.text)}</em>" if p.marked else escape(p.text) for p in pieces)]
                }
            results.append(kind("meetings", "meeting", str(document_id), score, **fields))
        return results

    def _suggestion(self, query: str, planned: PlannedQuery) -> str | None:
        if not planned.unknown:
            return None
        searcher = site_search.get_searcher()
        return next(iter(suggest_queries(query, planned, searcher.vocabulary(), searcher.count)), None)

    def more_like_this(
        self,
        model_instance: Meeting,
        additional_query_string: str | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        result_class: type[SearchResult] | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        end = end_offset if end_offset is not None else start_offset + 20
        found = site_search.find_related(model_instance.pk, end + 1)
        page = found[start_offset:end]
        results = self._results(page, [0.0] * len(page), PlannedQuery(), False, result_class or SearchResult)
        return {"results": results, "hits": len(found)}

    def build_search_kwargs(self, query_string: str, **options: Any) -> dict[str, Any]:
        return options


def _sort(sort_by: Any, ranked: bool) -> str:
    first = (sort_by or [""])[0] if not isinstance(sort_by, str) else sort_by
    if first in ("-date", "date"):
        return "newest" if first == "-date" else "oldest"
    return "relevance" if ranked else "newest"


class MahdarSearchQuery(BaseSearchQuery):  # type: ignore[misc]  # Haystack has no types
    """A query that writes a SearchQuerySet's filters in our query language."""

    def matching_all_fragment(self) -> str:
        return EVERYTHING

    def build_params(self, spelling_query: str | None = None, **options: Any) -> dict[str, Any]:
        return {
            "sort_by": self.order_by,
            "start_offset": self.start_offset,
            "end_offset": self.end_offset,
            "facets": [name.removesuffix("_exact") for name in self.facets],
            "narrow_queries": [_field_words(query) for query in self.narrow_queries],
            "highlight": bool(self.highlight),
            "models": self.models,
            "result_class": self.result_class,
        }

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        kind = getattr(value, "input_type_name", "")
        prepared = value.prepare(self) if kind else value
        if kind == "raw":
            return str(prepared)
        field = field.removesuffix("_exact")
        if field == "date":
            return _dates(filter_type, prepared)
        several = (
            list(prepared) if filter_type in ("in", "range") or isinstance(prepared, list | tuple | set) else [prepared]
        )
        if field in FACET_NAMES or field == "state":
            if filter_type == "range":
                return f'{field}:"{several[0]}-{several[1]}"'
            return "(" + " OR ".join(f'{field}:"{one}"' for one in several) + ")"
        if kind == "exact" or filter_type == "exact":
            return '"' + str(prepared).strip('"') + '"'
        if filter_type == "startswith":
            return f"{prepared}*"
        if kind == "auto_query":
            return f"({prepared})"
        return "(" + " AND ".join(str(prepared).split()) + ")"

    def clean(self, query_fragment: str) -> str:
        return query_fragment


def _dates(filter_type: str, value: Any) -> str:
    if filter_type == "range":
        return f"(from:{value[0]:%Y-%m-%d} AND to:{value[1]:%Y-%m-%d})"
    word = "from" if filter_type in ("gt", "gte") else "to"
    if filter_type in ("exact", "content"):
        return f"(from:{value:%Y-%m-%d} AND to:{value:%Y-%m-%d})"
    return f"{word}:{value:%Y-%m-%d}"


def _field_words(query: str) -> str:
    """Return a filter of Haystack, such as person_exact:"x", with our field, person."""
    return query.replace("_exact:", ":")


class MahdarSearchEngine(BaseEngine):  # type: ignore[misc]  # Haystack has no types
    """The engine that HAYSTACK_CONNECTIONS names."""

    backend = MahdarSearchBackend
    query = MahdarSearchQuery
