"""The import forms: pasted text, URL, files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.dates_fields import ArchiveDateField


class PasteForm(forms.Form):
    """The form for a pasted text, with its URL and its day of publication."""

    text = forms.CharField(
        label=_("Text of the report"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "autofocus": True}),
        error_messages={"required": _("There is no text. Paste the whole report.")},
    )
    url = WebAddressField(
        label=_("its URL"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    published = ArchiveDateField(
        label=_("published on"),
        required=False,
        help_text=_("If the text does not state it. Mahdar resolves “on Friday” from this day."),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text


class AddressForm(forms.Form):
    """The form for the URL of a page."""

    address = forms.CharField(
        label=_("URL of the article"),
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": _("Enter the URL of the article.")},
    )


class ManyFilesInput(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A field for one file or several, as a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    """The form for files of every kind: the content decides, so that no kind is kept from being chosen."""

    uploads = ManyFilesField(
        label=_("Files"),
        allow_empty_file=True,  # an empty file gets a message and does not stop the others
        widget=ManyFilesInput(),
        error_messages={"required": _("Choose at least one file.")},
    )
