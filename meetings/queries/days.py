"""Days in words. Arabic texts have the month names of both traditions."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting

# In Arabic each month has both names that the press uses: that of the Levant and Iraq, and the Latin one. They are the
# texts of Django's months too, so that its lists and forms write them likewise.
MONTHS = (
    gettext_lazy("January"),
    gettext_lazy("February"),
    gettext_lazy("March"),
    gettext_lazy("April"),
    gettext_lazy("May"),
    gettext_lazy("June"),
    gettext_lazy("July"),
    gettext_lazy("August"),
    gettext_lazy("September"),
    gettext_lazy("October"),
    gettext_lazy("November"),
    gettext_lazy("December"),
)


def get_month_name(day: date) -> str:
    """Return the month of `day` in words."""
    return str(MONTHS[day.month - 1])


def format_long_date(day: date | None, precision: str = "day") -> str:
    """Return `day` as "3 November 2023", or only the parts that are known; empty without a day."""
    if day is None:
        return ""
    parts = [str(day.day), get_month_name(day), str(day.year)]
    return " ".join(parts[{"year": 2, "month": 1}.get(precision, 0) :])


def format_meeting_date(meeting: Meeting) -> str:
    """Return the date of a meeting in words, as exact as it is known; empty if it is unknown."""
    day, end = meeting.date, meeting.date_end
    if day is None or end is None or end == day or meeting.date_precision != "day":
        return format_long_date(day, meeting.date_precision)
    first = str(day.day) if (day.year, day.month) == (end.year, end.month) else format_long_date(day)
    return _("from %(first)s to %(last)s") % {"first": first, "last": format_long_date(end)}
