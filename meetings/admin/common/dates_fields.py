"""Fields for dates as editors and readers type them; meetings/text/typed_dates.py describes the accepted forms."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.text.typed_dates import MESSAGES, NotADateError, read_day


class ArchiveDateInput(forms.DateInput):
    """A text input for a date. Its direction follows the typed text: 3/11/2023, or words."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = "%d/%m/%Y") -> None:
        super().__init__({"dir": "auto", "autocomplete": "off", "placeholder": _("day/month/year"), **(attrs or {})})
        self.format = format


class ArchiveDateField(forms.DateField):
    """A date typed by hand, see `meetings.text.typed_dates.read_day`."""

    widget = ArchiveDateInput
    default_error_messages = {code: _(message) for code, message in MESSAGES.items()}

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return read_day(str(value))
        except NotADateError as error:
            raise ValidationError(self.error_messages[error.code], code=error.code, params=error.params) from None
