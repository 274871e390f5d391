"""The list of all appointments; the forms of officials and offices show their own."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskAdmin
from meetings.admin.quality.confirmed_forms import ConfirmedForm
from meetings.admin.records.appointment_forms import AppointmentForm
from meetings.models import Appointment, Country, Organisation
from meetings.models.terms import Holding, Term
from meetings.queries.days import format_long_date
from meetings.queries.offices import format_title_with_side


class InOfficeFilter(admin.SimpleListFilter):
    """A filter by the relation of the appointment to today; it uses the same rule as the pages."""

    title = _("in office today")
    parameter_name = "holding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Holding.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in Holding.values:
            return queryset
        today = timezone.localdate()
        dates = queryset.order_by().values_list("pk", "start", "start_precision", "end", "end_precision")
        return queryset.filter(pk__in=[pk for pk, *term in dates if Term.of(*term).holding_on(today) == self.value()])


@admin.register(Appointment)
class AppointmentAdmin(ConfirmedForm, DeskAdmin):
    """The list and form of appointments."""

    form = AppointmentForm
    search_fields = key_fields = ("official__names__key", "position__key")
    short_lists = {"position__country": Country, "position__organisation": Organisation}
    list_display = ("official", "position_shown", "start_shown", "end_shown")
    list_select_related = ("official", "position__country", "position__organisation")
    list_filter = (
        InOfficeFilter,
        ("position__country", admin.RelatedOnlyFieldListFilter),
        ("position__organisation", admin.RelatedOnlyFieldListFilter),
    )
    autocomplete_fields = creates = ("official", "position")
    asked_with_new = ("side",)
    fields = ("official", ("position", "side"), ("start", "start_precision", "end", "end_precision"), "source_url")

    @admin.display(description=_("position"), ordering="position__title_ar")
    def position_shown(self, obj: Any) -> str:
        return format_title_with_side(obj.position)

    @admin.display(description=_("from"), ordering="start")
    def start_shown(self, obj: Any) -> str:
        return format_long_date(obj.start, obj.start_precision) or "-"

    @admin.display(description=_("to"), ordering="end")
    def end_shown(self, obj: Any) -> str:
        return format_long_date(obj.end, obj.end_precision) or "-"

    def view_on_site(self, obj: Model) -> str:
        return str(obj.official.get_absolute_url())  # type: ignore[attr-defined]
