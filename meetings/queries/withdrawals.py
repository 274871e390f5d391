"""Notices of records that the public saw and no longer sees: withdrawn, returned to review, or deleted.

A notice has the kind of the record, the day and the reason, and nothing of the record itself. A record that the public
never saw has no notice: its address answers 404, as any unknown address does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import Article, Meeting, OldAddress, ReviewState, Source, Version, Withdrawal
from meetings.models.kinds import RecordKind
from meetings.models.old_addresses import has_been_public
from meetings.queries import between
from meetings.queries.old_addresses import FOLDERS, PARTIES, find_by_old_address

WITHDRAWN = pgettext_lazy("state of a record", "withdrawn")
RETURNED = _("An editor returned the record to review. It may be published again.")
REJECTED = _("An editor found that the record does not belong in the archive.")
DELETED = _("An editor deleted the record.")
NO_MEETING = _("The meetings in this report are no longer published.")


@dataclass(frozen=True, slots=True)
class WithdrawalNotice:
    """What the public reads in place of a record: its kind, the day (None: unknown) and the reason."""

    kind: RecordKind
    day: date | None
    reason: str | Promise
    explanation: str = ""


def find_notice(path: str) -> WithdrawalNotice | None:
    """Return the notice for the record at `path`, of a page, an export or the API; None if it needs none.

    Call it only if `path` has no page and no present address.
    """
    for kind, key in _records_in(path):
        if notice := _notice_of(kind, key):
            return notice
    return None


def _records_in(path: str) -> Iterator[tuple[RecordKind, str]]:
    """Yield the kind and the key of each record that an address names."""
    parts = path.split("/")
    for place, folder in enumerate(parts[:-1]):
        keys = [part.partition(".")[0] for part in parts[place + 1 : place + 3]]
        if folder in FOLDERS and keys[0]:
            yield FOLDERS[folder], keys[0]
        elif folder == "between":
            yield from ((kind, key) for key in keys if key and not between.find_party(key) for kind in PARTIES)


def _notice_of(kind: RecordKind, key: str) -> WithdrawalNotice | None:
    record = kind.model._default_manager.filter(**{kind.key: key}).first() or find_by_old_address(kind.model, key)
    if record is None:
        return _notice_of_missing(kind, key)
    if isinstance(record, Article):
        return _notice_of_article(kind, record)
    state = getattr(record, "review_state", ReviewState.PUBLISHED)
    if state == ReviewState.PUBLISHED:
        return None
    if withdrawal := get_current_withdrawal(kind.name, record.pk):
        return _notice_from(kind, withdrawal)
    if last := find_last_published(kind.name, record.pk):
        return WithdrawalNotice(kind, _local_day(last), REJECTED if state == ReviewState.REJECTED else RETURNED)
    return None


def _notice_of_missing(kind: RecordKind, key: str) -> WithdrawalNotice | None:
    """Return the notice of a record that an editor deleted after the public saw it."""
    if withdrawal := Withdrawal.objects.filter(kind=kind.name, key=key.lower(), ended_at=None).first():
        return _notice_from(kind, withdrawal)
    if not hasattr(kind.model, "review_state"):
        return None  # nothing tells whether the public saw it
    pk = OldAddress.objects.filter(kind=kind.name, slug=key.lower()).values_list("record_id", flat=True).first()
    if pk is None or (
        Version.objects.filter(kind=kind.name, record_id=pk).exists() and not has_been_public(kind.name, pk)
    ):
        return None  # without a history, an address is only kept of a record that the public saw
    if withdrawal := get_current_withdrawal(kind.name, pk):
        return _notice_from(kind, withdrawal)
    last = OldAddress.objects.filter(kind=kind.name, record_id=pk).latest("created_at")  # kept by the deletion
    return WithdrawalNotice(kind, _local_day(last.created_at), DELETED)


def _notice_of_article(kind: RecordKind, article: Article) -> WithdrawalNotice | None:
    """Return the notice of a report: its own, or of its meetings, with which the public sees it."""
    if article.is_withdrawn and (withdrawal := get_current_withdrawal(kind.name, article.pk)):
        return _notice_from(kind, withdrawal)
    meetings = article.meetings.order_by("pk").values_list("pk", "review_state")
    if not meetings or any(state == ReviewState.PUBLISHED for _pk, state in meetings):
        return None
    moments = [moment for pk, _state in meetings if (moment := find_last_published("meeting", pk))]
    return WithdrawalNotice(kind, _local_day(max(moments)), NO_MEETING) if moments else None


def select_meetings_left_without_source(article: Article) -> QuerySet[Meeting]:
    """Return the public meetings of which `article` is the only report that the public sees, the latest first."""
    others = Source.objects.of_shown_reports().filter(meeting=OuterRef("pk")).exclude(article=article)
    return Meeting.objects.public().filter(~Exists(others), sources__article=article).latest_first()


def get_current_withdrawal(kind: str, record_id: int) -> Withdrawal | None:
    """Return the withdrawal of a record that is in force; None without one."""
    return Withdrawal.objects.filter(kind=kind, record_id=record_id, ended_at=None).first()


def find_last_published(kind: str, record_id: int) -> datetime | None:
    """Return when a record that is not published stopped being so, by its history; None if it never was published."""
    versions = Version.objects.filter(kind=kind, record_id=record_id)
    published = versions.filter(state__fields__review_state=ReviewState.PUBLISHED).order_by("number")
    last = published.values_list("number", flat=True).last()
    if last is None:
        return None
    after: Any = versions.filter(number__gt=last).order_by("number").values_list("made_at", flat=True).first()
    return after or timezone.now()


def _notice_from(kind: RecordKind, withdrawal: Withdrawal) -> WithdrawalNotice:
    day = _local_day(withdrawal.withdrawn_at)
    return WithdrawalNotice(kind, day, withdrawal.get_reason_display(), withdrawal.explanation)


def _local_day(moment: datetime) -> date:
    return timezone.localdate(moment)
