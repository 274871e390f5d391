"""The form with which an editor confirms or corrects the inferred holder of an office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.admin.participants.picking import PickField, share_records
from meetings.models import Participation


class HolderForm(forms.Form):
    """The form that asks for the official who took part; empty if it is not known."""

    official = PickField("official", label=_("who it was"))

    def __init__(self, part: Participation, data: Any = None) -> None:
        super().__init__(data, prefix=f"holder-{part.pk}")
        self.part = part.pk
        share_records(self)
