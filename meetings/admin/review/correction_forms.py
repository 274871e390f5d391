"""The small forms beside the facts of a meeting in its review, which replace a fact or take it away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.participants.forms import ParticipationForm
from meetings.admin.participants.picking import NewRecord, PickedRecords, PickField
from meetings.admin.review.marking_forms import DateFields
from meetings.extraction.readings import PlaceReading
from meetings.ingest.marked_words import read_places
from meetings.models import Country, Meeting, MeetingTopic, Participation
from meetings.services import corrected_facts
from meetings.services.corrected_facts import CorrectionOutcome, FactCorrection

DATE, PLACE, KIND, NEW_TOPIC = "date", "place", "kind", "topic-new"  # keys of forms; others: part-ID, topic-ID


class DateCorrectionForm(DateFields):
    """The form that corrects the date."""

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the date."""
        data = self.cleaned_data
        return corrected_facts.correct_date(correction, data["date"], data["date_end"], data["date_precision"])


class PlaceCorrectionForm(forms.Form):
    """The form that corrects the place and the building; a new place is created with its country."""

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
            data["place"] = self._read_new(place.text, data.get("country"))
        elif place is None and "place" not in self.errors:
            self.add_error("place", _("Choose the place. To leave it open, take the place away."))
        return data

    def _read_new(self, text: str, country: Any) -> PlaceReading | None:
        """Return the place to create, of the words that the editor typed and the chosen country."""
        if country is not None and not isinstance(country, Country):
            self.add_error("country", _("An organisation has no places. Choose a country or region."))
            return None
        read = next(iter(read_places(text)), None)
        city = read.city if read and read.city else text
        code = country.code if country else read.country if read else None
        if code is None:
            self.add_error("country", _("A new place needs its country. Choose it."))
            return None
        return PlaceReading(city[:120], code)

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the place."""
        return corrected_facts.correct_place(correction, self.cleaned_data["place"], self.cleaned_data["venue"].strip())


class KindCorrectionForm(forms.Form):
    """The form that corrects the kind of meeting."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Meeting.Kind.choices)

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the kind."""
        return corrected_facts.correct_kind(correction, self.cleaned_data["kind"])


class TopicCorrectionForm(forms.Form):
    """The form that replaces a topic, or adds one."""

    topic = PickField("topic", label=gettext_lazy("topic"))

    def __init__(self, *args: Any, row: MeetingTopic | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row

    def clean_topic(self) -> Any:
        """Return the topic; one must be chosen."""
        if self.cleaned_data["topic"] is None:
            raise ValidationError(_("Choose the topic."))
        return self.cleaned_data["topic"]

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the topic."""
        return corrected_facts.correct_topic(correction, self.row, self.cleaned_data["topic"])


