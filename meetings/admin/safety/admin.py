"""The forms of records at the desk: each is saved on the version it was made on, or asks what to do."""

import copy
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.admin.safety.conflicts import THEIRS, YOURS, Conflict, FormState
from meetings.admin.safety.drafts import forget_saved, list_drafts, make_query, read_draft
from meetings.admin.safety.form_values import list_editable_fields, read_browser_value
from meetings.admin.safety.presence import make_presence
from meetings.admin.safety.versions import (
    MADE_ON,
    FormVersion,
    get_version_number,
    list_versions_since,
    make_form_version,
    name_deleted_row,
    read_form_version,
)
from meetings.models.form_drafts import FormDraft
from meetings.models.history import WHOLES
from meetings.queries.history import name_facts
from meetings.queries.merges import find_kept_record

SHOWN = "conflict_shown"  # the name of the hidden box with the version that the question showed
REFILL = "form_refill"  # sent with a form that is to be shown as it is filled, and not saved


class SafeForm(admin.ModelAdmin[Any]):
    """A form that carries the version it was made on.

    If another editor saved the record in the meantime, nothing is saved: both versions are shown value by value, rows
    of inlines included, and the editor chooses. If the record was deleted or merged, the page keeps what was entered.
    A draft of the form is offered, and fills the form without saving it.
    """

    shows_drafts = True

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "GET" and (draft := read_draft(request)):
            _fill(request, draft)
        request.is_filled_in = request.method == "POST" and REFILL in request.POST  # type: ignore[attr-defined]
        if request.method != "POST" or _is_filled_in(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            question = self._find_version_question(request, object_id) if object_id is not None else None
            response = question or super().changeform_view(request, object_id, form_url, extra_context)
            if isinstance(response, HttpResponseRedirect):
                forget_saved(request)
            return response

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        if _is_filled_in(request):
            return type(form.__name__, (form,), {"clean": _refuse_to_save})
        return form

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        form = context["adminform"].form
        if _is_filled_in(request):
            for one in [form, *(row for formset in formsets for row in formset.forms)]:
                one._errors = ErrorDict()
            context |= {"errors": [], "is_refilled": True}
        elif self.shows_drafts:
            context["drafts"] = list_drafts(request)
        if record := context.get("original"):
            context["presence"] = make_presence(request, str(self.opts.model_name), record.pk)
            editable = [one.formset for one in context["inline_admin_formsets"] if one.has_change_permission]
            made_on = make_form_version(form, editable, get_version_number(record)).sign()
            context[MADE_ON] = request.POST.get(MADE_ON) or made_on
        return super().render_change_form(request, context, *args, **options)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record: Any = self.get_object(request, unquote(object_id))
        if record is None:
            return super().delete_view(request, object_id, extra_context)
        number = get_version_number(record)
        extra_context = {MADE_ON: number, **(extra_context or {})}
        made_on = request.POST.get(MADE_ON, "")
        if request.method == "POST" and made_on and made_on != str(number):
            address = self._record_page("delete", object_id)
            text = _("Nothing was deleted: the record was changed while this page was open. Look at it again.")
            self.message_user(request, text, "WARNING")
            return HttpResponseRedirect(address)
        return super().delete_view(request, object_id, extra_context)

    # --- The question -------------------------------------------------------------------------------------------------
    def _find_version_question(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Return the page that asks about changes of another editor; None if the form can be saved."""
        list(self.model._base_manager.select_for_update().filter(pk=_read_key(self, object_id)).values_list("pk"))
        record: Any = self.get_object(request, unquote(object_id))
        if record is None:
            return self._tell_record_gone(request, object_id) if len(request.POST) > 1 else None
        if MADE_ON not in request.POST or not self.has_change_permission(request, record):
            return None
        now = self._make_form_state(_as_get(request), record, None)
        present = make_form_version(now.form, now.inlines, get_version_number(record))
        base = read_form_version(request.POST[MADE_ON])
        if base is not None and base.has_same_values(present):
            return None
        sent = self._make_form_state(request, record, request.POST)
        name_row = partial(name_deleted_row, record, base.number if base else 0)
        conflict = Conflict(base, now, sent, request.POST, name_row)
        shown = read_form_version(request.POST.get(SHOWN, ""))
        is_answer = shown is not None and shown.has_same_values(present)
        if conflict.choices and not (is_answer and conflict.read_choices(request.POST)):
            return self._ask_which_version(request, record, conflict, present, base)
        data = conflict.make_data()
        conflict.move_files(request.FILES)
        data.pop(SHOWN, None)
        data[MADE_ON] = present.sign()
        request.POST = data  # type: ignore[assignment]
        return None

    def _make_form_state(self, request: HttpRequest, record: Any, data: QueryDict | None) -> FormState:
        """Return the form and its editable inlines, as the record fills them or as `data` does."""
        fieldsets = self.get_fieldsets(request, record)
        make: Any = self.get_form(request, record, change=True, fields=flatten_fieldsets(fieldsets))
        form = make(data, instance=copy.copy(record))
        formsets, inlines = self._create_formsets(request, copy.copy(record), change=True)  # type: ignore[attr-defined]
        pairs = zip(formsets, inlines, strict=True)
        return FormState(form, [formset for formset, inline in pairs if _is_editable(inline, request, record)])

    def _ask_which_version(
        self, request: HttpRequest, record: Any, conflict: Conflict, present: FormVersion, base: FormVersion | None
    ) -> HttpResponse:
        versions = list_versions_since(record, base.number if base else present.number - 1)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Another editor saved this record"),
            "opts": self.opts,
            "record": record,
            "conflict": conflict,
            "yours": YOURS,
            "theirs": THEIRS,
            "versions": [(version, name_facts(version)) for version in versions],
            "is_own": bool(versions) and all(version.user_id == request.user.pk for version in versions),
            "is_asked_again": SHOWN in request.POST,
            "repeated": _repeat(request.POST),
            "shown_name": SHOWN,
            "shown": present.sign(),
            "lost_files": [file.name for some in request.FILES.lists() for file in some[1]],
            "change_address": self._record_page("change", record.pk),
        }
        return TemplateResponse(request, "admin/safety/conflict.html", context, status=409)

    def _tell_record_gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the page for a record that was deleted or merged while its form was open, with what was entered."""
        state = self._make_form_state(request, self.model(), request.POST)
        forms = [state.form, *(form for formset in state.inlines for form in formset.forms)]
        entered = (
            (bound.label, read_browser_value(bound).words) for form in forms for bound in list_editable_fields(form)
        )
        kind, number = str(self.opts.model_name), unquote(object_id)
        has_history = kind in WHOLES and number.isdecimal()
        kept = find_kept_record(kind, int(number)) if has_history else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("The record no longer exists"),
            "opts": self.opts,
            "entered": [(capfirst(str(label)), words) for label, words in entered if words],
            "history_address": self._record_page("history", number) if has_history else "",
            "kept": kept,
            "kept_address": self._record_page("change", kept.pk) if kept else "",
            "add_address": self._record_page("add") if self.has_add_permission(request) else "",
            "repeated": _repeat(_as_new(request.POST, state)),
            "refill_name": REFILL,
        }
        return TemplateResponse(request, "admin/safety/gone.html", context, status=410)

    def _record_page(self, page: str, *numbers: Any) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=numbers)


