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
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS_BY_NAME
from meetings.services.identifier_files import IdentifierFileError, IdentifierPlan, plan_identifiers, set_identifiers
from meetings.services.roles import may_publish, require

MAX_FILE_BYTES = 2_000_000
MAX_SHOWN = 200  # identifiers and problems of the preview, each
SET = "set"  # value of `answer`


class IdentifierFileForm(forms.Form):
    """A file, or its text when the preview sends it back, and the kind of its records."""

    kind = forms.ChoiceField(label=gettext_lazy("kind of record"), required=False)
    file = forms.FileField(label=gettext_lazy("CSV or TSV file"), required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, KINDS_BY_NAME[kind].label) for kind in IDENTIFIED]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if file := data.get("file"):
            if file.size > MAX_FILE_BYTES:
                raise ValidationError(_("The file is too large. Import it with “manage.py import_identifiers”."))
            try:
                data["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise ValidationError(_("The file is not in UTF-8. Save it again as CSV in UTF-8.")) from None
        if not data.get("text"):
            raise ValidationError(_("Choose a file."))
        return data


def overview(request: HttpRequest) -> HttpResponse:
    """Take a file, show what it would set, and set it when the editor confirms."""
    require(may_publish(request.user))
    form = IdentifierFileForm(request.POST or None, request.FILES or None)
    plan = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plan = plan_identifiers(data["text"], data["kind"])
            if request.POST.get("answer") == SET and plan.new:
                return _set(request, plan)
        except IdentifierFileError as error:
            form.add_error(None, str(error))
    context = {
        **admin.site.each_context(request),
        "title": _("Identifiers from a file"),
        "form": form,
        "plan": plan,
        "text": form.cleaned_data.get("text", "") if plan else "",
        "kind": form.cleaned_data.get("kind", "") if plan else "",
        "new": plan.new[:MAX_SHOWN] if plan else [],
        "problems": plan.problems[:MAX_SHOWN] if plan else [],
        "service": request.build_absolute_uri(reverse("api:reconciliation")),
    }
    return TemplateResponse(request, "admin/review/identifiers.html", context)


def _set(request: HttpRequest, plan: IdentifierPlan) -> HttpResponse:
    action = set_identifiers(plan, request.user)
    count = len(plan.new)
    text = ngettext("%(n)d identifier was set.", "%(n)d identifiers were set.", count) % {"n": count}
    messages.success(request, format_html("{} {}", text, link_undo(action)))
    return HttpResponseRedirect(reverse("admin:identifiers-from-file"))
