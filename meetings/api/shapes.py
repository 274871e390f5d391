"""The form of what the API gives, for its document. What is given is made by `meetings.queries.records`.

The fields of a record that a list is made of may be chosen (`fields=`), so that only its key is always there; records
inside others are always whole.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from meetings import models
from meetings.models.people import Precision


class Shape(serializers.Serializer):
    """The form of a record. It describes; nothing is made by it."""


SLUG = _("Public key, the last part of the record's address.")
ADDRESS = _("The record's page for readers, in Arabic. It stays what it is.")
NAME_AR, NAME_EN = _("Name in Arabic."), _("Name in English; empty where it is not known.")
COUNT = _("Number of published meetings.")
DAY = _("As much of the date as is known (ISO 8601): `2023-11-03`, `2023-11` or `2023`.")
MOMENT = _("When the record was last changed.")
LICENCE = _("Licence of the archive's own words and facts. Quoted words remain their publishers'.")
COUNTRY_CODE = _("ISO 3166-1 code of the country, or of a self-governing region, such as IQ-KRI.")


def words(help_text: Any, **options: Any) -> CharField:
    """A text that may be empty."""
    return CharField(help_text=help_text, allow_blank=True, **options)


def key(help_text: Any, **options: Any) -> CharField:
    """A short text that identifies something."""
    return CharField(help_text=help_text, **options)


class Side(Shape):
    """A country, a self-governing region or an organisation for which someone spoke."""

    type = ChoiceField(["country", "organisation"], help_text=_("What kind of side this is."))
    code = key(_("ISO 3166-1, such as IQ; IQ-KRI for a region; an organisation's own code, such as UN."))
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    address = URLField(help_text=ADDRESS)


class Place(Shape):
    """A city, or a country as a whole where no city is known."""

    slug = key(SLUG)
    city_ar = words(_("City in Arabic; empty where only the country is known."))
    city_en = words(_("City in English; may be empty."))
    country = key(COUNTRY_CODE, allow_null=True)
    country_name_ar = words(_("The country's name in Arabic."))
    country_name_en = words(_("The country's name in English."))
    address = URLField(help_text=ADDRESS)


class Topic(Shape):
    """An entry of the controlled list of topics."""

    code = key(_("Public key of the topic."))
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    address = URLField(help_text=ADDRESS)


class MeetingTopic(Topic):
    """A topic of a meeting."""

    rank = IntegerField(help_text=_("0 is the main topic."), min_value=0)


class Outlet(Shape):
    """A newspaper, agency, broadcaster or official site."""

    code = key(_("Public key of the outlet."))
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    domain = words(_("Domain on the web; may be empty."))
    address = URLField(help_text=ADDRESS)


class Article(Shape):
    """A report: what it says of itself. Its text is its publisher's and is not given."""

    slug = key(SLUG)
    outlet = Outlet(allow_null=True, help_text=_("Who published it."))
    headline = words(_("Headline as published."))
    url = key(_("Address at its publisher."), allow_null=True)
    published_on = DateField(allow_null=True, help_text=_("Day of publication."))
    text_kind = ChoiceField(
        models.Article.TextKind.choices,
        help_text=_("Whether the archive holds the outlet's text, the facts retold, or only the address."),
    )
    sha256 = key(_("SHA-256 of the text that the archive holds, to recognise it."), allow_null=True)
    address = URLField(help_text=ADDRESS)


class Position(Shape):
    """An office of a side."""

    code = key(_("Public key of the office."))
    title_ar = key(_("Title in Arabic."))
    title_en = words(_("Title in English; may be empty."))
    country = key(COUNTRY_CODE, allow_null=True)
    organisation = key(_("Code of the organisation whose office it is."), allow_null=True)


class Person(Shape):
    """An official in short. One who is not published has a name, but neither key nor page."""

    slug = key(SLUG, allow_null=True)
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    address = URLField(help_text=ADDRESS, allow_null=True)


