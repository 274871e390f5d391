"""Pages that merge and split meetings: records side by side, the division of a record, similar records."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskRoles
from meetings.admin.merging.shared import (
    MAX_NOTE_CHARACTERS,
    get_next_address,
    keep_next,
    make_column,
    make_conflict_row,
    read_note,
    report_done,
    show_versions,
)
from meetings.admin.merging.split_forms import PARTS, SplitMeetingForm
from meetings.admin.quality.asking import get_reason_to_publish, going_back, is_back
from meetings.admin.safety.decisions import find_changes_of
from meetings.matching.similar_meetings import MeetingPair, find_likely_pairs, find_likely_same
from meetings.models import Meeting
from meetings.queries import meetings as meeting_queries
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_meetings_plan import (
    CHOSEN,
    complete_choices,
    get_value,
    list_conflicts,
    plan_merge,
)
from meetings.services.merging.merge_officials import MergeRefusedError
from meetings.services.merging.not_the_same import mark_different
from meetings.services.merging.split_meeting import BOTH, GOES, STAYS, Division, split_meeting
from meetings.services.merging.split_official import SplitRefusedError
from meetings.services.roles import may_merge, require
from meetings.text.typed_numbers import read_number, read_numbers

MAX_RECORDS_SIDE_BY_SIDE = 6
MAX_RECORDS_FOUND = 20
ON_A_PAGE = 20  # pairs
LISTS = {"alike": "meetings_meeting_alike"}  # value of `next` -> the view it leads to


class MergingMeetings(DeskRoles):
    """The merge and split actions of the meetings' list and form, and the page of similar meetings."""

    actions = ("merge_chosen",)

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"meetings_meeting_{name}")

        return [
            address("alike/", self.alike_view, "alike"),
            address("<int:pk>/merge/", self.merge_view, "merge"),
            address("<int:pk>/split/", self.split_view, "split"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Merge reports of the same meeting"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: MAX_RECORDS_SIDE_BY_SIDE + 1])
        if not 2 <= len(ids) <= MAX_RECORDS_SIDE_BY_SIDE:
            text = _("Choose two to %(most)s records to merge.") % {"most": MAX_RECORDS_SIDE_BY_SIDE}
            self.message_user(request, text, messages.WARNING)
            return None
        return HttpResponseRedirect(make_side_by_side_address(ids[0], ids[1:]))

    # --- Merging ------------------------------------------------------------------------------------------------------
    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show records side by side with a choice for each difference; on POST merge them."""
        require(may_merge(request.user))
        kept = get_object_or_404(Meeting, pk=pk)
        asked = read_numbers(request.GET.getlist("with"))
        others = [one for one in Meeting.objects.filter(pk__in=asked).order_by("pk") if one != kept][
            : MAX_RECORDS_SIDE_BY_SIDE - 1
        ]
        if not others:
            return self._choose_others(request, kept)
        if request.method == "POST":
            return self._merge(request, kept, others)
        return self._compare(request, kept, others)

    def _choose_others(self, request: HttpRequest, kept: Meeting) -> HttpResponse:
        term = request.GET.get("q", "").strip()[:200]
        found: Any
        found, _more = self.get_search_results(request, Meeting.objects.exclude(pk=kept.pk), term)
        likely = find_likely_same(kept)
        context = self._context(request, kept, _("Merge with other reports of this meeting")) | {
            "term": term,
            "likely": _with_records(likely, kept),
            "found": list(found.latest_first().for_cards(withdrawn=True)[:MAX_RECORDS_FOUND]) if term else [],
        }
        return TemplateResponse(request, "admin/meetings/merge_choose.html", context)

    def _compare(self, request: HttpRequest, kept: Meeting, others: list[Meeting], changes: Any = ()) -> HttpResponse:
        ids = [kept.pk, *(one.pk for one in others)]
        full = {
            one.pk: one
            for one in meeting_queries.prefetch_everything(Meeting.objects.filter(pk__in=ids), withdrawn=True)
        }
        records = [full[pk] for pk in ids]
        choices = complete_choices(_read_choices(request), records[0], records[1:])
        context = self._context(request, kept, _("Merge reports of the same meeting")) | {
            "records": records,
            "columns": [make_column(one, meeting_queries.get_title(one)) for one in records],
            "conflicts": [_conflict(records, fact, choices[fact]) for fact in list_conflicts(records)],
            "plans": [plan_merge(records[0], one) for one in records[1:]],
            "exchanges": [
                keep_next(request, make_side_by_side_address(one, [pk for pk in ids if pk != one]), LISTS)
                for one in ids
            ],
            "cancel": get_next_address(request, kept, LISTS),
            "longest_note": MAX_NOTE_CHARACTERS,
            "given": request.POST,
            **show_versions(records, changes),
        }
        return TemplateResponse(request, "admin/meetings/merge.html", context, status=409 if changes else 200)

    def _merge(self, request: HttpRequest, kept: Meeting, others: list[Meeting]) -> HttpResponse:
        note = read_note(request)
        names = [one.headline for one in others]  # the merge deletes the records
        try:
            with transaction.atomic():
                if changes := find_changes_of(request, [kept, *others]):
                    return self._compare(request, kept, others, changes)
                ids, reason = [one.pk for one in others], get_reason_to_publish(request)
                merges = merge_meetings(kept.pk, ids, request.user, _read_choices(request), note, reason=reason)
        except MergeRefusedError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:meetings_meeting_changelist"))
        for merge, name in zip(merges, names, strict=True):
            report_done(request, merge, _("“%(other)s” was merged into this record.") % {"other": name})
        return HttpResponseRedirect(get_next_address(request, kept, LISTS))

    # --- Similar meetings ---------------------------------------------------------------------------------------------
    def alike_view(self, request: HttpRequest) -> HttpResponse:
        """Show pairs of records that may describe one meeting; on POST mark a pair as different."""
        require(may_merge(request.user))
        if request.method == "POST":
            return self._call_different(request)
        page = Paginator(find_likely_pairs(), ON_A_PAGE).get_page(request.GET.get("page"))
        context = self._context(request, None, _("Reports that may describe the same meeting")) | {
            "page": page,
            "pairs": _with_records(list(page)),
        }
        return TemplateResponse(request, "admin/meetings/alike.html", context)

    def _call_different(self, request: HttpRequest) -> HttpResponse:
        ids = read_numbers(request.POST.getlist("different"))
        found = Meeting.objects.filter(pk__in=ids)
        if len(ids) == 2 and found.count() == 2:
            mark_different(ids[0], ids[1], request.user)
            messages.success(request, _("Marked as different. Mahdar will not suggest this pair again."))
        return HttpResponseRedirect(reverse("admin:meetings_meeting_alike"))

    # --- Splitting ----------------------------------------------------------------------------------------------------
    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one record with all its parts, to choose those of another meeting; on POST split it."""
        require(may_merge(request.user))
        meeting = get_object_or_404(meeting_queries.prefetch_everything(Meeting.objects.all(), withdrawn=True), pk=pk)
        form = SplitMeetingForm(request.POST or None, meeting=meeting)
        changes: Any = []
        if request.method == "POST" and form.is_valid() and not is_back(request):
            try:
                with transaction.atomic():
                    changes = find_changes_of(request, [meeting])
                    if not changes:
                        return self._split(request, meeting, form)
            except SplitRefusedError as refused:
                form.add_error(None, str(refused))
            except ValidationError as error:
                form.add_error(None, error.messages)
        context = self._context(request, meeting, _("Split into two meetings")) | {
            "form": form,
            "media": self.media + form.media,
            "cancel": get_next_address(request, meeting, {}),
            "places": [(STAYS, _("is kept")), (GOES, _("moves")), (BOTH, _("both"))],
            **show_versions([meeting], changes),
        }
        return TemplateResponse(request, "admin/meetings/split.html", context, status=409 if changes else 200)

    def _split(self, request: HttpRequest, meeting: Meeting, form: SplitMeetingForm) -> HttpResponse:
        division = Division(**{name: form.chosen(name) for name in PARTS})
        note, reason = form.cleaned_data["note"], get_reason_to_publish(request)
        with going_back():
            merge = split_meeting(meeting.pk, request.user, form.facts(), division, note, reason=reason)
        report_done(request, merge, _("“%(other)s” is now a separate record.") % {"other": merge.other_name})
        if "review" in request.GET:  # an editor who came from the review returns to it
            query = {"queue": request.GET["queue"]} if request.GET.get("queue") else None
            return HttpResponseRedirect(reverse("admin:review-meeting", args=[meeting.pk], query=query))
        return HttpResponseRedirect(reverse("admin:meetings_meeting_change", args=[merge.other_id]))

    def _context(self, request: HttpRequest, meeting: Meeting | None, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "meeting": meeting,
            "media": self.media,
        }


def _read_choices(request: HttpRequest) -> dict[str, int]:
    """Return the record whose value the editor chose, for each fact with a choice."""
    return {fact: pk for fact in CHOSEN if (pk := read_number(request.POST.get(fact, "")))}


def make_side_by_side_address(kept: int, others: list[int]) -> str:
    """Return the URL of the page that shows records side by side."""
    return f"{reverse('admin:meetings_meeting_merge', args=[kept])}?" + "&".join(f"with={pk}" for pk in others)


def _with_records(pairs: list[MeetingPair], kept: Meeting | None = None) -> list[dict[str, Any]]:
    """Return each pair with its records, `kept` first, and the URL of the page that shows them side by side."""
    ids = {pk for pair in pairs for pk in (pair.first, pair.second)}
    records = Meeting.objects.for_cards(withdrawn=True).in_bulk(ids)
    rows = []
    for pair in pairs:
        first, second = (pair.second, pair.first) if kept and pair.second == kept.pk else (pair.first, pair.second)
        row = {"pair": pair, "records": [records[first], records[second]]}
        rows.append(row | {"other": records[second], "address": make_side_by_side_address(first, [second])})
    return rows


def _conflict(records: list[Meeting], fact: str, chosen: int) -> dict[str, Any]:
    """Return the row of choices for a fact in which records differ."""
    field: Any = Meeting._meta.get_field(CHOSEN[fact][0].removesuffix("_id"))
    said = [(one.pk, one, one.place if fact == "place" else get_value(one, fact)) for one in records]
    return make_conflict_row(fact, field, said, chosen)
