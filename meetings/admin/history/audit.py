"""The audit log as a file, from the page of all changes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.services.audit_log import CSV, FORMATS, write_log
from meetings.services.roles import may_publish, require


def _make_day_field() -> forms.DateField:
    """Return the box of a day whose midnight is a moment in every time zone."""
    return forms.DateField(
        required=False, validators=[MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(9000, 1, 1))]
    )


class LogForm(forms.Form):
    """The days and the format of an export; both days are included."""

    since = _make_day_field()
    until = _make_day_field()
    form = forms.ChoiceField(choices=[(name, name) for name in FORMATS], required=False)


def export_log(request: HttpRequest) -> Any:
    """Send the audit log as a download, row by row."""
    require(request.user.has_perm("meetings.view_version") and may_publish(request.user))
    asked = LogForm(request.GET)
    if not asked.is_valid():
        messages.error(request, _("We could not read the days. Enter them as 2026-11-30, or leave them empty."))
        return HttpResponseRedirect(reverse("admin:history"))
    form = asked.cleaned_data["form"] or CSV
    since, until = (_begin(asked.cleaned_data[name]) for name in ("since", "until"))
    pieces = write_log(form, since, until + timedelta(days=1) if until else None)
    response = StreamingHttpResponse(pieces, content_type=FORMATS[form])
    name = f"mahdar-audit-{timezone.localdate().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _begin(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