class Participation(Shape):
    """Someone's part in a meeting: a person, or the office or group where no name is given, and the side."""

    order = IntegerField(min_value=0, help_text=_("Place in the order in which the record names them."))
    official = Person(allow_null=True, help_text=_("Who it was, where that is known."))
    position = key(_("Code of the office, where it is one of the archive's."), allow_null=True)
    name_as_written = words(_("The name as the report spells it."))
    title_ar = words(_("Title at the time, in Arabic."))
    title_en = words(_("Title at the time, in English."))
    is_group = BooleanField(help_text=_("Whether this is a group or delegation."))
    side = Side(allow_null=True, help_text=_("For whom they spoke."))
    role = ChoiceField(models.Participation.Role.choices, help_text=_("Their part in the meeting."))
    basis = ChoiceField(
        models.Participation.Basis.choices,
        help_text=_("Whether the text names the person, or the office and the date tell who it was."),
    )


class Evidence(Shape):
    """Words of a report that state a fact of a meeting."""

    meeting = key(_("Slug of the meeting."))
    article = key(_("Slug of the article."))
    fact = ChoiceField(models.Evidence.Fact.choices, help_text=_("The fact that the words state."))
    participation = IntegerField(
        allow_null=True, min_value=0, help_text=_("`order` of the participation that the fact is about.")
    )
    topic = key(_("Code of the topic that the words show."), allow_null=True)
    start = IntegerField(min_value=0, help_text=_("First character (Unicode code point) in the report's text, from 0."))
    end = IntegerField(min_value=0, help_text=_("The character after the last one."))
    quote = key(_("The words as they stand in the report."))
    rule = words(_("The rule that read them; empty where an editor marked them."))
    inferred = BooleanField(help_text=_("Whether the words imply the fact rather than state it."))


class Name(Shape):
    """One spelling of an official's name."""

    name = key(_("The name."))
    script = ChoiceField(models.OfficialName.Script.choices, help_text=_("ISO 15924 code of the script."))
    language = words(_("ISO 639 code of the language; may be empty."))
    kind = ChoiceField(models.OfficialName.Kind.choices, help_text=_("What kind of name it is."))


class Term(Shape):
    """From when to when an office was held."""

    start = key(DAY, allow_null=True)
    start_precision = ChoiceField(Precision.choices, help_text=_("How exactly the start is known."))
    end = key(DAY, allow_null=True)
    end_precision = ChoiceField(Precision.choices, help_text=_("How exactly the end is known."))
    source_url = words(_("Where this is stated; may be empty."))


class Appointment(Term):
    """An office that an official held."""

    position = Position(help_text=_("The office."))


class Holder(Term):
    """Who held an office."""

    official = Person(help_text=_("Who held it."))


# --- Records that lists are made of -----------------------------------------------------------------------------------
class MeetingRecord(Shape):
    """A meeting: who met whom, when, where, about what, and which reports say so."""

    slug = key(SLUG)
    address = URLField(help_text=ADDRESS)
    headline_ar = key(_("Headline in Arabic."))
    headline_en = words(_("Headline in English; may be empty."))
    date = key(DAY, allow_null=True)
    date_end = key(_("Last day of a meeting of several days."), allow_null=True)
    date_precision = ChoiceField(Precision.choices, help_text=_("How exactly the date is known."))
    date_basis = ChoiceField(models.Meeting.DateBasis.choices, help_text=_("How the date is known."))
    date_explanation = words(_("How the date was worked out, in words; may be empty."))
    kind = ChoiceField(models.Meeting.Kind.choices, help_text=_("Kind of meeting."))
    sides = Side(many=True, help_text=_("The sides that met, each once, in the order in which they are named."))
    place = Place(allow_null=True, help_text=_("Where they met."))
    venue_ar = words(_("Venue in Arabic."))
    venue_en = words(_("Venue in English."))
    occasion_ar = words(_("Occasion in Arabic."))
    occasion_en = words(_("Occasion in English."))
    summary_ar = words(_("Summary in Arabic."))
    summary_en = words(_("Summary in English."))
    participations = Participation(many=True, help_text=_("Who took part."))
    topics = MeetingTopic(many=True, help_text=_("What it was about, the main topic first."))
    sources = Article(many=True, help_text=_("The reports of it."))
    review_state = ChoiceField(["published"], help_text=_("Only published records are given."))
    confidence = FloatField(
        allow_null=True,
        min_value=0,
        max_value=1,
        help_text=_("Confidence of the reading, from 0 to 1; null where it was entered by hand."),
    )
    created_at = DateTimeField(help_text=_("When the record was entered."))
    updated_at = DateTimeField(help_text=MOMENT)
    licence = URLField(help_text=LICENCE)
    evidence = Evidence(many=True, help_text=_("The words that state its facts. In lists only with `expand=evidence`."))


