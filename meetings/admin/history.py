"""The history of records at the desk: everything that forms, lists and actions change is recorded."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from meetings.services.history import Way, recorded

REASON = "reason"  # the name of the box in forms where an editor may say why
LONGEST_REASON = 500  # characters


def reason_given(request: HttpRequest) -> str:
    """What the editor wrote of why the change is made; empty where nothing was asked or answered."""
    return request.POST.get(REASON, "").strip()[:LONGEST_REASON]


class DeskHistory(admin.ModelAdmin):
    """Whatever a form, a list or one of its actions changes is one action of the history."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recorded(request.user, reason_given(request), way=Way.FORM):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recorded(request.user, reason_given(request), way=Way.FORM):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with recorded(request.user, reason_given(request), way=Way.LIST):
            return super().changelist_view(request, extra_context)
