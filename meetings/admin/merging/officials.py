"""Pages that merge and split officials: two records side by side, the division of one record."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskRoles
from meetings.admin.merging.shared import (
    BETTER,
    MAX_NOTE_CHARACTERS,
    get_next_address,
    keep_next,
    make_column,
    make_conflict_row,
    read_note,
    report_done,
    show_versions,
)
from meetings.admin.participants.picking import TYPED, PickField, share_records
from meetings.admin.quality.asking import get_reason_to_publish, going_back, is_back
from meetings.admin.safety.decisions import find_changes_of
from meetings.models import LikelyDuplicate, Official, Participation
from meetings.queries import side_by_side
from meetings.queries.duplicates import list_reasons_between
from meetings.services.merging.merge_officials import MergeRefusedError, merge_officials
from meetings.services.merging.merge_officials_plan import BOTH, CHOSEN, KEPT, OTHER, MergePlan, plan_merge
from meetings.services.merging.split_official import SplitRefusedError, split_official
from meetings.services.roles import may_merge, require
from meetings.text.typed_numbers import read_number, read_numbers

MAX_RECORDS_FOUND = 20  # officials that a search by name lists
LISTS = {"duplicates": "meetings_likelyduplicate_changelist"}  # value of `next` -> the view it leads to


class OtherRecordForm(forms.Form):
    """The form that asks for the other record; without scripts the page has a search instead."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with"] = PickField("official", label=gettext_lazy("The other record"))
        share_records(self)