def _fill(request: HttpRequest, draft: FormDraft) -> None:
    """Make of a request for a form one that shows the form as a draft fills it."""
    request.method = "POST"
    data = make_query(draft)
    data[REFILL] = "1"
    request.POST = data  # type: ignore[assignment]


def _is_filled_in(request: HttpRequest) -> bool:
    """Return whether the form is shown as a draft fills it, and not saved."""
    return getattr(request, "is_filled_in", False)


def _refuse_to_save(form: Any) -> None:
    raise ValidationError("", code="refill")


def _as_get(request: HttpRequest) -> HttpRequest:
    """Return the request as if the browser asked for the form."""
    asked = copy.copy(request)
    asked.method = "GET"
    return asked


def _is_editable(inline: Any, request: HttpRequest, record: Any) -> bool:
    return bool(inline.has_change_permission(request, record))


def _read_key(desk: Any, object_id: str) -> Any:
    try:
        return desk.opts.pk.to_python(unquote(object_id))
    except ValidationError:
        return None


def _repeat(data: QueryDict) -> list[tuple[str, str]]:
    """Return the names and values that a page sends again."""
    own = ("csrfmiddlewaretoken", SHOWN)
    return [
        (name, value)
        for name, values in data.lists()
        if name not in own and not name.startswith("choice.")
        for value in values
    ]


def _as_new(data: QueryDict, state: FormState) -> QueryDict:
    """Return what a browser sent of a form as a form of a new record: without numbers of rows on record."""
    new = data.copy()
    new.pop(MADE_ON, None)
    for formset in state.inlines:
        new[f"{formset.prefix}-INITIAL_FORMS"] = "0"
        for place in range(len(formset.forms)):
            for name in (formset.model._meta.pk.name, formset.fk.name):
                new.pop(f"{formset.prefix}-{place}-{name}", None)
    return new
