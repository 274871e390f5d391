"""The blocks of the desk's first page: the open work of an editor, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from meetings.admin.quality.views import make_quality_block
from meetings.ingest.errors import translate_packed
from meetings.ingest.reference import has_reference_data
from meetings.models import Meeting
from meetings.queries import desk, editorial
from meetings.queries.disagreements import describe_disagreements
from meetings.queries.my_reports import describe_my_reports
from meetings.services import duplicate_suggestions
from meetings.services.reference_data import may_load_reference
from meetings.services.roles import may_import, may_merge, may_publish, select_own_drafts


@dataclass(frozen=True, slots=True)
class DeskBlock:
    """A part of the first page: its template, who sees it, and the values that the template finds by name."""

    template: str
    can_see: Callable[[Any], bool]
    facts: Callable[[HttpRequest], dict[str, Any]]


def list_blocks(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the blocks that the user sees, each with its template and its values."""
    return [{"template": one.template, **one.facts(request)} for one in BLOCKS if one.can_see(request.user)]


def select_meetings_to_review(request: HttpRequest) -> Any:
    """Return the meetings that the user reviews: all of them, or a contributor's own drafts."""
    return select_own_drafts(request.user, Meeting.objects.all())


def _notices(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": editorial.list_unseen_notices(request.user)}


def _assigned(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": editorial.list_assigned(request.user)}


def _drafts(request: HttpRequest) -> dict[str, Any]:
    meetings = select_meetings_to_review(request)
    return {"waiting": desk.list_drafts(meetings), "levels": desk.count_by_confidence(meetings)}


def _my_reports(request: HttpRequest) -> dict[str, Any]:
    return {"mine": describe_my_reports(request.user)}


def _texts(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.list_waiting_texts()}


def _feeds(request: HttpRequest) -> dict[str, Any]:
    waiting = desk.list_failing_feeds()
    return {"waiting": waiting, "feeds": [(feed, translate_packed(feed.error)) for feed in waiting.rows]}


def _holders(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.list_inferred_holders()}


def _disagreements(request: HttpRequest) -> dict[str, Any]:
    waiting = desk.list_disagreements()
    return {"waiting": waiting, "contradictions": describe_disagreements(waiting.rows)}


def _requests(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.list_waiting_requests()}


def _people(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.list_people_without_match(), "officials": desk.list_new_officials()}


def _offices(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.list_offices_in_reports()}


def _duplicates(request: HttpRequest) -> dict[str, Any]:
    duplicate_suggestions.refresh_new_officials()
    return {"waiting": desk.list_likely_duplicates()}


def _reference(request: HttpRequest) -> dict[str, Any]:
    return {"may_load": may_load_reference(request.user)}


BLOCKS: tuple[DeskBlock, ...] = (
    DeskBlock(
        "admin/desk/block_reference.html", lambda user: may_import(user) and not has_reference_data(), _reference
    ),
    DeskBlock("admin/desk/block_drafts.html", lambda user: True, _drafts),
    DeskBlock("admin/desk/block_notices.html", lambda user: True, _notices),
    DeskBlock("admin/desk/block_assigned.html", may_publish, _assigned),
    DeskBlock("admin/desk/block_my_reports.html", lambda user: may_import(user) and not may_publish(user), _my_reports),
    DeskBlock("admin/desk/block_texts.html", may_import, _texts),
    DeskBlock("admin/desk/block_feeds.html", lambda user: bool(user.has_perm("meetings.change_feed")), _feeds),
    DeskBlock("admin/desk/block_holders.html", may_publish, _holders),
    DeskBlock("admin/desk/block_disagreements.html", may_publish, _disagreements),
    DeskBlock("admin/desk/block_requests.html", may_publish, _requests),
    DeskBlock("admin/desk/block_people.html", may_publish, _people),
    DeskBlock("admin/desk/block_offices.html", may_publish, _offices),
    DeskBlock("admin/desk/block_duplicates.html", may_merge, _duplicates),
    DeskBlock(
        "admin/desk/block_quality.html", lambda user: bool(user.has_perm("meetings.view_meeting")), make_quality_block
    ),
)
