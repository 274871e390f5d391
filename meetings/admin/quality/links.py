"""The names and pages of records with findings, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from meetings.queries.checks import Finding, Record
from meetings.services.history import load_names_of
from meetings.services.history.states import get_model


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record as a list of findings shows it; `address` is its page at the desk, `review` that of its review."""

    kind: str
    name: str
    address: str
    review: str = ""


def name_records_of(findings: Iterable[Finding]) -> dict[Record, NamedRecord]:
    """Return the records of `findings` and the others that they are about; one query for each kind of record."""
    return name_records(record for one in findings for record in (one.record, *one.others))


def name_records(records: Iterable[Record]) -> dict[Record, NamedRecord]:
    """Return the names and pages of `records`; one query for each kind of record."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, pk in records:
        ids[kind].add(pk)
    found = {}
    for kind, some in ids.items():
        names = load_names_of(get_model(kind), some)
        for pk in some:
            found[kind, pk] = NamedRecord(
                str(capfirst(get_model(kind)._meta.verbose_name)),
                names.get(pk, str(pk)),
                _address(f"admin:meetings_{kind}_change", pk),
                _address("admin:review-meeting", pk) if kind == "meeting" else "",
            )
    return found


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
