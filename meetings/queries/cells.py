"""Cells of exported tables whose values need words.

Dates are in ISO 8601 and as exact as they are known. Tables have codes besides names, so that users can join them.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Appointment, Article, Meeting, Official, Participation
from meetings.queries.attribution import describe_outlet, get_attribution
from meetings.queries.linked_data import make_permanent_address
from meetings.queries.offices import format_dates
from meetings.queries.records import Address, format_iso_date


def join_values(values: Iterable[Any]) -> str:
    """Return the text of one cell with several values, each once, without the empty ones."""
    return "; ".join(dict.fromkeys(str(value) for value in values if value))


def make_address(record: Any, address: Address) -> str:
    """Return the address of `record` in the archive's first language, also in an export in another language."""
    return make_permanent_address(record, address)


def format_day_changed(record: Any) -> str:
    """Return the day on which `record` was last changed."""
    return timezone.localdate(record.updated_at).isoformat()


def join_side_codes(meeting: Meeting) -> str:
    """Return the codes of the sides of `meeting`."""
    return join_values(part.side_code for part in meeting.participations.all())


def join_side_names(meeting: Meeting) -> str:
    """Return the names of the sides of `meeting`."""
    return join_values(part.side for part in meeting.participations.all())


def join_participants(meeting: Meeting) -> str:
    """Return the participants of `meeting`, each as "Name (title, IQ, host)"."""
    return join_values(map(_participant, meeting.participations.all()))


def _participant(part: Participation) -> str:
    role = part.get_role_display() if part.role != Participation.Role.PARTY else ""
    title = part.title if part.title != part.label else ""
    inferred = _("inferred") if part.basis == Participation.Basis.INFERRED else ""
    details = _(", ").join(detail for detail in (title, part.side_code, role, inferred) if detail)
    return f"{part.label} ({details})" if details else part.label


def place_country_code(meeting: Meeting) -> str:
    """Return the code of the country in which `meeting` took place; empty if unknown."""
    return meeting.place.country.code if meeting.place and meeting.place.country else ""


def join_topic_names(meeting: Meeting) -> str:
    """Return the names of the topics of `meeting`."""
    return join_values(ranked.topic.name for ranked in meeting.ranked_topics.all())


def join_topic_codes(meeting: Meeting) -> str:
    """Return the codes of the topics of `meeting`."""
    return join_values(ranked.topic.code for ranked in meeting.ranked_topics.all())


def list_articles(meeting: Meeting) -> list[Article]:
    """Return the reports of `meeting`."""
    return [source.article for source in meeting.sources.all()]


def join_outlets(meeting: Meeting) -> str:
    """Return the names of the outlets that report `meeting`."""
    return join_values(article.outlet for article in list_articles(meeting))


def join_article_urls(meeting: Meeting) -> str:
    """Return the addresses of the reports of `meeting` at their outlets."""
    return join_values(article.url for article in list_articles(meeting))


def describe_articles(meeting: Meeting) -> str:
    """Return the reports of `meeting`, each with its headline, its outlet and its day."""
    return join_values(map(_article, list_articles(meeting)))


def _article(article: Article) -> str:
    title = get_attribution(article).title
    return _(", ").join(filter(None, (title, describe_outlet(article), format_iso_date(article.published_on))))


def join_offices(official: Official) -> str:
    """Return the offices of `official`, each as "Title (from 2020 to 2023-05)"."""
    return join_values(map(_office, official.appointments.all()))


def _office(appointment: Appointment) -> str:
    start = format_iso_date(appointment.start, appointment.start_precision) or ""
    end = format_iso_date(appointment.end, appointment.end_precision) or ""
    return f"{appointment.position.title} ({format_dates(start, end)})"


def name_kind_of_side(side: Any) -> str:
    """Return the kind of `side` in words."""
    return str(side.description)
