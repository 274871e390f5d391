"""The public log of corrections, read from the journal of versions.

Public is a change of a record that the public saw before and after it, if it corrected or removed something that the
record stated; and the fact that a record was withdrawn, returned to review or deleted.

An entry has the day, the record, the values before and after, and the kind of reason. It has no name of an editor, no
note, no draft, and nothing that only adds a fact. Once a record is no longer public, its entries say that it was
withdrawn and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import CorrectionRequest, Meeting, Official, Publication, ReviewState, Version, Withdrawal
from meetings.models.kinds import KINDS_BY_NAME, RecordKind
from meetings.queries.withdrawals import DELETED, REJECTED, RETURNED
from meetings.services.history.difference import ADDED, Difference, compare_versions
from meetings.services.history.listed_articles import find_changed_while_listed
from meetings.services.history.public_states import PublicStates
from meetings.services.history.states import RecordState, get_model
from meetings.services.history.values import Values

Change, Way = Version.Change, Version.Way

ON_A_PAGE = 20
CHUNK = 100  # versions that are read at once
MAX_CHUNKS = 5  # for one request: most versions of a long time may be no entries
REASONS: dict[str, Promise] = {
    Way.FORM: _("An editor corrected the record."),
    Way.LIST: _("An editor corrected several records at once."),
    Way.REVIEW: _("An editor corrected it during review."),
    Way.MARKING: _("An editor corrected it in the text of the report."),
    Way.CORRECTION: _("An editor corrected it during review."),
    Way.BRING_IN: _("A new report corrected the record."),
    Way.MERGE: _("Two records of the same were merged."),
    Way.UNMERGE: _("A merge was undone."),
    Way.SPLIT: _("One record of two was split."),
    Way.IMPORT: _("An imported list corrected the record."),
    Way.RESTORE: _("An earlier version was restored."),
    Way.COMMAND: _("A command of an administrator corrected the record."),
    Way.WITHDRAW: _("An editor withdrew the record."),
    Way.OTHER: _("An editor corrected the record."),
}
BY_READER = _("A reader reported the error.")
_ALWAYS_SHOWN = (Way.MERGE, Way.UNMERGE, Way.SPLIT)
# Kind of record that the public sees through its meetings -> the path from a meeting to it.
_PATHS = {
    "article": "sources__article",
    "place": "place",
    "topic": "ranked_topics__topic",
    "outlet": "sources__article__outlet",
    "country": "participations__country",
    "organisation": "participations__organisation",
}
_REVIEWED = {"meeting": Meeting, "official": Official}


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the log. `record` is None, and the differences are empty, if the record is not public."""

    number: int  # of its version, to continue after it
    moment: datetime
    kind: RecordKind
    record: Any
    reason: str | Promise
    by_reader: bool = False
    differences: Difference = field(default_factory=lambda: Difference([], []))
    explanation: str = ""  # of a withdrawal


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries of the log, the latest first; `next` is the number to continue before, None at the end.

    A page in the middle of the log may have few entries or none: a request reads only so many versions.
    """

    entries: list[Correction]
    next: int | None


def list_corrections(before: int | None = None, limit: int = ON_A_PAGE) -> LogPage:
    """Return the latest corrections, or those before the version with the number `before`."""
    found: list[Correction] = []
    rest = _candidates()
    for _number in range(MAX_CHUNKS):
        chunk = list((rest.filter(pk__lt=before) if before is not None else rest)[:CHUNK])
        found += _entries(chunk)
        before = chunk[-1].pk if len(chunk) == CHUNK else None
        if len(found) > limit:
            return LogPage(found[:limit], found[limit - 1].number)
        if before is None:
            break
    return LogPage(found, before)


def _candidates() -> QuerySet[Version]:
    """Return the versions that may be entries: a record that was public before the change."""
    was = Version.objects.filter(kind=OuterRef("kind"), record_id=OuterRef("record_id"), number=OuterRef("number") - 1)
    was_published = Exists(was.filter(state__fields__review_state=ReviewState.PUBLISHED))
    deleted = Q(change=Change.DELETED, state__fields__review_state=ReviewState.PUBLISHED) & ~Q(way=Way.MERGE)
    changed = Q(change__in=(Change.CHANGED, Change.RESTORED))
    seen: Any = Q(kind__in=_REVIEWED) & ((changed & was_published) | deleted)
    for kind, path in _PATHS.items():
        shown = {"sources__article__is_withdrawn": False} if kind == "outlet" else {}
        meetings = Meeting.objects.public().filter(**{path: OuterRef(OuterRef("record_id"))}, **shown).values("pk")
        since = Publication.objects.filter(meeting_id__in=meetings, published_at__lt=OuterRef("made_at"))
        seen |= Q(kind=kind) & changed & Exists(since)
    return Version.objects.filter(seen).defer("rows", "note", "user_name").order_by("-pk")


def _entries(versions: list[Version]) -> Iterator[Correction]:
    """Yield the entries of `versions`, which are candidates."""
    earlier = _earlier(versions)
    states = PublicStates([*versions, *earlier.values()])
    public = {one.pk: states.of(one) for one in (*versions, *earlier.values())}
    values = _values(public.values())
    records = _public_records(versions)
    requested = set(
        CorrectionRequest.objects.filter(
            correction__in=[version.pk for version in versions], state=CorrectionRequest.State.ACCEPTED
        ).values_list("correction", flat=True)
    )
    withdrawals = _withdrawals(versions)
    listed = find_changed_while_listed(versions)
    for version in versions:
        record, before = records.get((version.kind, version.record_id)), earlier.get(version.pk)
        if version.kind == "article" and (version.pk not in listed or (before and _hides(before))):
            continue
        if _hides(version):
            yield _hidden(version, withdrawals)
            continue
        if record is None:
            continue
        changed = compare_versions(public.get(before.pk) if before else None, public[version.pk], values[version.kind])
        if _corrects(changed) or version.way in _ALWAYS_SHOWN:
            reason = REASONS.get(version.way, REASONS[Way.OTHER])
            yield Correction(
                version.pk,
                version.made_at,
                KINDS_BY_NAME[version.kind],
                record,
                reason,
                version.pk in requested,
                changed,
            )


def _values(versions: Iterable[Version]) -> dict[str, Values]:
    """Return the values of all `versions` by their kind; a fixed number of queries for each kind."""
    states: dict[str, list[RecordState]] = {}
    for version in versions:
        states.setdefault(version.kind, []).append(version.state)
    return {kind: Values(kind, found) for kind, found in states.items()}


def _hides(version: Version) -> bool:
    """Return whether the public does not see the record since the change."""
    if version.kind == "article":
        return bool(version.state["fields"].get("is_withdrawn"))
    if version.kind not in _REVIEWED:
        return False
    return version.gone or version.state["fields"].get("review_state") != ReviewState.PUBLISHED


def _hidden(version: Version, withdrawals: dict[tuple[str, int], list[Withdrawal]]) -> Correction:
    """Return the entry of a withdrawal, a return to review, or a deletion: the reason, nothing of the record."""
    kind = KINDS_BY_NAME[version.kind]
    if version.way == Way.WITHDRAW:
        made = withdrawals.get((version.kind, version.record_id), [])
        if own := next((one for one in made if one.withdrawn_at <= version.made_at), None):
            given = own.get_reason_display()
            return Correction(version.pk, version.made_at, kind, None, given, explanation=own.explanation)
    state = version.state["fields"].get("review_state")
    reason = DELETED if version.gone else REJECTED if state == ReviewState.REJECTED else RETURNED
    return Correction(version.pk, version.made_at, kind, None, reason)


def _corrects(changed: Difference) -> bool:
    """Return whether something that was stated before is different or removed."""
    groups = (change for group in changed.groups for change in group.changes)
    return any(fact.before for fact in changed.facts) or any(change.change != ADDED for change in groups)


def _earlier(versions: list[Version]) -> dict[int, Version]:
    """Return for each version, by its id, the one before it."""
    wanted = Q(pk=None)
    for version in versions:
        wanted |= Q(kind=version.kind, record_id=version.record_id, number=version.number - 1)
    found = Version.objects.filter(wanted).defer("rows", "note", "user_name")
    by_place = {(one.kind, one.record_id, one.number): one for one in found}
    places = {version.pk: (version.kind, version.record_id, version.number - 1) for version in versions}
    return {pk: by_place[place] for pk, place in places.items() if place in by_place}


def _public_records(versions: list[Version]) -> dict[tuple[str, int], Any]:
    """Return the records that the public sees now; one query for each kind of record."""
    found: dict[tuple[str, int], Any] = {}
    for kind in {version.kind for version in versions}:
        rows: Any = get_model(kind)._default_manager.filter(
            pk__in={version.record_id for version in versions if version.kind == kind}
        )
        if kind in _REVIEWED:
            rows = rows.filter(review_state=ReviewState.PUBLISHED)
        if kind == "meeting":
            rows = rows.for_lists()  # without an English headline, pages name the participants
        if kind == "article":
            rows = rows.filter(is_withdrawn=False).select_related("outlet").defer("raw_text")
        if kind == "place":
            rows = rows.select_related("country", "region")
        found |= {(kind, record.pk): record for record in rows}
    return found


def _withdrawals(versions: list[Version]) -> dict[tuple[str, int], list[Withdrawal]]:
    """Return the withdrawals of each record, the latest first."""
    ids = {version.record_id for version in versions if version.way == Way.WITHDRAW}
    found: dict[tuple[str, int], list[Withdrawal]] = {}
    for one in Withdrawal.objects.filter(record_id__in=ids).order_by(F("withdrawn_at").desc()) if ids else ():
        found.setdefault((one.kind, one.record_id), []).append(one)
    return found
