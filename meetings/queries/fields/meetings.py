"""Rows of meetings and their participants."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Participation, Wording
from meetings.models.people import Precision
from meetings.queries import cells, edited_facts
from meetings.queries.date_reasons import SENTENCES, describe_reason, find_reason
from meetings.queries.fields.attachments import ATTACHMENTS
from meetings.queries.fields.people import PERSON
from meetings.queries.fields.reports import ARTICLE, EDITED_FACT, EVIDENCE
from meetings.queries.fields.shared import ADDRESS, CREATED, DAY_TEXT, LICENCE_FIELD, SLUG, UPDATED, get_code
from meetings.queries.fields.sides import MEETING_TOPIC, PLACE, SIDE
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.meetings import get_title
from meetings.queries.records import (
    COUNT,
    FLAG,
    KEY,
    KEY_OR_NULL,
    TEXT,
    Address,
    Column,
    Field,
    LabelledFact,
    Record,
    RecordType,
    ValueType,
    choice,
    format_iso_date,
    many,
    one,
)


def _title(name: str) -> Callable[[Any, Address], str]:
    """Return the function that reads a participant's title: the title at the time, or else that of the office."""
    return lambda part, address: getattr(part, name) or (getattr(part.position, name) if part.position else "")


def _sides(meeting: Meeting, address: Address) -> list[Record]:
    sides = dict.fromkeys(part.side for part in meeting.participations.all())
    return [SIDE.record(side, address) for side in sides if side]


