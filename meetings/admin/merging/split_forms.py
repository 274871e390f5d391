"""The form that splits a meeting: the facts of the second meeting, and the meeting that each part belongs to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.models import Meeting, Place
from meetings.models.people import Precision

# Kind of part -> the record's attribute with its rows.
PARTS = {
    "participations": "participations",
    "sources": "sources",
    "topics": "ranked_topics",
    "evidence": "evidence",
}
PLACES = ("stays", "goes", "both")


class SplitMeetingForm(forms.Form):
    """The form of the second meeting; `chosen` returns the place of each part of the record."""

    headline_ar = forms.CharField(
        label=_("headline in Arabic"), max_length=400,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "class": "vTextField"}),
    )  # fmt: skip
    headline_en = forms.CharField(
        label=_("headline in English"), max_length=400, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "class": "vTextField"}),
    )  # fmt: skip
    date = ArchiveDateField(label=_("date"), required=False)
    date_precision = forms.ChoiceField(label=_("precision"), choices=Precision.choices, initial=Precision.DAY)
    kind = forms.ChoiceField(label=_("kind"), choices=Meeting.Kind.choices)
    place = forms.ModelChoiceField(
        Place.objects.select_related("country", "region"),
        label=_("place"),
        required=False,
        empty_label=pgettext_lazy("place", "not known"),
    )
    note = forms.CharField(label=_("Why are they two meetings? (saved in the history)"), max_length=500, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        self.meeting = meeting
        first = {"kind": meeting.kind, "date": meeting.date, "place": meeting.place_id}
        options["initial"] = {**first, "date_precision": meeting.date_precision, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["note"].widget.attrs |= {"dir": "auto", "class": "vTextField"}

    def facts(self) -> dict[str, Any]:
        """Return the columns of the second meeting. An empty date is not known."""
        given = {name: self.cleaned_data[name] for name in ("headline_ar", "headline_en", "date", "kind", "place")}
        if given["date"] is None:
            return {**given, "date_precision": Precision.UNKNOWN, "date_basis": Meeting.DateBasis.UNKNOWN}
        precision = self.cleaned_data["date_precision"]
        exact = Precision.DAY if precision == Precision.UNKNOWN else precision
        return {**given, "date_precision": exact, "date_basis": Meeting.DateBasis.EDITOR}

    def parts(self, name: str) -> list[tuple[Any, str, str]]:
        """Return the rows of a kind of part, each with the name of its form field and its posted place."""
        rows = getattr(self.meeting, PARTS[name]).all()
        return [(row, self._field(name, row), self._given(name, row)) for row in rows]

    def participations(self) -> list[tuple[Any, str, str]]:
        """Return the participants."""
        return self.parts("participations")

    def sources(self) -> list[tuple[Any, str, str]]:
        """Return the articles."""
        return self.parts("sources")

    def topics(self) -> list[tuple[Any, str, str]]:
        """Return the topics."""
        return self.parts("topics")

    def words(self) -> list[tuple[Any, str, str]]:
        """Return the evidence of the meeting itself; evidence of a participant follows the participant."""
        return [row for row in self.parts("evidence") if not row[0].participation_id]

    def chosen(self, name: str) -> dict[int, str]:
        """Return the place of each part for which the editor chose one, by its id."""
        return {row.pk: place for row, _field, place in self.parts(name) if place}

    def _field(self, name: str, row: Any) -> str:
        return f"{name}-{row.pk}"

    def _given(self, name: str, row: Any) -> str:
        value = self.data.get(self._field(name, row), "") if self.is_bound else ""
        return value if value in PLACES else ""
