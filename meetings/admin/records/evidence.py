"""The lists, forms and inlines of evidence, shown in its context, and of disagreements between sources and record."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.admin.base import DeskAdmin, DeskTabular
from meetings.admin.records.evidence_forms import EvidenceForm
from meetings.models import Article, Disagreement, Evidence, Participation
from meetings.services.disagreements import settle_all

CONTEXT_CHARACTERS = 70  # on either side of a quote


def show_in_context(evidence: Evidence) -> str:
    """Return the marked quote between the words before and after it."""
    text = evidence.article.raw_text
    start, end = max(0, evidence.start - CONTEXT_CHARACTERS), evidence.end + CONTEXT_CHARACTERS
    before, after = text[start : evidence.start], text[evidence.end : end]
    if start:  # whole words only
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    return format_html('<div class="in-context" dir="auto">{}<mark>{}</mark>{}</div>', before, evidence.quote, after)


def limit_choices(field: Any, db_field: Any, meeting_id: Any) -> None:
    """Limit the choices of `field` to the sources and participants of one meeting."""
    if db_field.name == "participation":
        people = Participation.objects.select_related("official", "position")
        field.queryset = people.filter(meeting_id=meeting_id)
    if db_field.name == "article":
        sources = Q(sources__meeting_id=meeting_id) | Q(evidence__meeting_id=meeting_id)
        texts = Article.objects.filter(sources).exclude(raw_text="")  # evidence needs a text
        field.queryset = texts.select_related("outlet").distinct()


class EvidenceInline(DeskTabular):
    """The existing evidence of a meeting, which an editor can read, or delete if it is wrong."""

    model = Evidence
    fields = readonly_fields = ("fact_shown", "words_shown", "article", "read_by")
    classes = ("collapse",)  # the reports beside the form show the same words in their place

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("article__outlet", "author", "participation__official")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("fact"))
    def fact_shown(self, obj: Any) -> str:
        page = reverse("admin:meetings_evidence_change", args=[obj.pk])
        who = obj.participation if obj.participation_id else ""
        return format_html('<a href="{}">{}</a><br><small>{}</small>', page, obj.get_fact_display(), who)

    @admin.display(description=_("words in the article"))
    def words_shown(self, obj: Any) -> str:
        return show_in_context(obj)

    @admin.display(description=_("marked by"))
    def read_by(self, obj: Any) -> str:
        return str(obj.author or obj.rule or _("Mahdar"))


class NewEvidenceInline(DeskTabular):
    """New evidence of a meeting, which an editor adds by its words."""

    model = Evidence
    form = EvidenceForm
    fields = ("article", "fact", "quote", "occurrence", "participation", "topic")
    autocomplete_fields = ("topic",)
    verbose_name = _("evidence by its words")
    verbose_name_plural = _("Add evidence by its words")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).none()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # EvidenceInline above shows the existing evidence

    has_delete_permission = has_view_permission = has_change_permission

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.is_relation and field:
            match = request.resolver_match
            limit_choices(field, db_field, match.kwargs.get("object_id") if match else None)
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


@admin.register(Evidence)
class EvidenceAdmin(DeskAdmin):
    """The list and form of evidence."""

    form = EvidenceForm
    search_fields = folded_fields = ("quote",)
    list_display = ("quote_shown", "fact", "meeting_shown", "inferred")
    list_filter = ("fact", "inferred", ("author", admin.EmptyFieldListFilter))
    list_select_related = ("meeting", "article__outlet")
    autocomplete_fields = ("meeting", "article", "topic")
    readonly_fields = ("words_shown", "rule", "author")
    fieldsets = (
        (None, {"fields": ("meeting", "article", "words_shown")}),
        (_("Words and fact"), {"fields": ("quote", "occurrence", "fact", ("participation", "topic"), "inferred")}),
        (_("More"), {"fields": ("rule", "author"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        match = request.resolver_match
        is_list = match and match.url_name == "meetings_evidence_changelist"
        return queryset.defer("article__raw_text") if is_list else queryset

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        participation = form.base_fields.get("participation")
        if participation:
            # Only participants of this meeting. New evidence has no meeting yet, so it gets its participant later.
            people = Participation.objects.select_related("official", "position")
            participation.queryset = people.filter(meeting=obj.meeting) if obj else people.none()
            participation.widget = forms.Select(choices=participation.choices)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or "quote" in form.changed_data:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("words"), ordering="quote")
    def quote_shown(self, obj: Any) -> str:
        return format_html('<bdi dir="auto">{}</bdi>', obj.quote if len(obj.quote) < 120 else obj.quote[:120] + "…")

    @admin.display(description=_("meeting"), ordering="meeting")
    def meeting_shown(self, obj: Any) -> str:
        return format_html("{}<br><small>{}</small>", obj.meeting, obj.article.outlet or obj.article)

    @admin.display(description=_("words in the article"))
    def words_shown(self, obj: Any) -> str:
        return show_in_context(obj) if obj and obj.pk else "-"


class DisagreementInline(DeskTabular):
    """The disagreements of a meeting's sources with its record."""

    model = Disagreement
    fields = ("fact", "recorded", "said", "article", "settled")
    readonly_fields = ("fact", "recorded", "said", "article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("article__outlet")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Disagreement)
class DisagreementAdmin(DeskAdmin):
    """The list and form of disagreements."""

    search_fields = folded_fields = ("recorded", "said")
    list_display = ("meeting", "fact", "recorded", "said", "article", "settled")
    list_filter = ("settled", "fact")
    list_select_related = ("meeting", "article__outlet")
    autocomplete_fields = ("meeting", "article")
    fields = ("meeting", "article", "fact", "recorded", "said", "settled")
    actions = ("settle",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("article__raw_text")

    @admin.action(description=_("Mark as settled"), permissions=["change"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = settle_all(queryset, request.user)
        text = ngettext("%(n)d disagreement was settled.", "%(n)d disagreements were settled.", count)
        self.message_user(request, text % {"n": count})
