"""Pairs of records that may be one meeting: near in time, with the same people or sides. Drafts are included."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.matching.rules import MAX_DAYS_APART, MAX_NEWS_DAYS, MIN_SHARED_SIDES, is_exact_day, is_in_news
from meetings.models import DifferentMeetings, Meeting, Participation, Source
from meetings.models.people import Precision

MIN_LISTED_SCORE = 60  # of 100


@dataclass(slots=True)
class ComparedMeeting:
    """A meeting prepared for comparison."""

    pk: int
    day: datetime.date | None
    precision: str
    is_remote: bool
    place: int | None
    officials: set[int] = field(default_factory=set)
    sides: dict[tuple[str, int], set[int]] = field(default_factory=dict)  # and who spoke for each, where known
    articles: set[int] = field(default_factory=set)
    reported: set[datetime.date] = field(default_factory=set)

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return is_exact_day(self.day, self.precision)


@dataclass(frozen=True, slots=True)
class MeetingPair:
    """Two records that may be one meeting: ids, the smaller first, a score from 0 to 100, the reasons in words."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


def find_likely_pairs(limit: int = 200) -> list[MeetingPair]:
    """Return the likeliest pairs of the archive that no editor has marked as different; it takes five queries."""
    outlines = list(_outlines().values())
    said = _called_different()
    found = [pair for one, other in _near(outlines) if (pair := compare(one, other))]
    found = [pair for pair in found if (pair.first, pair.second) not in said]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))[:limit]


def find_likely_same(meeting: Meeting, limit: int = 8) -> list[MeetingPair]:
    """Return pairs of `meeting` and other records, the likeliest first."""
    outlines = _outlines()
    mine = outlines.get(meeting.pk)
    said = _called_different()
    found = [pair for other in outlines.values() if mine and other is not mine and (pair := compare(mine, other))]
    found = [pair for pair in found if (pair.first, pair.second) not in said]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))[:limit]


def _called_different() -> set[tuple[int, int]]:
    return set(DifferentMeetings.objects.values_list("first_id", "second_id"))


def _outlines() -> dict[int, ComparedMeeting]:
    rows = Meeting.objects.exclude(review_state="rejected").order_by("pk")
    found = {
        pk: ComparedMeeting(pk, day, precision, is_remote(kind), place)
        for pk, day, precision, kind, place in rows.values_list("pk", "date", "date_precision", "kind", "place_id")
    }
    parts = Participation.objects.order_by().values_list("meeting_id", "official_id", "country_id", "organisation_id")
    for pk, official, country, organisation in parts:
        if outline := found.get(pk):
            outline.officials |= {official} - {None}
            if country or organisation:
                side = ("country", country) if country else ("organisation", organisation)
                outline.sides.setdefault(side, set()).update({official} - {None})
    for pk, article, published in Source.objects.values_list("meeting_id", "article_id", "article__published_on"):
        if outline := found.get(pk):
            outline.articles.add(article)
            if published:
                outline.reported.add(published)
    return found


def _near(meetings: list[ComparedMeeting]) -> Iterator[tuple[ComparedMeeting, ComparedMeeting]]:
    """Yield every pair that is near in time, once each."""
    yield from _near_in_days([one for one in meetings if one.is_exact])
    yield from _near_in_people(meetings)


def _near_in_days(meetings: list[ComparedMeeting]) -> Iterator[tuple[ComparedMeeting, ComparedMeeting]]:
    days: dict[datetime.date, list[ComparedMeeting]] = defaultdict(list)
    for one in meetings:
        if one.day:
            days[one.day].append(one)
    for day, some in days.items():
        for number, one in enumerate(some):
            yield from ((one, other) for other in some[number + 1 :])
            for distance in range(1, MAX_DAYS_APART + 1):
                yield from ((one, other) for other in days.get(day + datetime.timedelta(distance), ()))


def _near_in_people(meetings: list[ComparedMeeting]) -> Iterator[tuple[ComparedMeeting, ComparedMeeting]]:
    """Yield each meeting without a known day together with every meeting of the same people."""
    of_official: dict[int, list[ComparedMeeting]] = defaultdict(list)
    for one in meetings:
        for official in one.officials:
            of_official[official].append(one)
    for one in meetings:
        if not one.is_exact:
            others = {other.pk: other for official in one.officials for other in of_official[official]}
            yield from ((one, other) for other in others.values() if other.is_exact or other.pk > one.pk)


def compare(one: ComparedMeeting, other: ComparedMeeting) -> MeetingPair | None:
    """Return the two as a pair where they are similar enough, else None."""
    days = _days_between(one, other)
    people, sides = len(one.officials & other.officials), len(one.sides.keys() & other.sides.keys())
    if days is None or not (people >= 2 or sides >= MIN_SHARED_SIDES) or (people == 0 and days != 0):
        return None
    score = (40, 30, 20)[days] + min(people, 2) * 20 + (10 if sides >= MIN_SHARED_SIDES else 0)
    score += _of_place(one, other) - 25 * _others_spoke(one, other)
    if one.is_remote != other.is_remote:
        score -= 30
    if one.articles & other.articles and not (days == 0 and people >= 2):
        score -= 30  # one article that reports two meetings
    if score < MIN_LISTED_SCORE:
        return None
    first, second = sorted((one, other), key=lambda outline: outline.pk)
    return MeetingPair(first.pk, second.pk, min(score, 100), tuple(_reasons(one, other, days, people, sides)))


def _of_place(one: ComparedMeeting, other: ComparedMeeting) -> int:
    if one.place is None or other.place is None:
        return 0
    return 10 if one.place == other.place else -20


def _others_spoke(one: ComparedMeeting, other: ComparedMeeting) -> int:
    """Count the sides for which both records name people, but different ones."""
    shared = one.sides.keys() & other.sides.keys()
    return sum(
        bool(one.sides[side] and other.sides[side] and not one.sides[side] & other.sides[side]) for side in shared
    )


def _days_between(one: ComparedMeeting, other: ComparedMeeting) -> int | None:
    """Return the distance, 0 to MAX_DAYS_APART, None when they are not near; an inexact date is near if it can be."""
    if one.day and other.day:
        if one.is_exact and other.is_exact:
            distance = abs((one.day - other.day).days)
            return distance if distance <= MAX_DAYS_APART else None
        return _vague_distance(one.day, other.day, Precision.YEAR in (one.precision, other.precision))
    known, unknown = (one, other) if one.day else (other, one)
    if known.day is None:
        return 1 if _is_same_news(one.reported, other.reported) else None
    return 1 if any(is_in_news(known.day, day) for day in unknown.reported) else None


def _vague_distance(one: datetime.date, other: datetime.date, is_year: bool) -> int | None:
    if one.year != other.year:
        return None
    if is_year:
        return 2
    return 1 if one.month == other.month else None


def _is_same_news(some: Iterable[datetime.date], others: Iterable[datetime.date]) -> bool:
    others = list(others)
    return any(abs((one - other).days) <= MAX_NEWS_DAYS for one in some for other in others)


def _reasons(one: ComparedMeeting, other: ComparedMeeting, days: int, people: int, sides: int) -> Iterator[str]:
    if one.is_exact and other.is_exact:
        if days:
            yield ngettext("%(n)d day apart", "%(n)d days apart", days) % {"n": days}
        else:
            yield _("the same day")
    else:
        yield _("the exact date of one is unknown")
    if people:
        yield ngettext("%(n)d official in both", "%(n)d officials in both", people) % {"n": people}
    if sides >= MIN_SHARED_SIDES:
        yield _("the same sides")
    if one.place and one.place == other.place:
        yield _("the same place")
