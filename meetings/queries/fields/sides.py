"""Rows of sides, places, topics and outlets."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import Organisation, Place
from meetings.models.kinds import RecordKind
from meetings.queries import cells
from meetings.queries.fields.shared import (
    ADDRESS,
    COUNTRY_CODE_TEXT,
    IDENTIFIERS,
    MEETINGS_COUNT,
    NAMES,
    OTHER_NAMES,
    SLUG,
    get_code,
    make_code_field,
)
from meetings.queries.records import (
    COUNT,
    KEY_OR_NULL,
    KEYS,
    TEXT,
    Address,
    Column,
    Field,
    RecordType,
    choice,
    extend_form,
)


def _type_of_side(side: Any, address: Address) -> str:
    return "organisation" if isinstance(side, Organisation) else "country"


def _side_type(*values: str) -> Field:
    columns = (Column(_("Kind"), lambda side, a: cells.name_kind_of_side(side)),)
    return Field("type", choice(values), _("What kind of side this is."), _type_of_side, columns)


# A region is a side apart from its state; `type` only says which list of the API has the record.
_KIND = Field(
    "kind",
    choice([("country", ""), ("region", ""), *Organisation.Kind.choices]),
    _("What the side is: a country, a self-governing region of one, or a kind of organisation."),
    lambda side, a: side.kind_code,
)
SIDE = RecordType(
    "Side",
    "A country, a self-governing region or an organisation for which someone spoke.",
    (
        make_code_field(_("ISO 3166-1, such as IQ; IQ-KRI for a region; an organisation's own code, such as UN.")),
        *NAMES,
        _side_type("country", "organisation"),
        _KIND,
        ADDRESS,
    ),
)
COUNTRY = RecordType(
    "CountryRecord",
    "A country, or a self-governing region of one.",
    (
        _side_type("country"),
        _KIND,
        make_code_field(COUNTRY_CODE_TEXT),
        *NAMES,
        ADDRESS,
        OTHER_NAMES,
        Field("parent", KEY_OR_NULL, _("Code of the state that a region belongs to."), lambda c, a: get_code(c.parent)),
        Field(
            "regions", KEYS, _("Codes of the regions that belong to it."),
            lambda country, a: [region.code for region in country.regions.all()],
        ),
        IDENTIFIERS,
        MEETINGS_COUNT,
    ),
    "code",
)  # fmt: skip
ORGANISATION = RecordType(
    "OrganisationRecord",
    "A body that meets diplomats in its own name.",
    (
        _side_type("organisation"),
        make_code_field(_("The organisation's own code, such as UN.")),
        *NAMES,
        ADDRESS,
        OTHER_NAMES,
        Field("kind", choice(Organisation.Kind.choices), _("What kind of body it is.")),
        IDENTIFIERS,
        MEETINGS_COUNT,
    ),
    "code",
)


def _of_country(name: str) -> Any:
    return lambda place, address: getattr(place.country, name) if place.country else ""


PLACE = RecordType(
    "Place",
    "A city, or a country as a whole where no city is known.",
    (
        SLUG,
        Field(
            "city_ar", TEXT, _("City in Arabic; empty where only the country is known."),
            columns=(Column(_("City in Arabic"), lambda place, a: place.city_ar, 24),),
        ),
        Field(
            "city_en", TEXT, _("City in English; may be empty."),
            columns=(Column(_("City in English"), lambda place, a: place.city_en, 24),),
        ),
        Field(
            "country", KEY_OR_NULL, COUNTRY_CODE_TEXT, lambda place, a: get_code(place.country),
            (Column(_("Country code"), lambda place, a: get_code(place.country) or ""),),
        ),
        Field(
            "kind", choice(Place.Kind.choices), _("What kind of place it is."),
            columns=(Column(_("Kind"), lambda place, a: place.get_kind_display()),),
        ),
        Field(
            "region", KEY_OR_NULL, _("Code of the self-governing region in which it is, such as IQ-KRI."),
            lambda place, a: get_code(place.region),
            (Column(_("Code of the region"), lambda place, a: get_code(place.region) or ""),),
        ),
        Field("country_name_ar", TEXT, _("The country's name in Arabic."), _of_country("name_ar")),
        Field("country_name_en", TEXT, _("The country's name in English."), _of_country("name_en")),
        ADDRESS,
    ),
)  # fmt: skip
TOPIC = RecordType(
    "Topic",
    "An entry of the controlled list of topics.",
    (make_code_field(_("Public key of the topic.")), *NAMES, ADDRESS),
)


def _of_topic(row: Field) -> Field:
    """Return the row of a topic as one of a topic with its rank."""
    return Field(row.name, row.type, row.description, lambda ranked, address: row.value(ranked.topic, address))


MEETING_TOPIC = RecordType(
    "MeetingTopic",
    "A topic of a meeting.",
    (
        *map(_of_topic, TOPIC.fields),
        Field("rank", COUNT, _("0 is the main topic.")),
    ),
)
OUTLET = RecordType(
    "Outlet",
    "A newspaper, agency, broadcaster or official site.",
    (
        make_code_field(_("Public key of the outlet.")),
        *NAMES,
        Field(
            "domain", TEXT, _("Domain on the web; may be empty."),
            columns=(Column(pgettext_lazy("of an outlet", "Domain"), lambda outlet, a: outlet.domain, 24),),
        ),
        Field("other_domains", KEYS, _("Further domains at which it publishes.")),
        ADDRESS,
    ),
)  # fmt: skip
PLACE_RECORD = extend_form(PLACE, "PlaceRecord", "A place of meetings.", [IDENTIFIERS, MEETINGS_COUNT], "slug")
TOPIC_RECORD = extend_form(
    TOPIC, "TopicRecord", "A topic and how many meetings are about it.", [MEETINGS_COUNT], "code"
)  # fmt: skip
OUTLET_RECORD = extend_form(
    OUTLET, "OutletRecord", "An outlet and how many meetings it reports.", [IDENTIFIERS, MEETINGS_COUNT], "code"
)  # fmt: skip
SIDE_RECORD = extend_form(
    SIDE, "SideRecord", "A side and how many meetings it has.", [IDENTIFIERS, MEETINGS_COUNT], "code"
)


def make_plain_record(kind: RecordKind) -> RecordType:
    """Return the record of a kind that has only a key, an Arabic and an English name; its docstring describes it."""
    described = (kind.model.__doc__ or "").partition("\n")[0]
    key = SLUG if kind.key == "slug" else make_code_field(_("Public key."))
    return RecordType(f"{kind.model.__name__}Record", described, (key, *NAMES, ADDRESS, MEETINGS_COUNT), kind.key)
