"""Rows that several kinds of record share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import Identifier
from meetings.queries import cells
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.records import (
    COUNT,
    KEY,
    KEYS,
    MOMENT,
    TEXT,
    URL,
    URL_OR_NULL,
    Column,
    Field,
    RecordType,
    choice,
    many,
)

DAY_TEXT = _("As much of the date as is known (ISO 8601): `2023-11-03`, `2023-11` or `2023`.")
COUNTRY_CODE_TEXT = _("ISO 3166-1 code of the country, or of a self-governing region, such as IQ-KRI.")
CODE_COLUMN = Column(_("Code"), lambda record, a: record.code)

SLUG = Field("slug", KEY, _("Public key, the last part of the record's URL."))
ADDRESS = Field(
    "address", URL, _("The record's page for readers, in Arabic. It never changes."),
    lambda record, address: address(record.get_absolute_url()), (Column(_("Address"), cells.make_address, 40),),
)  # fmt: skip
NAMES = (
    Field("name_ar", KEY, _("Name in Arabic."), columns=(Column(_("Name in Arabic"), lambda r, a: r.name_ar, 32),)),
    Field(
        "name_en", TEXT, _("Name in English; empty where it is not known."),
        columns=(Column(_("Name in English"), lambda r, a: r.name_en, 32),),
    ),
)  # fmt: skip
OTHER_NAMES = Field("names", KEYS, _("Other names, in any language."))
CREATED = Field("created_at", MOMENT, _("When the record was entered."))
UPDATED = Field("updated_at", MOMENT, _("When the record was last changed."))
LICENCE_FIELD = Field(
    "licence", URL, _("Licence of the archive's own words and facts. Quoted words belong to their outlets."),
    lambda record, address: DATA_LICENCE.url,
)  # fmt: skip
MEETINGS_COUNT = Field(
    "meetings_count", COUNT, _("Number of published meetings."), scope="api",
    columns=(Column(_("Meetings"), lambda record, a: record.meetings_count, 10),),
)  # fmt: skip

IDENTIFIERS = Field(
    "identifiers",
    many(
        RecordType(
            "Identifier",
            "An identifier of a record in an authority file.",
            (
                Field("scheme", choice(Identifier.Scheme.choices), _("The authority file.")),
                Field("value", KEY, _("The identifier, such as Q42; an ISNI without spaces.")),
                Field(
                    "url", URL_OR_NULL, _("Its page in the authority file; null for the archive's own."),
                    lambda identifier, a: identifier.url or None,
                ),
            ),
        )
    ),
    _("Identifiers in Wikidata, VIAF and ISNI, and the archive's own."),
)  # fmt: skip


def get_code(record: Any) -> str | None:
    """Return the code of `record`; None for None."""
    return record.code if record else None


def make_code_field(description: Any) -> Field:
    """Return the row of a record's code."""
    return Field("code", KEY, description, columns=(CODE_COLUMN,))
