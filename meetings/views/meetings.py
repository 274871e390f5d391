"""The page of a meeting."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.models import Article, Evidence, Meeting
from meetings.queries import attachments, disagreements, edited_facts, history, linked_data
from meetings.queries import meetings as queries
from meetings.queries.articles import Segment, cut_segments
from meetings.queries.attribution import get_attribution
from meetings.queries.fields.meetings import MEETING
from meetings.search import find_related
from meetings.views.access import can_see_drafts, require_record
from meetings.views.kept_pages import keep_page

MAX_REPORT_CHARACTERS = 12_000  # readers see a longer report only on its own page
RELATED_SECONDS = 60


def read_version(slug: str) -> str | None:
    """Return the version of the page of a published meeting; None if there is none of this address."""
    found = queries.find_published(slug)
    if found is None:
        return None
    pk, saved_at = found
    return " ".join(f"{key}:{version}" for key, version in queries.read_versions([pk, *_related(pk, saved_at)]).items())


@keep_page(read_version)
def meeting_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the facts of a meeting, each with its evidence."""
    meeting = require_record(queries.find_meeting(slug, drafts=can_see_drafts(request)))
    articles = [source.article for source in meeting.sources.all()]
    reports = _reports(meeting, articles)
    changes = history.list_changes(meeting)
    attached = attachments.list_attachments(meeting)
    return render(
        request,
        "meetings/meeting.html",
        {
            "meeting": meeting,
            "about": meeting,
            "facts": MEETING.facts_of(meeting),
            "linked": linked_data.describe_event(meeting, request.build_absolute_uri, attachments=attached),
            "sides": queries.group_by_side(meeting),
            "words": group_words_by_fact(meeting),
            "edited": edited_facts.collect_edited_facts(meeting),
            "reports": reports,
            "shown_here": {article.pk for article, _ in reports},
            "other_sources": [article for article in articles if article.pk not in {a.pk for a, _ in reports}],
            "attachments": attached,
            "related": _related(meeting.pk, meeting.updated_at) if meeting.review_state == "published" else [],
            "disagreements": disagreements.open_differences(meeting),
            "entered": timezone.localdate(meeting.created_at),
            "changed": max([timezone.localdate(meeting.updated_at), *(change.day for change in changes)]),
            "changes": changes,
        },
    )


def _related(pk: int, saved_at: datetime) -> list[int]:
    """Return the ids of similar meetings of a published one: as they are now, or were a minute ago."""
    key = f"related-{pk}-{saved_at.timestamp()}"
    return cache.get_or_set(key, lambda: find_related(pk, 4), RELATED_SECONDS) or []


def _reports(meeting: Meeting, articles: list[Article]) -> list[tuple[Article, list[Segment]]]:
    """Return the reports that are short enough for the page, with marks on the evidence for this meeting."""
    marks: dict[int, list[Evidence]] = defaultdict(list)
    for evidence in meeting.evidence.all():
        marks[evidence.article_id].append(evidence)
    return [
        (article, cut_segments(article.raw_text, marks[article.pk]))
        for article in articles
        if 0 < len(article.raw_text) <= MAX_REPORT_CHARACTERS
    ]


def group_words_by_fact(meeting: Meeting) -> dict[str, Any]:
    """Return the evidence by fact of the meeting; "parts" and "topics" have it by id of participation or topic."""
    words: dict[str, Any] = {
        fact: [] for fact in (Evidence.Fact.MEETING, Evidence.Fact.KIND, Evidence.Fact.DATE, Evidence.Fact.PLACE)
    }
    parts: dict[int, list[Evidence]] = defaultdict(list)
    topics: dict[int, list[Evidence]] = defaultdict(list)
    for evidence in meeting.evidence.all():
        if evidence.participation_id:
            parts[evidence.participation_id].append(evidence)
        elif evidence.topic_id:
            topics[evidence.topic_id].append(evidence)
        elif evidence.fact in words:
            words[evidence.fact].append(evidence)
    return (
        {fact: _outermost(found) for fact, found in words.items()}
        | {"parts": {key: _outermost(found) for key, found in parts.items()}}
        | {"topics": {key: _outermost(found) for key, found in topics.items()}}
    )


def _outermost(evidence: list[Evidence]) -> list[Evidence]:
    """Return `evidence` (in the order of the texts) without marks that lie inside another one, quotations first."""
    kept: list[Evidence] = []
    for mark in evidence:
        inside = any(mark.article_id == other.article_id and mark.end <= other.end for other in kept)
        if not inside:
            kept.append(mark)
    return sorted(kept, key=lambda mark: not get_attribution(mark).is_quotable)
