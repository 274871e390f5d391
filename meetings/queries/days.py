"""Days in words. Arabic texts have the month names of both traditions."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from meetings.models import Meeting

# In Arabic each month has both names that the press uses: that of the Levant and Iraq, and the Latin one.
MONTHS = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)


def month_name(day: date) -> str:
    """Return the month of `day` in words."""
    return str(MONTHS[day.month - 1])


def long_date(day: date | None, precision: str = "day") -> str:
    """Return `day` as "3 November 2023", or only the parts that are known; empty without a day."""
    if day is None:
        return ""
    parts = [str(day.day), month_name(day), str(day.year)]
    return " ".join(parts[{"year": 2, "month": 1}.get(precision, 0) :])


def date_of(meeting: Meeting) -> str:
    """Return the date of a meeting in words, as exact as it is known; empty if it is unknown."""
    day, end = meeting.date, meeting.date_end
    if day is None or end is None or end == day or meeting.date_precision != "day":
        return long_date(day, meeting.date_precision)
    first = str(day.day) if (day.year, day.month) == (end.year, end.month) else long_date(day)
    return _("from %(first)s to %(last)s") % {"first": first, "last": long_date(end)}
