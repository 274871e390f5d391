"""The values of versions in words for people: names instead of ids, labels of choices, written dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from meetings.models import Article, Position, Version
from meetings.models.history import WHOLES
from meetings.models.languages import choose_by_language
from meetings.queries.attribution import get_attribution
from meetings.queries.days import format_long_date
from meetings.queries.offices import format_dates, format_title_with_side
from meetings.services.history.states import RecordState, get_model, list_kept_fields
from meetings.services.rows import make_record

Row = dict[str, Any]
_WITH: dict[str, tuple[str, ...]] = {
    "position": ("country", "organisation"),
    "place": ("country", "region"),
    "article": ("outlet",),
}
_PRECISION = {"date": "date_precision", "start": "start_precision", "end": "end_precision"}


class Values:
    """A reader of the values of versions of one kind.

    It fetches the names of referenced records once: one query for each kind, and one more for each kind with deleted
    records.
    """

    def __init__(self, kind: str, states: Iterable[RecordState]) -> None:
        self.kind = kind
        self.participants: dict[int, Row] = {}
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for model, row in _rows(kind, list(states)):
            if model._meta.model_name == "participation":
                self.participants[row["id"]] = row
            for field in list_kept_fields(model):
                target = field.remote_field and field.remote_field.model
                if target and row.get(field.attname) is not None and target._meta.model_name != "participation":
                    wanted[target].add(row[field.attname])
        self.names = {model: load_names_of(model, ids) for model, ids in wanted.items()}

    def shown(self, field: "models.Field[Any, Any]", row: Row) -> str:
        """Return the value of one column in the language of the page; empty if there is none."""
        value = row.get(field.attname)
        if value is None or value == "":
            return ""
        if field.remote_field:
            return self._name(field, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _in_words(field, value, row)

    def title(self, part: str, row: Row) -> str:
        """Return the title of one part of a record: for a participant the name and the side."""
        return str(_TITLES[part](self, row))

    def value(self, model: str, column: str, row: Row) -> str:
        """Return the value of the column called `column` of a record of the kind `model`."""
        return self.shown(next(f for f in list_kept_fields(get_model(model)) if column in (f.name, f.attname)), row)

    def participant(self, row: Row) -> str:
        """Return the name of a participant, or else the office, with the side."""
        spelt = (row["name_as_written"], choose_by_language(row["title_ar"], row["title_en"]))
        name = self.value("participation", "official", row) or next(filter(None, spelt), "")
        name = name or self.value("participation", "position", row)
        side = self.value("participation", "country", row) or self.value("participation", "organisation", row)
        return f"{name} – {side}" if side and side not in name else name

    def _name(self, field: "models.Field[Any, Any]", pk: int) -> str:
        target: Any = field.remote_field.model  # type: ignore[union-attr]
        if target._meta.model_name == "participation":
            row = self.participants.get(pk)
            return self.participant(row) if row else _("a participant who no longer exists")
        return self.names[target].get(pk) or _("a record that no longer exists (number %(id)s)") % {"id": pk}


def load_names_of(model: type[models.Model], ids: Iterable[int]) -> dict[int, str]:
    """Return the names of records by id, in the language of the page; of deleted ones the name in the last version."""
    ids = set(ids)
    found = model._base_manager.filter(pk__in=ids).select_related(*_WITH.get(str(model._meta.model_name), ()))
    names = {record.pk: get_record_name(record) for record in (found.defer("raw_text") if model is Article else found)}
    kind, gone = str(model._meta.model_name), ids - names.keys()
    if gone and kind in WHOLES:
        last = load_version_names(Version.objects.filter(kind=kind, record_id__in=gone).order_by("number"))
        names |= {pk: _("%(name)s (deleted)") % {"name": name} for pk, name in last.items()}
    return names


def load_version_names(versions: Iterable[Version]) -> dict[int, str]:
    """Return the names of records of one kind as their versions have them, by the record's id.

    Of several versions of a record the last counts. It makes one query for each kind of record that names contain.
    """
    records = {}
    for version in versions:
        record = make_record(f"meetings.{version.kind}", {**version.state["fields"], "id": version.record_id})
        record._state.adding = False
        records[version.record_id] = record
    some = next(iter(records.values()), None)
    if some is not None and (related := _WITH.get(some._meta.model_name)):
        models.prefetch_related_objects(list(records.values()), *related)
    return {pk: get_record_name(record) for pk, record in records.items()}


def get_record_name(record: Any) -> str:
    """Return the name of a record: of a position with its side, of a user the full name."""
    if isinstance(record, Position):
        return format_title_with_side(record)
    if isinstance(record, Article) and record.headline:
        title = get_attribution(record).title  # in square brackets if the outlet did not write it
        return f"{title} ({record.outlet})" if record.outlet else title
    full_name = getattr(record, "get_full_name", str)
    return (full_name() if callable(full_name) and full_name is not str else "") or str(record)


def _rows(kind: str, states: Iterable[RecordState]) -> Iterator[tuple[type[models.Model], Row]]:
    for state in states:
        if state:
            yield get_model(kind), state["fields"]
            for part in WHOLES[kind]:
                for row in state["parts"].get(part.name, []):
                    yield get_model(part.model), row


def _in_words(field: "models.Field[Any, Any]", value: Any, row: Row) -> str:
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        moment = timezone.localtime(datetime.fromisoformat(value))
        return f"{format_long_date(moment.date())} {moment:%H:%M}"
    if isinstance(field, models.DateField):
        return format_long_date(date.fromisoformat(value), row.get(_PRECISION.get(field.name, ""), "day"))
    if isinstance(field, models.FloatField):
        return formats.number_format(value, 2)
    if isinstance(field, models.URLField):
        return str(uri_to_iri(value))
    if isinstance(field, models.JSONField):
        return _joined(value)
    return str(value + 1) if field.name == "order" else str(value)  # people count from one


def _joined(value: Any) -> str:
    """Return a list of names as one text; the value may be a dict of lists by grammatical form."""
    if isinstance(value, dict):
        texts = (value[key] for key in sorted(value))  # each database returns the keys in another order
        value = [name for names in texts for name in (names if isinstance(names, list) else [names])]
    return choose_by_language("، ", ", ").join(map(str, value)) if isinstance(value, list) else str(value)


def _appointment(values: Values, row: Row) -> str:
    start, end = values.value("appointment", "start", row), values.value("appointment", "end", row)
    office = values.value("appointment", "position", row)
    return f"{office} ({format_dates(start, end)})"


def _evidence(values: Values, row: Row) -> str:
    return f"{values.value('evidence', 'fact', row)}: {row['quote']}"


def _identifier(values: Values, row: Row) -> str:
    return f"{values.value('identifier', 'scheme', row)} {row['value']}"


def _attachment(values: Values, row: Row) -> str:
    return choose_by_language(row["title_ar"], row["title_en"])


_TITLES = {
    "participations": Values.participant,
    "ranked_topics": lambda values, row: values.value("meetingtopic", "topic", row),
    "sources": lambda values, row: values.value("source", "article", row),
    "edited_facts": lambda values, row: values.value("editedfact", "fact", row),
    "evidence": _evidence,
    "disagreements": lambda values, row: f"{row['fact']}: {row['said']}",
    "names": lambda values, row: row["name"],
    "appointments": _appointment,
    "identifiers": _identifier,
    "attachments": _attachment,
}
