"""The values of a form and its inlines, in a shape in which the same form of another moment can be compared."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html.parser import HTMLParser
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import InlineForeignKeyField
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from meetings.models.languages import choose_by_language

DIGEST_BYTES = 6
RAW = dict[str, list[str]]  # what a browser sends: names with their values


def list_editable_fields(form: Any) -> Iterator[Any]:
    """Yield the bound fields that an editor can change, without the numbers and boxes of Django's formsets."""
    for bound in form:
        is_key = isinstance(bound.field, forms.ModelChoiceField | InlineForeignKeyField) and bound.is_hidden
        if not (bound.field.disabled or is_key or bound.name == "DELETE"):
            yield bound


def get_saved_value(bound: Any) -> str:
    """Return the value on record of a field, as text that is equal for equal values."""
    return _as_text(bound.form.get_initial_for_field(bound.field, bound.name))


def list_entered_values(bound: Any) -> set[str]:
    """Return the value that an editor entered in a field of a sent form, as the field reads it and as it was sent.

    A field may fill in a key (`country:3`) that it reads as a record: either can be the value on record.
    """
    sent = _as_text(bound.data)
    try:
        return {sent, _as_text(bound.field.to_python(bound.data))}
    except (ValidationError, TypeError, ValueError):
        return {sent}


def _as_text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True, default=str)
    if isinstance(value, Iterable):
        texts = [_as_text(one) for one in value]
        return json.dumps(texts if not _are_records(value) else sorted(texts)) if texts else ""
    return str(value)


def _are_records(values: Iterable[Any]) -> bool:
    return all(isinstance(one, Model) for one in values)


def make_digest(text: str) -> str:
    """Return a short text that differs for different texts."""
    return urlsafe_b64encode(hashlib.blake2s(text.encode(), digest_size=DIGEST_BYTES).digest()).decode()


def make_digests(form: Any) -> dict[str, str]:
    """Return a digest of the value on record of each field of `form`."""
    return {bound.name: make_digest(get_saved_value(bound)) for bound in list_editable_fields(form)}


# --- What a browser would send of a field -----------------------------------------------------------------------------
@dataclass(slots=True)
class _Control:
    name: str
    value: str
    words: str = ""  # what the editor reads: the label of an option


@dataclass(slots=True)
class BrowserValue:
    """The value of a field: what a browser sends of it, and what an editor reads."""

    raw: RAW = field(default_factory=dict)
    words: str = ""


def read_browser_value(bound: Any) -> BrowserValue:
    """Return what a browser would send of a field as the page shows it, of any widget."""
    reader = _ControlReader()
    reader.feed(str(bound))
    reader.close()
    value = BrowserValue()
    for control in reader.controls:
        value.raw.setdefault(control.name, []).append(control.value)
    if isinstance(bound.field, forms.BooleanField):
        value.words = _("yes") if value.raw else _("no")
        return value
    labels = _label_choices(bound.field, [control.value for control in reader.controls if not control.words])
    words = (control.words or labels.get(control.value) or control.value for control in reader.controls)
    value.words = choose_by_language("، ", ", ").join(filter(None, words))
    return value


def _label_choices(field: Any, values: list[str]) -> dict[str, str]:
    """Return the labels of chosen values that the page does not show in the list itself."""
    if isinstance(field, forms.ModelChoiceField):
        numbers = [value for value in values if value.isdecimal()]
        chosen = field.queryset.filter(pk__in=numbers) if numbers else ()  # type: ignore[union-attr]
        return {str(one.pk): str(field.label_from_instance(one)) for one in chosen}
    return {str(key): strip_tags(str(label)) for key, label in getattr(field, "choices", ())}


class _ControlReader(HTMLParser):
    """A reader of the inputs, lists and boxes in the HTML of one field."""

    def __init__(self) -> None:
        super().__init__()
        self.controls: list[_Control] = []
        self._select = ""
        self._open: _Control | None = None
        self._is_first_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self._read_input(name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._begin(self._select, given.get("value") or "")
        elif tag == "textarea" and name:
            self._begin(name, "")
            self._is_first_text = True

    def _read_input(self, name: str, given: dict[str, str | None]) -> None:
        if given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.controls.append(_Control(name, given.get("value") or "on"))
        elif given.get("type") not in ("submit", "button", "file"):
            self.controls.append(_Control(name, given.get("value") or ""))

    def _begin(self, name: str, value: str) -> None:
        self._open = _Control(name, value)
        self.controls.append(self._open)

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        if self._is_first_text:  # browsers leave out the first line break of a box
            data, self._is_first_text = data.removeprefix("\r").removeprefix("\n"), False
        self._open.words += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag in ("option", "textarea"):
            if tag == "textarea":
                self._open.value = self._open.words
            self._open.words = self._open.words.strip()
            if not self._open.value:
                self._open.words = ""  # "---------"
            self._open = None
