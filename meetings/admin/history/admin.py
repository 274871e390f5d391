"""The history of records at the desk.

It records every change by forms, lists and actions; editors can read, compare and restore the versions.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from meetings.admin.history import views as pages
from meetings.admin.history.reason import MAX_REASON_CHARACTERS, get_reason
from meetings.admin.history.undoing import link_undo
from meetings.models.history import BELONGS_TO, WHOLES, find_whole
from meetings.services.history import Way, recorded
from meetings.services.roles import may_restore


class DeskHistory(admin.ModelAdmin[Any]):
    """A list and form whose changes are recorded in the history, each request as one action; the form links to it."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra_context = {**self._asks_why(request), **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recorded(request.user, get_reason(request), way=Way.FORM):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        extra_context = {**self._asks_why(request), **(extra_context or {})}
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recorded(request.user, get_reason(request), way=Way.FORM):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        extra_context = {"deleted_page": self._deleted_page(), **(extra_context or {})}
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with recorded(request.user, get_reason(request)):  # each action of the list names its way
            return super().changelist_view(request, extra_context)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with recorded(request.user, way=Way.LIST) as action:
            super().delete_queryset(request, queryset)
        if self._has_versions and may_restore(request.user):
            self.message_user(request, link_undo(action), messages.INFO)

    # Records with versions need no entry in Django's log, which would have the same changes with less detail.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self._has_versions else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self._has_versions else super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None if self._has_versions else super().log_deletions(request, queryset)

    @property
    def _has_versions(self) -> bool:
        return self._kind in WHOLES or self._kind in BELONGS_TO

    @property
    def _kind(self) -> str:
        return str(self.model._meta.model_name)

    def _asks_why(self, request: HttpRequest) -> dict[str, Any]:
        """Return the context of admin/history/reason.html."""
        return {
            "keeps_history": self._has_versions,
            "reason": get_reason(request),
            "longest_reason": MAX_REASON_CHARACTERS,
        }

    def _deleted_page(self) -> str:
        return reverse(f"admin:meetings_{self._kind}_deleted") if self._kind in WHOLES else ""

    def get_urls(self) -> list[Any]:
        if self._kind not in WHOLES:
            return super().get_urls()

        def address(route: str, view: Any, name: str) -> Any:
            def page(request: HttpRequest, **options: Any) -> HttpResponse:
                response: HttpResponse = view(self, request, **options)
                return response

            return path(route, self.admin_site.admin_view(page), name=f"meetings_{self._kind}_{name}")

        return [
            address("deleted/", pages.deleted, "deleted"),
            address("<int:record_id>/history/compare/", pages.compare, "compare"),
            address("<int:record_id>/history/<int:number>/", pages.version, "version"),
            address("<int:record_id>/history/<int:number>/restore/", pages.restoring, "restore"),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if self._kind in BELONGS_TO and (record := self.get_object(request, unquote(object_id))):
            kind, pk = find_whole(record) or (self._kind, record.pk)
            return HttpResponseRedirect(reverse(f"admin:meetings_{kind}_history", args=[pk]))
        if self._kind not in WHOLES or not unquote(object_id).isdecimal():
            return super().history_view(request, object_id, extra_context)
        return pages.history(self, request, int(unquote(object_id)))
