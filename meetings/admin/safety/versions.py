"""The version that a form was made on: a signed text in a hidden box, and what it says."""

from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db.models import Model

from meetings.admin.safety.form_values import make_digests
from meetings.models import Version
from meetings.services.history import select_versions
from meetings.services.history.values import Values

MADE_ON = "made_on"  # the name of the hidden box
_SALT = "meetings.made_on"

Rows = dict[str, dict[str, dict[str, str]]]  # prefix of the inline -> number of the row -> field -> digest


@dataclass(slots=True)
class FormVersion:
    """A record as a form showed it: the number of its version, and a digest of each value."""

    number: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)

    def sign(self) -> str:
        """Return it as text for a hidden box."""
        return signing.dumps([self.number, self.fields, self.rows], salt=_SALT, compress=True)

    def has_same_values(self, other: "FormVersion") -> bool:
        """Return whether no value differs."""
        return self.fields == other.fields and self.rows == other.rows


def read_form_version(text: str) -> FormVersion | None:
    """Return the version in a hidden box; None if the text does not come from this site."""
    try:
        number, fields, rows = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return FormVersion(number, fields, rows)


def make_form_version(form: Any, inlines: list[Any], number: int) -> FormVersion:
    """Return the version that `form` and the formsets `inlines` show."""
    rows: Rows = {}
    for formset in inlines:
        shown = (one for one in formset.initial_forms if one.instance.pk)
        rows[formset.prefix] = {str(one.instance.pk): make_digests(one) for one in shown}
    return FormVersion(number, make_digests(form), rows)


def get_version_number(record: Model) -> int:
    """Return the number of the latest version of a record, or of the whole it is a part of; 0 without a history."""
    return select_versions(record).values_list("number", flat=True).first() or 0


def list_versions_since(record: Model, number: int) -> list[Version]:
    """Return the versions of a record, or of the whole it is a part of, after `number`, the latest first."""
    later = select_versions(record).filter(number__gt=number).exclude(change=Version.Change.KEPT)
    return list(later.defer("state", "rows"))


def name_deleted_row(record: Model, number: int, part: str, pk: str) -> str:
    """Return the name of a row that the record had in version `number`; empty if the history has none.

    Args:
        record: The record, or a part of it.
        number: The number of the version; the first version is also that before the history.
        part: The name of the rows in the history, such as "evidence".
        pk: The number of the row.
    """
    version = select_versions(record).filter(number=max(number, 1)).first()
    rows = version.state["parts"].get(part, []) if version else []
    row = next((row for row in rows if str(row["id"]) == pk), None)
    return Values(version.kind, [version.state]).title(part, row) if version and row else ""
