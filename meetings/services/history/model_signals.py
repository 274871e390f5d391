"""Signals of the models that report each save, deletion and many-to-many change to the active recording."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from meetings.models.history import BELONGS_TO, WHOLES, find_whole
from meetings.services.history.recording import find_wholes_of_rows, get_active_recording


def connect_signals() -> None:
    """Connect the signals of all models to the active recording; a second call changes nothing."""
    pre_save.connect(_about_to_change, dispatch_uid="meetings.history.saving")
    pre_delete.connect(_about_to_change, dispatch_uid="meetings.history.deleting")
    post_save.connect(_saved, dispatch_uid="meetings.history.saved")
    m2m_changed.connect(_about_to_connect, dispatch_uid="meetings.history.connecting")


def _about_to_change(sender: type[Model], instance: Any, raw: bool = False, **options: Any) -> None:
    recording = get_active_recording()
    if recording is None or raw or sender._meta.app_label != "meetings":
        return
    wholes = {find_whole(instance)}
    if sender._meta.model_name in BELONGS_TO and instance.pk and not instance._state.adding:
        # It may be about to move from one whole to another.
        wholes |= find_wholes_of_rows(sender._base_manager.filter(pk=instance.pk))
    recording.watch(whole for whole in wholes if whole)


def _saved(sender: type[Model], instance: Any, created: bool, raw: bool = False, **options: Any) -> None:
    recording = get_active_recording()
    if recording is None or raw or not created or sender._meta.model_name not in WHOLES:
        return
    if whole := find_whole(instance):
        recording.watch_new(whole)


def _about_to_connect(
    sender: type[Model], instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **options: Any
) -> None:
    """Watch meetings whose topics or articles are set as a list."""
    recording = get_active_recording()
    if recording is None or not action.startswith("pre_") or sender._meta.model_name not in BELONGS_TO:
        return
    if not reverse:
        recording.watch(whole for whole in [find_whole(instance)] if whole)
        return
    there = sender._base_manager.filter(**{str(instance._meta.model_name): instance})
    kind = BELONGS_TO[str(sender._meta.model_name)][0][0]
    recording.watch({(kind, pk) for pk in pk_set or ()} | find_wholes_of_rows(there))
