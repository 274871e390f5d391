"""The form with which an editor confirms or corrects the inferred holder of an office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from meetings.models import Official, Participation


class HolderForm(forms.Form):
    """The form that asks for the official who took part; empty if it is not known."""

    official = forms.ModelChoiceField(Official.objects.all(), label=_("who it was"), required=False)

    def __init__(self, part: Participation, data: Any = None) -> None:
        super().__init__(data, prefix=f"holder-{part.pk}")
        self.part = part.pk
        widget = AutocompleteSelect(Participation._meta.get_field("official"), admin.site)
        widget.choices = self.fields["official"].choices  # type: ignore[attr-defined]
        self.fields["official"].widget = widget
