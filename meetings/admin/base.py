"""The base classes of all forms and lists of the desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.addresses_fields import NotAnothersAddress, WebAddressField
from meetings.admin.common.dates_fields import ArchiveDateField, ArchiveDateInput
from meetings.admin.common.folded_search import FoldedSearch
from meetings.admin.common.loaded_rows import LoadedRowsFormSet
from meetings.admin.common.record_fields import CreatingForm, RecordPickField
from meetings.admin.common.saved_filters import SavedFilters
from meetings.admin.history.admin import DeskHistory
from meetings.admin.import_export.admin import DeskTransfers
from meetings.admin.safety.admin import SafeForm
from meetings.models import Meeting
from meetings.models.base import EnteredModel
from meetings.models.old_addresses import ADDRESSED
from meetings.models.slugs import make_unique_slug
from meetings.services import roles
from meetings.services.addresses import make_address_parts
from meetings.services.named_records import may_name_new


class DeskDateInput(AdminDateWidget):
    """The archive's date box with the admin's calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        box = ArchiveDateInput()
        super().__init__({**box.attrs, "size": "18", **(attrs or {})}, format or box.format)


def get_direction(field: "models.Field[Any, Any]") -> dict[str, str]:
    """Return `dir` and `lang` of the input of a text column: its own language, or the direction of the typed text."""
    if isinstance(field, models.URLField | models.SlugField | models.EmailField) or field.name == "code":
        return {"dir": "ltr"}
    if field.name.endswith("_ar"):
        return {"dir": "rtl", "lang": "ar"}
    if field.name.endswith("_en"):
        return {"dir": "ltr", "lang": "en"}
    return {"dir": "auto"}


def _leave_out(fieldset: Any, names: tuple[str, ...]) -> Any:
    """Return a fieldset without the boxes called `names`."""
    title, options = fieldset
    lines = [
        tuple(name for name in line if name not in names) if isinstance(line, tuple | list) else line
        for line in options["fields"]
        if line not in names
    ]
    return title, {**options, "fields": tuple(lines)}


