"""The steps of an import at the desk: the file, its unknown columns, the check with the unknown names, the saving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.admin.history.reason import MAX_REASON_CHARACTERS, get_reason
from meetings.admin.history.undoing import link_undo
from meetings.admin.import_export import files
from meetings.admin.import_export.name_choices import list_name_choices, read_decisions
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.ingest.errors import SourceError
from meetings.services.lists.columns import ColumnError, FileColumn, choose_columns, find_columns, list_unknown
from meetings.services.lists.importing import import_list
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.outcome import ImportOptions, ImportOutcome
from meetings.services.lists.reading import open_list
from meetings.text.typed_numbers import read_number

COLUMNS, PEOPLE, SAVE = "columns", "people", "save"  # the steps that a form of the page names


class ImportSteps:
    """One request of the import of a list."""

    def __init__(self, desk: Any, request: HttpRequest) -> None:
        self.desk, self.request = desk, request
        self.opts = desk.model._meta
        self.kind = str(self.opts.model_name)
        self.table = TABLES[self.kind](request.user)
        self.found: list[FileColumn] = []
        self.name_errors: dict[int, str] = {}

    def _address(self, name: str, *args: object) -> str:
        return reverse(f"admin:meetings_{self.kind}_{name}", args=args)

    def answer(self) -> HttpResponse:
        """Return the page after the step that the request takes."""
        outcome: dict[str, Any] = {}
        if self.request.method == "POST":
            outcome = self._take()
            if outcome.get("written"):
                return HttpResponseRedirect(self._address("changelist"))
        context = {
            **self.desk.admin_site.each_context(self.request),
            "opts": self.opts,
            "title": _("Import: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "columns": self.table.columns,
            "empty_tables": [(kind.upper(), self._address("empty_table", kind)) for kind in files.KINDS],
            "most_rows": files.MAX_ROWS,
            "most_megabytes": files.MAX_FILE_BYTES // 1024 // 1024,
            "keeps_history": True,
            "reason": get_reason(self.request),
            "longest_reason": MAX_REASON_CHARACTERS,
            **outcome,
        }
        return TemplateResponse(self.request, "admin/transfers/import.html", context)

    def _take(self) -> dict[str, Any]:
        token = self.request.POST.get("token")
        if token is None:
            return self._take_upload()
        file = files.read_stored_file(self.request.user, token)
        if file is None:
            return {"problem": _("The uploaded file has expired. Choose it again.")}
        step = self.request.POST.get("step", SAVE)
        sent_names = read_decisions(self.request.POST) if "keys-0" in self.request.POST else None
        if step == SAVE and sent_names and (sent_names.errors or sent_names.decisions != file.decisions):
            step = PEOPLE  # the editor has not seen yet what these decisions do
        if step == SAVE:
            return self._save(file, token)
        if step == COLUMNS:
            file.columns = self._read_columns()
        elif step == PEOPLE and sent_names:
            file.decisions, self.name_errors = sent_names.decisions, sent_names.errors
        return self._check(file, token)

    def _read_columns(self) -> dict[int, str]:
        """Return the column of the list that the editor chose for each unknown column, by its place."""
        sent = {key: str(name) for key, name in self.request.POST.items() if key.startswith("column-")}
        places = {key: read_number(key.removeprefix("column-")) for key in sent}
        return {place: sent[key] for key, place in places.items() if place is not None}

    def _take_upload(self) -> dict[str, Any]:
        upload = self.request.FILES.get("file")
        if upload is None:
            return {"problem": _("Choose a file.")}
        if (upload.size or 0) > files.MAX_FILE_BYTES:
            size = _(
                "The file is larger than %(most)s MB. Divide it, or ask an administrator to import it with the command "
                "manage.py import_list, which reads any size."
            )
            return {"problem": size % {"most": files.MAX_FILE_BYTES // 1024 // 1024}, "file_name": upload.name}
        return self._check(files.CheckedFile(upload.name or "", upload.read()), "")

    def _check(self, file: files.CheckedFile, token: str) -> dict[str, Any]:
        """Run a dry run, once the editor has decided about unknown columns."""
        said: dict[str, Any] = {"file_name": file.name}
        try:
            sheet = open_list(file.name, file.data, files.MAX_ROWS)
            self.found = find_columns(self.table, sheet.headings)
            if list_unknown(self.found, file.columns):
                token = files.store_file(self.request.user, file, token)
                return {**said, **self._ask_columns(file, token)}
            names = choose_columns(self.table, self.found, file.columns)
            options = ImportOptions(self.request.user, decisions=file.decisions, is_dry_run=True)
            outcome = import_list(self.kind, names, sheet.batches, options)
        except SourceError as error:
            return {**said, "problem": error.translated(), "file_name": ""}
        except ColumnError as error:
            problem = {**said, "problem": str(error)}
            return {**problem, **self._ask_columns(file, token)} if token and file.columns else problem
        if not outcome.row_count and not outcome.mistake_count:
            return {**said, "problem": _("The file has headings but no rows. Add rows and upload it again.")}
        file.made_on = outcome.versions
        token = files.store_file(self.request.user, file, token)
        return {**said, **self._describe(outcome), **self._show_people(outcome, file), "open_token": token} | (
            {"token": token} if outcome.is_ready and not self.name_errors else {}
        )

    def _ask_columns(self, file: files.CheckedFile, token: str) -> dict[str, Any]:
        """Return the question what the unknown columns are."""
        unknown = [one for one in self.found if one.name is None]
        choices = [(cell.column_name, cell.label) for cell in self.table.columns if not cell.readonly]
        choices += [(self.table.address, self.table.fields[self.table.address].label)]
        known = [one for one in self.found if one.name is not None and one.heading]
        return {
            "open_token": token,
            "known_columns": [(one.heading, self.table.get_label(one.name) if one.name else "") for one in known],
            "unknown_columns": [
                {"column": one, "choices": choices, "chosen": file.columns.get(one.place, one.guess)} for one in unknown
            ],
        }

    def _describe(self, outcome: ImportOutcome) -> dict[str, Any]:
        return {
            "mistakes": outcome.mistakes,
            "more_mistakes": outcome.mistake_count - len(outcome.mistakes),
            "rows": outcome.rows,
            "more_rows": outcome.new + outcome.changed - len(outcome.rows),
            "new": outcome.new,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "ready": outcome.is_ready,
            "written_to": outcome.last_row or outcome.continues_after,
            "left_out": [one.heading for one in self.found if one.name == "" and one.heading],
            "checked": True,
        }

    def _show_people(self, outcome: ImportOutcome, file: files.CheckedFile) -> dict[str, Any]:
        if not outcome.people:
            return {}
        return {"people": list_name_choices(outcome.people, file.decisions, self.name_errors)}

    def _save(self, file: files.CheckedFile, token: str) -> dict[str, Any]:
        try:
            sheet = open_list(file.name, file.data, files.MAX_ROWS)
            self.found = find_columns(self.table, sheet.headings)
            names = choose_columns(self.table, self.found, file.columns)
            options = ImportOptions(
                self.request.user,
                get_reason(self.request),
                get_reason_to_publish(self.request),
                decisions=file.decisions,
                made_on=file.made_on,
            )
            outcome = import_list(self.kind, names, sheet.batches, options)
        except SourceError as error:
            return {"problem": error.translated()}
        except ColumnError as error:
            return {"problem": str(error), "file_name": file.name}
        if outcome.mistake_count or not outcome.is_written:  # the archive has changed since the file was checked
            return {"file_name": file.name, **self._describe(outcome), "recheck_token": token}
        files.delete_stored_file(self.request.user, token)
        counts = {"new": outcome.new, "changed": outcome.changed}
        text = _("Import finished: %(new)s added, %(changed)s updated.") % counts
        self.desk.message_user(self.request, format_html("{} {}", text, link_undo(outcome.action)), messages.SUCCESS)
        return {"written": True}
