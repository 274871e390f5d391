"""The columns of sides in all lists, and the lists of countries and organisations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Country, Organisation
from meetings.services.lists.cells import Cell, Choice, KeyCell, Names
from meetings.services.lists.references import Finder, RecordCell, ReferenceKey, make_pair
from meetings.services.lists.resource import ListTable

ADDRESS = gettext_lazy("address")
A_COUNTRY = gettext_lazy("by its name or its code, for example IQ")
A_CODE = gettext_lazy("decides where several have the same name; empty to find by the name")
A_REGION = gettext_lazy("by its name or its code, for example IQ-KRI")
NEW_ADDRESS = gettext_lazy("of the record to be corrected; empty for a new one")
SEVERAL = gettext_lazy("several with a | between them")


def make_country_finder() -> Finder:
    """Return a finder of countries and regions by any of their names or their codes."""
    return Finder(Country.objects.all(), lambda one: (one.code, one.name_ar, one.name_en, *one.names))


def make_organisation_finder() -> Finder:
    """Return a finder of organisations by any of their names or their codes."""
    return Finder(Organisation.objects.all(), lambda one: (one.code, one.name_ar, one.name_en, *one.names))


def make_country_cells() -> tuple[RecordCell, ReferenceKey]:
    """Return the columns for a country or region: its name, and its code."""
    label = gettext_lazy("country or region")
    named = RecordCell("country", label, make_country_finder, key="country_code", hint=A_COUNTRY)
    return make_pair(named, gettext_lazy("code of the country or region"), A_CODE)


def make_organisation_cells() -> tuple[RecordCell, ReferenceKey]:
    """Return the columns for an organisation: its name, and its code."""
    hint = gettext_lazy("by its name or its code, for example UN")
    label = gettext_lazy("organisation")
    named = RecordCell("organisation", label, make_organisation_finder, key="organisation_code", hint=hint)
    return make_pair(named, gettext_lazy("code of the organisation"), A_CODE)


class SideTable(ListTable):
    """A list of sides, whose codes editors choose: a new one has its code in a separate column."""

    address = "code"
    makes_address = False

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        new = str(row.get("new_code") or "").strip()
        if instance.pk is None and new:
            instance.code = new
        elif instance.pk is None:
            text = _("Enter the code of a new record, for example UN, in the column “%(column)s”.")
            raise ValidationError({"code": text % {"column": self.get_label("new_code")}})
        elif new:
            raise ValidationError({"new_code": _("This record has a code already. Leave this cell empty.")})


class NewCode(Cell):
    """The column with the code of a new side; empty in exports."""

    def show(self, record: Any) -> str:
        return ""

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        """Leave it to the row as a whole, which knows whether the side is new."""


def _make_side_cells() -> tuple[Cell, ...]:
    return (
        KeyCell("code", gettext_lazy("code"), hint=NEW_ADDRESS),
        NewCode("new_code", gettext_lazy("code of a new record"), hint=gettext_lazy("only for a new record")),
        Cell("name_ar", gettext_lazy("name in Arabic"), hint=gettext_lazy("required")),
        Cell("name_en", gettext_lazy("name in English")),
        Names("names", gettext_lazy("other names"), hint=SEVERAL),
    )


class OrganisationTable(SideTable):
    """The list of organisations."""

    cells = (
        *_make_side_cells(),
        Choice("kind", gettext_lazy("kind"), Organisation.Kind, empty=Organisation.Kind.INTERGOVERNMENTAL),
    )

    class Meta(ListTable.Meta):
        model = Organisation


class CountryTable(SideTable):
    """The list of countries and self-governing regions."""

    cells = (
        *_make_side_cells(),
        *make_pair(
            RecordCell("parent", gettext_lazy("belongs to"), make_country_finder, key="parent_code", hint=A_COUNTRY),
            gettext_lazy("code of the state that it belongs to"),
            A_CODE,
        ),
    )

    class Meta(ListTable.Meta):
        model = Country

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("parent")
