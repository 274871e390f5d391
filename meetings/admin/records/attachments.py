"""The attachments of a meeting or an article as the rows of its form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import DeskStacked
from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.loaded_rows import LoadedRowsFormSet
from meetings.ingest.errors import SourceError
from meetings.models import Attachment
from meetings.services.attachments.inspection import (
    MAX_ATTACHMENT_MEGABYTES,
    InspectedFile,
    check_size,
    inspect_attachment,
)
from meetings.services.attachments.storing import hash_file, set_file

_TYPES = _("JPEG, PNG, WebP or PDF, at most {limit} MB. The public copy of an image does not say where it was taken.")
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf"  # what the browser offers first; the content of the file decides


class AttachmentForm(forms.ModelForm[Attachment]):
    """The form of an attachment; a file that is sent again replaces the one on record."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=format_lazy(_TYPES, limit=MAX_ATTACHMENT_MEGABYTES),
    )
    inspected: InspectedFile | None = None

    class Meta:
        model = Attachment
        fields = (
            "title_ar", "title_en", "alt_ar", "alt_en", "creator", "licence", "taken_on", "source_url", "order",
        )  # fmt: skip
        field_classes = {"source_url": WebAddressField}

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload:
            if self.instance.pk is None:
                raise ValidationError(_("Choose a file."))
            return None
        try:
            check_size(upload.name, upload.size)
            upload.seek(0)
            self.inspected = inspect_attachment(upload.name, upload.read())
        except SourceError as error:
            raise ValidationError(error.translated()) from error
        return upload

    @property
    def public_hash(self) -> str:
        """The hash of the public copy that the row has after it is saved; empty without a file."""
        return hash_file(self.inspected) if self.inspected else self.instance.sha256

    def save(self, commit: bool = True) -> Attachment:
        if self.inspected:
            set_file(self.instance, self.inspected)
        return super().save(commit)


class AttachmentFormSet(LoadedRowsFormSet):
    """The rows of attachments, each with another file; new ones are behind those on record."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None and "order" in form.fields:
            form.fields["order"].initial = max((row.order for row in self.get_queryset()), default=0) + 1

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data or data.get("DELETE") or not (own := form.public_hash):
                continue
            if own in seen:
                form.add_error("file", ValidationError(_("This file is in another row too. Remove one of them.")))
            seen.add(own)


class AttachmentInline(DeskStacked):
    """The scans, photos and documents of a record."""

    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    readonly_fields = ("file_shown",)
    fields = (
        ("file_shown", "file", "order"),
        ("title_ar", "title_en"),
        ("alt_ar", "alt_en"),
        ("creator", "licence", "taken_on"),
        "source_url",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("original")

    @admin.display(description=_("file on record"))
    def file_shown(self, obj: Any) -> str:
        """Show the small image, the name and the size of the stored file, and whether the public sees it."""
        return render_to_string("admin/records/attachment_file.html", {"attachment": obj}) if obj and obj.pk else "-"
