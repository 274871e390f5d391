"""Records by their identifiers in authority files."""

from django.db.models import Q

from meetings.models import Identifier
from meetings.models.identifiers import IDENTIFIED
from meetings.text.identifiers import read_identifier


def find_identified(kind: str, text: str) -> list[int]:
    """Return the ids of the records of `kind` with the identifier `text`, written in any way; mostly none or one.

    It asks the database only where the text can be an identifier: where it has a digit.
    """
    if kind not in IDENTIFIED or not any(sign.isdecimal() for sign in text):
        return []
    readings = Q()
    for scheme in Identifier.Scheme.values:
        if value := read_identifier(scheme, text):
            readings |= Q(scheme=scheme, value=value)
    if not readings:
        return []
    found = Identifier.objects.filter(readings, **{f"{kind}__isnull": False}).order_by(f"{kind}_id")
    return list(dict.fromkeys(found.values_list(f"{kind}_id", flat=True)))
