"""Fields that hold one record of a long list: an official, an office or a side, on record or to be created.

The value is one text: `12` is a record, `country:12` a side, `new:NAME` a record to create, `typed:TEXT` a text that
the editor did not choose an entry for. A plain select holds it; static/admin-mahdar/picking.js makes it a combobox, and
without scripts a box beside the select takes the typed text. The boxes of record forms are in common/record_fields.py.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import Script
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Article, Country, Meeting, Official, Organisation, Outlet, Place, Position, Topic
from meetings.queries.completion import Completion, complete_names, complete_sides
from meetings.text.typed_numbers import read_number

NEW, TYPED = "new:", "typed:"
MAX_TEXT_CHARACTERS = 200
MAX_CANDIDATES = 6
MODELS: dict[str, Any] = {
    "official": Official, "position": Position, "country": Country, "organisation": Organisation,
    "place": Place, "topic": Topic, "outlet": Outlet, "article": Article, "meeting": Meeting,
}  # fmt: skip
SIDES = ("country", "organisation")
# value, label, about, `fills` (values and labels for other boxes), `title` (for a box of text), `words` and `isNew`
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to create, by its name or title."""

    text: str


def make_key(record: Any) -> str:
    """Return the value of a field that holds `record`."""
    kind = str(record._meta.model_name)
    return f"{kind}:{record.pk}" if kind in SIDES else str(record.pk)


def load_named_records(kind: str, pks: Iterable[int]) -> dict[int, Any]:
    """Return the records of `kind` by their ids, with what their names read."""
    rows = MODELS[kind].objects.all()
    found: dict[int, Any] = (rows.select_related("country", "region") if kind == "place" else rows).in_bulk(list(pks))
    return found


def make_completion_key(found: Completion) -> str:
    """Return the value of a field that holds the completed record."""
    return f"{found.kind}:{found.pk}" if found.kind in SIDES else str(found.pk)


def read_key(kind: str, value: str) -> tuple[str, int] | None:
    """Return (kind, id) of the record that `value` means in a field of `kind`; None for another value."""
    name, colon, number = value.rpartition(":")
    if (kind == "side") != bool(colon) or (colon and name not in SIDES):
        return None
    pk = read_number(number)
    return (name or kind, pk) if pk else None


class PickedRecords:
    """The records that the rows of a table name, read with one query for each kind."""

    def __init__(
        self,
        values: Iterable[tuple[str, str]],
        known: Iterable[Any] = (),
        querysets: "Mapping[str, QuerySet[Any]] | None" = None,
    ) -> None:
        """Note what is wanted.

        Args:
            values: The kinds and the values of the boxes; further ones may be asked for.
            known: Records that are loaded already.
            querysets: The records that may be chosen, of the kinds of which not every one may.
        """
        self._querysets = querysets or {}
        self._found: dict[tuple[str, int], Any] = {(str(one._meta.model_name), one.pk): one for one in known}
        self._wanted = {key for kind, value in values if (key := read_key(kind, value))}

    def get(self, key: tuple[str, int]) -> Any:
        """Return the record; None if it does not exist."""
        if key not in self._found:
            self._load(self._wanted | {key})
        return self._found.get(key)

    def _load(self, keys: set[tuple[str, int]]) -> None:
        self._wanted = set()
        for kind in MODELS:
            pks = [pk for one, pk in keys if one == kind and (one, pk) not in self._found]
            if pks and (among := self._querysets.get(kind)) is not None:
                self._found.update(((kind, pk), record) for pk, record in among.in_bulk(pks).items())
            elif pks:
                self._found.update(((kind, pk), record) for pk, record in load_named_records(kind, pks).items())
        self._found.update({key: None for key in keys if key not in self._found})


class PickSelect(forms.Select):
    """A select with the chosen record and the offered ones only, which a script makes a combobox.

    Attributes:
        records: The records that the boxes of the page show.
        offers: The entries that the desk offers before an editor types: what a report or a refused text may mean.
        label_of: Returns the words for a record.
    """

    records: PickedRecords | None = None
    offers: Sequence[Entry] = ()
    label_of: Callable[[Any], str] = str

    class Media:
        css = {"all": ("admin-mahdar/picking.css",)}
        js = (Script("admin-mahdar/picking.js", defer=True), Script("admin-mahdar/single_picks.js", defer=True))

    def __init__(self, kind: str, *, is_creatable: bool = False) -> None:
        self.kind = kind
        creates = {"data-creates": "yes"} if is_creatable else {}
        super().__init__({"data-picks": kind, "data-complete": reverse_lazy("admin:complete"), **creates})

    def __deepcopy__(self, memo: Any) -> "PickSelect":
        copied: PickSelect = super().__deepcopy__(memo)
        copied.records, copied.offers = None, ()
        return copied

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        typed = str(data.get(f"{name}-typed") or "").strip()
        return TYPED + typed if typed else str(data.get(name) or "")

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        words = _("type the name")
        label = " ".join(filter(None, (str(self.attrs.get("aria-label", "")), words)))
        typed = format_html(
            '<noscript><input type="text" name="{}-typed" dir="auto" maxlength="{}" placeholder="{}" aria-label="{}">'
            "</noscript>",
            name,
            MAX_TEXT_CHARACTERS,
            words,
            label,
        )
        return super().render(name, value, attrs, renderer) + typed

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        chosen = str(next(iter(value), "") or "")
        offered = {entry["value"]: entry for entry in self.offers}
        keys = dict.fromkeys(["", chosen, *offered])
        options = [
            self.create_option(name, key, self._describe(key, offered.get(key), chosen), key == chosen, place)
            for place, key in enumerate(keys)
        ]
        for option in options:
            if entry := offered.get(option["value"]):
                option["attrs"]["data-offer"] = json.dumps(entry, ensure_ascii=False)
        return [(None, [option], place) for place, option in enumerate(options)]

    def _describe(self, value: str, offered: Entry | None, chosen: str) -> str:
        if not value:
            return "—"
        if offered is None or value == chosen:
            return self.get_label(value)
        return " – ".join(filter(None, (str(offered.get("words") or offered["label"]), offered.get("about"))))

    def get_label(self, value: str) -> str:
        """Return the words for a value."""
        for entry in self.offers:
            if entry["value"] == value:
                return str(entry["label"])
        for beginning in (NEW, TYPED):
            if value.startswith(beginning):
                return value.removeprefix(beginning)
        key = read_key(self.kind, value)
        record = self.records.get(key) if key and self.records else None
        return self.label_of(record) if record else value


