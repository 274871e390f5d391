"""The pages that export a filtered or chosen list, and import a file after a dry run."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.admin.history.reason import MAX_REASON_CHARACTERS, get_reason
from meetings.admin.import_export import files
from meetings.admin.import_export.meetings_table import MeetingTable
from meetings.admin.import_export.resource import ListTable
from meetings.admin.import_export.tables import (
    AppointmentTable,
    OfficialTable,
    OrganisationTable,
    OutletTable,
    PlaceTable,
    PositionTable,
    TopicTable,
)
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.services.checks import check_whole, confirm_public
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require

TABLES: dict[str, type[ListTable]] = {
    "official": OfficialTable,
    "position": PositionTable,
    "appointment": AppointmentTable,
    "meeting": MeetingTable,
    "place": PlaceTable,
    "topic": TopicTable,
    "outlet": OutletTable,
    "organisation": OrganisationTable,
}
# Kinds of record whose change may break a rule that is an error, where the public sees it.
CONFIRMED = ("meeting", "official", "place", "position", "appointment", "outlet")
MAX_ROWS_SHOWN = 200  # rows of a file that the page shows; all are counted


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a row: its number in the file, the column ("" for the whole row), and what to do."""

    row: int
    column: str
    message: str


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
        table = self._table(self)
        plural = str(self.model._meta.verbose_name_plural)
        file = files.write_file(kind, table.headings(), table.rows(records), capfirst(plural))
        name = f"{self.model._meta.model_name}-{date.today().isoformat()}.{kind}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=files.KINDS[kind])

    # --- Import -------------------------------------------------------------------------------------------------------
    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Check a file row by row and show what it would change; write it once the editor confirms."""
        require(self.has_import_permission(request))
        outcome: dict[str, Any] = {}
        if request.method == "POST":
            outcome = self._confirmed(request) if "token" in request.POST else self._checked(request)
            if outcome.get("written"):
                return HttpResponseRedirect(self._address("changelist"))
        assert self._table is not None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Import: %(kind)s") % {"kind": self.model._meta.verbose_name_plural},
            "columns": self._table(self).columns,
            "empty_tables": [(kind.upper(), self._address("empty_table", kind)) for kind in files.KINDS],
            "most_rows": files.MAX_ROWS,
            "most_megabytes": files.MAX_FILE_BYTES // 1024 // 1024,
            "keeps_history": True,
            "reason": get_reason(request),
            "longest_reason": MAX_REASON_CHARACTERS,
            **outcome,
        }
        return TemplateResponse(request, "admin/transfers/import.html", context)

    def _checked(self, request: HttpRequest) -> dict[str, Any]:
        """Run a dry run of the uploaded file: write everything and roll it back."""
        upload = request.FILES.get("file")
        if upload is None:
            return {"problem": _("Choose a file.")}
        data = upload.read(files.MAX_FILE_BYTES + 1)  # one byte more is enough to see that it is too large
        outcome = self._run(request, upload.name or "", data, dry_run=True)
        if outcome.get("ready"):
            outcome["token"] = files.store_file(request.user, upload.name or "", data)
        return outcome

    def _confirmed(self, request: HttpRequest) -> dict[str, Any]:
        token = request.POST["token"]
        file = files.read_stored_file(request.user, token)
        if file is None:
            return {"problem": _("The uploaded file has expired. Choose it again.")}
        with recorded(request.user, get_reason(request), way=Way.IMPORT):
            is_confirmed = self.opts.model_name in CONFIRMED
            before = [one.finding for one in check_whole() if one.rule.is_error] if is_confirmed else []
            outcome = self._run(request, *file, dry_run=False)
            if outcome.get("ready") and is_confirmed:
                confirm_public(outcome["records"], request.user, get_reason_to_publish(request), before)
        if not outcome.get("ready"):  # the archive has changed since the file was checked
            return outcome
        files.delete_stored_file(request.user, token)
        counts = {"new": outcome["new"], "changed": outcome["changed"]}
        text = _("Import finished: %(new)s added, %(changed)s updated.") % counts
        self.message_user(request, text, messages.SUCCESS)
        return {"written": True}

    def _run(self, request: HttpRequest, name: str, data: bytes, *, dry_run: bool) -> dict[str, Any]:
        """Import a file: all of it, or, in a dry run or with any mistake, nothing."""
        assert self._table is not None
        try:
            sheet = files.read_table_file(name, data)
            table = self._table(self, request.user, sheet.numbers)
            dataset = sheet.dataset(table.columns_called(sheet.headings))
        except ValidationError as error:
            return {"problem": " ".join(error.messages), "file_name": name}
        if not sheet.rows:
            return {"problem": _("The file has headings but no rows. Add rows and upload it again."), "file_name": name}
        result = table.import_data(dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True)
        wrong = list_mistakes(table, result)
        rows = [
            {"number": table.number_of(number), "result": row}
            for number, row in enumerate(result.rows, start=1)
            if row.is_new() or row.is_update()
        ]
        return {
            "file_name": name,
            "mistakes": wrong[:MAX_ROWS_SHOWN],
            "more_mistakes": max(0, len(wrong) - MAX_ROWS_SHOWN),
            "rows": rows[:MAX_ROWS_SHOWN],
            "more_rows": max(0, len(rows) - MAX_ROWS_SHOWN),
            "new": result.totals["new"],
            "changed": result.totals["update"],
            "unchanged": result.totals["skip"],
            "ready": not wrong and bool(rows),
            "records": [record for row in rows for record in row["result"].concerned],
            "checked": True,
        }


def list_mistakes(table: ListTable, result: Any) -> list[Mistake]:
    """Return all mistakes in the rows of a file, in the order of the rows."""
    found = [Mistake(0, "", str(error.error)) for error in result.base_errors]
    for row in result.invalid_rows:
        for name, texts in row.error_dict.items():
            column = "" if name == NON_FIELD_ERRORS else table.get_label(name)
            found += [Mistake(table.number_of(row.number), column, _plain(text)) for text in texts]
    for row in result.error_rows:
        text = _("This row cannot be saved (%(error)s).")
        found += [Mistake(table.number_of(row.number), "", text % {"error": one.error}) for one in row.errors]
    return sorted(found, key=lambda mistake: mistake.row)


def _plain(message: str) -> str:
    """Return a message for people instead of one with the name of a database constraint."""
    return _("The archive already has the same record.") if "meetings_" in message else message


def export_chosen(kind: str) -> Any:
    """Return the action that exports the chosen rows as a file of `kind`."""

    def export(desk: DeskTransfers, request: HttpRequest, records: QuerySet[Any]) -> FileResponse:
        require(desk.has_export_permission(request))
        return desk.exported(kind, records)

    return export
