"""Cells of exported tables whose values need words.

Dates are in ISO 8601 and as exact as they are known. Tables have codes besides names, so that users can join them.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Appointment, Article, Meeting, Official, Participation
from meetings.queries.attribution import attribution_of, outlet_in_words
from meetings.queries.linked_data import permanent_address
from meetings.queries.offices import dates_in_words
from meetings.queries.records import Address, iso_date


def join_values(values: Iterable[Any]) -> str:
    """Return the text of one cell with several values, each once, without the empty ones."""
    return "; ".join(dict.fromkeys(str(value) for value in values if value))


def address_of(record: Any, address: Address) -> str:
    """Return the address of `record` in the archive's first language, also in an export in another language."""
    return permanent_address(record, address)


def day_changed(record: Any) -> str:
    """Return the day on which `record` was last changed."""
    return timezone.localdate(record.updated_at).isoformat()


def side_codes(meeting: Meeting) -> str:
    """Return the codes of the sides of `meeting`."""
    return join_values(part.side_code for part in meeting.participations.all())


def side_names(meeting: Meeting) -> str:
    """Return the names of the sides of `meeting`."""
    return join_values(part.side for part in meeting.participations.all())


def participants(meeting: Meeting) -> str:
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


def topic_names(meeting: Meeting) -> str:
    """Return the names of the topics of `meeting`."""
    return join_values(ranked.topic.name for ranked in meeting.ranked_topics.all())


def topic_codes(meeting: Meeting) -> str:
    """Return the codes of the topics of `meeting`."""
    return join_values(ranked.topic.code for ranked in meeting.ranked_topics.all())


def articles_of(meeting: Meeting) -> list[Article]:
    """Return the reports of `meeting`."""
    return [source.article for source in meeting.sources.all()]


def outlets(meeting: Meeting) -> str:
    """Return the names of the outlets that report `meeting`."""
    return join_values(article.outlet for article in articles_of(meeting))


def article_urls(meeting: Meeting) -> str:
    """Return the addresses of the reports of `meeting` at their publishers."""
    return join_values(article.url for article in articles_of(meeting))


def articles_in_words(meeting: Meeting) -> str:
    """Return the reports of `meeting`, each with its headline, its outlet and its day."""
    return join_values(map(_article, articles_of(meeting)))


def _article(article: Article) -> str:
    title = attribution_of(article).title
    return _(", ").join(filter(None, (title, outlet_in_words(article), iso_date(article.published_on))))


def offices(official: Official) -> str:
    """Return the offices of `official`, each as "Title (from 2020 to 2023-05)"."""
    return join_values(map(_office, official.appointments.all()))


def _office(appointment: Appointment) -> str:
    start = iso_date(appointment.start, appointment.start_precision) or ""
    end = iso_date(appointment.end, appointment.end_precision) or ""
    return f"{appointment.position.title} ({dates_in_words(start, end)})"


def kind_of_side(side: Any) -> str:
    """Return the kind of `side` in words."""
    return str(side.description)
