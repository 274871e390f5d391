"""The records that a text completes, for the boxes of the desk, ranked by meetings/queries/completion/."""

from collections.abc import Sequence
from typing import Any, overload

from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.queries.completion import MAX_TYPED_CHARACTERS, complete_names, is_ranked, order_records

MAX_RANKED_TEXTS = 1000  # meetings or articles of a search that are ranked; the rest of many is not shown


class RankedRecords(Sequence[Any]):
    """Records by their ids, best first; only the ones of a page are loaded.

    Args:
        desk: The list of these records, which says how they are loaded and named.
        ids: The ids in their order.
    """

    def __init__(self, desk: Any, ids: Sequence[int]) -> None:
        self._desk, self._ids = desk, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        wanted = self._ids[place]
        records = self._desk.for_autocomplete(self._desk.model._default_manager.all()).in_bulk(list(wanted))
        return [records[pk] for pk in wanted if pk in records]


def find_ranked(desk: Any, request: HttpRequest, among: QuerySet[Any], term: str) -> RankedRecords:
    """Return the records of `among` that `term` completes, best first."""
    term, kind = term[:MAX_TYPED_CHARACTERS], str(desk.opts.model_name)
    if is_ranked(kind):
        allowed = set(among.order_by().values_list("pk", flat=True))
        return RankedRecords(desk, [one.pk for one in complete_names(kind, term) if one.pk in allowed])
    found, _distinct = desk.get_search_results(request, among, term)
    rows = found.values_list("pk", *getattr(desk, "folded_fields", ()))[:MAX_RANKED_TEXTS]
    return RankedRecords(desk, order_records(rows, term))
