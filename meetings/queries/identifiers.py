"""Records by their identifiers in authority files."""

from collections.abc import Iterable

from django.db.models import Q

from meetings.models import Identifier
from meetings.models.identifiers import IDENTIFIED
from meetings.text.identifiers import read_identifier


def find_identified(kind: str, texts: Iterable[str]) -> list[int]:
    """Return the ids of the records of `kind` with one of the identifiers `texts`, written in any way.

    It asks the database once, and only where a text can be an identifier: where it has a digit.
    """
    readings = Q()
    for text in texts if kind in IDENTIFIED else ():
        for scheme in Identifier.Scheme.values if any(sign.isdecimal() for sign in text) else ():
            if value := read_identifier(scheme, text):
                readings |= Q(scheme=scheme, value=value)
    if not readings:
        return []
    found = Identifier.objects.filter(readings, **{f"{kind}__isnull": False}).order_by(f"{kind}_id")
    return list(dict.fromkeys(found.values_list(f"{kind}_id", flat=True)))
