"""The columns of exported tables: those of records, from the rows of their fields, and those of participants."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting, Participation
from meetings.queries.fields.meetings import MEETING
from meetings.queries.kinds import get_kinds_of_list, list_names
from meetings.queries.linked_data import make_permanent_address
from meetings.queries.records import Address, CellValue, Column, format_iso_date

MEETINGS = MEETING.columns
RECORDS = {name: get_kinds_of_list(name)[0].in_exports.columns for name in list_names()}


def make_row(columns: Iterable[Column], item: Any, address: Address) -> list[CellValue]:
    """Return the cells of `item`."""
    return [column.read(item, address) for column in columns]


def _official(part: Participation, address: Address) -> str:
    person = part.official
    return make_permanent_address(person, address) if person and person.review_state == "published" else ""


# A row for each (meeting, participation).
PEOPLE = (
    Column(gettext_lazy("Address of the meeting"), lambda pair, a: make_permanent_address(pair[0], a), 40),
    Column(gettext_lazy("Date"), lambda pair, a: format_iso_date(pair[0].date, pair[0].date_precision), 12),
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


def list_people(meeting: Meeting) -> list[tuple[Meeting, Participation]]:
    """Return the items of the table PEOPLE for `meeting`, one for each participant."""
    return [(meeting, part) for part in meeting.participations.all()]
