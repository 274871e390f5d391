"""The forms that ask for the new value before a bulk change of meetings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.participants.picking import PickField, share_records


class TopicForm(forms.Form):
    """The form that asks for the topic."""

    value = PickField("topic", label=gettext_lazy("topic"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        share_records(self)

    def clean_value(self) -> Any:
        """Return the topic; one must be chosen."""
        if self.cleaned_data["value"] is None:
            raise ValidationError(_("Choose the topic."))
        return self.cleaned_data["value"]


class PlaceForm(forms.Form):
    """The form that asks for the place; empty means that it is not known."""

    value = PickField(
        "place",
        label=gettext_lazy("place"),
        help_text=gettext_lazy("If you leave it empty, the place of these meetings is unknown."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        share_records(self)
