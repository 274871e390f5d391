"""Pages that merge positions, places, organisations, outlets and topics: records side by side, and what will happen."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskAdmin
from meetings.admin.merging.shared import (
    BETTER,
    MAX_NOTE_CHARACTERS,
    get_next_address,
    make_column,
    make_conflict_row,
    read_note,
    report_done,
    show_versions,
)
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.admin.safety.decisions import find_changes_of
from meetings.models import Position
from meetings.services.merging.authority_cards import load_cards, sort_by_use
from meetings.services.merging.authority_kinds import AUTHORITY_KINDS
from meetings.services.merging.authority_objections import find_objections
from meetings.services.merging.authority_plan import complete_choices, get_names, join_lists, list_conflicts, plan_merge
from meetings.services.merging.merge_authorities import merge_authorities
from meetings.services.merging.merge_officials import MergeRefusedError
from meetings.services.roles import may_merge_kind, require
from meetings.text.typed_numbers import read_number, read_numbers

MAX_RECORDS_SIDE_BY_SIDE = 6
MAX_RECORDS_FOUND = 20


class MergingAuthorities(DeskAdmin):
    """The merge action of the list and the form of a kind of authority record."""

    actions = ("merge_chosen",)

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", page, name=f"meetings_{self.opts.model_name}_merge"), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge_kind(request.user, self.model)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        record: Any = options.get("obj")
        may_merge = record is not None and self.has_merge_permission(request)
        page = reverse(self._page_name, args=[record.pk]) if may_merge else ""
        shown: HttpResponse = super().render_change_form(request, context | {"merge_page": page}, *args, **options)
        return shown

    @property
    def _page_name(self) -> str:
        return f"admin:meetings_{self.opts.model_name}_merge"

    def _make_address(self, kept: int, others: list[int]) -> str:
        return f"{reverse(self._page_name, args=[kept])}?" + "&".join(f"with={pk}" for pk in others)

    @admin.action(description=gettext_lazy("Merge the selected records"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        records = list(queryset.order_by("pk")[: MAX_RECORDS_SIDE_BY_SIDE + 1])
        if not 2 <= len(records) <= MAX_RECORDS_SIDE_BY_SIDE:
            text = _("Choose two to %(most)s records to merge.") % {"most": MAX_RECORDS_SIDE_BY_SIDE}
            self.message_user(request, text, messages.WARNING)
            return None
        return HttpResponseRedirect(self._make_best_address(records))

    def _make_best_address(self, records: list[Any]) -> str:
        kept, *others = (card.record.pk for card in sort_by_use(load_cards(records)))
        return self._make_address(kept, others)

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show records side by side, what moves and a choice for each difference; on POST merge them."""
        require(may_merge_kind(request.user, self.model))
        records = self.for_autocomplete(self.model._default_manager.all())
        kept = get_object_or_404(records, pk=pk)
        asked = [one for one in read_numbers(request.GET.getlist("with")) if one != pk]
        others = list(records.filter(pk__in=asked).order_by("pk")[: MAX_RECORDS_SIDE_BY_SIDE - 1])
        if not others:
            if asked and request.method == "POST":
                messages.error(request, _("One of these records was merged or deleted while you were working."))
            return self._choose_others(request, kept)
        if BETTER in request.GET:
            return HttpResponseRedirect(self._make_best_address([kept, *others]))
        if request.method == "POST":
            return self._merge(request, kept, others)
        return self._compare(request, kept, others)

    def _choose_others(self, request: HttpRequest, kept: Any) -> HttpResponse:
        """Ask for the other records; records with a similar name are listed first."""
        term = request.GET.get("q", get_names(kept)[0]).strip()[:200]
        found: Any
        found, _more = self.get_search_results(request, self.get_queryset(request).exclude(pk=kept.pk), term)
        listed = load_cards(self.for_autocomplete(found)[:MAX_RECORDS_FOUND]) if term else []
        context = self._context(request, kept, _("Merge with another record")) | {
            "term": term,
            "cards": listed,
            "better": BETTER,
        }
        return TemplateResponse(request, "admin/merging/authority_choose.html", context)

    def _compare(
        self, request: HttpRequest, kept: Any, others: list[Any], refused: str = "", changes: Any = ()
    ) -> HttpResponse:
        kind, every = AUTHORITY_KINDS[str(self.opts.model_name)], [kept, *others]
        chosen = complete_choices(_read_choices(request, kind), kept, others)
        ids = [one.pk for one in every]
        context = self._context(request, kept, _("Merge records")) | {
            "records": every,
            "cards": load_cards(every, latest=True),
            "columns": [make_column(one, str(one)) for one in every],
            "conflicts": [_make_row(kind, every, fact, chosen[fact]) for fact in list_conflicts(every)],
            "plans": [plan_merge(kept, one) for one in others],
            "lists": [
                (kind.model._meta.get_field(name).verbose_name, values)
                for name, values in join_lists(kind, kept, others, chosen).items()
                if values
            ],
            "has_names": any("name_ar" in columns for columns in kind.lists.values()),
            "has_lists": bool(kind.lists),
            "has_holders": kind.model is Position,
            "lists_label": next((kind.model._meta.get_field(name).verbose_name for name in kind.lists), ""),
            "has_page": bool(self.view_on_site),
            "objections": [
                (one, one.key in request.POST.getlist("confirmed")) for one in find_objections(kept, others)
            ],
            "exchanges": [self._make_address(pk, [one for one in ids if one != pk]) for pk in ids],
            "refused": refused,
            "given": request.POST,
            "cancel": get_next_address(request, kept, {}),
            "longest_note": MAX_NOTE_CHARACTERS,
            **show_versions(every, changes),
        }
        status = 409 if changes else 200
        return TemplateResponse(request, "admin/merging/authority.html", context, status=status)

    def _merge(self, request: HttpRequest, kept: Any, others: list[Any]) -> HttpResponse:
        names = [str(one) for one in others]  # the merge deletes the records
        with transaction.atomic():
            if changes := find_changes_of(request, [kept, *others]):
                return self._compare(request, kept, others, changes=changes)
            try:
                merges = merge_authorities(
                    self.model,
                    kept.pk,
                    [one.pk for one in others],
                    request.user,
                    _read_choices(request, AUTHORITY_KINDS[str(self.opts.model_name)]),
                    read_note(request),
                    confirmed=request.POST.getlist("confirmed"),
                    reason=get_reason_to_publish(request),
                )
            except MergeRefusedError as error:
                return self._compare(request, kept, others, refused=str(error))
        kept.refresh_from_db()
        for merge, name in zip(merges, names, strict=True):
            report_done(request, merge, _("%(other)s is now part of %(kept)s.") % {"other": name, "kept": kept})
        return HttpResponseRedirect(get_next_address(request, kept, {}))

    def _context(self, request: HttpRequest, record: Any, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "record": record,
            "media": self.media,
        }


def _read_choices(request: HttpRequest, kind: Any) -> dict[str, int]:
    """Return the record whose value the editor chose, for each fact with a choice."""
    return {fact: pk for fact in kind.facts if (pk := read_number(request.POST.get(fact, "")))}


def _make_row(kind: Any, records: list[Any], fact: str, chosen: int) -> dict[str, Any]:
    """Return the row of choices for a fact in which records differ."""
    field = kind.get_field(fact)
    said = [(one.pk, one, _show_value(kind, one, fact)) for one in records]
    row = make_conflict_row(fact, field, said, chosen)
    return row | {"label": _("side")} if fact == "side" else row


def _show_value(kind: Any, record: Any, fact: str) -> Any:
    """Return what a record says of a fact in words: the first of its columns that has a value, or all records named."""
    columns = kind.facts[fact]
    named = [getattr(record, column.removesuffix("_id")) for column in columns]
    return " · ".join(str(value) for value in named if value)
