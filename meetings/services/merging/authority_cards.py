"""What an editor sees of authority records before merging them: their use, which one to keep, and their meetings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from meetings.models import Appointment, Meeting, Position, ReviewState
from meetings.queries.offices import format_term
from meetings.services.merging.authority_kinds import AUTHORITY_KINDS
from meetings.services.merging.authority_plan import name_use, rate_record_address

MAX_CARD_MEETINGS = 3


@dataclass(slots=True)
class AuthorityCard:
    """A record with its use: the number of its meetings, and the rows that lead to it by their names."""

    record: Any
    published: int = 0
    meetings: int = 0
    uses: list[tuple[str, int]] = field(default_factory=list)
    latest: list[Meeting] = field(default_factory=list)
    holders: list[tuple[Appointment, str]] = field(default_factory=list)  # of an office, with the dates in words
    lists: list[str] = field(default_factory=list)  # further names or domains


def sort_by_use(cards: Iterable[AuthorityCard]) -> list[AuthorityCard]:
    """Return the cards, those that an editor is likely to keep first.

    These have more published meetings, then more use, then a more readable address.
    """

    def rate(card: AuthorityCard) -> tuple[Any, ...]:
        used = sum(number for _name, number in card.uses)
        return -card.published, -card.meetings, -used, rate_record_address(card.record), card.record.pk

    return sorted(cards, key=rate)


def load_cards(records: Iterable[Any], *, latest: bool = False) -> list[AuthorityCard]:
    """Return the cards of records of one kind, in their order.

    The number of queries does not depend on the number of records, except that `latest` adds one for each of them.
    """
    cards = {one.pk: AuthorityCard(one) for one in records}
    if not cards:
        return []
    kind = AUTHORITY_KINDS[next(iter(cards.values())).record._meta.model_name]
    path = kind.meetings
    public = Q(**{f"{path}__review_state": ReviewState.PUBLISHED})
    counted = kind.model._base_manager.filter(pk__in=cards).order_by()
    numbers = counted.annotate(
        all_meetings=Count(path, distinct=True), public=Count(path, filter=public, distinct=True)
    )
    for pk, meetings, published in numbers.values_list("pk", "all_meetings", "public"):
        cards[pk].meetings, cards[pk].published = meetings, published
    for use in kind.list_uses():
        rows = use.find_rows(*(card.record for card in cards.values())).order_by()
        for pk, number in rows.values_list(use.column).annotate(Count("pk")):
            cards[pk].uses.append((name_use(kind, use), number))
    for card in cards.values():
        card.lists = [value for name in kind.lists for value in getattr(card.record, name)]
        if latest:
            ids = kind.model._base_manager.filter(pk=card.record.pk).values(path)
            card.latest = list(
                Meeting.objects.filter(pk__in=ids).latest_first().for_cards(withdrawn=True)[:MAX_CARD_MEETINGS]
            )
    if latest and kind.model is Position:
        for one in Appointment.objects.filter(position__in=cards).select_related("official"):
            cards[one.position_id].holders.append((one, format_term(one)))
    return list(cards.values())
