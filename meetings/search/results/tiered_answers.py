"""The answer to a planned query in two tiers: the exact set in the order asked for, then meetings with some of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from meetings.search.engines.protocol import (
    Answer,
    Conjunction,
    DateRange,
    Engine,
    FacetFilter,
    Negation,
    Node,
    SearchPlan,
)
from meetings.search.facets import FACET_NAMES, FACETS_BY_NAME
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.planner import NOTHING
from meetings.search.types import SearchRequest

PUBLIC = FacetFilter("state", frozenset(("published",)))
MAX_PAGE_HITS = 100
MAX_HITS = 10_000  # that pages can show


@dataclass(slots=True)
class TieredAnswer:
    """One page: `ids` and `scores` of the first tier, then of the second, which begins at number `first_partial`."""

    total: int
    partial: int
    page: int
    pages: int
    ids: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    first_partial: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_past_end: bool = False


def answer_page(engine: Engine, request: SearchRequest, planned: PlannedQuery) -> TieredAnswer:
    """Return the page that a request asks for; a page past the end is the last one."""
    exact = make_plan(request, planned, planned.match)
    size, wanted = exact.limit, exact.offset // exact.limit
    first = engine.run(exact)
    second, partial = _count_partial(engine, request, planned, exact, first.total)
    pages = max(1, -(-min(first.total + partial, MAX_HITS) // size))
    number = min(wanted, pages - 1)
    if number != wanted:
        first = engine.run(replace(exact, offset=number * size))
    found = TieredAnswer(first.total, partial, number + 1, pages, facets=first.facets, is_past_end=number != wanted)
    found.ids, found.scores = list(first.ids), list(first.scores)
    found.first_partial = len(first.ids)
    left = size - len(first.ids)
    if left and partial and second is not None:
        offset = max(number * size - first.total, 0)
        more = engine.run(replace(second, offset=offset, limit=left))
        found.ids += more.ids
        found.scores += more.scores
    return found


def _count_partial(
    engine: Engine, request: SearchRequest, planned: PlannedQuery, exact: SearchPlan, total: int
) -> tuple[SearchPlan | None, int]:
    """Return the plan of the second tier and its number of meetings; without any, of the first fallback with some."""
    if planned.partial is not None:
        plan = _make_second(request, planned, Conjunction((planned.partial, Negation(planned.match))))
        if count := engine.run(replace(plan, limit=0)).total:
            return plan, count
    for node in planned.fallbacks if not total else ():
        plan = _make_second(request, planned, node)
        if count := engine.run(replace(plan, limit=0)).total:
            return plan, count
    return None, 0


def _make_second(request: SearchRequest, planned: PlannedQuery, match: Node) -> SearchPlan:
    """Return a plan for meetings with some of the query, the best first; the order of the exact set is not theirs."""
    return replace(make_plan(replace(request, sort="relevance"), planned, match), facets=())


def make_plan(request: SearchRequest, planned: PlannedQuery, match: Node) -> SearchPlan:
    """Return the plan of one page of the meetings that match, with the filters of the request."""
    must: list[Node] = [match, PUBLIC] if request.public else [match]
    must += [NOTHING] if request.is_unreadable else []
    if request.date_from or request.date_to:
        first = request.date_from.toordinal() if request.date_from else 1
        last = request.date_to.toordinal() if request.date_to else 10**7
        must.append(DateRange(first, last))
    must += [node for facet in FACET_NAMES for node in _narrow(request, facet)]
    size = min(max(request.page_size, 1), MAX_PAGE_HITS)
    page = max(request.page, 1)
    return SearchPlan(
        match=Conjunction(tuple(must)),
        filters={
            facet: FacetFilter(facet, frozenset(chosen))
            for facet in FACET_NAMES
            if (chosen := request.chosen.get(facet)) and not _narrows(request, facet)
        },
        groups=tuple(planned.groups),
        near=tuple(planned.near),
        sort=request.sort if planned.groups or request.sort == "oldest" else "newest",
        offset=(min(page, MAX_HITS // size) - 1) * size,
        limit=size,
        facets=FACET_NAMES,
    )


def _narrows(request: SearchRequest, facet: str) -> bool:
    """Return whether all chosen values of a facet must hold: two people are those of one meeting."""
    return FACETS_BY_NAME[facet].has_parties and facet not in request.any_of


def _narrow(request: SearchRequest, facet: str) -> list[Node]:
    """Return a condition for each chosen value of a facet that narrows."""
    if not _narrows(request, facet):
        return []
    return [FacetFilter(facet, frozenset((value,))) for value in request.chosen.get(facet, ())]


def find_exact(engine: Engine, request: SearchRequest, planned: PlannedQuery, limit: int) -> Answer:
    """Return the exact set from its beginning, without facets."""
    plan = make_plan(replace(request, page=1), planned, planned.match)
    return engine.run(replace(plan, offset=0, limit=limit, facets=()))
