"""The record that an address of a page names, for links that carry the address of a page."""

from dataclasses import dataclass
from typing import Any

from meetings.models import Meeting
from meetings.models.kinds import KINDS_BY_NAME, RecordKind
from meetings.models.languages import list_language_codes
from meetings.queries import articles
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.queries.old_addresses import FOLDERS
from meetings.queries.withdrawals import find_notice


@dataclass(frozen=True, slots=True)
class AddressedRecord:
    """A record that the public sees (`record`), or one that it saw before and that is withdrawn (`record` is None)."""

    kind: RecordKind
    record_id: int | None
    address: str
    record: Any = None


def find_addressed(path: str) -> AddressedRecord | None:
    """Return the record of the page at `path`, in any language; None if the public never saw such a record."""
    parts = path.split("?")[0].split("/")[1:]
    if parts and parts[0] in list_language_codes():
        parts = parts[1:]
    if len(parts) < 2 or parts[0] not in FOLDERS or "\0" in path:
        return None
    kind, key = FOLDERS[parts[0]], parts[1]
    if record := find_public(kind, key):
        return AddressedRecord(kind, record.pk, record.get_absolute_url(), record)
    if not find_notice(path):
        return None
    hidden = kind.model._default_manager.filter(**{kind.key: key}).values_list("pk", flat=True).first()
    return AddressedRecord(kind, hidden, path.split("?")[0])


def find_public(kind: RecordKind, key: str) -> Any:
    """Return the record of `kind` with this key in its address, if the public sees it; otherwise None."""
    if kind.name == "meeting":
        return Meeting.objects.public().filter(slug=key).first()
    if kind.name == "article":
        return articles.find_article(key)
    return QUERIES_BY_KIND[kind.name].find_record(key)


def record_by_id(kind: str, record_id: int | None) -> Any:
    """Return a record by its kind and number, whether the public sees it or not; None if it does not exist."""
    if kind not in KINDS_BY_NAME or record_id is None:
        return None
    return KINDS_BY_NAME[kind].model._default_manager.filter(pk=record_id).first()


def is_public(kind: str, record: Any) -> bool:
    """Return whether the public sees the page of `record`."""
    return find_public(KINDS_BY_NAME[kind], getattr(record, KINDS_BY_NAME[kind].key)) is not None
