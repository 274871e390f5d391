"""The plan of an undo, row by row, made before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from meetings.models import LikelyDuplicate, Merge, Version, Withdrawal
from meetings.services import rows
from meetings.services.history.touched_rows import RowChange
from meetings.services.rows import RowKey, Values

# A row of these kinds is superfluous if the kept record has an equal one.
SAID_ONCE = frozenset({"meetings.officialname", "meetings.source", "meetings.meetingtopic"})


class UndoRefusedError(Exception):
    """The merge or split cannot be undone now; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class MergeChange:
    """A later change and what the undo makes of it, in words for the editor.

    `what` names the row, `field` the column (empty for the whole row); `now` and `then` are its values now and after
    the undo.
    """

    what: str
    field: str
    now: str
    then: str


class UndoPlan:
    """The rows to write in order to undo `merge`, and the later changes that this would overwrite (`changes`)."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.changes: list[MergeChange] = []
        self._touched: dict[RowKey, RowChange] = {(row["model"], row["pk"]): row for row in list_touched_rows(merge)}
        self._now: dict[RowKey, Any] = rows.load_current(self._touched)
        self._then: dict[RowKey, Values] = {}  # rows that will be written
        self._gone: set[RowKey] = set()  # rows that the move created and that still exist
        for key, row in self._touched.items():
            if row["before"] is None:
                self._take_away(key, row["after"] or {})
            elif key in self._now and row["after"] is not None:
                self._put_back(key, row["before"], row["after"])
            else:
                self._bring_back(key, row["before"], row["after"])
        self._leave_out_what_lost_its_place()
        self._leave_out_former_withdrawals()
        self._find_free_places()

    # --- Each row -----------------------------------------------------------------------------------------------------
    def _take_away(self, key: RowKey, after: Values) -> None:
        """Plan to delete a row that the move created."""
        if key not in self._now:
            return
        self._gone.add(key)
        record, own = self._now[key], rows.list_automatic_columns(rows.get_model(key[0]))
        for column, value in rows.get_values(record).items():
            if column not in own and column in after and value != after[column]:
                self._tell(key, column, value, _("is removed with the record"))

    def _put_back(self, key: RowKey, before: Values, after: Values) -> None:
        """Plan to restore the columns that the move changed in a row."""
        model = rows.get_model(key[0])
        now, own = rows.get_values(self._now[key]), rows.list_automatic_columns(model)
        then = dict(now)
        for column in before.keys() & now.keys() - own:
            if before[column] != after.get(column):
                then[column] = before[column]
                if now[column] not in (after.get(column), before[column]):
                    self._tell(key, column, now[column], rows.show_value(model, column, before[column]))
        edited = any(now[column] != after.get(column) for column in now.keys() - own)
        if not edited:
            then.update((column, before[column]) for column in own if column in before)
        if then != now:
            self._then[key] = then

    def _bring_back(self, key: RowKey, before: Values, after: Values | None) -> None:
        """Plan to restore a row that the move or a later change deleted, even if an equal row exists again."""
        if key in self._now:
            now = rows.get_values(self._now[key])
            if now == before:
                return
            self._tell(key, "", _("exists again"), _("as before"))
        elif after is not None:
            self._tell(key, "", _("deleted"), _("exists again"))
        self._then[key] = dict(before)

    def _tell(self, key: RowKey, column: str, now: Any, then: str) -> None:
        model = rows.get_model(key[0])
        row = self._touched[key]
        record = self._now.get(key) or rows.make_record(key[0], row["after"] or row["before"] or {})
        field = rows.get_column_name(model, column) if column else ""
        self.changes.append(
            MergeChange(rows.describe_row(record), field, rows.show_value(model, column, now) if column else now, then)
        )

    # --- Conflicts ----------------------------------------------------------------------------------------------------
    def _leave_out_what_lost_its_place(self) -> None:
        """Do not restore rows that refer to a record deleted since; clear the reference instead if it may be empty."""
        while lost := [(key, field) for key in self._then for field in self._lost_references(key)]:
            for key, field in lost:
                if key not in self._then:
                    continue  # another of its references decided that it stays deleted
                if field.null:
                    self._then[key] = {**self._then[key], field.attname: None}
                else:
                    del self._then[key]
                    self._tell(
                        key, "", _("deleted"), _("stays deleted, because the record that it belongs to was deleted")
                    )

    def _leave_out_former_withdrawals(self) -> None:
        """Leave a withdrawal ended that the merge ended, if an editor has withdrawn the record again since."""
        for key, then in list(self._then.items()):
            if key[0] == Withdrawal._meta.label_lower and then["ended_at"] is None:
                in_force = Withdrawal.objects.filter(kind=then["kind"], record_id=then["record_id"], ended_at=None)
                if in_force.exclude(pk=key[1]).exists():
                    del self._then[key]

    def _lost_references(self, key: RowKey) -> "Iterator[models.Field[Any, Any]]":
        label, _pk = key
        before = self._touched[key]["before"] or {}
        for field in rows.get_model(label)._meta.concrete_fields:
            value = self._then[key].get(field.attname)
            # Only restored values can refer to a deleted record: the database protects the present ones.
            put_back = key not in self._now or value == before.get(field.attname)
            if field.remote_field and value is not None and put_back and not self._will_exist(field, value):
                yield field

    def _will_exist(self, field: Any, value: Any) -> bool:
        related = field.remote_field.model
        key = (related._meta.label_lower, value)
        if key in self._touched:
            return key in self._then or (key in self._now and key not in self._gone)
        return bool(related._base_manager.filter(pk=value).exists())

    def _find_free_places(self) -> None:
        """Resolve conflicts with unique values that other rows have by now.

        A row whose place in an order is taken goes to the end. If another record has its URL, the editor must decide
        first: then it raises UndoRefusedError.
        """
        for key, then in self._then.items():
            was = rows.get_values(self._now[key]) if key in self._now else {}
            for fields, holder in self._clashes(key, then, was):
                reason = _("%(what)s now uses a value that another record would need (%(fields)s). Change it first.")
                named = ", ".join(str(field.verbose_name) for field in fields)
                raise UndoRefusedError(reason % {"what": rows.describe_row(holder), "fields": named})

    def _clashes(self, key: RowKey, then: Values, was: Values) -> Iterator[tuple[list[Any], Model]]:
        """Yield unique columns for which another row has the values of `then`, with that row.

        For a place in an order it sets a free place in `then` instead. Values that the row has now (`was`) cannot
        clash.
        """
        model = rows.get_model(key[0])
        for names in rows.list_unique_columns(model):
            fields: list[Any] = [model._meta.get_field(name) for name in names]
            wanted = {field.attname: then.get(field.attname) for field in fields}
            if None in wanted.values() or all(was.get(name) == value for name, value in wanted.items()):
                continue
            if holder := self._holder(model, key, wanted):
                *others, last = fields
                if others and isinstance(last, models.IntegerField):
                    then[last.attname] = self._next_place(model, [field.attname for field in others], last, then)
                else:
                    yield fields, holder

    def _holder(self, model: type[Model], key: RowKey, wanted: Values) -> Any:
        """Return the other row that will have the values `wanted` after the undo, if any."""
        for record in model._base_manager.filter(**wanted):
            other = rows.make_key(record)
            if other != key and other not in self._gone and other not in self._then:
                return record
        for other, then in self._then.items():
            if other != key and other[0] == key[0] and all(then.get(name) == value for name, value in wanted.items()):
                return rows.make_record(other[0], then)
        return None

    def _next_place(self, model: type[Model], scope: list[str], column: "models.Field[Any, Any]", then: Values) -> int:
        within = {name: then[name] for name in scope}
        last = model._base_manager.filter(**within).aggregate(last=Max(column.name))["last"] or 0
        planned = [
            values[column.attname]
            for (label, _pk), values in self._then.items()
            if label == model._meta.label_lower and all(values.get(name) == value for name, value in within.items())
        ]
        return int(max([last, *planned])) + 1

    # --- Writing ------------------------------------------------------------------------------------------------------
    def watched(self) -> list[Model]:
        """Return all records concerned, as they are and as they will be, for the history."""
        return [*self._now.values(), *(rows.make_record(key[0], then) for key, then in self._then.items())]

    def hand_over(self) -> None:
        """Move later additions to a record that the undo deletes to the kept one. Raises UndoRefusedError."""
        for label, pk in sorted(self._gone):
            model = rows.get_model(label)
            is_new_record = (model._meta.model_name, pk) == (self.merge.kind, self.merge.other_id)
            heir = self.merge.kept_id if is_new_record else None
            for relation in model._meta.get_fields(include_hidden=True):
                if isinstance(relation, models.ManyToOneRel):
                    self._give(relation.related_model, relation.field, pk, heir)

    def _give(self, model: Any, field: Any, pk: Any, heir: int | None) -> None:
        for record in model._base_manager.filter(**{field.attname: pk}):
            key = rows.make_key(record)
            if key in self._gone or key in self._then:
                continue
            if model is LikelyDuplicate:
                record.delete()
                continue
            was = rows.get_values(record)
            then = {**was, field.attname: heir}
            has_twin = heir is not None and any(True for _clash in self._clashes(key, then, was))
            if heir is None or (has_twin and key[0] not in SAID_ONCE):
                reason = _("%(what)s was added later and cannot stay. Move or delete it first.")
                raise UndoRefusedError(reason % {"what": rows.describe_row(record)})
            if has_twin:
                record.delete()
            else:
                changed = {name: value for name, value in then.items() if value != was[name]}
                model._base_manager.filter(pk=record.pk).update(**changed)

    def erased(self) -> list[RowKey]:
        """Return the rows to delete: those that the move created, and those to insert with other unique values."""
        return [*self._gone, *(key for key in self._then if key in self._now and self._exchanges(key))]

    def updates(self) -> Iterator[tuple[str, Any, dict[str, Any]]]:
        """Yield label, number and changed columns of the rows to update."""
        for key, then in self._then.items():
            if key in self._now and not self._exchanges(key):
                record, now = rows.make_record(key[0], then), rows.get_values(self._now[key])
                changed = {name: getattr(record, name) for name, value in then.items() if value != now.get(name)}
                yield key[0], key[1], changed

    def inserts(self) -> Iterator[Model]:
        """Yield the rows to insert."""
        for key, then in self._then.items():
            if key not in self._now or self._exchanges(key):
                yield rows.make_record(key[0], then)

    def _exchanges(self, key: RowKey) -> bool:
        """Return whether a unique column of the row changes, so that an update could clash with another row."""
        model, now = rows.get_model(key[0]), rows.get_values(self._now[key])
        names = {name for several in rows.list_unique_columns(model) for name in several}
        columns = {model._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]
        return any(now.get(column) != self._then[key].get(column) for column in columns)


def list_later_moves(merge: Merge) -> list[Merge]:
    """Return the merges and splits after `merge`, not undone, that touched any of its rows; the latest first."""
    touched = {(row["model"], row["pk"]) for row in list_touched_rows(merge)}
    later = Merge.objects.filter(pk__gt=merge.pk, undone_at=None).order_by("-pk")
    versions = Version.objects.filter(action__in=later.order_by().values("history_action"))
    rest_on_it = {
        action
        for action, changes in versions.values_list("action", "rows").iterator()
        if any((row["model"], row["pk"]) in touched for row in changes)
    }
    return [one for one in later if one.history_action in rest_on_it]


def list_touched_rows(merge: Merge) -> list[RowChange]:
    """Return every row that `merge` touched, before and after, as its versions have them."""
    versions = Version.objects.filter(action=merge.history_action).order_by("pk")
    return [row for changes in versions.values_list("rows", flat=True) for row in changes]
