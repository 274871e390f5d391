"""Officials without an English name, and proposals for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from meetings.gazetteer.latin_names import find_english_name, write_in_latin
from meetings.models import Official, OfficialName, ReviewState
from meetings.queries.offices import make_offices_prefetch


def select_without_english_name() -> QuerySet[Any]:
    """Return the officials without an English name, those of most meetings first, with `meetings_count` and offices."""
    found: QuerySet[Any] = Official.objects.filter(name_en="").exclude(review_state=ReviewState.REJECTED)
    counted: QuerySet[Any] = found.annotate(meetings_count=Count("participations", distinct=True))
    return counted.prefetch_related("names", make_offices_prefetch()).order_by("-meetings_count", "name_ar", "pk")


@dataclass(frozen=True, slots=True)
class ProposedName:
    """English names for an official: `known` from the record or the table of leaders, `others` only romanised."""

    official: Official
    known: str
    others: tuple[str, ...]


def propose_english_names(officials: Iterable[Official]) -> list[ProposedName]:
    """Return the proposals for officials whose names are fetched."""
    return [_propose(official) for official in officials]


def _propose(official: Official) -> ProposedName:
    names = list(official.names.all())
    latin = [one.name for one in names if one.script == OfficialName.Script.LATIN and " " in one.name.strip()]
    arabic = [official.name_ar, *(one.name for one in names if one.script == OfficialName.Script.ARABIC)]
    in_table = dict.fromkeys(filter(None, map(find_english_name, arabic)))
    known = next(iter(in_table), "") if len(in_table) == 1 else ""
    proposed = dict.fromkeys([*([known] if known else []), *latin, *in_table, write_in_latin(official.name_ar)])
    first = known or next(iter(latin), "")
    return ProposedName(official, first, tuple(one for one in proposed if one and one != first))
