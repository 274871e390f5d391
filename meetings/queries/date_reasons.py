"""How the day of a meeting is known, in the language of the page; the report's words are not translated."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.queries.days import format_long_date
from meetings.text.date_reasons import DateReason, read_reason

# The sentence of each code of meetings/text/date_reasons.tsv.
SENTENCES = {
    "stated": _("The text says: %(words)s."),
    "hijri": _("The text gives the Hijri date %(words)s, which is %(day)s."),
    "other-weekday": _("The weekday in %(words)s does not fit the date, so the day is unknown."),
    "other-calendars": _("The two calendars in %(words)s name different days, so the day is unknown."),
    "without-year": _("The text says %(words)s without a year, and the day of publication is unknown."),
    "month-of-publication": _("The text says %(words)s; the month is that of the day of publication, %(day)s."),
    "year-of-publication": _("The text says %(words)s; the year is that of the day of publication, %(day)s."),
    "without-publication": _("The text says %(words)s, and the day of publication is unknown."),
    "from-publication": _("The text says %(words)s, counted from the day of publication, %(day)s."),
    "after-publication": _("The text says %(words)s: the first such day after the day of publication, %(day)s."),
    "on-publication": _("The text says %(words)s: the day of publication, %(day)s."),
    "before-publication": _("The text says %(words)s: the last such day before the day of publication, %(day)s."),
    "with-page": _("The text says %(words)s, and the page is dated %(day)s."),
    "page": _("It is the day of publication of the page, %(day)s."),
    "address": _("It is the day in the URL of the page, %(day)s."),
}


def find_reason(meeting: Meeting) -> DateReason | None:
    """Return the reason for the day of a meeting; None without one, and where an editor put it in their own words."""
    return read_reason(meeting.date_explanation)


def describe_reason(meeting: Meeting) -> str:
    """Return the reason for the day of a meeting as a plain text; what an editor wrote stays as it is."""
    reason = find_reason(meeting)
    return write_sentence(reason, reason.words) if reason else meeting.date_explanation


def write_sentence(reason: DateReason, words: Any) -> str:
    """Return the sentence of a reason with `words` in the place of its words."""
    return str(SENTENCES[reason.code]) % {"words": words, "day": format_long_date(reason.day)}