PARTICIPATION = RecordType(
    "Participation",
    "Someone's part in a meeting: a person, or the office or group where no name is given, and the side.",
    (
        Field("order", COUNT, _("Position in the order of the record.")),
        Field("official", one(PERSON, is_nullable=True), _("The official, if known.")),
        Field(
            "position", KEY_OR_NULL, _("Code of the office, if the archive has it."),
            lambda part, a: get_code(part.position),
        ),
        Field("name_as_written", TEXT, _("The name as the report spells it.")),
        Field("title_ar", TEXT, _("Title at the time, in Arabic."), _title("title_ar")),
        Field("title_en", TEXT, _("Title at the time, in English."), _title("title_en")),
        Field("is_group", FLAG, _("Whether this is a group or delegation.")),
        Field("side", one(SIDE, is_nullable=True), _("The side that they represented.")),
        Field("role", choice(Participation.Role.choices), _("Their role in the meeting.")),
        Field(
            "basis", choice(Participation.Basis.choices),
            _("Whether the text names the person, or the person is inferred from the office and the date."),
        ),
    ),
)  # fmt: skip
MEETING = RecordType(
    "MeetingRecord",
    "A meeting: who met whom, when, where, about what, and which reports say so.",
    (
        SLUG,
        ADDRESS,
        Field(
            "date", KEY_OR_NULL, DAY_TEXT, lambda meeting, a: format_iso_date(meeting.date, meeting.date_precision),
            (Column(_("Date"), lambda meeting, a: format_iso_date(meeting.date, meeting.date_precision), 12),),
        ),
        Field(
            "date_end", KEY_OR_NULL, _("Last day of a meeting of several days."),
            lambda meeting, a: format_iso_date(meeting.date_end, meeting.date_precision),
            (Column(_("Last day"), lambda meeting, a: format_iso_date(meeting.date_end, meeting.date_precision), 12),),
        ),
        Field(
            "date_precision", choice(Precision.choices), _("Precision of the date."),
            columns=(Column(_("Precision"), lambda meeting, a: meeting.get_date_precision_display()),),
        ),
        Field(
            "date_basis", choice(Meeting.DateBasis.choices), _("How the date is known."),
            columns=(Column(_("How the date is known"), lambda meeting, a: meeting.get_date_basis_display()),),
        ),
        Field(
            "date_explanation", TEXT, _("How the date was inferred, as the archive keeps it, in Arabic; may be empty."),
            columns=(Column(_("How the date was inferred"), lambda meeting, a: describe_reason(meeting), 40),),
        ),
        Field(
            "date_reason", ValueType("choice", is_nullable=True, choices=[*SENTENCES]),
            _("Code of the reason in date_explanation; null without one, and where an editor wrote it."),
            lambda meeting, a: reason.code if (reason := find_reason(meeting)) else None,
        ),
        Field(
            "date_words", TEXT, _("The words of the report that the reason rests on; may be empty."),
            lambda meeting, a: reason.words if (reason := find_reason(meeting)) else "",
        ),
        Field(
            "kind", choice(Meeting.Kind.choices), _("Kind of meeting."),
            columns=(Column(_("Kind"), lambda meeting, a: meeting.get_kind_display()),),
        ),
        Field(
            "headline_ar", KEY, _("Headline in Arabic."),
            columns=(Column(_("Headline"), lambda meeting, a: get_title(meeting), 50),),
        ),
        Field("headline_en", TEXT, _("Headline in English; may be empty.")),
        Field("headline_ar_wording", choice(Wording.choices), _("Whose words the Arabic headline is.")),
        Field(
            "headline_en_wording", ValueType("choice", is_nullable=True, choices=Wording.choices),
            _("Whose words the English headline is; null without one."),
            lambda meeting, a: meeting.headline_en_wording if meeting.headline_en else None,
        ),
        Field(
            "sides", many(SIDE), _("The sides that met, each once, in the order in which they are named."), _sides,
            (
                Column(_("Codes of the sides"), lambda meeting, a: cells.join_side_codes(meeting)),
                Column(_("Sides"), lambda meeting, a: cells.join_side_names(meeting), 24),
            ),
            scope="api",
        ),
        Field(
            "participations", many(PARTICIPATION), _("The participants."),
            columns=(Column(_("People"), lambda meeting, a: cells.join_participants(meeting), 60),),
        ),
        Field(
            "place", one(PLACE, is_nullable=True), _("The place of the meeting."),
            columns=(
                Column(_("Place"), lambda meeting, a: str(meeting.place or ""), 24),
                Column(_("Country code of the place"), lambda meeting, a: cells.place_country_code(meeting)),
            ),
        ),
        Field(
            "venue_ar", TEXT, _("Venue in Arabic."),
            columns=(Column(_("Venue"), lambda meeting, a: meeting.venue, 24),),
        ),
        Field("venue_en", TEXT, _("Venue in English.")),
        Field(
            "occasion_ar", TEXT, _("Occasion in Arabic."),
            columns=(Column(_("Occasion"), lambda meeting, a: meeting.occasion, 24),),
            fact=LabelledFact(_("Occasion"), lambda meeting: meeting.occasion),
        ),
        Field("occasion_en", TEXT, _("Occasion in English.")),
        Field(
            "topics", many(MEETING_TOPIC), _("Topics, the main topic first."),
            lambda meeting, address: [MEETING_TOPIC.record(one, address) for one in meeting.ranked_topics.all()],
            (
                Column(_("Topics"), lambda meeting, a: cells.join_topic_names(meeting), 40),
                Column(_("Codes of the topics"), lambda meeting, a: cells.join_topic_codes(meeting)),
            ),
        ),
        Field(
            "summary_ar", TEXT, _("Summary in Arabic."),
            columns=(Column(_("Summary"), lambda meeting, a: meeting.summary, 60),),
        ),
        Field("summary_en", TEXT, _("Summary in English.")),
        Field(
            "sources", many(ARTICLE), _("The reports of the meeting."),
            lambda meeting, address: [ARTICLE.record(article, address) for article in cells.list_articles(meeting)],
            (
                Column(_("Outlets"), lambda meeting, a: cells.join_outlets(meeting), 24),
                Column(_("Sources"), lambda meeting, a: cells.describe_articles(meeting), 40),
                Column(_("Addresses of the sources"), lambda meeting, a: cells.join_article_urls(meeting), 40),
            ),
        ),
        Field(
            "edited_facts", many(EDITED_FACT), _("The facts that an editor entered or corrected: who and when."),
            columns=(
                Column(
                    _("Facts by editors"), lambda meeting, a: cells.join_values(edited_facts.format_cells(meeting)), 40,
                ),
            ),
        ),
        Field("review_state", choice(["published"]), _("Only published records are given.")),
        Field(
            "confidence", ValueType("number", is_nullable=True, minimum=0, maximum=1),
            _("Confidence of the reading, from 0 to 1; null if the meeting was entered by hand."),
        ),
        CREATED,
        replace(
            UPDATED, columns=(Column(_("Last changed"), lambda meeting, a: cells.format_day_changed(meeting), 12),),
        ),
        replace(LICENCE_FIELD, columns=(Column(_("Licence"), lambda meeting, a: DATA_LICENCE.url),)),
        Field(
            "evidence", many(EVIDENCE), _("The words that state its facts. In lists only with `expand=evidence`."),
            scope="detail",
        ),
        ATTACHMENTS,
    ),
    "slug",
)  # fmt: skip
