"""Import at the desk: the reports to review, the import forms, and the preview of each report."""

import time
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from meetings.admin.base import DeskAdmin
from meetings.admin.common.originals import original_view
from meetings.admin.editorial.assigning import AssigneeFilter, AssigningRecords, add_assignees
from meetings.admin.incoming.forms import AddressForm, PasteForm, UploadForm
from meetings.admin.incoming.preview import IncomingPreview
from meetings.admin.incoming.words import words_view
from meetings.admin.review.rejecting import ask_for_rejection, read_rejection
from meetings.ingest.arrivals import (
    PASTED_NAME,
    ArrivalOutcome,
    add_from_address,
    add_from_file,
    add_pasted_text,
)
from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES
from meetings.ingest.errors import SourceError, translate_packed
from meetings.ingest.reference import has_reference_data
from meetings.ingest.write import Writer
from meetings.models import Feed, Incoming, Outlet
from meetings.services import roles
from meetings.services.history import several_actions
from meetings.services.incoming import AlreadyDecidedError, drop, store_as_read
from meetings.services.reference_data import may_load_reference
from meetings.text.typed_numbers import read_number

MAX_READING_SECONDS = 40  # time for reading one upload while the user waits
MAX_FILES_REPORTED = 20  # files of one upload with their own message; more are one list