class MergingOfficials(DeskRoles):
    """The merge and split actions of the officials' list and form."""

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"meetings_official_{name}")

        return [
            address("<int:pk>/merge/", self.merge_view, "merge"),
            address("<int:pk>/split/", self.split_view, "split"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        return super().render_change_form(request, context | {"may_merge": may_merge(request.user)}, *args, **options)

    @admin.action(description=gettext_lazy("Merge the two selected records"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(ids) != 2:
            self.message_user(request, _("Choose exactly two records to merge."), messages.WARNING)
            return None
        kept, other = side_by_side.sort_by_fullness(side_by_side.load_cards(ids).values())
        return HttpResponseRedirect(compare_address(kept.official.pk, other.official.pk))

    # --- Merging ------------------------------------------------------------------------------------------------------
    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show two records side by side, what moves and a choice for each difference; on POST merge them."""
        require(may_merge(request.user))
        kept = get_object_or_404(Official, pk=pk)
        asked = read_number(request.GET.get("with", ""))
        if asked is None:
            return self._choose_other(request, kept)
        other = get_object_or_404(Official, pk=asked)
        if other == kept:
            messages.warning(request, _("You chose the same record twice. Choose another one."))
            return HttpResponseRedirect(reverse("admin:meetings_official_merge", args=[pk]))
        if BETTER in request.GET:
            best, second = side_by_side.sort_by_fullness(side_by_side.load_cards((kept.pk, other.pk)).values())
            return HttpResponseRedirect(compare_address(best.official.pk, second.official.pk))
        if request.method == "POST":
            return self._merge(request, kept, other)
        return self._compare(request, kept, other)

    def _choose_other(self, request: HttpRequest, kept: Official) -> HttpResponse:
        # A name can be typed into the other box as well, and be sent before an entry was chosen.
        typed = request.GET.get("with-typed") or request.GET.get("with", "").removeprefix(TYPED)
        term = (request.GET.get("q") or typed).strip()[:200]
        found, _more = self.get_search_results(request, Official.objects.exclude(pk=kept.pk), term)
        likely = LikelyDuplicate.objects.filter(Q(first=kept) | Q(second=kept)).exclude(
            state=LikelyDuplicate.State.NOT_SAME
        )
        likely_ids = [one.second_id if one.first_id == kept.pk else one.first_id for one in likely]
        found_ids = list(found.values_list("pk", flat=True)[:MAX_RECORDS_FOUND]) if term else []
        cards = side_by_side.load_cards([*likely_ids, *found_ids])
        context = self._context(request, kept, _("Merge with another record")) | {
            "form": OtherRecordForm(),
            "term": term,
            "likely": [cards[key] for key in likely_ids if key in cards],
            "found": [cards[key] for key in found_ids if key in cards],
        }
        return TemplateResponse(request, "admin/merging/choose.html", context)

    def _compare(self, request: HttpRequest, kept: Official, other: Official, changes: Any = ()) -> HttpResponse:
        plan = plan_merge(kept, other)
        cards = side_by_side.load_cards((kept.pk, other.pk), latest=True)
        chosen = plan.suggested() | _read_choices(request)
        context = self._context(request, kept, _("Merge two records of the same person")) | {
            "plan": plan,
            "cards": [cards[kept.pk], cards[other.pk]],
            "columns": [make_column(one, str(one)) for one in (kept, other)],
            "conflicts": [_conflict(plan, name, chosen[name]) for name in plan.conflicts],
            "reasons": list_reasons_between(kept.pk, other.pk),
            "exchanged": keep_next(request, compare_address(other.pk, kept.pk), LISTS),
            "cancel": get_next_address(request, kept, LISTS),
            "longest_note": MAX_NOTE_CHARACTERS,
            "given": request.POST,
            **show_versions([kept, other], changes),
        }
        return TemplateResponse(request, "admin/merging/compare.html", context, status=409 if changes else 200)

    def _merge(self, request: HttpRequest, kept: Official, other: Official) -> HttpResponse:
        note = read_note(request)
        name = str(other)  # the merge deletes the record
        try:
            with transaction.atomic():
                if changes := find_changes_of(request, [kept, other]):
                    return self._compare(request, kept, other, changes)
                reason = get_reason_to_publish(request)
                choices = _read_choices(request)
                merge = merge_officials(kept.pk, other.pk, request.user, choices, note, reason=reason)
        except MergeRefusedError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(compare_address(kept.pk, other.pk))
        report_done(request, merge, _("%(other)s is now part of %(kept)s.") % {"other": name, "kept": kept})
        return HttpResponseRedirect(get_next_address(request, kept, LISTS))

    # --- Splitting ----------------------------------------------------------------------------------------------------
    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one record with all its parts, to choose those of another person; on POST split it."""
        require(may_merge(request.user))
        official = get_object_or_404(Official, pk=pk)
        parts = list(
            Participation.objects.filter(official=official)
            .select_related("meeting", "country", "organisation", "position", "official")
            .order_by("country", "organisation", "-meeting__date", "id")
        )
        error, changes = "", []
        if request.method == "POST" and not is_back(request):
            try:
                with transaction.atomic():
                    changes = find_changes_of(request, [official])
                    if not changes:
                        return self._split(request, official, parts)
            except SplitRefusedError as refused:
                error = str(refused)
        card = side_by_side.load_cards([pk]).get(pk)
        if card is None:
            raise Http404
        groups: dict[str, list[Participation]] = {}
        for part in parts:
            groups.setdefault(_group_of(part), []).append(part)

        def ticked(name: str, records: Iterable[Any], key: Any = attrgetter("pk")) -> list[tuple[Any, bool]]:
            chosen = set(request.POST.getlist(name))
            return [(record, str(key(record)) in chosen) for record in records]

        whole_groups = request.POST.getlist("group")
        context = self._context(request, official, _("Split into two people")) | {
            "names": ticked("names", card.official.names.all()),
            "offices": ticked("appointments", card.offices, lambda held: held.appointment.pk),
            "groups": [
                (key, key in whole_groups, found[0].side, ticked("participations", found))
                for key, found in groups.items()
            ],
            "error": error,
            "given": request.POST,
            "cancel": get_next_address(request, official, {}),
            "longest_note": MAX_NOTE_CHARACTERS,
            **show_versions([official], changes),
        }
        return TemplateResponse(request, "admin/merging/split.html", context, status=409 if changes else 200)

    def _split(self, request: HttpRequest, official: Official, parts: list[Participation]) -> HttpResponse:
        chosen = {name: set(read_numbers(request.POST.getlist(name))) for name in SPLIT_PARTS}
        whole_groups = set(request.POST.getlist("group"))
        chosen["participations"] |= {part.pk for part in parts if _group_of(part) in whole_groups}
        note = read_note(request)
        names = [request.POST.get(name, "")[:200] for name in ("name_ar", "name_en")]
        reason = get_reason_to_publish(request)
        with going_back():
            merge = split_official(official.pk, request.user, *names, note=note, reason=reason, **chosen)  # type: ignore[arg-type]
        done = _("%(other)s is now a separate record.") % {"other": merge.other_name}
        report_done(request, merge, done)
        return HttpResponseRedirect(reverse("admin:meetings_official_change", args=[merge.other_id]))

    def _context(self, request: HttpRequest, official: Official, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "official": official,
            "media": self.media,
        }


def _read_choices(request: HttpRequest) -> dict[str, str]:
    """Return the record whose value the editor chose, for each field with a choice."""
    return {name: value for name in CHOSEN if (value := request.POST.get(name)) in (KEPT, OTHER, BOTH)}


SPLIT_PARTS = ("names", "appointments", "participations")


def compare_address(kept: int, other: int) -> str:
    """Return the URL of the page that shows two records side by side."""
    return f"{reverse('admin:meetings_official_merge', args=[kept])}?with={other}"


def _group_of(part: Participation) -> str:
    """Return the side of a participation as the key of a group in the form."""
    return f"{part.country_id or 0}-{part.organisation_id or 0}"


def _conflict(plan: MergePlan, name: str, suggested: str) -> dict[str, Any]:
    """Return the row of choices for a field in which the two records differ."""
    said = [(choice, one, getattr(one, name)) for choice, one in ((KEPT, plan.kept), (OTHER, plan.other))]
    return make_conflict_row(name, Official._meta.get_field(name), said, suggested, both=name == "notes")  # type: ignore[arg-type]
