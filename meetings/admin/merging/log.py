"""The list of merges and splits with their undo, and the list of likely duplicates to decide on."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskRoles
from meetings.admin.merging.officials import compare_address
from meetings.admin.merging.shared import MAX_NOTE_CHARACTERS, read_note
from meetings.models import LikelyDuplicate, Merge
from meetings.queries import duplicates, side_by_side
from meetings.services import duplicate_suggestions
from meetings.services.merging.undo import ChangedSinceError, list_changes_since, undo
from meetings.services.merging.undo_plan import UndoRefusedError, list_touched_rows
from meetings.services.roles import may_merge, require
from meetings.services.rows import get_model

ON_A_PAGE = 20  # pairs of likely duplicates


class ReadOnlyList(DeskRoles):
    """A list of records that Mahdar itself writes and no user can edit."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_merge(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_merge(request.user)


class UndoneFilter(admin.SimpleListFilter):
    """A filter by whether the merge was undone."""

    title = gettext_lazy("state")
    parameter_name = "undone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:
        return (("no", gettext_lazy("in force")), ("yes", gettext_lazy("no longer in force")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = {"no": True, "yes": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(undone_at__isnull=wanted)


@admin.register(Merge)
class MergeAdmin(ReadOnlyList):
    """The list of merges and splits, with their users and the undo."""

    list_display = ("shown", "action_shown", "user", "done_at", "note", "way_back")
    list_display_links = None
    list_filter = ("action", UndoneFilter)
    list_select_related = ("user", "undone_by")
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        undo_page = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo_page, name="meetings_merge_undo"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description=gettext_lazy("records"))
    def shown(self, merge: Any) -> str:
        page = f"admin:meetings_{merge.kind}_change"
        kept = format_html('<a href="{}"><bdi>{}</bdi></a>', reverse(page, args=[merge.kept_id]), merge.kept_name)
        split = merge.action == Merge.Action.SPLIT
        text = _("%(other)s was split off from %(kept)s.") if split else _("%(other)s was merged into %(kept)s.")
        other = format_html("<bdi>{}</bdi>", merge.other_name)
        return format_html(text.replace("%(other)s", "{other}").replace("%(kept)s", "{kept}"), other=other, kept=kept)

    @admin.display(description=gettext_lazy("action"), ordering="action")
    def action_shown(self, merge: Any) -> str:
        return f"{merge.get_action_display()} ({get_model(f'meetings.{merge.kind}')._meta.verbose_name})"

    @admin.display(description=gettext_lazy("undo"))
    def way_back(self, merge: Any) -> str:
        if merge.undone:
            return _("undone by %(name)s") % {"name": merge.undone_by or "–"}
        return format_html('<a href="{}">{}</a>', reverse("admin:meetings_merge_undo", args=[merge.pk]), _("Undo"))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what an undo restores and the later changes it would overwrite; on POST undo the merge."""
        require(may_merge(request.user))
        merge = get_object_or_404(Merge.objects.select_related("user", "undone_by"), pk=pk)
        if request.method == "POST" and (done := self._undo(request, merge)):
            return done
        changes, refused = [], ""
        try:
            changes = [] if merge.undone else list_changes_since(merge)
        except UndoRefusedError as error:
            refused = str(error)
        title = _("Undo the merge") if merge.action == Merge.Action.MERGE else _("Undo the split")
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "merge": merge,
            "changes": changes,
            "refused": refused,
            "counts": count_rows(merge),
            "cancel": reverse("admin:meetings_merge_changelist"),
            "longest_note": MAX_NOTE_CHARACTERS,
        }
        return TemplateResponse(request, "admin/merging/undo.html", context)

    def _undo(self, request: HttpRequest, merge: Merge) -> HttpResponse | None:
        """Undo the merge and return the next page; None if it was refused, with a message."""
        note = read_note(request)
        try:
            undo(merge, request.user, note, anyway="anyway" in request.POST)
        except ChangedSinceError:
            return None  # the page itself lists the later changes
        except UndoRefusedError as error:
            messages.error(request, str(error))
            return None
        messages.success(request, _("Undone. The records are as they were before."))
        record = merge.other_id if merge.action == Merge.Action.MERGE else merge.kept_id
        return HttpResponseRedirect(reverse(f"admin:meetings_{merge.kind}_change", args=[record]))


def count_rows(merge: Merge) -> list[tuple[str, int]]:
    """Return the number of rows of each kind that undoing `merge` restores, changes or deletes."""
    numbers: dict[str, int] = {}
    for row in list_touched_rows(merge):
        name = str(get_model(row["model"])._meta.verbose_name_plural)
        numbers[name] = numbers.get(name, 0) + 1
    return list(numbers.items())


@admin.register(LikelyDuplicate)
class LikelyDuplicateAdmin(ReadOnlyList):
    """The list of pairs of officials who may be one person: merge them, mark them as different, or postpone."""

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"meetings_likelyduplicate_{name}")

        return [
            address("<int:pk>/decide/", self.decide_view, "decide"),
            address("search/", self.search_view, "search"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        duplicate_suggestions.refresh_if_changed()
        states = LikelyDuplicate.State
        state = request.GET.get("state", "")
        state = state if state in states.values else states.WAITING.value
        page = Paginator(duplicates.select_suggestions(state), ON_A_PAGE).get_page(request.GET.get("page"))
        pairs = list(page)
        cards = side_by_side.load_cards(pk for pair in pairs for pk in (pair.first_id, pair.second_id))
        counts, sides = duplicates.count_suggestions(), duplicates.load_side_names()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Likely duplicates"),
            "opts": self.opts,
            "state": state,
            "states": [(value, label, counts.get(value, 0)) for value, label in states.choices],
            "page": page,
            "query": f"state={state}",
            "pairs": [
                {
                    "pair": pair,
                    "cards": side_by_side.sort_by_fullness((cards[pair.first_id], cards[pair.second_id])),
                    "reasons": duplicates.describe_reasons(pair.reasons, sides),
                }
                for pair in pairs
            ],
        }
        for row in context["pairs"]:
            row["address"] = compare_address(*(card.official.pk for card in row["cards"]))
        return TemplateResponse(request, "admin/merging/duplicates.html", context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the decision on a pair: different, postponed, or suggested again."""
        require(may_merge(request.user) and request.method == "POST")
        pair = get_object_or_404(LikelyDuplicate.objects.select_related("first", "second"), pk=pk)
        state = request.POST.get("state", "")
        if state in LikelyDuplicate.State.values:
            duplicate_suggestions.decide(pair, LikelyDuplicate.State(state), request.user)
            said = {
                LikelyDuplicate.State.NOT_SAME: _(
                    "Marked as different: %(first)s and %(second)s. Mahdar will not suggest this pair again."
                ),
                LikelyDuplicate.State.LATER: _("Postponed: %(first)s and %(second)s."),
                LikelyDuplicate.State.WAITING: _("Suggested again: %(first)s and %(second)s."),
            }[LikelyDuplicate.State(state)]
            messages.success(request, said % {"first": pair.first, "second": pair.second})
        here = request.POST.get("here", "")
        here = f"?state={here}" if here in LikelyDuplicate.State.values else ""
        return HttpResponseRedirect(reverse("admin:meetings_likelyduplicate_changelist") + here)

    def search_view(self, request: HttpRequest) -> HttpResponse:
        """Compare all officials again."""
        require(may_merge(request.user) and request.method == "POST")
        found = duplicate_suggestions.refresh()
        text = _("All officials were compared: %(new)d new pairs, %(gone)d pairs that no longer look similar.")
        messages.success(request, text % {"new": found.new, "gone": found.gone})
        return HttpResponseRedirect(reverse("admin:meetings_likelyduplicate_changelist"))
