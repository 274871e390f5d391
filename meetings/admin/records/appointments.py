"""The list of all appointments; the forms of officials and offices show their own."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskAdmin
from meetings.admin.records.officials import with_side
from meetings.models import Appointment, Country, Organisation
from meetings.queries.days import long_date


class InOfficeFilter(admin.SimpleListFilter):
    """A filter by whether the end is known; without an end the official still holds the office, as far as we know."""

    title = _("in office")
    parameter_name = "in_office"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:
        return (("yes", _("without an end")), ("no", _("with an end")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(end__isnull=self.value() == "yes")


@admin.register(Appointment)
class AppointmentAdmin(DeskAdmin):
    """The list and form of appointments."""

    search_fields = key_fields = ("official__names__key", "position__key")
    short_lists = {"position__country": Country, "position__organisation": Organisation}
    list_display = ("official", "position_shown", "start_shown", "end_shown")
    list_select_related = ("official", "position__country", "position__organisation")
    list_filter = (
        InOfficeFilter,
        ("position__country", admin.RelatedOnlyFieldListFilter),
        ("position__organisation", admin.RelatedOnlyFieldListFilter),
    )
    autocomplete_fields = ("official", "position")
    fields = ("official", "position", ("start", "start_precision", "end", "end_precision"), "source_url")

    @admin.display(description=_("position"), ordering="position__title_ar")
    def position_shown(self, obj: Any) -> str:
        return with_side(obj.position.title, obj.position.side)

    @admin.display(description=_("from"), ordering="start")
    def start_shown(self, obj: Any) -> str:
        return long_date(obj.start, obj.start_precision) or "-"

    @admin.display(description=_("to"), ordering="end")
    def end_shown(self, obj: Any) -> str:
        return long_date(obj.end, obj.end_precision) or "-"

    def view_on_site(self, obj: Model) -> str:
        return str(obj.official.get_absolute_url())  # type: ignore[attr-defined]
