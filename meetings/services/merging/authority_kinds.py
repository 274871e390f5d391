"""What a merge does to each kind of authority record: positions, places, organisations, outlets and topics.

Authority records are the lists from which meetings, reports and officials take their values. The rows here say what is
particular to a kind; all else follows from its model: the columns of which an editor chooses one record's value, and
the foreign keys that lead to it from then on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, Model

from meetings.models import Organisation, Outlet, Place, Position, Topic
from meetings.models.base import list_editable_columns
from meetings.models.kinds import KINDS_BY_NAME


@dataclass(frozen=True, slots=True)
class AuthorityKind:
    """A kind of authority record that can be merged."""

    model: Any
    meetings: str  # the look-up path from a record to its meetings
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facts of several columns, chosen as one
    # Columns with lists, which become one list of the values of both, with what the editor does not choose of others.
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the kind."""
        return str(self.model._meta.model_name)

    @property
    def key(self) -> str:
        """The column that identifies a record: the end of its address."""
        return KINDS_BY_NAME[self.name].key

    @property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """Each fact of which the editor chooses one record's value, with its columns; the address comes last."""
        joined = {column: name for name, columns in self.together.items() for column in columns}
        found: dict[str, tuple[str, ...]] = {}
        for one in list_editable_columns(self.model, (*self.lists, self.key)):
            name = joined.get(one.attname, one.name)
            found[name] = self.together.get(name, (one.attname,))
        return found | {self.key: (self.key,)}

    def get_field(self, fact: str) -> "Field[Any, Any]":
        """Return the field that names a fact and shows its values."""
        return self.model._meta.get_field(self.facts[fact][0].removesuffix("_id"))  # type: ignore[no-any-return]

    def list_uses(self) -> Iterator["RecordUse"]:
        """Yield every foreign key that can lead to such a record."""
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.one_to_many or relation.one_to_one:
                yield RecordUse(relation.related_model, relation.field)


@dataclass(frozen=True, slots=True)
class RecordUse:
    """A foreign key to records of a kind."""

    model: Any
    field: Any

    @property
    def column(self) -> str:
        """The attribute with the number of the record."""
        return str(self.field.attname)

    def find_rows(self, *records: Model) -> Any:
        """Return the rows that lead to one of these records."""
        return self.model._base_manager.filter(**{f"{self.column}__in": [one.pk for one in records]})


AUTHORITY_KINDS = {
    kind.name: kind
    for kind in (
        AuthorityKind(Position, "participations__meeting", {"side": ("country_id", "organisation_id")}),
        AuthorityKind(Place, "meetings", {"country": ("country_id", "region_id")}),
        AuthorityKind(Organisation, "participation__meeting", lists={"names": ("name_ar", "name_en")}),
        AuthorityKind(Outlet, "articles__sources__meeting", lists={"other_domains": ("domain",)}),
        AuthorityKind(Topic, "meeting_topics__meeting"),
    )
}