class PickField(forms.Field):
    """A record of a long list: the record itself, a NewRecord, or None."""

    widget: Any = PickSelect
    default_error_messages = {
        "gone": gettext_lazy("This entry no longer exists. Choose another one."),
        "unknown": gettext_lazy("The archive has no entry called “%(text)s”. Choose one of the list."),
        "creatable": gettext_lazy("The archive has no entry called “%(text)s”. Choose one of the list or create it."),
        "several": gettext_lazy("Several entries are called “%(text)s”. Choose one of the list."),
    }

    def __init__(self, kind: str, *, is_creatable: bool = False, **options: Any) -> None:
        self.kind, self.is_creatable = kind, is_creatable
        super().__init__(widget=PickSelect(kind, is_creatable=is_creatable), required=False, **options)

    def set_creatable(self, is_creatable: bool) -> None:
        """Say whether the box creates records, where that depends on the role of the user."""
        self.is_creatable = is_creatable
        self.box.attrs["data-creates"] = "yes"
        if not is_creatable:
            del self.box.attrs["data-creates"]

    @property
    def box(self) -> PickSelect:
        """The select, also where the admin put its button for a new record around it."""
        found: PickSelect = getattr(self.widget, "widget", self.widget)
        return found

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Any:
        # Before a form is read or shown. Forms with several boxes or rows give them their common records earlier.
        if self.box.records is None:
            self.box.records = PickedRecords((), querysets=self.get_querysets())
        self.box.attrs.setdefault("aria-label", str(self.label or ""))
        return super().get_bound_field(form, field_name)

    def get_querysets(self) -> "dict[str, QuerySet[Any]]":
        """Return the records that may be chosen, by kind; a kind that is not among them has no limit."""
        return {}

    def prepare_value(self, value: Any) -> Any:
        return make_key(value) if hasattr(value, "_meta") else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        if text.startswith(NEW):
            name = " ".join(text.removeprefix(NEW).split())
            if not self.is_creatable or not name:
                raise ValidationError(self.error_messages["gone"], code="gone")
            if len(name) > MAX_TEXT_CHARACTERS:
                raise ValidationError(
                    _("This name is too long. Enter at most %(n)d characters.") % {"n": MAX_TEXT_CHARACTERS}
                )
            return NewRecord(name)
        if text.startswith(TYPED):
            return self._find_typed(" ".join(text.removeprefix(TYPED).split())[:MAX_TEXT_CHARACTERS])
        key = read_key(self.kind, text)
        record = self.get_record(key) if key else None
        if record is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return record

    def get_record(self, key: tuple[str, int]) -> Any:
        """Return the record of (kind, id); None if it does not exist or may not be chosen."""
        return self.box.records.get(key) if self.box.records else None

    def make_value(self, found: Completion) -> str:
        """Return the value that holds the completed record in this box."""
        return make_completion_key(found)

    def find_like(self, text: str) -> list[Completion]:
        """Return the records that `text` completes, best first."""
        return complete_sides(text) if self.kind == "side" else complete_names(self.kind, text)

    def _find_typed(self, text: str) -> Any:
        """Return the only record called so; or else refuse, and let the select offer what may be meant."""
        if not text:
            return None
        found = self.find_like(text)
        exact = [one for one in found if one.is_exact]
        if exact and (len(exact) == 1 or exact[0].fit < exact[1].fit):
            return self.get_record((exact[0].kind, exact[0].pk))
        offered = ((one, self.get_record((one.kind, one.pk))) for one in (exact or found)[:MAX_CANDIDATES])
        self.box.offers = [
            {"value": self.make_value(one), "label": self.box.label_of(record)} for one, record in offered if record
        ]
        if self.is_creatable:
            words = _("Create “%(name)s”") % {"name": text}
            self.box.offers = [*self.box.offers, {"value": NEW + text, "label": text, "words": words, "isNew": True}]
        code = "several" if exact else "creatable" if self.is_creatable else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"text": text})


def share_records(form: forms.BaseForm, known: Iterable[Any] = ()) -> None:
    """Give the boxes of a form the records that they show, and name them for readers of the screen.

    Args:
        form: The form; records among its initial values are known.
        known: Further records that are loaded already; None among them is ignored.
    """
    boxes = {name: field for name, field in form.fields.items() if isinstance(field, PickField)}
    sent = [(field.kind, str(form.data.get(form.add_prefix(name)) or "")) for name, field in boxes.items()]
    records = PickedRecords(sent, [one for one in (*known, *form.initial.values()) if isinstance(one, Model)])
    for field in boxes.values():
        field.box.records = records
        field.box.attrs.setdefault("aria-label", str(field.label))
