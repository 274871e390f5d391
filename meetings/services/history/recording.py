"""Recording: what an action touched, each record as it stood before and after. See history.py, which hands this on."""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from meetings.models import Version
from meetings.models.history import BELONGS_TO, WHOLES, whole_of
from meetings.services.history.states import State, changed_facts, chunks, states

Change, Way = Version.Change, Version.Way
Whole = tuple[str, int]  # kind and id of a record with a history of its own

_active: ContextVar["_Recording | None"] = ContextVar("recording", default=None)


@contextmanager
def recorded(user: Any, note: str = "", *, way: str = Way.OTHER) -> Iterator[None]:
    """A transaction whose changes are kept as one action of `user` (None: a command, which `note` names).

    Within another `recorded` it belongs to that one, and says more exactly what is done: its note and its way count.
    When it ends with an error nothing is changed and nothing is kept.
    """
    outer = _active.get()
    if outer is not None:
        outer.refine(user, note, way)
        with transaction.atomic():
            yield
        return
    recording = _Recording(user, note, way)
    with transaction.atomic():
        token = _active.set(recording)
        try:
            yield
        finally:
            _active.reset(token)
        recording.write()


def keep(*records: Model | Iterable[Model]) -> None:
    """Have `recorded` watch records (or querysets of them) that bulk operations are about to change or delete.

    Of parts (participations, names, evidence ...) the whole is watched. What bulk operations made is named after they
    did. Kinds without a history are passed over. Raises RuntimeError outside `recorded`.
    """
    recording = _active.get()
    if recording is None:
        raise RuntimeError("keep() works within recorded().")
    wholes: set[Whole] = set()
    for given in records:
        if isinstance(given, Model):
            wholes |= {whole} if (whole := whole_of(given)) else set()
        elif isinstance(given, QuerySet):
            wholes |= _wholes_of_rows(given)
        else:
            wholes |= {whole for record in given if (whole := whole_of(record))}
    recording.watch(wholes, named=True)


def watch(kind: str, record_id: int) -> None:
    """Have `recorded` watch a record by its number, which may not be there yet (again)."""
    if recording := _active.get():
        recording.watch([(kind, record_id)])


class _Recording:
    """What was touched since the outermost `recorded` began, each as it stood before."""

    def __init__(self, user: Any, note: str, way: str) -> None:
        self.user = user if user is not None and user.pk else None
        self.note, self.way = note.strip(), way
        self.began = timezone.now()
        self.before: dict[Whole, str | None] = {}  # as JSON text, since a bulk change touches thousands
        self.named: set[Whole] = set()  # those that `keep` named

    def refine(self, user: Any, note: str, way: str) -> None:
        """Let an inner `recorded` say more exactly what is done; the reason that the editor gave stays in front."""
        self.user = self.user or (user if user is not None and user.pk else None)
        self.note = "\n".join(dict.fromkeys(part for part in (self.note, note.strip()) if part))
        self.way = way or self.way

    def watch(self, wholes: Iterable[Whole], *, named: bool = False) -> None:
        """Read how `wholes` stand now, those that are not watched yet."""
        wholes = set(wholes)
        if named:
            self.named |= wholes
        for kind, ids in _by_kind(wholes - self.before.keys()).items():
            now = states(kind, ids, lock=True)
            for pk in ids:
                self.before[kind, pk] = json.dumps(now[pk]) if pk in now else None

    def watch_new(self, whole: Whole) -> None:
        """A record that was not there before."""
        self.before.setdefault(whole, None)

    def write(self) -> None:
        """One version of each record that came out different."""
        action = uuid.uuid4()
        for kind, ids in _by_kind(self.before).items():
            for chunk in chunks(ids):
                now, latest = states(kind, chunk), _latest(kind, chunk)
                rows = []
                for pk in chunk:
                    steps = self._steps((kind, pk), now.get(pk), latest.get(pk))
                    last = latest[pk].number if pk in latest else 0
                    for number, step in enumerate(steps, start=last + 1):
                        step.kind, step.record_id, step.number = kind, pk, number
                        if step.change not in (Change.KEPT, Change.OUTSIDE):
                            step.action = action
                        rows.append(step)
                Version.objects.bulk_create(rows, batch_size=100)

    def _steps(self, whole: Whole, after: State | None, latest: Version | None) -> list[Version]:
        """The new versions of one record: at most what was missing, and what this action made of it."""
        text = self.before[whole]
        before: State | None = json.loads(text) if text else None
        on_record = latest.state if latest and not latest.gone else None
        if after == before:
            if whole not in self.named or after == on_record:
                return []
            if after is None:
                return [self._own(Change.DELETED, on_record or {}, [])]
            return [self._own(self._change_of_named(after, latest), after, changed_facts(on_record, after))]
        steps = []
        missing = before is not None and before != on_record and not self._is_new(before)
        if missing and (latest or after):  # what is deleted is kept as it stood before anyhow
            change = Change.OUTSIDE if latest else Change.KEPT
            steps.append(Version(change=change, state=before, facts=changed_facts(on_record, before)))
        if after is None:
            return [*steps, self._own(Change.DELETED, before or {}, [])]
        if self.way == Way.RESTORE or (before is None and latest and latest.gone):
            change = Change.RESTORED
        else:
            change = Change.ENTERED if before is None or (self._is_new(before) and not latest) else Change.CHANGED
        return [*steps, self._own(change, after, changed_facts(before, after) if change != Change.ENTERED else [])]

    def _change_of_named(self, after: State, latest: Version | None) -> str:
        if latest is None:
            return Change.ENTERED if self._is_new(after) else Change.CHANGED
        return Change.RESTORED if latest.gone else Change.CHANGED

    def _is_new(self, state: State) -> bool:
        """Whether the record was made since the recording began, as far as the record itself knows."""
        made = parse_datetime(state["fields"].get("created_at") or "")
        return made is not None and made >= self.began

    def _own(self, change: str, state: State, facts: list[str]) -> Version:
        return Version(
            change=change,
            way=self.way,
            user_id=self.user.pk if self.user else None,
            user_name=(self.user.get_full_name() or self.user.get_username())[:150] if self.user else "",
            note=self.note,
            facts=facts,
            state=state,
        )


