"""The rule on the side of a person: reports of the same days give one official two sides, of which one may be wrong."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.models import Appointment, Organisation, Participation
from meetings.models.people import Precision
from meetings.models.terms import Holding, Term
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope

MAX_DAYS = 31  # between two meetings in which an official cannot have changed sides without a doubt
_SIDE = ("country__code", "country__parent__code", "organisation__code", "organisation__kind")
_NAMES = ("country__name_ar", "country__name_en", "organisation__name_ar", "organisation__name_en")


@dataclass(frozen=True, slots=True)
class _Side:
    """A country, region or organisation. A party speaks for its state too, and a region for its country."""

    code: str
    parent: str | None
    is_party: bool
    name: Named

    @classmethod
    def of(cls, country: str | None, parent: str | None, body: str | None, kind: str | None, *names: str) -> "_Side":
        """Return the side in the columns `_SIDE` and `_NAMES`."""
        shown = [name or "" for name in (names[:2] if country else names[2:])]
        return cls(country or body or "", parent, kind == Organisation.Kind.PARTY, Named(*shown))

    def excludes(self, other: "_Side") -> bool:
        """Return whether one person does not represent both at one time."""
        related = self.code in (other.code, other.parent) or other.code == self.parent
        return not (related or self.is_party or other.is_party)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An official in a meeting for a side."""

    meeting: int
    who: Named
    day: date
    side: _Side


def person_under_two_sides(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings that name an official for a side, while the archive knows them under another side that day.

    It knows the side by an appointment, or else by the meetings of the days around: of two sides the one of fewer
    meetings is in doubt, and of equally many the one that was entered later.
    """
    parts = scope.unless_rejected(Participation.objects.order_by("meeting"), "meeting__").filter(
        official__isnull=False,
        meeting__date_precision__in=(Precision.DAY, Precision.MONTH),
        meeting__date__isnull=False,
    )
    parts = parts.exclude(country__isnull=True, organisation__isnull=True).exclude(basis=Participation.Basis.INFERRED)
    wanted: set[tuple[int | None, int]] | None = None
    if not scope.is_whole:
        asked = scope.participations(of_officials=True).filter(official__isnull=False)
        parts = parts.filter(official__in=asked.values("official"))
        wanted = set(asked.values_list("official", "meeting"))
    seen: dict[int, list[_Seen]] = defaultdict(list)
    names = ("official__name_ar", "official__name_en")
    for official, name_ar, name_en, meeting, day, *side in parts.values_list(
        "official", *names, "meeting", "meeting__date", *_SIDE, *_NAMES
    ):
        seen[official].append(_Seen(meeting, Named(name_ar, name_en), day, _Side.of(*side)))
    held = _load_terms(seen)
    for official, some in sorted(seen.items()):
        terms, some = held.get(official, []), sorted(some, key=_get_day)
        if len({one.side.code for one in some} | {side.code for side, _term in terms}) == 1:
            continue
        for one in some:
            is_wanted = wanted is None or (official, one.meeting) in wanted
            if is_wanted and (other := _find_other_side(one, some, terms)):
                values = {"who": one.who, "side": one.side.name, "other": other.name}
                yield Finding("person-side", ("meeting", one.meeting), values, (("official", official),))


def _get_day(one: _Seen) -> date:
    return one.day


def _load_terms(seen: dict[int, list[_Seen]]) -> dict[int, list[tuple[_Side, Term]]]:
    """Return the terms of all officials with the sides of their offices; one query."""
    found: dict[int, list[tuple[_Side, Term]]] = defaultdict(list)
    rows = Appointment.objects.order_by()
    sides = [f"position__{column}" for column in (*_SIDE, *_NAMES)]
    for official, start, start_precision, end, end_precision, *side in rows.values_list(
        "official", "start", "start_precision", "end", "end_precision", *sides
    ):
        if official in seen and any(side[:3]):
            found[official].append((_Side.of(*side), Term.of(start, start_precision, end, end_precision)))
    return found


def _find_other_side(one: _Seen, seen: list[_Seen], terms: list[tuple[_Side, Term]]) -> _Side | None:
    """Return the side under which the archive knows the official on that day, if it is another one.

    `seen` is in the order of the days.
    """
    if any(not side.excludes(one.side) for side, _term in terms):
        return None  # they hold or held an office of this side
    if held := next((side for side, term in terms if term.holding_on(one.day) == Holding.HELD), None):
        return held
    first = bisect_left(seen, one.day - timedelta(days=MAX_DAYS), key=_get_day)
    return _find_side_of_more_meetings(
        one, seen[first : bisect_right(seen, one.day + timedelta(days=MAX_DAYS), key=_get_day)]
    )


def _find_side_of_more_meetings(one: _Seen, near: list[_Seen]) -> _Side | None:
    """Return another side that more of the meetings `near` name, or as many and earlier ones."""
    meetings: dict[str, list[int]] = defaultdict(list)
    sides = {other.side.code: other.side for other in near}
    for other in near:
        meetings[other.side.code].append(other.meeting)
    found = [(len(its), -min(its), code) for code, its in meetings.items() if sides[code].excludes(one.side)]
    mine = len(meetings[one.side.code]), -one.meeting
    return sides[max(found)[2]] if found and mine < max(found)[:2] else None
