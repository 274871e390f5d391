"""What to say when a search names people or sides, and the archive records no meeting of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.search.facets import FACETS, label_values
from meetings.search.types import QueryPart, SearchRequest, SearchResult

PARTY_KINDS = ("person", "side", "role")


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A sentence that says what is not recorded; `address` is that of the page of the two, where there is one."""

    sentence: str
    address: str = ""


def describe_unrecorded(result: SearchResult) -> Unrecorded | None:
    """Return the sentence for a search that names parties of meetings only, and finds none; None for other searches."""
    asked = result.request
    named = [part for part in result.parts if part.kind in PARTY_KINDS]
    if result.total or not result.only_parts or not named or asked.is_unreadable or _has_alternatives(asked):
        return None
    parties = [*named, *_list_chosen_parties(asked)]
    others = [part.typed for part in result.parts if part.kind not in PARTY_KINDS] + list(_describe_filters(asked))
    return Unrecorded(_write_sentence(list(map(_name_party, parties)), others), _find_address(parties))


def _has_alternatives(asked: SearchRequest) -> bool:
    """Return whether one of several chosen parties is enough: the sentence cannot say so."""
    return any(len(asked.chosen.get(facet, ())) > 1 for facet in asked.any_of)


def _list_chosen_parties(asked: SearchRequest) -> list[QueryPart]:
    """Return the parties that filters choose, as parts of the query."""
    return [
        QueryPart("person" if facet.name == "person" else "side", value, 0, 0, values=((facet.name, value),))
        for facet in FACETS
        if facet.has_parties
        for value in asked.chosen.get(facet.name, ())
    ]


def _describe_filters(asked: SearchRequest) -> Iterator[str]:
    """Yield the chosen values of the other filters and the days, in words."""
    for facet in FACETS:
        chosen = () if facet.has_parties else asked.chosen.get(facet.name, ())
        yield from label_values(facet.name, chosen).values()
    if asked.date_from:
        yield _("since %(first)s") % {"first": date_format(asked.date_from, "d/m/Y")}
    if asked.date_to:
        yield _("until %(last)s") % {"last": date_format(asked.date_to, "d/m/Y")}


def _name_party(part: QueryPart) -> str:
    """Return the name of the one record that a part means, else its words in quotation marks."""
    is_one = part.kind != "role" and len(part.values) == 1
    return label_part(part) if is_one else _("“%(words)s”") % {"words": part.typed}


def _write_sentence(names: Sequence[str], others: Sequence[str]) -> str:
    words = {"first": names[0], "second": names[-1], "all": _(", ").join(names), "others": _(", ").join(others)}
    if len(names) == 1:
        one = _("The archive has no meeting of %(first)s for “%(others)s”.")
        return (one if others else _("The archive has no meeting of %(first)s.")) % words
    if len(names) == 2:
        two = _("The archive has no meeting between %(first)s and %(second)s for “%(others)s”.")
        return (two if others else _("The archive has no meeting between %(first)s and %(second)s.")) % words
    more = _("The archive has no meeting of %(all)s together for “%(others)s”.")
    return (more if others else _("The archive has no meeting of %(all)s together.")) % words


def label_part(part: QueryPart) -> str:
    """Return the name of the one record that a part means, else its words as typed."""
    if part.kind in ("role", "period") or len(part.values) != 1:
        return part.typed
    ((facet, value),) = part.values
    return label_values(facet, [value]).get(value, "") or part.typed


def _find_address(parties: Sequence[QueryPart]) -> str:
    """Return the address of the page of two parties, each of which is one record; else an empty text."""
    if len(parties) != 2 or any(part.kind == "role" or len(part.values) != 1 for part in parties):
        return ""
    keys = sorted({value if facet == "person" else value.lower() for part in parties for facet, value in part.values})
    return reverse("between", args=keys) if len(keys) == 2 else ""
