"""Which reports a public meeting listed when they were changed: the log of corrections shows no draft of a report.

A report can be changed while only drafts list it, and be joined to a public meeting later. The history of the meeting
says what it listed; where the history does not reach, the report counts as not shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from meetings.models import Publication, ReviewState, Source, Version
from meetings.queries.history import BEFORE_HISTORY


class _MeetingState(NamedTuple):
    """What one version of a meeting says: whether it was public, and the rows of its sources."""

    pk: int
    meeting: int
    action: UUID
    change: str
    review_state: str
    sources: list[dict[str, Any]]

    def lists(self, article: int) -> bool:
        """Return whether the public could see the article in this state of the meeting."""
        is_public = self.review_state == ReviewState.PUBLISHED and self.change != Version.Change.DELETED
        return is_public and any(row["article_id"] == article for row in self.sources or ())


def find_changed_while_listed(versions: Iterable[Version]) -> set[int]:
    """Return the ids of those `versions` of articles before which a meeting that is public listed the article."""
    changed = [version for version in versions if version.kind == "article"]
    if not changed:
        return set()
    now = Source.objects.filter(
        article__in={version.record_id for version in changed}, meeting__review_state=ReviewState.PUBLISHED
    )
    meetings: dict[int, set[int]] = defaultdict(set)
    for article, meeting in now.order_by().values_list("article", "meeting"):
        meetings[article].add(meeting)
    wanted = set().union(*meetings.values())
    published = dict(Publication.objects.filter(meeting_id__in=wanted).values_list("meeting_id", "published_at"))
    histories = _histories(wanted)
    return {
        version.pk
        for version in changed
        if any(
            _listed(version, histories.get(meeting, []), published.get(meeting))
            for meeting in meetings[version.record_id]
        )
    }


def _histories(meetings: set[int]) -> dict[int, list[_MeetingState]]:
    """Return the states of each meeting that has a history, the earliest first."""
    found: dict[int, list[_MeetingState]] = defaultdict(list)
    rows = Version.objects.filter(kind="meeting", record_id__in=meetings).order_by("pk")
    columns = ("pk", "record_id", "action", "change", "state__fields__review_state", "state__parts__sources")
    for row in rows.values_list(*columns):
        state = _MeetingState(*row)
        found[state.meeting].append(state)
    return found


def _listed(version: Version, history: list[_MeetingState], published_at: datetime | None) -> bool:
    """Return whether a meeting, which lists the article now, was public and listed it just before `version`."""
    if published_at is None or published_at >= version.made_at:
        return False
    if not history:
        return True  # the meeting was not changed since
    before = [state for state in history if state.pk < version.pk and state.action != version.action]
    if before:
        return before[-1].lists(version.record_id)
    return history[0].change in BEFORE_HISTORY and history[0].lists(version.record_id)
