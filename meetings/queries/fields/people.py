"""Rows of officials, their names and their offices."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Official, OfficialName
from meetings.models.people import Precision
from meetings.models.terms import Holding
from meetings.queries import cells
from meetings.queries.fields.shared import (
    ADDRESS,
    COUNTRY_CODE_TEXT,
    CREATED,
    DAY_TEXT,
    IDENTIFIERS,
    LICENCE_FIELD,
    MEETINGS_COUNT,
    NAMES,
    SLUG,
    UPDATED,
    get_code,
)
from meetings.queries.records import (
    KEY,
    KEY_OR_NULL,
    TEXT,
    URL_OR_NULL,
    Column,
    Field,
    RecordType,
    choice,
    extend_form,
    format_iso_date,
    many,
    one,
)


def _is_public(official: Official) -> bool:
    return official.review_state == "published"


PERSON = RecordType(
    "Person",
    "An official in short. One who is not published has a name, but neither key nor page.",
    (
        Field("slug", KEY_OR_NULL, SLUG.description, lambda person, a: person.slug if _is_public(person) else None),
        *NAMES,
        Field(
            "address", URL_OR_NULL, ADDRESS.description,
            lambda person, address: address(person.get_absolute_url()) if _is_public(person) else None,
        ),
    ),
)  # fmt: skip
POSITION = RecordType(
    "Position",
    "An office of a side.",
    (
        Field("code", KEY, _("Public key of the office.")),
        Field("title_ar", KEY, _("Title in Arabic.")),
        Field("title_en", TEXT, _("Title in English; may be empty.")),
        Field("country", KEY_OR_NULL, COUNTRY_CODE_TEXT, lambda office, a: get_code(office.country)),
        Field(
            "organisation", KEY_OR_NULL, _("Code of the organisation of the office."),
            lambda office, a: get_code(office.organisation),
        ),
    ),
)  # fmt: skip
_TERM = (
    Field("start", KEY_OR_NULL, DAY_TEXT, lambda term, a: format_iso_date(term.start, term.start_precision)),
    Field("start_precision", choice(Precision.choices), _("Precision of the start.")),
    Field("end", KEY_OR_NULL, DAY_TEXT, lambda term, a: format_iso_date(term.end, term.end_precision)),
    Field("end_precision", choice(Precision.choices), _("Precision of the end.")),
    Field(
        "holding",
        choice(Holding.choices),
        _("Whether it is held on the day of this answer. Without dates it is unknown."),
        lambda term, a: term.term.holding_on(timezone.localdate()).value,
    ),
    Field("source_url", TEXT, _("Source of this information; may be empty.")),
)
APPOINTMENT = RecordType(
    "Appointment", "An office that an official held.", (Field("position", one(POSITION), _("The office.")), *_TERM)
)
HOLDER = RecordType("Holder", "Who held an office.", (Field("official", one(PERSON), _("The holder.")), *_TERM))
POSITION_RECORD = extend_form(
    POSITION,
    "PositionRecord",
    "An office and who held it.",
    [
        Field(
            "holders", many(HOLDER), _("Published officials who held it, the latest first."),
            lambda office, address: [HOLDER.record(term, address) for term in office.appointments.all()], scope="api",
        ),
        IDENTIFIERS,
    ],
    "code",
)  # fmt: skip
NAME = RecordType(
    "Name",
    "One spelling of an official's name.",
    (
        Field("name", KEY, _("The name.")),
        Field("script", choice(OfficialName.Script.choices), _("ISO 15924 code of the script.")),
        Field("language", TEXT, _("ISO 639 code of the language; may be empty.")),
        Field("kind", choice(OfficialName.Kind.choices), _("What kind of name it is.")),
    ),
)
OFFICIAL = RecordType(
    "OfficialRecord",
    "A person who meets others in the name of a side, with names and offices.",
    (
        SLUG,
        ADDRESS,
        *NAMES,
        Field("names", many(NAME), _("All spellings that the archive knows.")),
        Field(
            "appointments", many(APPOINTMENT), _("Offices, the latest first."),
            columns=(Column(_("Offices"), lambda official, a: cells.join_offices(official), 60),),
        ),
        IDENTIFIERS,
        CREATED,
        UPDATED,
        LICENCE_FIELD,
        MEETINGS_COUNT,
    ),
    "slug",
)  # fmt: skip
