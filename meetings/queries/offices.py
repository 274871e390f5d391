"""The offices of officials in time: which office a person held on a day, holds now, or held earlier.

Every page, export, form and rule asks here. An appointment without dates is on record, but answers for no day: it comes
back as `Holding.UNKNOWN`, and its words say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.gazetteer.offices import is_side_named
from meetings.models import Appointment, Official, Position
from meetings.models.parties import list_side_names
from meetings.models.terms import Holding
from meetings.queries.days import format_long_date

# The office that stands for a person on a day is the first of these that there is.
_RANK = {
    holding: place
    for place, holding in enumerate((Holding.HELD, Holding.DOUBTFUL, Holding.FORMER, Holding.UNKNOWN, Holding.LATER))
}


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An appointment and its relation to the day that was asked about."""

    appointment: Appointment
    holding: Holding

    @property
    def position(self) -> Position:
        """The office."""
        position: Position = self.appointment.position
        return position

    @property
    def is_held(self) -> bool:
        """Whether the dates on record say that the office was held on the day."""
        return self.holding == Holding.HELD

    @property
    def is_marked(self) -> bool:
        """Whether the relation to the day needs a word besides the dates, which say themselves if they are unknown."""
        return self.holding not in (Holding.HELD, Holding.UNKNOWN)

    @property
    def label(self) -> str:
        """The title of the office, with a mark unless the office was held on the day: "Former President of Iraq"."""
        return mark_title(self.position.title, self.holding)

    @property
    def label_with_side(self) -> str:
        """The same with the side of the office, for lists in which offices of several sides have one title."""
        return _add_side(mark_title(self.position.title, self.holding), self.position)

    @property
    def term(self) -> str:
        """The dates of the appointment in words."""
        return format_term(self.appointment)

    @property
    def years(self) -> str:
        """The years of the appointment, as short as a list needs them; empty if its dates are not known."""
        first, last = self.appointment.start, self.appointment.end
        if first and last:
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return format_dates(str(first.year) if first else "", str(last.year) if last else "", unknown="")

    def __str__(self) -> str:
        return self.label


def mark_title(title: str, holding: Holding | str) -> str:
    """Return the title of an office with the mark of its relation to a day; an office that was held has no mark."""
    words = {
        Holding.DOUBTFUL: _("%(office)s (exact dates not known)"),
        Holding.FORMER: _("Former %(office)s"),
        Holding.LATER: _("Later %(office)s"),
        Holding.UNKNOWN: _("%(office)s (dates not known)"),
    }.get(Holding(holding))
    return words % {"office": title} if words else title


def list_offices_on(
    appointments: Iterable[Appointment], day: date | None = None, precision: str = "day"
) -> list[HeldOffice]:
    """Return all appointments with their relation to `day`, the ones held on it first, then the latest first.

    Args:
        appointments: Those of one official or of one office, with their positions.
        day: The day; None for today.
        precision: The precision of `day`: for a month, an office counts as held if it was held in all of it.
    """
    asked = day or timezone.localdate()
    found = [HeldOffice(one, one.term.holding_on(asked, precision)) for one in appointments]
    return sorted(found, key=_order)


def get_office_on(official: Official, day: date | None = None, precision: str = "day") -> HeldOffice | None:
    """Return the office that stands for `official` on `day`, by default today; None without any office on record.

    It is the one held on the day; without one, a doubtful one, then the last that had ended, then one without dates,
    then one that began later. `label` marks each of them as what it is.
    """
    return next(iter(list_offices_on(official.appointments.all(), day, precision)), None)


def get_certain_office_on(official: Official, day: date, precision: str = "day") -> Position | None:
    """Return the only office that `official` held on `day`; None if there are several, or if another one is doubtful.

    An appointment without dates says nothing about the day: it is neither the answer nor an obstacle.
    """
    return choose_certain_office(
        official.appointments.select_related("position__country", "position__organisation"), day, precision
    )


def choose_certain_office(appointments: Iterable[Appointment], day: date, precision: str = "day") -> Position | None:
    """Return the only office of these appointments that was held on `day`, as `get_certain_office_on` does."""
    found = list_offices_on(appointments, day, precision)
    relevant = [one for one in found if one.holding in (Holding.HELD, Holding.DOUBTFUL)]
    return relevant[0].position if len(relevant) == 1 and relevant[0].is_held else None


def make_offices_prefetch(*, sides: bool = True) -> "Prefetch[Any]":
    """Return the prefetch of the officials' appointments with all that the functions above and their words need."""
    related = ("position__country", "position__organisation") if sides else ("position",)
    return Prefetch("appointments", queryset=Appointment.objects.select_related(*related))


def format_term(appointment: Appointment) -> str:
    """Return the dates of an appointment in words, as exact as they are known: "since October 2022"."""
    return format_dates(
        format_long_date(appointment.start, appointment.start_precision),
        format_long_date(appointment.end, appointment.end_precision),
    )


def format_dates(first: str, last: str, unknown: str | None = None) -> str:
    """Return the words for a term between two days in words, of which one or both may be empty."""
    words = {"first": first, "last": last}
    if first and last:
        return _("from %(first)s to %(last)s") % words
    if first:
        return _("since %(first)s") % words
    if last:
        return _("until %(last)s") % words
    return _("dates not known") if unknown is None else unknown


def format_title_with_side(position: Position) -> str:
    """Return the title of an office with its side, since every country has a foreign minister."""
    return _add_side(position.title, position)


def _add_side(words: str, position: Position) -> str:
    """Return `words`, which name an office, with its side, unless the title names the side already ("Italian")."""
    side = position.side
    return f"{words} – {side}" if side and not is_side_named(position.title, list_side_names(side)) else words


def _order(held: HeldOffice) -> tuple[int, int, int]:
    """Return the sort key: the relation to the day, then the latest end or start first."""
    one = held.appointment
    last = (one.end if held.holding == Holding.FORMER else one.start) or date.min
    return _RANK[held.holding], -last.toordinal(), one.pk or 0
