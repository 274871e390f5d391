"""What speaks against a merge of authority records. An editor who merges them all the same says why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.ingest.reference import read_reference_keys
from meetings.models import Appointment, Meeting, Organisation, Outlet, Place, Position, Topic
from meetings.queries.offices import format_term
from meetings.services.merging.authority_kinds import AUTHORITY_KINDS, AuthorityKind

MAX_NAMED = 3  # meetings or people


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a merge: its name and its words, in the language of the page."""

    key: str
    words: str


def find_objections(kept: Any, others: Iterable[Any]) -> list[Objection]:
    """Return what speaks against merging `others` into `kept`."""
    kind = AUTHORITY_KINDS[kept._meta.model_name]
    found = []
    for other in others:
        for name, rule in _RULES.items():
            if kind.model in rule.kinds and (words := rule.find(kind, kept, other)):
                found.append(Objection(f"{name}-{other.pk}", words))
    return found


def select_shared_meetings(kind: AuthorityKind, kept: Any, other: Any) -> Any:
    """Return the meetings in which both records are."""
    of_kept, of_other = (kind.model._base_manager.filter(pk=one.pk).values(kind.meetings) for one in (kept, other))
    return Meeting.objects.filter(pk__in=of_kept).filter(pk__in=of_other)


# --- The rules --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Rule:
    find: Callable[[AuthorityKind, Any, Any], str]  # returns the words, empty if nothing speaks against
    kinds: tuple[Any, ...]


def _compare_sides(kind: AuthorityKind, kept: Any, other: Any) -> str:
    if kept.side is None or other.side is None or kept.side == other.side:
        return ""
    return _("They are offices of different sides: %(one)s and %(other)s.") % {"one": kept.side, "other": other.side}


def _compare_terms(kind: AuthorityKind, kept: Any, other: Any) -> str:
    rows = Appointment.objects.select_related("official")
    mine, its = (list(rows.filter(position=one)) for one in (kept, other))
    pairs = [(a, b) for a in mine for b in its if a.official_id != b.official_id and a.term.overlaps(b.term)]
    if not pairs:
        return ""
    named = "; ".join(" / ".join(map(_describe_holder, pair)) for pair in pairs[:MAX_NAMED])
    return _("Different people held them at the same time: %(people)s.") % {"people": named}


def _describe_holder(one: Appointment) -> str:
    return f"{one.official} ({format_term(one)})"


def _compare_countries(kind: AuthorityKind, kept: Any, other: Any) -> str:
    if kept.country is None or other.country is None or kept.country == other.country:
        return ""
    values = {"one": kept.country, "other": other.country}
    return _("They are in different countries: %(one)s and %(other)s.") % values


def _compare_regions(kind: AuthorityKind, kept: Any, other: Any) -> str:
    if kept.country != other.country or kept.region is None or other.region is None or kept.region == other.region:
        return ""
    return _("They are in different regions: %(one)s and %(other)s.") % {"one": kept.region, "other": other.region}


def _compare_extent(kind: AuthorityKind, kept: Any, other: Any) -> str:
    if bool(kept.city_ar) == bool(other.city_ar):
        return ""
    return _("One is a city, the other a whole country.")


def _compare_kinds(kind: AuthorityKind, kept: Any, other: Any) -> str:
    if kept.kind == other.kind:
        return ""
    values = {"one": kept.get_kind_display(), "other": other.get_kind_display()}
    return _("They are of different kinds: %(one)s and %(other)s.") % values


def _compare_domains(kind: AuthorityKind, kept: Any, other: Any) -> str:
    mine, its = ({domain.lower() for domain in (one.domain, *one.other_domains) if domain} for one in (kept, other))
    if not mine or not its or mine & its:
        return ""
    values = {"one": kept.domain or min(mine), "other": other.domain or min(its)}
    return _("They publish at different domains: %(one)s and %(other)s.") % values


def _find_shared_meetings(kind: AuthorityKind, kept: Any, other: Any) -> str:
    shared = select_shared_meetings(kind, kept, other)
    if not (number := shared.count()):
        return ""
    named = "; ".join(str(one) for one in shared.order_by("pk")[:MAX_NAMED])
    text = ngettext("%(n)d meeting has both: %(meetings)s.", "%(n)d meetings have both: %(meetings)s.", number)
    return text % {"n": number, "meetings": named + (" …" if number > MAX_NAMED else "")}


def _compare_identifiers(kind: AuthorityKind, kept: Any, other: Any) -> str:
    mine, its = (_group_by_scheme(record) for record in (kept, other))
    different = [f"{', '.join(mine[scheme])} / {', '.join(its[scheme])}" for scheme in mine if scheme in its]
    if not different:
        return ""
    return _("They have different identifiers: %(identifiers)s.") % {"identifiers": "; ".join(different)}


def _group_by_scheme(record: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in record.identifiers.all():
        found.setdefault(one.scheme, []).append(str(one))
    return found


def _compare_reference(kind: AuthorityKind, kept: Any, other: Any) -> str:
    known = read_reference_keys(kind.model)
    keys = [getattr(one, kind.key) for one in (kept, other)]
    if not all(key.lower() in known for key in keys):
        return ""
    text = _("The reference data has both: %(one)s and %(other)s.")
    return text % {"one": keys[0], "other": keys[1]}


_ALL = tuple(kind.model for kind in AUTHORITY_KINDS.values())
_RULES = {
    "sides": _Rule(_compare_sides, (Position,)),
    "terms": _Rule(_compare_terms, (Position,)),
    "countries": _Rule(_compare_countries, (Place, Outlet)),
    "regions": _Rule(_compare_regions, (Place,)),
    "extent": _Rule(_compare_extent, (Place,)),
    "kinds": _Rule(_compare_kinds, (Organisation,)),
    "domains": _Rule(_compare_domains, (Outlet,)),
    "meetings": _Rule(_find_shared_meetings, (Position, Organisation, Topic)),
    "identifiers": _Rule(_compare_identifiers, tuple(model for model in _ALL if model is not Topic)),
    "reference": _Rule(_compare_reference, _ALL),
}
