"""The columns of exported tables: what each is called in the language of the page, and what stands in it.

Dates are ISO 8601 and no more exact than they are known; codes stand beside names, so that tables can be joined.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from meetings.models import Meeting, Organisation, Participation
from meetings.queries.articles import title_of as article_title
from meetings.queries.linked_data import permanent
from meetings.queries.meetings import title_of
from meetings.queries.records import LICENCE, Address, exact

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a row's value is read, and how wide it is in a workbook (in characters)."""

    heading: str | Promise
    read: Callable[[Any, Address], Value]
    width: int = 16


def joined(values: Iterable[Any]) -> str:
    """Several values in one cell."""
    return "; ".join(dict.fromkeys(str(value) for value in values if value))


def row(columns: Iterable[Column], item: Any, address: Address) -> list[Value]:
    """The cells of `item`."""
    return [column.read(item, address) for column in columns]


def _parts(meeting: Meeting) -> list[Participation]:
    return list(meeting.participations.all())


def _in_words(part: Participation) -> str:
    """A participant as "Name (title, IQ, host)"."""
    role = part.get_role_display() if part.role != Participation.Role.PARTY else ""
    title = part.title if part.title != part.label else ""
    inferred = _("inferred") if part.basis == Participation.Basis.INFERRED else ""
    details = _(", ").join(detail for detail in (title, part.side_code, role, inferred) if detail)
    return f"{part.label} ({details})" if details else part.label


def _reports(meeting: Meeting) -> list[Any]:
    return [source.article for source in meeting.sources.all()]


def _source(article: Any) -> str:
    return _(", ").join(filter(None, (article_title(article), exact(article.published_on))))


_ADDRESS = Column(gettext_lazy("Address"), lambda record, address: permanent(record, address), 40)

MEETINGS = (
    _ADDRESS,
    Column(gettext_lazy("Date"), lambda m, a: exact(m.date, m.date_precision), 12),
    Column(gettext_lazy("Last day"), lambda m, a: exact(m.date_end, m.date_precision), 12),
    Column(gettext_lazy("Precision"), lambda m, a: m.get_date_precision_display()),
    Column(gettext_lazy("How the date is known"), lambda m, a: m.get_date_basis_display()),
    Column(gettext_lazy("Kind"), lambda m, a: m.get_kind_display()),
    Column(gettext_lazy("Headline"), lambda m, a: title_of(m), 50),
    Column(gettext_lazy("Codes of the sides"), lambda m, a: joined(part.side_code for part in _parts(m))),
    Column(gettext_lazy("Sides"), lambda m, a: joined(part.side for part in _parts(m)), 24),
    Column(gettext_lazy("People"), lambda m, a: joined(map(_in_words, _parts(m))), 60),
    Column(gettext_lazy("Place"), lambda m, a: str(m.place) if m.place else "", 24),
    Column(
        gettext_lazy("Country code of the place"),
        lambda m, a: m.place.country.code if m.place and m.place.country else "",
    ),
    Column(gettext_lazy("Venue"), lambda m, a: m.venue, 24),
    Column(gettext_lazy("Occasion"), lambda m, a: m.occasion, 24),
    Column(gettext_lazy("Topics"), lambda m, a: joined(r.topic.name for r in m.ranked_topics.all()), 40),
    Column(gettext_lazy("Codes of the topics"), lambda m, a: joined(r.topic.code for r in m.ranked_topics.all())),
    Column(gettext_lazy("Summary"), lambda m, a: m.summary, 60),
    Column(gettext_lazy("Outlets"), lambda m, a: joined(report.outlet for report in _reports(m)), 24),
    Column(gettext_lazy("Sources"), lambda m, a: joined(map(_source, _reports(m))), 40),
    Column(gettext_lazy("Addresses of the sources"), lambda m, a: joined(r.url for r in _reports(m)), 40),
    Column(gettext_lazy("Last changed"), lambda m, a: timezone.localdate(m.updated_at).isoformat(), 12),
    Column(gettext_lazy("Licence"), lambda m, a: LICENCE),
)


def _official(part: Participation, address: Address) -> str:
    person = part.official
    return permanent(person, address) if person and person.review_state == "published" else ""


# A row for each (meeting, participation).
PEOPLE = (
    Column(gettext_lazy("Address of the meeting"), lambda pair, a: permanent(pair[0], a), 40),
    Column(gettext_lazy("Date"), lambda pair, a: exact(pair[0].date, pair[0].date_precision), 12),
    Column(gettext_lazy("Name"), lambda pair, a: pair[1].label, 28),
    Column(gettext_lazy("Name as the text spells it"), lambda pair, a: pair[1].name_as_written, 28),
    Column(gettext_lazy("Address of the official"), lambda pair, a: _official(pair[1], a), 40),
    Column(gettext_lazy("Title"), lambda pair, a: pair[1].title, 36),
    Column(gettext_lazy("Code of the side"), lambda pair, a: pair[1].side_code or ""),
    Column(gettext_lazy("Side"), lambda pair, a: str(pair[1].side or ""), 24),
    Column(gettext_lazy("Role"), lambda pair, a: pair[1].get_role_display()),
    Column(gettext_lazy("How the person is known"), lambda pair, a: pair[1].get_basis_display(), 24),
    Column(gettext_lazy("A group"), lambda pair, a: _("yes") if pair[1].is_group else _("no")),
)


def people_of(meeting: Meeting) -> list[tuple[Meeting, Participation]]:
    """The rows of PEOPLE that `meeting` makes."""
    return [(meeting, part) for part in meeting.participations.all()]


def _offices(official: Any) -> str:
    def office(appointment: Any) -> str:
        start = exact(appointment.start, appointment.start_precision) or "…"
        end = exact(appointment.end, appointment.end_precision) or "…"
        return f"{appointment.position.title} ({start} – {end})"

    return joined(office(appointment) for appointment in official.appointments.all())


def _kind_of_side(side: Any) -> str:
    if isinstance(side, Organisation):
        return side.get_kind_display()
    return pgettext("side", "region") if side.parent_id else pgettext("side", "country")


_NUMBER = Column(gettext_lazy("Meetings"), lambda record, a: record.meetings_count, 10)
_NAMES = (
    Column(gettext_lazy("Name in Arabic"), lambda record, a: record.name_ar, 32),
    Column(gettext_lazy("Name in English"), lambda record, a: record.name_en, 32),
)
_CODE = Column(gettext_lazy("Code"), lambda record, a: record.code)

RECORDS = {
    "officials": (_ADDRESS, *_NAMES, Column(gettext_lazy("Offices"), lambda o, a: _offices(o), 60), _NUMBER),
    "sides": (
        _ADDRESS,
        _CODE,
        *_NAMES,
        Column(gettext_lazy("Kind"), lambda side, a: _kind_of_side(side)),
        _NUMBER,
    ),
    "topics": (_ADDRESS, _CODE, *_NAMES, _NUMBER),
    "places": (
        _ADDRESS,
        Column(gettext_lazy("City in Arabic"), lambda place, a: place.city_ar, 24),
        Column(gettext_lazy("City in English"), lambda place, a: place.city_en, 24),
        Column(gettext_lazy("Country code"), lambda place, a: place.country.code if place.country else ""),
        _NUMBER,
    ),
    "outlets": (
        _ADDRESS,
        _CODE,
        *_NAMES,
        Column(pgettext_lazy("of an outlet", "Domain"), lambda outlet, a: outlet.domain, 24),
        _NUMBER,
    ),
}
