"""The forms that ask for the new value before a bulk change of meetings."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, MeetingTopic, Place, Topic


class TopicForm(forms.Form):
    """The form that asks for the topic."""

    value = forms.ModelChoiceField(Topic.objects.all(), label=_("topic"))

    def __init__(self, *args: Any, site: AdminSite, **options: Any) -> None:
        super().__init__(*args, **options)
        topic: Any = MeetingTopic._meta.get_field("topic")
        self.fields["value"].widget = AutocompleteSelect(topic, site)
        self.fields["value"].widget.choices = self.fields["value"].choices  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """The form that asks for the place; empty means that it is not known."""

    value = forms.ModelChoiceField(
        Place.objects.select_related("country", "region"),
        label=_("place"),
        required=False,
        help_text=_("If you leave it empty, the place of these meetings is unknown."),
    )

    def __init__(self, *args: Any, site: AdminSite, **options: Any) -> None:
        super().__init__(*args, **options)
        place: Any = Meeting._meta.get_field("place")
        self.fields["value"].widget = AutocompleteSelect(place, site)
        self.fields["value"].widget.choices = self.fields["value"].choices  # type: ignore[attr-defined]
