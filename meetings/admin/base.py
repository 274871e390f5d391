"""What all forms and lists of the desk share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.admin.finding import FoldedSearch
from meetings.forms.addresses import WebAddressField
from meetings.forms.dates import ArchiveDateField, ArchiveDateInput
from meetings.models.slugs import unique_slug


class DeskDateInput(AdminDateWidget):
    """The archive's date box with the admin's calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        box = ArchiveDateInput()
        super().__init__({**box.attrs, "size": "18", **(attrs or {})}, format or box.format)


def direction_of(field: models.Field) -> dict[str, str]:
    """`dir` and `lang` of the input of a text column: by its language where it has one, else by what is typed."""
    if isinstance(field, models.URLField | models.SlugField | models.EmailField) or field.name == "code":
        return {"dir": "ltr"}
    if field.name.endswith("_ar"):
        return {"dir": "rtl", "lang": "ar"}
    if field.name.endswith("_en"):
        return {"dir": "ltr", "lang": "en"}
    return {"dir": "auto"}


class DeskFields(BaseModelAdmin):
    """Inputs that fit their content; for lists and for the inlines of forms."""

    formfield_overrides = {
        models.DateField: {"form_class": ArchiveDateField, "widget": DeskDateInput},
        models.URLField: {"form_class": WebAddressField, "widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    textarea_rows = 4

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A cross that deletes an official from within a meeting is an accident waiting to happen.
            field.widget.can_delete_related = field.widget.can_view_related = False
        if isinstance(db_field, models.CharField | models.TextField) and field and not db_field.choices:
            field.widget.attrs.update(direction_of(db_field))
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = self.textarea_rows
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        related: Any = self.admin_site._registry.get(db_field.remote_field.model)
        labelled = db_field.name in self.get_autocomplete_fields(request) and isinstance(related, DeskAdmin)
        if labelled and "queryset" not in options:
            options["queryset"] = related.for_autocomplete(db_field.remote_field.model._default_manager.all())
        field: Any = super().formfield_for_foreignkey(db_field, request, **options)
        if labelled and field:
            field.label_from_instance = related.autocomplete_label
        return field


class DeskAdmin(FoldedSearch, DeskFields, admin.ModelAdmin):
    """A list of records and its form."""

    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    save_on_top = True
    view_on_site: Any = False
    address: str | None = None  # the column of the record's address, filled in when it is left empty

    def for_autocomplete(self, queryset: QuerySet) -> QuerySet:
        """`queryset` with what `autocomplete_label` needs."""
        return queryset

    def autocomplete_label(self, obj: Model) -> str:
        """How an autocomplete lists the record."""
        return str(obj)

    def address_parts(self, obj: Any) -> Iterable[str]:
        """What the record's address is made of."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        if self.address and self.address in form.base_fields:
            field = form.base_fields[self.address]
            field.required = False
            field.help_text = field.help_text or _(
                "The end of the page's web address, in Latin letters. Leave it empty and it fills itself in; "
                "changing it breaks links to the page."
            )
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if self.address and not getattr(obj, self.address):
            setattr(obj, self.address, unique_slug(type(obj), self.address_parts(obj)))
        super().save_model(request, obj, form, change)

    # Deleting: Django's own page lists what stands in the way. What comes in between its question and the answer
    # must not end in an error page.
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as error:
            self._say_protected(request, error)
            return HttpResponseRedirect(request.get_full_path())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        try:
            super().delete_queryset(request, queryset)
        except ProtectedError as error:
            self._say_protected(request, error)

    def _say_protected(self, request: HttpRequest, error: ProtectedError) -> None:
        uses = ", ".join(sorted({str(used._meta.verbose_name_plural) for used in error.protected_objects}))
        text = gettext("Nothing was deleted: it is still in use (%(uses)s). Remove it there first.")
        self.message_user(request, text % {"uses": uses}, messages.ERROR)


class PageOnSite(DeskAdmin):
    """A record that has a page: the link to it speaks the desk's language."""

    def view_on_site(self, obj: Any) -> str:  # type: ignore[override]
        return obj.get_absolute_url()


class DeskTabular(DeskFields, admin.TabularInline):
    """Parts of a record as the rows of a table."""

    extra = 0
    textarea_rows = 2


class DeskStacked(DeskFields, admin.StackedInline):
    """Parts of a record, each a small form."""

    extra = 0
