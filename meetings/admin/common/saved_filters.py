"""Saved filters above each list of the desk."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from meetings.models import SavedFilter
from meetings.services.roles import may_publish, require
from meetings.services.saved_filters import (
    MAX_NAME_CHARACTERS,
    InvalidFilterError,
    delete_filter,
    make_plain_query,
    save_filter,
    select_filters_of,
)


class SavedFilters(admin.ModelAdmin[Any]):
    """A list with the user's saved filters and the shared ones, and a box that saves the present filter."""

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"{self._stem()}_{name}")

        return [
            address("filters/keep/", self.keep_filter_view, "keep_filter"),
            address("filters/<int:filter_id>/drop/", self.drop_filter_view, "drop_filter"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        now = make_plain_query(request.META.get("QUERY_STRING", ""))
        context = {
            "saved_filters": [
                {
                    "filter": one,
                    "address": f"?{one.query}",
                    "here": one.query == now,
                    "drop": self._address("drop_filter", one.pk) if self._may_drop(request, one) else "",
                }
                for one in select_filters_of(request.user, self._list())
            ],
            "filter_now": now,
            "keep_filter": self._address("keep_filter"),
            "may_share": may_publish(request.user),
            "longest_name": MAX_NAME_CHARACTERS,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def keep_filter_view(self, request: HttpRequest) -> HttpResponse:
        """Save the filter whose query is posted."""
        require(request.method == "POST" and self.has_view_permission(request))
        query = request.POST.get("query", "")
        try:
            name, shared = request.POST.get("name", ""), "shared" in request.POST
            kept = save_filter(request.user, self._list(), name, query, shared=shared)
            query = kept.query
            messages.success(request, _("The filter “%(name)s” was saved above this list.") % {"name": kept.name})
        except InvalidFilterError as error:
            query = make_plain_query(query)
            messages.error(request, str(error))
        return HttpResponseRedirect(f"{self._address('changelist')}?{query}")

    def drop_filter_view(self, request: HttpRequest, filter_id: int) -> HttpResponse:
        """Delete a saved filter."""
        require(request.method == "POST" and self.has_view_permission(request))
        saved = get_object_or_404(SavedFilter, pk=filter_id, list_of=self._list())
        delete_filter(request.user, saved)
        messages.success(request, _("The filter “%(name)s” was deleted.") % {"name": saved.name})
        return HttpResponseRedirect(self._address("changelist"))

    @staticmethod
    def _may_drop(request: HttpRequest, saved: SavedFilter) -> bool:
        return saved.owner_id == request.user.pk or request.user.has_perm("auth.change_user")

    def _list(self) -> str:
        return str(self.opts.model_name)

    def _stem(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _address(self, name: str, *args: object) -> str:
        return reverse(f"admin:{self._stem()}_{name}", args=args)