def _latest(kind: str, ids: list[int]) -> dict[int, Version]:
    later = Version.objects.filter(kind=kind, record_id=OuterRef("record_id"), number__gt=OuterRef("number"))
    found = Version.objects.filter(~Exists(later), kind=kind, record_id__in=ids)
    return {version.record_id: version for version in found}


def _by_kind(wholes: Iterable[Whole]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for kind, pk in sorted(wholes):
        kinds.setdefault(kind, []).append(pk)
    return kinds


def _wholes_of_rows(rows: QuerySet) -> set[Whole]:
    kind = str(rows.model._meta.model_name)
    kind, column = BELONGS_TO.get(kind, (kind, "pk"))
    if kind not in WHOLES:
        return set()
    return {(kind, pk) for pk in rows.values_list(column, flat=True) if pk is not None}


# --- What the models tell ---------------------------------------------------------------------------------------------
def _about_to_change(sender: type[Model], instance: Any, raw: bool = False, **options: Any) -> None:
    recording = _active.get()
    if recording is None or raw or sender._meta.app_label != "meetings":
        return
    wholes = {whole_of(instance)}
    if sender._meta.model_name in BELONGS_TO and instance.pk and not instance._state.adding:
        # It may be about to move from one whole to another.
        wholes |= _wholes_of_rows(sender._base_manager.filter(pk=instance.pk))
    recording.watch(whole for whole in wholes if whole)


def _saved(sender: type[Model], instance: Any, created: bool, raw: bool = False, **options: Any) -> None:
    recording = _active.get()
    if recording and created and not raw and sender._meta.model_name in WHOLES and (whole := whole_of(instance)):
        recording.watch_new(whole)


def _about_to_connect(
    sender: type[Model], instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **options: Any
) -> None:
    """Topics and articles that are given to a meeting as a list."""
    recording = _active.get()
    if recording is None or not action.startswith("pre_") or sender._meta.model_name not in BELONGS_TO:
        return
    if not reverse:
        recording.watch(whole for whole in [whole_of(instance)] if whole)
        return
    there = sender._base_manager.filter(**{str(instance._meta.model_name): instance})
    kind = BELONGS_TO[str(sender._meta.model_name)][0]
    recording.watch({(kind, pk) for pk in pk_set or ()} | _wholes_of_rows(there))


pre_save.connect(_about_to_change, dispatch_uid="meetings.history.saving")
pre_delete.connect(_about_to_change, dispatch_uid="meetings.history.deleting")
post_save.connect(_saved, dispatch_uid="meetings.history.saved")
m2m_changed.connect(_about_to_connect, dispatch_uid="meetings.history.connecting")
