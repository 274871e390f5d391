"""A form that is shown again with further rows and not saved: the way to add rows without scripts."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict

from meetings.admin.participants.views import describe_rows, make_rows, read_when
from meetings.admin.safety.admin import REFILL
from meetings.text.typed_numbers import read_number

READ_NAMES, MORE_ROWS = "read_names", "more_rows"  # the names of the buttons
PREFIX = "participations"
ADDED_ROWS = 5
MAX_ROWS = 300


class RefilledForm(admin.ModelAdmin[Any]):
    """A form of a meeting whose buttons add rows of participants on the server. `SafeForm` shows it unsaved."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST" and (READ_NAMES in request.POST or MORE_ROWS in request.POST):
            request.POST = self._add_rows(request)  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _add_rows(self, request: HttpRequest) -> QueryDict:
        data = request.POST.copy()
        number = min(read_number(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, MAX_ROWS)
        rows: list[dict[str, dict[str, str]]] = [{} for _row in range(ADDED_ROWS)]
        if READ_NAMES in data:
            day = {"day": data.get("date", ""), "precision": data.get("date_precision", "")}
            rows = make_rows(data.get("pasted_names", ""), read_when(day), request.user)
            self.message_user(request, describe_rows(rows), messages.INFO)
        rows = rows[: MAX_ROWS - number]
        for place, row in enumerate(rows, start=number):
            for name, pair in row.items():
                data[f"{PREFIX}-{place}-{name}"] = pair["value"]
        data[f"{PREFIX}-TOTAL_FORMS"] = str(number + len(rows))
        data[REFILL] = "1"
        return data
