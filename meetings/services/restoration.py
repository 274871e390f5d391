"""Restoring an older version of a record: the whole record with the numbers its rows had, or nothing.

The review state is not restored, since it is a decision of the review and not a fact: a record that exists keeps its
state, and a deleted one gets back that of its deletion. A record that was public then becomes so again only if it
breaks no rule of the archive; otherwise it is a draft, which an editor can publish with a reason.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import IntegrityError, models
from django.db.models import Model, ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.models import OldAddress, ReviewState, Version
from meetings.models.derived import DerivedField
from meetings.models.history import WHOLES
from meetings.models.kinds import Part
from meetings.models.old_addresses import ADDRESSED
from meetings.services import review, rows
from meetings.services.checks import confirming
from meetings.services.history import make_current_version, recorded, select_versions_of
from meetings.services.history.recording import watch
from meetings.services.history.states import RecordState, get_model, list_kept_fields, load_states
from meetings.services.history.values import Row, load_names_of
from meetings.services.roles import may_publish, may_restore, require

Way = Version.Way
# Kind of record -> the column with what editors decided about its being public.
DECIDED = {"meeting": "review_state", "official": "review_state", "article": "is_withdrawn"}


class CannotRestoreError(Exception):
    """The version does not fit into the present archive; `reasons` are the conflicts in words, one each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def restore(version: Version, user: Any, note: str = "", reason: str = "") -> Model:
    """Make the record what it was in `version` (if deleted: before the deletion), with all its parts.

    The rows get back their numbers. Parts deleted since come back, parts added since are removed. An article keeps its
    raw text if it has one. It is one action of the history; an exception leaves everything unchanged.

    Args:
        version: The version.
        user: The editor; None for a command.
        note: Why it is restored.
        reason: Why the public sees it, or the meetings that it belongs to, although they break a rule of the archive
            since.

    Raises:
        CannotRestoreError: Other records conflict with it.
        PermissionDenied: The user's role does not allow it.
        ReasonNeededError: A public record breaks a rule since, and there is no reason.
    """
    require(user is None or may_restore(user))
    reasons = list(find_conflicts(version))
    if reasons:
        raise CannotRestoreError(reasons)
    try:
        whole = (version.kind, version.record_id)
        with recorded(user, note, way=Way.RESTORE), confirming([whole], user, reason):
            watch(*whole)
            return write_version(keep_review_state(version), user)
    except ProtectedError as error:
        uses = sorted({str(used._meta.verbose_name_plural) for used in error.protected_objects})
        text = _("A record that would be deleted is still in use: %(uses)s.") % {"uses": ", ".join(uses)}
        raise CannotRestoreError([text]) from error
    except IntegrityError as error:
        raise CannotRestoreError([_("Another record prevents this.")]) from error


def keep_review_state(version: Version) -> Version:
    """Return `version` as public or not as the record is now, or was when it was deleted; unsaved."""
    if version.kind not in DECIDED:
        return version
    last = (
        make_current_version(version.kind, version.record_id) or select_versions_of(version.kind, version.record_id)[0]
    )
    column = DECIDED[version.kind]
    decided = {column: last.state["fields"][column]} if column in last.state["fields"] else {}
    fields = {**version.state["fields"], **decided}
    state = {**version.state, "fields": fields}
    return Version(kind=version.kind, record_id=version.record_id, change=version.change, state=state)


def find_conflicts(version: Version, returning: Collection[tuple[type[Model], int]] = ()) -> Iterator[str]:
    """Yield the conflicts that make it impossible to restore `version`, in words.

    They are unique values (URLs) that other records have by now, and referenced records that no longer exist. Records
    of `returning` are restored together with it.
    """
    yield from _taken(version)
    yield from _gone(version, returning)


def _taken(version: Version) -> Iterator[str]:
    """Yield a message for each unique value that another record has by now."""
    model = version.model
    for field in list_kept_fields(model):
        value = version.state["fields"].get(field.attname)
        if not field.unique or value in (None, ""):
            continue
        other = model._base_manager.filter(**{field.attname: value}).exclude(pk=version.record_id).first()
        if other:
            yield _("%(fact)s: “%(value)s” now belongs to “%(other)s”. Change it there first.") % {
                "fact": capfirst(str(field.verbose_name)),
                "value": str(value)[:80],
                "other": other,
            }


def _gone(version: Version, returning: Collection[tuple[type[Model], int]]) -> Iterator[str]:
    """Yield a message for each record that the version refers to and that no longer exists."""
    wanted: dict[type[Model], set[int]] = {}
    for model, row in _rows_of(version):
        for field in list_kept_fields(model):
            target = _target(field)
            if target and field.remote_field.on_delete is not models.SET_NULL and row.get(field.attname):  # type: ignore[union-attr]
                wanted.setdefault(target, set()).add(row[field.attname])
    for target, ids in wanted.items():
        missing = ids - set(target._base_manager.filter(pk__in=ids).values_list("pk", flat=True))
        names = load_names_of(target, missing)
        for pk in sorted(pk for pk in missing if (target, pk) not in returning):
            yield _("%(kind)s “%(name)s” no longer exists: it was deleted or merged. Restore it first.") % {
                "kind": capfirst(str(target._meta.verbose_name)),
                "name": names.get(pk, pk),
            }


