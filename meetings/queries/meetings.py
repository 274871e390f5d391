"""Meetings for lists and for the page of a meeting."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from meetings.models import (
    ArchiveState,
    Disagreement,
    EditedFact,
    Evidence,
    IndexChange,
    Meeting,
    MeetingState,
    MeetingTopic,
    Participation,
    Source,
)
from meetings.models.languages import is_english_first


def select_all_listed() -> QuerySet[Meeting]:
    """Return all published meetings, the latest first."""
    return Meeting.objects.public().latest_first()


def load_entries(ids: Iterable[int]) -> list[Meeting]:
    """Return the published meetings with these ids, in the order of `ids`, for a list.

    Ids without a published meeting are left out.
    """
    wanted = list(ids)
    found = Meeting.objects.public().for_lists().in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def read_versions(ids: Iterable[int]) -> dict[int, str]:
    """Return, for each meeting, a text that changes with anything that pages show of it."""
    names = ArchiveState.objects.sum_changes_of_names()
    return {pk: f"{number}-{names}" for pk, number in MeetingState.objects.sum_each(ids).items()}


def read_version_of_names() -> int | None:
    """Return a number that changes with what many meetings share: names, offices, countries and the like."""
    return ArchiveState.objects.sum_changes_of_names()


def read_version_of(meetings: QuerySet[Meeting]) -> str | None:
    """Return a text that changes with anything that pages show of these meetings together, also from the index.

    It is None while the index does not have all of their changes.
    """
    wanted = meetings.order_by().values("pk")
    if IndexChange.objects.filter(meeting_id__in=wanted).exists():
        return None
    names = ArchiveState.objects.sum_changes_of_names()
    return f"{MeetingState.objects.sum_all(wanted)}-{names}"


def select_published() -> QuerySet[Meeting]:
    """Return all published meetings for cards, the latest first."""
    return Meeting.objects.public().latest_first().for_cards()


def find_recent(limit: int) -> list[int]:
    """Return the ids of the latest meetings whose date is known."""
    return list(select_all_listed().filter(date__isnull=False).values_list("pk", flat=True)[:limit])


def find_on_this_day(day: date, limit: int) -> list[int]:
    """Return the ids of meetings of other years on the same day and month, latest first."""
    same_day = select_all_listed().filter(date_precision="day", date__month=day.month, date__day=day.day)
    return list(same_day.exclude(date__year=day.year).values_list("pk", flat=True)[:limit])


def load_in_order(ids: list[int]) -> list[Meeting]:
    """Return the published meetings with these ids, in the order of `ids`, for cards.

    Ids without a published meeting are left out.
    """
    found = Meeting.objects.public().for_cards().in_bulk(ids)
    return [found[key] for key in ids if key in found]


def find_published(slug: str) -> tuple[int, datetime] | None:
    """Return the id of the published meeting of this address, and when it was saved last."""
    return Meeting.objects.public().filter(slug=slug).values_list("pk", "updated_at").first()


def find_meeting(slug: str, drafts: bool = False) -> Meeting | None:
    """Return the meeting of this address with everything that its page shows; with `drafts` also an unpublished one."""
    meetings = Meeting.objects.all() if drafts else Meeting.objects.public()
    return prefetch_everything(meetings.filter(slug=slug)).first()


def prefetch_everything(meetings: QuerySet[Meeting], *, withdrawn: bool = False) -> QuerySet[Meeting]:
    """Return `meetings` with all their parts; at the desk also those of `withdrawn` reports.

    The number of queries does not depend on the number of meetings.
    """
    sources, evidence, disagreements = (
        model._default_manager.all() if withdrawn else model._default_manager.of_shown_reports()
        for model in (Source, Evidence, Disagreement)
    )
    evidence = evidence.select_related("article__outlet").order_by("article", "start", "-end", "id")
    people = Participation.objects.select_related("official", "country", "organisation", "position")
    return meetings.select_related("place__country", "place__region").prefetch_related(
        Prefetch("participations", queryset=people),
        Prefetch("ranked_topics", queryset=MeetingTopic.objects.select_related("topic")),
        Prefetch("sources", queryset=sources.select_related("article__outlet", "article__original_outlet")),
        Prefetch("evidence", queryset=evidence),
        Prefetch("edited_facts", queryset=EditedFact.objects.select_related("participation", "topic")),
        Prefetch("disagreements", queryset=disagreements.select_related("article__outlet")),
    )


def group_by_side(meeting: Meeting) -> list[tuple[Any, list[Participation]]]:
    """Return the sides of a meeting in the order of its participants, each with the participants of that side.

    A side is a Country, an Organisation, or None if it is unknown. It reads what `for_cards` has fetched.
    """
    groups: dict[Any, list[Participation]] = {}
    for part in meeting.participations.all():
        groups.setdefault(part.side, []).append(part)
    return list(groups.items())


def get_title(meeting: Meeting) -> str:
    """Return the headline in the language of the page; without an English headline, the names of the participants."""
    if has_headline(meeting):
        return meeting.headline
    sides = [
        ", ".join(part.label for part in parts if part.role != Participation.Role.ATTENDEE)
        for _, parts in group_by_side(meeting)
    ]
    named = [names for names in sides if names]
    return f"{' – '.join(named)}: {meeting.get_kind_display()}" if len(named) > 1 else meeting.headline


def has_headline(meeting: Meeting) -> bool:
    """Return whether the record has a headline in the language of the page."""
    return bool(meeting.headline_en) or not is_english_first()
