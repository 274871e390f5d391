"""The pages that export a filtered or chosen list, and import a file after a dry run."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.admin.import_export import files
from meetings.admin.import_export.steps import ImportSteps
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.resource import ListTable
from meetings.services.roles import may_publish, require


class DeskTransfers(admin.ModelAdmin[Any]):
    """A list that users who may publish can export and import, if `TABLES` names it."""

    @property
    def _table(self) -> type[ListTable] | None:
        return TABLES.get(str(self.model._meta.model_name))

    def _address(self, name: str, *args: object) -> str:
        return reverse(f"admin:meetings_{self.model._meta.model_name}_{name}", args=args)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may export this list; for actions with `permissions=["export"]`."""
        return self._table is not None and may_publish(request.user) and self.has_view_permission(request)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may import this list: may publish, and may add and change these records."""
        allowed = self.has_add_permission(request) and self.has_change_permission(request)
        return self._table is not None and may_publish(request.user) and allowed

    def get_urls(self) -> list[Any]:
        if self._table is None:
            return super().get_urls()
        name = f"meetings_{self.model._meta.model_name}"
        view = self.admin_site.admin_view
        return [
            path("export/<str:kind>/", view(self.export_view), name=f"{name}_export"),
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("import/empty/<str:kind>/", view(self.empty_table_view), name=f"{name}_empty_table"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context: dict[str, Any] = {}
        if self.has_export_permission(request):
            context["exports"] = [(kind.upper(), self._address("export", kind)) for kind in files.KINDS]
        if self.has_import_permission(request):
            context["import_address"] = self._address("import")
        return super().changelist_view(request, {**context, **(extra_context or {})})

    # --- Export -------------------------------------------------------------------------------------------------------
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if self.has_export_permission(request):
            for kind in files.KINDS:
                name, label = f"export_{kind}", _("Export selected as %(kind)s") % {"kind": kind.upper()}
                actions[name] = (export_chosen(kind), name, label)
        return actions

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Return the list as a file, as it is filtered, searched and sorted."""
        require(self.has_export_permission(request))
        try:
            records = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._address("changelist"))
        return self.exported(kind, records)

    def empty_table_view(self, request: HttpRequest, kind: str) -> FileResponse:
        """Return a file with only the headings, to fill in."""
        require(self.has_import_permission(request))
        return self.exported(kind, self.model._default_manager.none())

    def exported(self, kind: str, records: QuerySet[Any]) -> FileResponse:
        """Return `records` as a file of `kind`."""
        if kind not in files.KINDS or self._table is None:
            raise Http404
        table = self._table()
        plural = str(self.model._meta.verbose_name_plural)
        file = files.write_file(kind, table.headings(), table.rows(records), capfirst(plural))
        name = f"{self.model._meta.model_name}-{date.today().isoformat()}.{kind}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=files.KINDS[kind])

    # --- Import -------------------------------------------------------------------------------------------------------
    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Check a file row by row and show what it would change; write it once the editor confirms."""
        require(self.has_import_permission(request))
        return ImportSteps(self, request).answer()


def export_chosen(kind: str) -> Any:
    """Return the action that exports the chosen rows as a file of `kind`."""

    def export(desk: DeskTransfers, request: HttpRequest, records: QuerySet[Any]) -> FileResponse:
        require(desk.has_export_permission(request))
        return desk.exported(kind, records)

    return export