class StateFilter(admin.SimpleListFilter):
    """A filter by state; without a choice it shows the reports to review."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [*Incoming.State.choices, ("all", gettext_lazy("all"))]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or Incoming.State.WAITING
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": chosen == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        state = self.value() or Incoming.State.WAITING
        return queryset if state == "all" else queryset.filter(state=state)


@admin.register(Incoming)
class IncomingAdmin(AssigningRecords, IncomingPreview, DeskAdmin):
    """The list of reports at the desk."""

    search_fields = folded_fields = ("headline", "name", "url")
    short_lists = {"outlet": Outlet}
    list_display = ("title_shown", "way_shown", "outlet", "published_on", "found_shown", "assignee_shown", "created_at")
    list_select_related = ("outlet", "feed")
    list_filter = (StateFilter, AssigneeFilter, "way", "published_basis", ("feed", admin.RelatedOnlyFieldListFilter))
    ordering = ("-meetings_found", "pk")
    actions = ("store_drafts", "drop_texts", *AssigningRecords.actions)
    save_on_top = False
    shows_drafts = False  # its form is a page of several ways in

    class Media:
        css = {"all": ("admin-mahdar/incoming.css",)}

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name="incoming-preview"),
            path("originals/<int:pk>/", wrap(original_view), name="incoming-original"),
            path("<int:pk>/words/", wrap(words_view), name="incoming-words"),
            *super().get_urls(),
        ]

    # --- Permissions --------------------------------------------------------------------------------------------------
    def has_add_permission(self, request: HttpRequest) -> bool:
        return roles.may_import(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.may_import(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.may_import(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # dropped reports stay, so that no feed imports them again

    # --- Import -------------------------------------------------------------------------------------------------------
    @method_decorator(csrf_exempt)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Show and process the import forms: pasted text, URL, files.

        It refuses a request that is too large before it reads any of it. The CSRF check would read it, so that check
        comes later, in `_add_checked`.
        """
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and length.isdecimal() and int(length) > MAX_UPLOAD_BYTES:
            return self._too_much(request)
        try:
            request.POST  # noqa: B018 - reads what was sent
        except (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent):
            return self._too_much(request)
        except SuspiciousOperation:
            return self._ways_in(request, status=400)
        return self._add_checked(request)

    @method_decorator(csrf_protect)
    def _add_checked(self, request: HttpRequest) -> HttpResponse:
        roles.require(roles.may_import(request.user))
        way = request.POST.get("way", "") if request.method == "POST" else ""
        form: Any = {"paste": PasteForm, "address": AddressForm, "file": UploadForm}.get(way)
        if form is None:
            return self._ways_in(request)
        form = form(request.POST, request.FILES)
        if form.is_valid():
            try:
                arrivals = self._bring(way, form.cleaned_data, request.user)
            except SourceError as error:
                form.add_error(None, error.translated())
            else:
                return self._told(request, arrivals)
        return self._ways_in(request, {way: form})

    def _bring(self, way: str, data: dict[str, Any], user: Any) -> list[ArrivalOutcome]:
        if way == "paste":
            return [add_pasted_text(data["text"], user, url=data["url"], published=data["published"])]
        if way == "address":
            return [add_from_address(data["address"].strip(), user)]
        until = time.monotonic() + MAX_READING_SECONDS
        return [
            one for file in data["uploads"] for one in add_from_file(file.name or "", file, file.size or 0, user, until)
        ]

    def _too_much(self, request: HttpRequest) -> HttpResponse:
        limit = MAX_UPLOAD_BYTES // 1024 // 1024
        text = _("Too large: at most %(limit)s MB and 100 files. Import them in parts.")
        messages.error(request, text % {"limit": limit})
        return self._ways_in(request, status=413)

    def _ways_in(self, request: HttpRequest, sent: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        sent = sent or {}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import"),
            "opts": self.opts,
            "media": self.media,
            "paste": sent.get("paste") or PasteForm(),
            "address": sent.get("address") or AddressForm(),
            "upload": sent.get("file") or UploadForm(),
            "open": next(iter(sent), "paste"),
            "waiting": Incoming.objects.waiting().count(),
            "feeds": Feed.objects.filter(active=True).count() if request.user.has_perm("meetings.add_feed") else None,
            "limit": MAX_UPLOAD_BYTES // 1024 // 1024,
            "has_reference_data": has_reference_data(),
            "may_load": may_load_reference(request.user),
        }
        return TemplateResponse(request, "admin/incoming/bring_in.html", context, status=status)

    def _told(self, request: HttpRequest, arrivals: list[ArrivalOutcome]) -> HttpResponse:
        """Report the result for each text, and redirect to the page of the next step."""
        new = [one.incoming for one in arrivals if one.incoming]
        others = [one for one in arrivals if not one.incoming]
        if len(others) > MAX_FILES_REPORTED:
            messages.warning(request, self._list_left_out(others))
        else:
            for one in others:
                self._report_arrival(request, one)
        if len(arrivals) == 1 and others and others[0].waiting:
            return HttpResponseRedirect(reverse("admin:incoming-preview", args=[others[0].waiting.pk]))
        if len(new) == 1:
            return HttpResponseRedirect(reverse("admin:incoming-preview", args=[new[0].pk]))
        if not new:
            return HttpResponseRedirect(reverse("admin:meetings_incoming_add"))
        text = ngettext("%(n)d report to review at the desk.", "%(n)d reports to review at the desk.", len(new))
        messages.success(request, text % {"n": len(new)})
        return HttpResponseRedirect(reverse("admin:meetings_incoming_changelist"))

    def _list_left_out(self, others: list[ArrivalOutcome]) -> str:
        """Return every file that was left out with the reason, in one message."""
        text = ngettext("%(n)d file was left out:", "%(n)d files were left out:", len(others)) % {"n": len(others)}
        reasons = ((one.error.translated() if one.error else self._describe_known(one),) for one in others)
        return format_html("{} {}", text, format_html_join("", '<br><span dir="auto">{}</span>', reasons))

    def _describe_known(self, one: ArrivalOutcome) -> str:
        text = _("{name} is already in the archive.") if one.known else _("{name} is already at the desk.")
        return text.format(name=one.name)

    def _report_arrival(self, request: HttpRequest, one: ArrivalOutcome) -> None:
        if one.error:
            messages.error(request, one.error.translated())
            return
        name = _("This report") if one.name == PASTED_NAME else one.name
        if one.known:
            text = _("{name} is already in the archive: {link}.")
            link = reverse("admin:meetings_article_change", args=[one.known.pk])
            messages.warning(request, format_html(text, name=name, link=_linked(link, str(one.known))))
        elif one.waiting:
            link = reverse("admin:incoming-preview", args=[one.waiting.pk])
            text = _("{name} is already at the desk: {link}.")
            messages.warning(request, format_html(text, name=name, link=_linked(link, str(one.waiting))))

    # --- The list -----------------------------------------------------------------------------------------------------
    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        incoming = get_object_or_404(Incoming, pk=read_number(object_id) or 0)
        return HttpResponseRedirect(reverse("admin:incoming-preview", args=[incoming.pk]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return add_assignees(super().get_queryset(request))

    @admin.action(description=gettext_lazy("Save the readings as drafts"))
    def store_drafts(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        writer = Writer(user=request.user)
        meetings = without = 0
        with several_actions():
            for incoming in Incoming.objects.waiting().filter(pk__in=list(queryset.values_list("pk", flat=True))):
                try:
                    stored = store_as_read(incoming, request.user, writer)
                except AlreadyDecidedError:
                    continue
                meetings += len(stored.new_meetings) + len(stored.known_meetings)
                without += stored.article is None
        text = ngettext("%(n)d meeting was saved as a draft.", "%(n)d meetings were saved as drafts.", meetings)
        messages.success(request, text % {"n": meetings})
        if without:
            text = ngettext(
                "%(n)d report has no meeting and stays here.", "%(n)d reports have no meeting and stay here.", without
            )
            messages.warning(request, text % {"n": without})

    @admin.action(description=gettext_lazy("Drop"))
    def drop_texts(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        why = read_rejection(request)
        if why is None:
            return ask_for_rejection(request, queryset, is_dropped=True)
        dropped = 0
        for incoming in Incoming.objects.waiting().filter(pk__in=list(queryset.values_list("pk", flat=True))):
            if roles.may_edit(request.user, incoming):
                drop(incoming, request.user, why)
                dropped += 1
        text = ngettext("%(n)d report was dropped.", "%(n)d reports were dropped.", dropped)
        messages.success(request, text % {"n": dropped})
        return None

    @admin.display(description=gettext_lazy("text"), ordering="headline")
    def title_shown(self, obj: Any) -> str:
        error = (
            format_html('<br><small class="gone-wrong">{}</small>', translate_packed(obj.error)) if obj.error else ""
        )
        return format_html('<span dir="auto">{}</span>{}', obj, error)

    @admin.display(description=gettext_lazy("origin"), ordering="way")
    def way_shown(self, obj: Any) -> str:
        return f"{obj.get_way_display()}: {obj.feed}" if obj.feed else obj.get_way_display()

    @admin.display(description=gettext_lazy("meetings found"), ordering="meetings_found")
    def found_shown(self, obj: Any) -> Any:
        return "-" if obj.meetings_found is None else obj.meetings_found


def _linked(address: str, words: str) -> str:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, words)
