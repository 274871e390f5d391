"""The list of meetings, and their form with participants, sources, topics and evidence."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskTabular, PageOnSite
from meetings.admin.common.bulk_edit import BulkMeetings
from meetings.admin.common.folded_search import SourcesFilter
from meetings.admin.editorial.assigning import AssigneeFilter, AssigningRecords, add_assignees
from meetings.admin.editorial.panel import PanelForm
from meetings.admin.merging.meetings import MergingMeetings
from meetings.admin.participants.inline import ParticipationInline
from meetings.admin.participants.refilled import RefilledForm
from meetings.admin.records.attachments import AttachmentInline
from meetings.admin.records.evidence import DisagreementInline, EvidenceInline, NewEvidenceInline
from meetings.admin.records.meeting_forms import MeetingForm
from meetings.admin.review.actions import ReviewActions
from meetings.admin.review.withdrawing import WithdrawingRecords
from meetings.models import (
    Country,
    Evidence,
    Meeting,
    MeetingTopic,
    Organisation,
    Participation,
    Place,
    ReviewState,
    Source,
    Stage,
    Topic,
)
from meetings.queries.days import format_meeting_date
from meetings.queries.desk import HAND, LEVELS
from meetings.queries.editorial import add_stages, describe_loaded_state, select_in_stage
from meetings.queries.review import collect_lights, load_marked_reports
from meetings.services.addresses import set_meeting_address


class SourceInline(DeskTabular):
    """The articles that report the meeting."""

    model = Source
    fields = ("article", "order")
    autocomplete_fields = ("article",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("article__outlet").defer("article__raw_text")


class TopicInline(DeskTabular):
    """The topics of the meeting, the main one first."""

    model = MeetingTopic
    fields = ("topic", "rank")
    autocomplete_fields = ("topic",)
    verbose_name = _("topic")
    verbose_name_plural = _("topics")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("topic")


class ConfidenceFilter(admin.SimpleListFilter):
    """A filter by the confidence of the reading; records entered by an editor have none."""

    title = _("confidence of the reading")
    parameter_name = "confidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return (
            ("low", _("below one half")),
            ("middle", _("one half to four fifths")),
            ("high", _("four fifths and more")),
            (HAND, _("entered by hand")),
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == HAND:
            return queryset.filter(confidence__isnull=True)
        if bounds := LEVELS.get(self.value() or ""):
            low, high = bounds
            return queryset.filter(confidence__gte=low, confidence__lt=high)
        return queryset


class StageFilter(admin.SimpleListFilter):
    """A filter of drafts by their stage."""

    title = _("stage of the draft")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        stage = self.value() or ""
        return select_in_stage(queryset, Stage(stage)) if stage in Stage.values else queryset


@admin.register(Meeting)
class MeetingAdmin(
    AssigningRecords,
    PanelForm,
    RefilledForm,
    BulkMeetings,
    MergingMeetings,
    WithdrawingRecords,
    ReviewActions,
    PageOnSite,
):
    """The list and form of meetings."""

    form = MeetingForm
    actions = (  # type: ignore[assignment]
        *ReviewActions.actions,
        *AssigningRecords.actions,
        *BulkMeetings.actions,
        *MergingMeetings.actions,
    )
    address = "slug"
    search_fields = folded_fields = ("headline_ar", "headline_en", "occasion_ar", "occasion_en")
    key_fields = ("participations__official__names__key", "participations__position__key")
    plain_fields = ("slug", "participations__title_ar")
    short_lists = {
        "participations__country": Country,
        "participations__organisation": Organisation,
        "place": Place,
        "topics": Topic,
    }
    list_display = ("headline_shown", "date_shown", "people_shown", "review_shown", "assignee_shown")
    list_filter = (
        "review_state",
        StageFilter,
        AssigneeFilter,
        "kind",
        ConfidenceFilter,
        ("topics", admin.RelatedOnlyFieldListFilter),
        ("participations__country", admin.RelatedOnlyFieldListFilter),
        ("participations__organisation", admin.RelatedOnlyFieldListFilter),
        "date_precision",
        SourcesFilter,
    )
    date_hierarchy = "date"
    autocomplete_fields = creates = ("place",)
    asked_with_new = ("country",)
    readonly_fields = ("confidence", "created_at", "updated_at")
    inlines = (
        ParticipationInline,
        SourceInline,
        TopicInline,
        AttachmentInline,
        EvidenceInline,
        NewEvidenceInline,
        DisagreementInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (("headline_ar", "headline_en"), ("kind", "review_state")),
                "description": _("The headline says in one line who met whom, in both languages if you can."),
            },
        ),
        (
            _("When"),
            {
                "fields": (("date", "date_end", "date_precision", "date_basis"), "date_explanation"),
                "description": _(
                    "Day first, in either digits or in words, with any Arabic or English name of "
                    "the month: 3/11/2023, ٣/١١/٢٠٢٣, 3 November 2023. For a month or a year, "
                    "enter its first day and set the precision. Leave an unknown date empty."
                ),
            },
        ),
        (_("Where"), {"fields": (("place", "country"), ("venue_ar", "venue_en"))}),
        (
            _("Topics"),
            {"fields": (("summary_ar", "summary_en"), ("occasion_ar", "occasion_en"))},
        ),
        (
            _("More"),
            {
                "fields": (
                    "notes",
                    "slug",
                    ("headline_ar_wording", "headline_en_wording"),
                    ("confidence", "created_at", "updated_at"),
                ),
                "classes": ("collapse",),
            },
        ),
    )

    save_on_top = False  # the bar with the buttons is always in sight

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if meeting := context.get("original"):
            context["reports"] = load_marked_reports(meeting)
            lights = collect_lights(context["reports"])
            for formset in (one.formset for one in context["inline_admin_formsets"]):
                for form in formset.forms if formset.model is Participation else ():
                    form.lights = lights.get(form.instance.pk, "")
        return super().render_change_form(request, context, *args, **options)

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> tuple[type, ...]:
        # Evidence points into the articles of the meeting, so a new meeting needs its articles first.
        return self.inlines if obj else self.inlines[:4]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "meetings_meeting_changelist":
            people = Participation.objects.select_related("official", "country", "organisation", "position")
            queryset = (
                add_assignees(add_stages(queryset))
                .select_related("place__country", "place__region")
                .prefetch_related(Prefetch("participations", queryset=people))
            )
        return queryset

    def autocomplete_label(self, obj: Any) -> str:
        return f"{obj.headline} ({self.date_shown(obj)})"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "slug" in form.cleaned_data and not form.cleaned_data["slug"]:
            # The sides are known only after the participants are saved.
            set_meeting_address(form.instance, is_new=not change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Evidence:
            for new in formset.extra_forms:
                new.instance.author = request.user
        super().save_formset(request, form, formset, change)

    @admin.display(description=_("headline"), ordering="headline_ar")
    def headline_shown(self, obj: Any) -> str:
        where = f" · {obj.place}" if obj.place else ""
        return format_html("{}<br><small>{}{}</small>", obj.headline, obj.get_kind_display(), where)

    @admin.display(description=_("date"), ordering="date")
    def date_shown(self, obj: Any) -> str:
        return format_meeting_date(obj) or "-"

    @admin.display(description=_("review"), ordering="review_state")
    def review_shown(self, obj: Any) -> str:
        state = describe_loaded_state(obj)
        return format_html('<span class="state state-{}">{}</span>', state.key, state.label)

    @admin.display(description=_("participants"))
    def people_shown(self, obj: Any) -> str:
        return format_html_join(
            "",
            "<div>{}{}</div>",
            (
                (part.label, format_html(" <small>{}</small>", part.side) if part.side else "")
                for part in obj.participations.all()
            ),
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"review_state": ReviewState.DRAFT, **super().get_changeform_initial_data(request)}