def _rows_of(version: Version) -> Iterator[tuple[type[Model], Row]]:
    yield version.model, version.state["fields"]
    for part in WHOLES[version.kind]:
        for row in version.state["parts"].get(part.name, []):
            yield get_model(part.model), row


def _target(field: Any) -> type[Model] | None:
    """Return the kind of record that a column refers to; None for a participation, which is restored as a part."""
    target = field.remote_field.model if field.remote_field else None
    return None if target is None or target._meta.model_name == "participation" else target


def write_version(version: Version, user: Any) -> Model:
    """Write the record as it is in `version`, within `recorded` of a service that looked for conflicts; return it."""
    found: Any = version.model._base_manager.filter(pk=version.record_id)
    record, is_public = found.select_for_update().first(), False
    if record is None:
        record = rows.make_record(f"meetings.{version.kind}", {**version.state["fields"], "id": version.record_id})
        if is_public := getattr(record, "review_state", "") == ReviewState.PUBLISHED:
            record.review_state = ReviewState.DRAFT  # until the rules have seen it with its parts
        _without_lost_users(record)
        _insert(record)
        _free_address(version, record)
    else:
        _update(record, version.state["fields"])
    now = load_states(version.kind, [version.record_id])[version.record_id]
    _write_parts(version, now)
    if is_public and (user is None or may_publish(user)):
        review.publish(found, user, holds_back=True)
    return found.get()  # type: ignore[no-any-return]


def _free_address(version: Version, record: Model) -> None:
    """Forget the old address that was kept when the record was deleted: the record has it again."""
    if column := ADDRESSED.get(version.kind):
        kept = OldAddress.objects.filter(kind=version.kind, record_id=version.record_id)
        kept.filter(slug=getattr(record, column).lower()).delete()


def _update(record: Any, fields: Row) -> None:
    for field in list_kept_fields(record._meta.model):
        if field.attname not in fields or (field.name == "raw_text" and record.raw_text):
            continue
        setattr(record, field.attname, rows.convert_to_column_type(field, fields[field.attname]))
    _without_lost_users(record)
    record.save()


def _write_parts(version: Version, now: RecordState) -> None:
    """Delete the parts that differ from the version, the last kinds first, and then write the missing ones.

    Nothing is changed in place: two participants that exchange places would both have the same place for a moment.
    """
    parts = WHOLES[version.kind]
    for part in reversed(parts):
        wanted = {row["id"]: row for row in version.state["parts"].get(part.name, [])}
        wrong = [row["id"] for row in now["parts"][part.name] if not _is_as(row, wanted.get(row["id"]))]
        get_model(part.model)._base_manager.filter(pk__in=wrong).delete()
    participants: dict[int, int] = {}  # numbers that another meeting took meanwhile, and the new ones
    for part in parts:
        _write_missing(version, part, now, participants)


def _is_as(row: Row, wanted: Row | None) -> bool:
    """Return whether a part equals that of a version, in the columns that existed when the version was made."""
    return wanted is not None and all(row.get(column, value) == value for column, value in wanted.items())


def _write_missing(version: Version, part: Part, now: RecordState, participants: dict[int, int]) -> None:
    model = get_model(part.model)
    today = {row["id"]: row for row in now["parts"][part.name]}  # for columns that are newer than the version
    wanted = version.state["parts"].get(part.name, [])
    key = f"{part.field}_id"
    there = dict(model._base_manager.filter(pk__in=[row["id"] for row in wanted]).values_list("pk", key))
    for row in wanted:
        if there.get(row["id"]) == version.record_id:
            continue  # still there: not deleted with another part above
        record = rows.make_record(f"meetings.{part.model}", {**today.get(row["id"], {}), **row, key: version.record_id})
        if part.name in ("edited_facts", "evidence") and record.participation_id:
            record.participation_id = participants.get(record.participation_id, record.participation_id)
        if row["id"] in there:
            record.pk = None
        _without_lost_users(record)
        _insert(record)
        if part.name == "participations":
            participants[row["id"]] = record.pk


def _insert(record: Any) -> None:
    """Write a row with its number and the time of its entry, which `save` would overwrite."""
    for field in record._meta.concrete_fields:
        if isinstance(field, DerivedField) or getattr(field, "auto_now", False):
            field.pre_save(record, True)
    rows.insert_row(record)


def _without_lost_users(record: Any) -> None:
    """Clear references to deleted users, as deleting a user does."""
    for field in list_kept_fields(record._meta.model):
        pk, key = getattr(record, field.attname), field.remote_field
        if pk and key and key.on_delete is models.SET_NULL and not key.model._base_manager.filter(pk=pk).exists():
            setattr(record, field.attname, None)
