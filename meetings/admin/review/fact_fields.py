"""The boxes of one fact of a meeting, which its correction and its marking share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.common.new_places import check_new_place
from meetings.admin.participants.forms import ParticipationForm
from meetings.admin.participants.picking import NewRecord, PickField
from meetings.models import Meeting, Participation
from meetings.models.people import Precision


class DateFields(forms.Form):
    """The boxes of a date, its last day and its precision."""

    date = ArchiveDateField(label=gettext_lazy("date"))
    date_end = ArchiveDateField(label=gettext_lazy("last day"), required=False)
    date_precision = forms.ChoiceField(
        label=gettext_lazy("precision"),
        choices=[choice for choice in Precision.choices if choice[0] != Precision.UNKNOWN],
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("date") and data.get("date_end") and data["date_end"] < data["date"]:
            self.add_error("date_end", _("The last day cannot be before the first."))
        return data


class PlaceFields(forms.Form):
    """The boxes of a place and the building; a new place is created with its country."""

    place = PickField("place", label=gettext_lazy("place"), is_creatable=True)
    country = PickField("side", label=gettext_lazy("country of a new place"))
    venue = forms.CharField(
        label=gettext_lazy("venue in Arabic"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        place = data.get("place")
        if isinstance(place, NewRecord):
            data["place"] = check_new_place(self, place.text, "country")
        elif place is None and "place" not in self.errors:
            self.add_error("place", self.get_missing_message())
        return data

    def get_missing_message(self) -> str:
        """Return what the form says where no place is chosen."""
        return _("Choose the place.")


class KindFields(forms.Form):
    """The box of the kind of meeting."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Meeting.Kind.choices)


class TopicFields(forms.Form):
    """The box of a topic."""

    topic = PickField("topic", label=gettext_lazy("topic"))

    def clean_topic(self) -> Any:
        """Return the topic; one must be chosen."""
        if self.cleaned_data["topic"] is None:
            raise ValidationError(_("Choose the topic."))
        return self.cleaned_data["topic"]


class ParticipantFields(ParticipationForm):
    """The boxes of one participant: person, side, office, title and role."""

    rank = None  # type: ignore[assignment]

    class Meta:
        model = Participation
        fields = ("official", "position", "role", "title_ar")

    @property
    def number(self) -> str:
        """What tells the boxes of several participants apart for readers of the screen."""
        return self.instance.label

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        official = data.get("official")
        others = self.instance.meeting.participations.exclude(pk=self.instance.pk)
        if official is not None and others.filter(official=official).exists():
            self.add_error("official", _("This official already takes part in this meeting."))
        return data