class DeskFields(BaseModelAdmin[Any]):
    """Inputs that fit their content, for lists and for the inlines of forms.

    Attributes:
        creates: The columns whose boxes can create the record that they hold; the form is a CreatingForm.
        asked_with_new: Boxes that only a new record needs, which are hidden from those who only read the form.
    """

    creates: tuple[str, ...] = ()
    asked_with_new: tuple[str, ...] = ()
    formfield_overrides = {
        models.DateField: {"form_class": ArchiveDateField, "widget": DeskDateInput},
        models.URLField: {"form_class": WebAddressField, "widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    textarea_rows = 4

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if not self.asked_with_new or obj is None:
            return found
        if self.has_change_permission(request, obj) and roles.may_edit(request.user, obj):
            return found
        return [_leave_out(one, self.asked_with_new) for one in found]

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Hide Django's delete icon here: it would delete the official, not the participation.
            field.widget.can_delete_related = field.widget.can_view_related = False
            if getattr(field, "is_creatable", False):
                field.widget = field.widget.widget  # the box itself creates records: no second way beside it
        if isinstance(db_field, models.CharField | models.TextField) and field and not db_field.choices:
            field.widget.attrs.update(get_direction(db_field))
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = self.textarea_rows
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        related: Any = self.admin_site._registry.get(db_field.remote_field.model)
        labelled = db_field.name in self.get_autocomplete_fields(request) and isinstance(related, DeskAdmin)
        if db_field.name == "meeting" and not roles.may_publish(request.user):
            options.setdefault("queryset", roles.select_own_drafts(request.user, Meeting.objects.all()))
        if labelled:
            kind = str(related.opts.model_name)
            options.setdefault("queryset", db_field.remote_field.model._default_manager.all())
            options["queryset"] = related.for_autocomplete(options["queryset"])
            options |= {"form_class": RecordPickField, "kind": kind, "label_of": related.autocomplete_label}
            options["is_creatable"] = db_field.name in self.creates and may_name_new(request.user, kind)
            options["widget"] = None  # the field makes it
        return super().formfield_for_foreignkey(db_field, request, **options)


class DeskRoles(admin.ModelAdmin[Any]):
    """Permissions by role: the desk neither offers nor accepts what a role does not allow."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or roles.may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or roles.may_delete(request.user, obj))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may publish; for actions with `permissions=["publish"]`."""
        return roles.may_publish(request.user)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may merge; for actions with `permissions=["merge"]`."""
        return roles.may_merge(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        # A field that is not in the form cannot be posted either.
        fields = super().get_readonly_fields(request, obj)
        return fields if roles.may_publish(request.user) else (*fields, *self._decided_by_editors())

    def _decided_by_editors(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.model._meta.fields if field.name == "review_state")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        wanted = request.POST.get("action")
        known = {name for _action, name, _label in self._get_base_actions()}  # type: ignore[attr-defined]
        roles.require(not wanted or wanted not in known or wanted in self.get_actions(request))
        return super().changelist_view(request, {**self._allowed(request), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {**self._allowed(request), **(extra_context or {})})

    @staticmethod
    def _allowed(request: HttpRequest) -> dict[str, bool]:
        """Return the permissions for the links beside a list or a form."""
        return {"may_merge": roles.may_merge(request.user), "may_publish": roles.may_publish(request.user)}


class DeskAdmin(FoldedSearch, DeskFields, DeskTransfers, DeskHistory, SafeForm, SavedFilters, DeskRoles):
    """A list of records and its form."""

    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    save_on_top = True
    view_on_site: Any = False
    address: str | None = None  # the column with the end of the record's URL, filled in when it is left empty

    def for_autocomplete(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return `queryset` with the related records that `autocomplete_label` needs."""
        return queryset

    def autocomplete_label(self, obj: Model) -> str:
        """Return the name of the record in autocompletes."""
        return str(obj)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        if (column := ADDRESSED.get(str(self.opts.model_name))) in form.base_fields:
            field = form.base_fields[column]
            field.validators = [*field.validators, NotAnothersAddress(self.model, obj.pk if obj else None)]
        if self.address and self.address in form.base_fields:
            field = form.base_fields[self.address]
            field.required = False
            field.help_text = field.help_text or _(
                "The end of the page's URL, in Latin letters. Leave it empty to fill it in "
                "automatically. Changing it breaks links to the page."
            )
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if isinstance(form, CreatingForm):
            form.create_records(request.user)
        if self.address and not getattr(obj, self.address):
            setattr(obj, self.address, make_unique_slug(type(obj), make_address_parts(obj), record=obj))
        if not change and isinstance(obj, EnteredModel):
            obj.created_by = request.user  # type: ignore[assignment]
        if not roles.may_publish(request.user):
            # A contributor cannot add a part to a published record, or move one there.
            roles.require(roles.may_edit(request.user, obj))
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if not roles.may_publish(request.user):
            saved = [*formset.new_objects, *(record for record, _names in formset.changed_objects)]
            roles.require(all(roles.may_edit(request.user, record) for record in saved))

    # Deleting: Django's own page lists the records that prevent it. A record that another user adds between its
    # question and the answer must not end in an error page.
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as error:
            self._say_protected(request, error)
            return HttpResponseRedirect(request.get_full_path())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        try:
            super().delete_queryset(request, queryset)
        except ProtectedError as error:
            self._say_protected(request, error)

    def _say_protected(self, request: HttpRequest, error: ProtectedError) -> None:
        uses = ", ".join(sorted({str(used._meta.verbose_name_plural) for used in error.protected_objects}))
        text = gettext("Nothing was deleted: the record is still in use (%(uses)s). Remove it there first.")
        self.message_user(request, text % {"uses": uses}, messages.ERROR)


class PageOnSite(DeskAdmin):
    """A list of records that have a page on the site; its link keeps the desk's language."""

    def view_on_site(self, obj: Any) -> str:
        try:
            return str(obj.get_absolute_url())
        except NoReverseMatch:  # a form that was refused leaves its values in `obj`, such as an empty address
            return str(type(obj)._base_manager.get(pk=obj.pk).get_absolute_url())


class DeskInline(DeskFields):
    """An inline that shows the parts of a record."""

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> Any:
        made = super().get_formset(request, obj, **options)  # type: ignore[misc]
        return type(made.__name__, (made,), {"user": request.user})


class DeskTabular(DeskInline, admin.TabularInline[Any, Any]):
    """An inline that shows the parts of a record as the rows of a table."""

    formset = LoadedRowsFormSet
    extra = 0
    textarea_rows = 2


class DeskStacked(DeskInline, admin.StackedInline[Any, Any]):
    """An inline that shows each part of a record as a small form."""

    formset = LoadedRowsFormSet
    extra = 0
