"""The rows of an inline as a browser sent them, to be changed and written back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from meetings.admin.safety.form_values import RAW, list_editable_fields, read_browser_value


@dataclass(slots=True)
class SentRow:
    """A row: the number of its record (empty for a new one), its values, and the form that reads them."""

    pk: str
    form: Any = None
    values: RAW = field(default_factory=dict)
    is_deleted: bool = False
    place: int | None = None  # in the form that was sent; None for a row that was not in it


class SentRows:
    """All rows of one inline."""

    def __init__(self, formset: Any, data: QueryDict) -> None:
        self.prefix = formset.prefix
        self._key = formset.model._meta.pk.name
        self.rows = [self._read(place, form, data) for place, form in enumerate(formset.forms)]

    def _read(self, place: int, form: Any, data: QueryDict) -> SentRow:
        stem = f"{self.prefix}-{place}-"
        # The second inline of a model has the prefix of the first one and a number: "evidence-2-0-quote".
        values = {name.removeprefix(stem): data.getlist(name) for name in data if name.startswith(stem)}
        values = {name: given for name, given in values.items() if not name[:1].isdigit() and not name.isupper()}
        pk = (values.pop(self._key, None) or [""])[-1]
        return SentRow(pk, form, values, f"{stem}DELETE" in data, place)

    def saved(self) -> Iterator[SentRow]:
        """Yield the rows that are on record, or were when the form was made."""
        return (row for row in self.rows if row.pk)

    def add(self, pk: str, form: Any) -> SentRow:
        """Add a row that is on record and not in the form that was sent."""
        row = SentRow(pk, form, read_row(form))
        self.rows.append(row)
        return row

    def write(self, data: QueryDict) -> None:
        """Write the rows into `data`, those on record first, as Django's formsets expect them."""
        own = re.compile(rf"{re.escape(self.prefix)}-\d+-(?!\d)(?!\w*_FORMS$)")
        for name in [name for name in data if own.match(name)]:
            del data[name]
        self.rows.sort(key=lambda row: not row.pk)
        for place, row in enumerate(self.rows):
            stem = f"{self.prefix}-{place}-"
            for name, values in row.values.items():
                data.setlist(stem + name, values)
            if row.pk:
                data[stem + self._key] = row.pk
            if row.is_deleted:
                data[f"{stem}DELETE"] = "on"
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(self.rows))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(sum(1 for row in self.rows if row.pk))

    def move_files(self, files: MultiValueDict[str, Any]) -> None:
        """Give the files that were sent with rows the places that `write` gave the rows."""
        sent = {
            name: files.pop(name) for name in list(files) if re.match(rf"{re.escape(self.prefix)}-\d+-(?!\d)", name)
        }
        for place, row in enumerate(self.rows):
            stem = f"{self.prefix}-{row.place}-"
            for name in sent if row.place is not None else ():
                if name.startswith(stem):
                    files.setlist(f"{self.prefix}-{place}-{name.removeprefix(stem)}", sent[name])


def read_row(form: Any) -> RAW:
    """Return what a browser sends of a row, by the names of its fields."""
    found: RAW = {}
    for bound in list_editable_fields(form):
        for name, values in read_browser_value(bound).raw.items():
            found[name.removeprefix(f"{form.prefix}-")] = values
    return found


def replace_value(values: Any, bound: Any, raw: RAW) -> None:
    """Replace the value of a field in what a browser sent: the names of a widget of several boxes have numbers."""
    stem = f"{bound.form.prefix}-" if bound.form.prefix else ""
    own = re.compile(rf"{re.escape(bound.name)}(_\d+)?$")
    for name in [name for name in values if own.match(name)]:
        del values[name]
    for name, given in raw.items():
        name = name.removeprefix(stem)
        if isinstance(values, QueryDict):
            values.setlist(name, given)
        else:
            values[name] = given
