"""The forms of countries, regions and organisations, with names and demonyms, one in each line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.lines_fields import LinesField
from meetings.models import Country, Organisation

DEMONYMS = ("masculine", "feminine", "plural")
_ONE_A_LINE = _("One per line, in every spelling that the press uses.")


class OrganisationForm(forms.ModelForm[Organisation]):
    """The form of an organisation."""

    names = LinesField(label=_("other names"), required=False, help_text=_ONE_A_LINE)

    class Meta:
        model = Organisation
        fields = ("code", "name_ar", "name_en", "kind", "names")


class CountryForm(forms.ModelForm[Country]):
    """The form of a country or region; the demonyms are three lists here and one column in the database."""

    names = LinesField(label=_("other names"), required=False, help_text=_ONE_A_LINE)
    masculine = LinesField(label=_("demonym, masculine"), required=False, help_text=_ONE_A_LINE)
    feminine = LinesField(label=_("demonym, feminine"), required=False, help_text=_ONE_A_LINE)
    plural = LinesField(label=_("demonym, plural"), required=False, help_text=_ONE_A_LINE)

    class Meta:
        model = Country
        fields = ("code", "parent", "name_ar", "name_en", "names")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for form in DEMONYMS:
            self.initial.setdefault(form, self.instance.demonyms.get(form, []))

    def save(self, commit: bool = True) -> Country:
        known = {form: self.cleaned_data[form] for form in DEMONYMS if form in self.cleaned_data}
        self.instance.demonyms = {**self.instance.demonyms, **known}
        saved: Country = super().save(commit)
        return saved
