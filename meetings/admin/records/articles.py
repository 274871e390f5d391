"""The lists and forms of outlets and articles."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskTabular, PageOnSite
from meetings.admin.common.folded_search import SHORT_LISTS, MeetingsFilter
from meetings.admin.common.originals import link_original
from meetings.admin.merging.authorities import MergingAuthorities
from meetings.admin.quality.confirmed_forms import ConfirmedForm
from meetings.admin.records.article_forms import ArticleForm, OutletForm
from meetings.admin.records.attachments import AttachmentInline
from meetings.admin.records.identifiers import IdentifierInline
from meetings.admin.review.withdrawing import WithdrawingRecords
from meetings.models import Article, Country, Outlet, Source
from meetings.queries.stated_days import make_rows_of_article
from meetings.queries.withdrawals import WITHDRAWN


@admin.register(Outlet)
class OutletAdmin(MergingAuthorities, ConfirmedForm, PageOnSite):
    """The list and form of outlets."""

    form = OutletForm
    search_fields = folded_fields = SHORT_LISTS[Outlet]
    address = "code"
    short_lists = {"country": Country}
    list_display = ("name_ar", "name_en", "domain", "country")
    list_select_related = ("country",)
    list_filter = (("country", admin.RelatedOnlyFieldListFilter),)
    autocomplete_fields = ("country",)
    inlines = (IdentifierInline,)
    fields = (("name_ar", "name_en"), "domain", "other_domains", "country", "code")


class ReportedMeetings(DeskTabular):
    """The meetings that an article reports, as an inline."""

    model = Source
    autocomplete_fields = ("meeting",)
    fields = ("meeting", "order")
    verbose_name = _("meeting it reports")
    verbose_name_plural = _("meetings it reports")


@admin.register(Article)
class ArticleAdmin(WithdrawingRecords, ConfirmedForm, PageOnSite):
    """The list and form of articles."""

    form = ArticleForm
    address = "slug"
    search_fields = folded_fields = ("headline", "url", "slug")
    short_lists = {"outlet": Outlet}
    list_display = ("headline_shown", "outlet", "published_on", "text_kind", "meetings_count")
    list_select_related = ("outlet",)
    list_filter = (
        ("outlet", admin.RelatedOnlyFieldListFilter),
        "text_kind",
        "published_basis",
        "is_withdrawn",
        MeetingsFilter,
    )
    date_hierarchy = "published_on"
    autocomplete_fields = creates = ("outlet", "original_outlet")
    inlines = (ReportedMeetings, AttachmentInline)
    textarea_rows = 18

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        text = "text_shown" if self._has_text(obj) else "raw_text"
        day = ("published_on", *(("stated_days",) if self._states_days(obj) else ()), *self._choice_of_day(obj))
        return (
            (None, {"fields": ("headline", "headline_wording", "outlet", "original_outlet", *day, "url")}),
            (_("Text"), {"fields": (text, "text_kind")}),
            (_("More"), {"fields": ("published_words", "language", "slug", "file_shown"), "classes": ("collapse",)}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        shown = ("stated_days", "file_shown")
        if obj is not None and obj.text_kind == Article.TextKind.REMOVED:  # type: ignore[attr-defined]
            return ("text_kind", "text_shown", *shown)
        return ("text_shown", *shown) if self._has_text(obj) else shown

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "meetings_article_changelist":
            # The list shows no texts, and fetching fifty of them would be its slowest part.
            queryset = queryset.defer("raw_text").annotate(meetings_count=Count("sources"))
        return queryset

    def for_autocomplete(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.defer("raw_text").select_related("outlet")

    def autocomplete_label(self, obj: Any) -> str:
        label = f"{obj} {obj.published_on:%d/%m/%Y}" if obj.published_on else str(obj)
        return f"{label} ({WITHDRAWN})" if obj.is_withdrawn else label

    @staticmethod
    def _has_text(obj: Any) -> bool:
        """Return whether the form shows the text and no box for it; also where it was taken down."""
        return bool(obj and (obj.raw_text or obj.text_kind == Article.TextKind.REMOVED))

    @staticmethod
    def _states_days(obj: Any) -> bool:
        return bool(obj and (obj.published_basis or obj.statements))

    @staticmethod
    def _choice_of_day(obj: Any) -> tuple[str, ...]:
        return ("chosen_day",) if obj and obj.contradicting_dates else ()

    @admin.display(description=_("what states the day"))
    def stated_days(self, obj: Any) -> str:
        """Show what states the day of publication, with its words."""
        context = {"stated_days": make_rows_of_article(obj), "article": obj}
        return render_to_string("admin/records/stated_days.html", context)

    @admin.display(description=_("headline"), ordering="headline")
    def headline_shown(self, obj: Any) -> str:
        headline = obj.headline or uri_to_iri(obj.url or "") or obj.slug
        return format_html('{} <span class="state">{}</span>', headline, WITHDRAWN) if obj.is_withdrawn else headline

    @admin.display(description=_("meetings"), ordering="meetings_count")
    def meetings_count(self, obj: Any) -> int:
        return int(obj.meetings_count)

    @admin.display(description=_("raw text"))
    def text_shown(self, obj: Any) -> str:
        return format_html('<div class="raw-text" dir="auto">{}</div>', obj.raw_text)

    @admin.display(description=_("file"))
    def file_shown(self, obj: Any) -> str:
        if obj and obj.original:
            return link_original(obj.original)
        return format_html('<bdi dir="ltr">{}</bdi>', obj.file_name) if obj and obj.file_name else "-"
