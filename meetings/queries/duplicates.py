"""Likely duplicates among officials, with the reasons in words, for the desk's pages and the command."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.matching import name_similarity as names
from meetings.matching import similar_officials as offices_and_sides
from meetings.models import Country, LikelyDuplicate, Organisation

_WORDS = {
    names.SAME: gettext_lazy("the same name: %(first)s"),
    names.SPELLING: gettext_lazy("two spellings of the same name: %(first)s, %(second)s"),
    names.SCRIPTS: gettext_lazy("the same name in two scripts: %(first)s, %(second)s"),
    names.SHORTER: gettext_lazy("one name is a short form of the other: %(first)s, %(second)s"),
    names.SLIPPED: gettext_lazy("names that differ slightly in one word: %(first)s, %(second)s"),
    names.WITHIN: gettext_lazy("one name is a part of the other: %(first)s, %(second)s"),
    names.LAST: gettext_lazy("the same family name: %(first)s, %(second)s"),
    names.FATHERS: gettext_lazy("different name of father or grandfather: %(first)s, %(second)s"),
    offices_and_sides.SAME_SIDE: gettext_lazy("both represent %(first)s"),
    offices_and_sides.OTHER_SIDES: gettext_lazy("they represent different sides: %(first)s, %(second)s"),
    offices_and_sides.OTHER_SIDES_LATER: gettext_lazy(
        "they represent different sides, years apart: %(first)s, %(second)s"
    ),
    offices_and_sides.SAME_TITLE: gettext_lazy("reports give both the same title, so a side may be wrong: %(first)s"),
    offices_and_sides.SAME_OFFICE: gettext_lazy("the same office at the same time: %(first)s"),
    offices_and_sides.SAME_OFFICE_SEEN: gettext_lazy("reports of a few years name both by the same office: %(first)s"),
    offices_and_sides.SAME_OFFICE_LATER: gettext_lazy("the same office at different times: %(first)s"),
    offices_and_sides.OTHER_OFFICES: gettext_lazy("different offices at the same time: %(first)s, %(second)s"),
}


def select_suggestions(state: str = LikelyDuplicate.State.WAITING) -> "QuerySet[LikelyDuplicate]":
    """Return the pairs in that state, the most likely first, with both officials."""
    found = LikelyDuplicate.objects.filter(state=state).select_related("first", "second")
    return found.order_by("-score", "pk")


def count_suggestions() -> dict[str, int]:
    """Return the number of pairs in each state; one query."""
    return dict(LikelyDuplicate.objects.order_by().values_list("state").annotate(Count("pk")))


def list_reasons_between(one: int, other: int) -> list[dict[str, Any]]:
    """Return the reasons why these two officials may be one person; an empty list if they are not a pair."""
    pair = LikelyDuplicate.objects.filter(Q(first=one, second=other) | Q(first=other, second=one)).first()
    return describe_reasons(pair.reasons, load_side_names()) if pair else []


def load_side_names() -> dict[str, str]:
    """Return the name of each side in the language of the page, by its code; two queries."""
    sides: tuple[Country | Organisation, ...] = (
        *Country.objects.defer("names", "demonyms"),
        *Organisation.objects.defer("names"),
    )
    return {side.code: side.name for side in sides}


def describe_reasons(reasons: Iterable[dict[str, Any]], sides: dict[str, str]) -> list[dict[str, Any]]:
    """Return the reasons for an editor: their `text`, and whether they speak `against`.

    `sides` is `load_side_names()`.
    """
    return [
        {"text": _in_words(reason, sides), "against": reason["weight"] <= 0 or _is_doubt(reason)} for reason in reasons
    ]


def _is_doubt(reason: dict[str, Any]) -> bool:
    return bool(reason["code"] == names.FATHERS)


def _in_words(reason: dict[str, Any], sides: dict[str, str]) -> str:
    code, words = str(reason["code"]), list(reason["words"])
    if code == offices_and_sides.ONE_MEETING:
        number = int(words[0])
        text = ngettext("both took part in %(n)d meeting", "both took part in %(n)d meetings", number)
        return text % {"n": number}
    if code not in _WORDS:
        return code
    if code in (offices_and_sides.SAME_SIDE, offices_and_sides.OTHER_SIDES, offices_and_sides.OTHER_SIDES_LATER):
        words = [sides.get(word, word) for word in words]
        if code == offices_and_sides.SAME_SIDE:
            words = [_(", ").join(words)]
    first, second = (*words, "", "")[:2]
    return str(_WORDS[code]) % {"first": first, "second": second}
