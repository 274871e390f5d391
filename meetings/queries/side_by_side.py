"""Cards of officials, which an editor compares to decide whether two records are the same person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min

from meetings.models import Article, Meeting, Official, Participation, Source
from meetings.models.slugs import rate_address
from meetings.queries.offices import HeldOffice, list_offices_on, make_offices_prefetch

MAX_CARD_MEETINGS = 5


@dataclass(slots=True)
class OfficialCard:
    """One official with the facts that identify a person. Names and offices are prefetched with the official."""

    official: Official
    meetings: int = 0
    first: date | None = None
    last: date | None = None
    sides: list[str] = field(default_factory=list)  # the sides that the official represented, the most frequent first
    sources: int = 0  # number of articles that report the meetings
    latest: list[Meeting] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    @property
    def offices(self) -> list[HeldOffice]:
        """The offices of the official as of today, the one that stands for the official first."""
        return list_offices_on(self.official.appointments.all())

    @property
    def other_names(self) -> list[str]:
        """All names except the name that the page shows."""
        return [name.name for name in self.official.names.all() if name.name != self.official.name]


def sort_by_fullness(found: Iterable[OfficialCard]) -> list[OfficialCard]:
    """Return the cards, those that an editor is likely to keep first.

    These are published, then they have more meetings, then a more readable address.
    """

    def rate(card: OfficialCard) -> tuple[Any, ...]:
        return card.official.review_state != "published", -card.meetings, rate_official_address(card.official)

    return sorted(found, key=rate)


def rate_official_address(official: Official) -> tuple[bool, ...]:
    """Return a value by which readable addresses of officials come first."""
    return rate_address(official.slug, official.name_ar, official.name_en)


def load_cards(ids: Iterable[int], *, latest: bool = False) -> dict[int, OfficialCard]:
    """Return the cards of these officials by id; with `latest` each card has its last meetings and reports.

    The number of queries does not depend on the number of officials, except that `latest` adds some for each of them.
    """
    ids = set(ids)
    officials = Official.objects.filter(pk__in=ids).prefetch_related("names", make_offices_prefetch())
    found = {official.pk: OfficialCard(official) for official in officials}
    parts = Participation.objects.filter(official__in=found).order_by()
    counted = parts.values_list("official").annotate(
        Count("meeting", distinct=True), Min("meeting__date"), Max("meeting__date")
    )
    for pk, number, first, last in counted:
        found[pk].meetings, found[pk].first, found[pk].last = number, first, last
    articles = parts.values_list("official").annotate(number=Count("meeting__sources__article", distinct=True))
    for pk, number in articles:
        found[pk].sources = number
    for pk, names in _sides(found).items():
        found[pk].sides = names
    if latest:
        for card in found.values():
            meetings = Meeting.objects.of_official(card.official).latest_first()
            card.latest = list(meetings.for_cards(withdrawn=True)[:MAX_CARD_MEETINGS])
            card.articles = _sources_of(card.official)
    return found


def _sides(found: dict[int, OfficialCard]) -> dict[int, list[str]]:
    """Return the names of the sides that each official represented, the most frequent first."""
    parts = Participation.objects.filter(official__in=found).order_by()
    rows = (
        parts.values("official", "country", "organisation")
        .annotate(number=Count("meeting", distinct=True))
        .order_by("official", "-number")
    )
    keys: dict[str, set[Any]] = defaultdict(set)
    for row in rows:
        for kind in ("country", "organisation"):
            keys[kind].add(row[kind])
    named = {
        kind: Participation._meta.get_field(kind).related_model._default_manager.in_bulk(ids - {None})  # type: ignore[union-attr]
        for kind, ids in keys.items()
    }
    sides: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        side = named["country"].get(row["country"]) or named["organisation"].get(row["organisation"])
        if side:
            sides[row["official"]].append(str(side))
    return sides


def _sources_of(official: Official, limit: int = MAX_CARD_MEETINGS) -> list[Article]:
    """Return the articles that report meetings of `official`, the latest first."""
    found = Source.objects.filter(meeting__participations__official=official)
    articles = found.select_related("article__outlet").defer("article__raw_text")
    rows = articles.order_by(F("article__published_on").desc(nulls_last=True), "-id")[: 4 * limit]
    return list(dict.fromkeys(row.article for row in rows))[:limit]
