"""The page that takes a matched table with identifiers: it shows what would be set before anything is written."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.admin.history.undoing import link_undo
from meetings.admin.import_export.files import CheckedFile, delete_stored_file, read_stored_file, store_file
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS_BY_NAME
from meetings.services.identifier_files import IdentifierFileError, IdentifierPlan, plan_identifiers, set_identifiers
from meetings.services.roles import may_publish, require

MAX_FILE_BYTES = 2_000_000
MAX_SHOWN = 200  # identifiers and problems of the preview, each
SET = "set"  # value of `answer`


class IdentifierFileForm(forms.Form):
    """A file, and the kind of its records."""

    kind = forms.ChoiceField(label=gettext_lazy("kind of record"), required=False)
    file = forms.FileField(label=gettext_lazy("CSV, TSV or XLSX file"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, KINDS_BY_NAME[kind].label) for kind in IDENTIFIED]

    def clean_file(self) -> CheckedFile:
        """Return the file as it waits for the editor's confirmation."""
        file = self.cleaned_data["file"]
        if not file:
            raise ValidationError(_("Choose a file."))
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(_("The file is too large. Import it with “manage.py import_identifiers”."))
        return CheckedFile(file.name or "", file.read())


def overview(request: HttpRequest) -> HttpResponse:
    """Take a file, show what it would set, and set it when the editor confirms."""
    require(may_publish(request.user))
    if request.POST.get("answer") == SET:
        return _confirm(request)
    form = IdentifierFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    try:
        plan = plan_identifiers(file.name, file.data, kind)
    except IdentifierFileError as error:
        form.add_error(None, str(error))
        return _show(request, form)
    token = store_file(request.user, file) if plan.new else ""
    return _show(request, form, {"plan": plan, "token": token, "kind": kind})


def _confirm(request: HttpRequest) -> HttpResponse:
    """Set the identifiers of the file that the editor saw; it is read again, since the archive may have changed."""
    form = IdentifierFileForm()
    token, kind = request.POST.get("token", ""), request.POST.get("kind", "")
    file = read_stored_file(request.user, token)
    if file is None:
        messages.error(request, _("The uploaded file has expired. Choose it again."))
        return _show(request, form)
    try:
        plan = plan_identifiers(file.name, file.data, kind)
        action = set_identifiers(plan, request.user)
    except IdentifierFileError as error:
        messages.error(request, str(error))
        return _show(request, form)
    delete_stored_file(request.user, token)
    count = len(plan.new)
    text = ngettext("%(n)d identifier was set.", "%(n)d identifiers were set.", count) % {"n": count}
    messages.success(request, format_html("{} {}", text, link_undo(action)))
    return HttpResponseRedirect(reverse("admin:identifiers-from-file"))


def _show(request: HttpRequest, form: IdentifierFileForm, checked: dict[str, Any] | None = None) -> HttpResponse:
    """Show the form, and the preview of the file that was checked, if any."""
    plan: IdentifierPlan | None = checked["plan"] if checked else None
    context = {
        **admin.site.each_context(request),
        "title": _("Identifiers from a file"),
        "form": form,
        "new": plan.new[:MAX_SHOWN] if plan else [],
        "problems": plan.problems[:MAX_SHOWN] if plan else [],
        "service": request.build_absolute_uri(reverse("api:reconciliation")),
        **(checked or {}),
    }
    return TemplateResponse(request, "admin/review/identifiers.html", context)