class OfficialRecord(Shape):
    """A person who meets others in the name of a side, with names and offices."""

    slug = key(SLUG)
    address = URLField(help_text=ADDRESS)
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    names = Name(many=True, help_text=_("All spellings that the archive knows."))
    appointments = Appointment(many=True, help_text=_("Offices, the latest first."))
    created_at = DateTimeField(help_text=_("When the record was entered."))
    updated_at = DateTimeField(help_text=MOMENT)
    licence = URLField(help_text=LICENCE)
    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class CountryRecord(Shape):
    """A country, or a self-governing region of one."""

    type = ChoiceField(["country"], help_text=_("What kind of side this is."))
    code = key(COUNTRY_CODE)
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    address = URLField(help_text=ADDRESS)
    names = ListField(child=CharField(), help_text=_("Other names, in any language."))
    parent = key(_("Code of the state that a region belongs to."), allow_null=True)
    regions = ListField(child=CharField(), help_text=_("Codes of the regions that belong to it."))
    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class OrganisationRecord(Shape):
    """A body that meets diplomats in its own name."""

    type = ChoiceField(["organisation"], help_text=_("What kind of side this is."))
    code = key(_("The organisation's own code, such as UN."))
    name_ar = key(NAME_AR)
    name_en = words(NAME_EN)
    address = URLField(help_text=ADDRESS)
    names = ListField(child=CharField(), help_text=_("Other names, in any language."))
    kind = ChoiceField(models.Organisation.Kind.choices, help_text=_("What kind of body it is."))
    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class PositionRecord(Position):
    """An office and who held it."""

    holders = Holder(many=True, help_text=_("Published officials who held it, the latest first."))


class PlaceRecord(Place):
    """A place of meetings."""

    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class TopicRecord(Topic):
    """A topic and how many meetings are about it."""

    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class OutletRecord(Outlet):
    """An outlet and how many meetings it reports."""

    meetings_count = IntegerField(help_text=COUNT, min_value=0)


class ArticleRecord(Article):
    """A report with the meetings that it tells of."""

    meetings = ListField(child=CharField(), help_text=_("Slugs of the meetings that it reports."))
    evidence = Evidence(many=True, help_text=_("Its words that state facts. In lists only with `expand=evidence`."))


LIST_RECORDS: dict[type[Shape], str] = {
    MeetingRecord: "slug",
    OfficialRecord: "slug",
    CountryRecord: "code",
    OrganisationRecord: "code",
    PositionRecord: "code",
    PlaceRecord: "slug",
    TopicRecord: "code",
    OutletRecord: "code",
    ArticleRecord: "slug",
}


def field_names(shape: type[Shape]) -> list[str]:
    """The names of the fields of a record, in their order."""
    return list(shape().fields)


def page_shape(record: type[Shape]) -> type[Shape]:
    """A page of a list of such records."""
    name = record.__name__.replace("Record", "Page")
    fields: dict[str, Any] = {
        "__doc__": "A page of a list.",
        "count": IntegerField(min_value=0, help_text=_("Number of records in all pages together.")),
        "next": URLField(allow_null=True, help_text=_("Address of the next page; null on the last one.")),
        "previous": URLField(allow_null=True, help_text=_("Address of the page before; null on the first one.")),
        "results": record(many=True, help_text=_("The records of this page.")),
    }
    return type(name, (Shape,), fields)