class ParticipantCorrectionForm(ParticipationForm):
    """The form that corrects a participant: person, side, office, title and role."""

    rank = None  # type: ignore[assignment]
    field_order = ("official", "new_name", "new_start", "new_start_precision", "side", "position", "title_ar", "role")

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

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the participant."""
        return corrected_facts.correct_participant(correction, self.instance, self.new_person, self.new_title)


@dataclass(slots=True)
class CorrectionBox:
    """The form of one fact in the review.

    Attributes:
        form: The form.
        take_away: What takes the fact away; None where there is nothing to take away.
    """

    form: Any
    take_away: Callable[[FactCorrection], CorrectionOutcome] | None = None

    @property
    def can_be_taken_away(self) -> bool:
        """Whether the page offers to take the fact away."""
        return self.take_away is not None

    @property
    def is_open(self) -> bool:
        """Whether the page shows the form at first: it was sent and is not stored."""
        return bool(self.form.is_bound)


def list_keys(meeting: Meeting) -> list[str]:
    """Return the keys of the facts of `meeting` that have a form."""
    parts = [f"part-{part.pk}" for part in meeting.participations.all()]
    topics = [f"topic-{row.topic_id}" for row in meeting.ranked_topics.all()]
    return [DATE, PLACE, KIND, *parts, *topics, NEW_TOPIC]


def make_box(meeting: Meeting, key: str, user: Any, data: Any = None) -> CorrectionBox | None:
    """Return the form of the fact `key` of `meeting`; None if the meeting has no such fact any more."""
    kind, _dash, number = key.partition("-")
    make = _MAKERS.get(kind)
    if make is None or bool(number) != (kind in ("part", "topic")):
        return None
    return make(meeting, number, user, {"data": data, "prefix": key})


def _make_date_box(meeting: Meeting, _number: str, _user: Any, options: dict[str, Any]) -> CorrectionBox:
    initial = {"date": meeting.date, "date_end": meeting.date_end, "date_precision": meeting.date_precision}
    return CorrectionBox(DateCorrectionForm(initial=initial, **options), _take_date if meeting.date else None)


def _make_place_box(meeting: Meeting, _number: str, _user: Any, options: dict[str, Any]) -> CorrectionBox:
    form = PlaceCorrectionForm(initial={"place": meeting.place, "venue": meeting.venue_ar}, **options)
    _share_records(form, [meeting.place], options["data"])
    return CorrectionBox(form, _take_place if meeting.place or meeting.venue_ar else None)


def _make_kind_box(meeting: Meeting, _number: str, _user: Any, options: dict[str, Any]) -> CorrectionBox:
    return CorrectionBox(KindCorrectionForm(initial={"kind": meeting.kind}, **options))


def _take_date(correction: FactCorrection) -> CorrectionOutcome:
    return corrected_facts.correct_date(correction, None)


def _take_place(correction: FactCorrection) -> CorrectionOutcome:
    return corrected_facts.correct_place(correction, None)


def _make_participant_box(meeting: Meeting, number: str, user: Any, options: dict[str, Any]) -> CorrectionBox | None:
    part = next((one for one in meeting.participations.all() if str(one.pk) == number), None)
    if part is None:
        return None
    part.meeting = meeting
    records = _make_records([part.official, part.position, part.country, part.organisation], options)
    form = ParticipantCorrectionForm(instance=part, records=records, user=user, **options)
    return CorrectionBox(form, lambda correction: corrected_facts.remove_participant(correction, part))


def _make_topic_box(meeting: Meeting, number: str, _user: Any, options: dict[str, Any]) -> CorrectionBox | None:
    row = next((one for one in meeting.ranked_topics.all() if str(one.topic_id) == number), None)
    if row is None and number != "new":
        return None
    form = TopicCorrectionForm(row=row, initial={"topic": row.topic if row else None}, **options)
    _share_records(form, [row.topic if row else None], options["data"])
    take_away = (lambda correction: corrected_facts.correct_topic(correction, row, None)) if row else None
    return CorrectionBox(form, take_away)


def _share_records(form: forms.Form, known: list[Any], data: Any) -> None:
    """Give the boxes of a form the records that they show, and name them for readers of the screen."""
    records = _make_records(known, {"data": data, "prefix": form.prefix})
    for field in form.fields.values():
        if isinstance(field, PickField):
            field.widget.records = records
            field.widget.attrs["aria-label"] = str(field.label)


def _make_records(known: list[Any], options: dict[str, Any]) -> PickedRecords:
    data, prefix = options["data"] or {}, options["prefix"]
    sent = [(kind, str(data.get(f"{prefix}-{name}") or "")) for name, kind in _PICKED.items()]
    return PickedRecords(sent, [one for one in known if one])


_PICKED = {"official": "official", "side": "side", "position": "position", "place": "place", "country": "side",
           "topic": "topic"}  # fmt: skip
_MAKERS: dict[str, Callable[[Meeting, str, Any, dict[str, Any]], CorrectionBox | None]] = {
    DATE: _make_date_box,
    PLACE: _make_place_box,
    KIND: _make_kind_box,
    "part": _make_participant_box,
    "topic": _make_topic_box,
}
