"""The lists and forms of officials and of offices."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskAdmin, DeskStacked, DeskTabular, PageOnSite
from meetings.admin.editorial.panel import PanelForm
from meetings.admin.merging.authorities import MergingAuthorities
from meetings.admin.merging.officials import MergingOfficials
from meetings.admin.quality.confirmed_forms import ConfirmedForm
from meetings.admin.records.appointment_forms import AppointmentForm
from meetings.admin.records.identifiers import IdentifierInline
from meetings.admin.records.official_forms import OfficialForm
from meetings.admin.review.actions import ReviewActions
from meetings.admin.review.withdrawing import WithdrawingRecords
from meetings.models import Appointment, Country, Official, OfficialName, Organisation, Position
from meetings.queries.offices import format_title_with_side, get_office_on, make_offices_prefetch
from meetings.services.people import add_shown_names


class NameInline(DeskTabular):
    """The names of an official."""

    model = OfficialName
    fields = ("name", "kind", "script", "language")


class AppointmentInline(DeskStacked):
    """The offices of an official."""

    model = Appointment
    form = AppointmentForm
    autocomplete_fields = creates = ("position",)
    asked_with_new = ("side",)
    other_end: tuple[str, ...] = ("position", "side")
    dates = ("start", "start_precision", "end", "end_precision")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (self.other_end, self.dates, "source_url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("official", "position")


class HolderInline(AppointmentInline):
    """The holders of an office."""

    autocomplete_fields = creates = ("official",)
    other_end = ("official",)
    verbose_name = _("holder")
    verbose_name_plural = _("holders")


@admin.register(Official)
class OfficialAdmin(PanelForm, MergingOfficials, WithdrawingRecords, ReviewActions, PageOnSite):
    """The list and form of officials."""

    form = OfficialForm
    actions = (*ReviewActions.actions, "merge_chosen")
    address = "slug"
    search_fields = key_fields = ("names__key",)
    folded_fields = ("name_ar", "name_en")
    plain_fields = ("slug",)
    list_display = ("name_ar", "name_en", "office_shown", "meetings_count", "review_shown")
    list_filter = (
        "review_state",
        ("appointments__position__country", admin.RelatedOnlyFieldListFilter),
        ("appointments__position__organisation", admin.RelatedOnlyFieldListFilter),
    )
    inlines = (AppointmentInline, NameInline, IdentifierInline)
    fieldsets = (
        (None, {"fields": (("name_ar", "name_en"), "review_state")}),
        (_("More"), {"fields": ("notes", "slug"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "meetings_official_changelist":
            queryset = self.for_autocomplete(queryset).annotate(meetings_count=Count("participations", distinct=True))
        return queryset

    def for_autocomplete(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related(make_offices_prefetch())

    def autocomplete_label(self, obj: Any) -> str:
        office = self.office_shown(obj)
        return f"{obj} ({office})" if office else str(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        add_shown_names(form.instance)

    @admin.display(description=_("office"))
    def office_shown(self, obj: Any) -> str:
        office = get_office_on(obj)
        return office.label_with_side if office else ""

    @admin.display(description=_("meetings"), ordering="meetings_count")
    def meetings_count(self, obj: Any) -> int:
        return int(obj.meetings_count)


@admin.register(Position)
class PositionAdmin(MergingAuthorities, ConfirmedForm, DeskAdmin):
    """The list and form of offices."""

    address = "code"
    search_fields = key_fields = ("key",)
    folded_fields = ("title_en",)
    plain_fields = ("code",)
    short_lists = {"country": Country, "organisation": Organisation}
    list_display = ("title_ar", "title_en", "side_shown", "code")
    list_select_related = ("country", "organisation")
    list_filter = (
        ("country", admin.RelatedOnlyFieldListFilter),
        ("organisation", admin.RelatedOnlyFieldListFilter),
    )
    autocomplete_fields = ("country", "organisation")
    inlines = (HolderInline, IdentifierInline)
    fieldsets = (
        (
            None,
            {
                "fields": (("title_ar", "title_en"), ("country", "organisation"), "code"),
                "description": _("A position belongs to a country or to an organisation, not to both."),
            },
        ),
    )

    def for_autocomplete(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("country", "organisation")

    def autocomplete_label(self, obj: Any) -> str:
        return format_title_with_side(obj)

    @admin.display(description=_("side"))
    def side_shown(self, obj: Any) -> str:
        return obj.side or ""
