"""The small forms beside the facts of a meeting in its review, which replace a fact or take it away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.admin.participants.picking import share_records
from meetings.admin.review.fact_fields import DateFields, KindFields, ParticipantFields, PlaceFields, TopicFields
from meetings.models import Meeting, MeetingTopic
from meetings.services import corrected_facts
from meetings.services.corrected_facts import CorrectionOutcome, FactCorrection

DATE, PLACE, KIND, NEW_TOPIC = "date", "place", "kind", "topic-new"  # keys of forms; others: part-ID, topic-ID


class DateCorrectionForm(DateFields):
    """The form that corrects the date."""

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the date."""
        data = self.cleaned_data
        return corrected_facts.correct_date(correction, data["date"], data["date_end"], data["date_precision"])


class PlaceCorrectionForm(PlaceFields):
    """The form that corrects the place and the building."""

    def get_missing_message(self) -> str:
        return _("Choose the place. To leave it open, take the place away.")

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the place."""
        return corrected_facts.correct_place(correction, self.cleaned_data["place"], self.cleaned_data["venue"].strip())


class KindCorrectionForm(KindFields):
    """The form that corrects the kind of meeting."""

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the kind."""
        return corrected_facts.correct_kind(correction, self.cleaned_data["kind"])


class TopicCorrectionForm(TopicFields):
    """The form that replaces a topic, or adds one."""

    def __init__(self, *args: Any, row: MeetingTopic | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row

    def correct(self, correction: FactCorrection) -> CorrectionOutcome:
        """Store the topic."""
        return corrected_facts.correct_topic(correction, self.row, self.cleaned_data["topic"])


class ParticipantCorrectionForm(ParticipantFields):
    """The form that corrects a participant: person, side, office, title and role."""

    field_order = ("official", "new_name", "new_start", "new_start_precision", "side", "position", "title_ar", "role")

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
    share_records(form)
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
    form = ParticipantCorrectionForm(instance=part, user=user, **options)
    share_records(form, [part.official, part.position, part.country, part.organisation])
    return CorrectionBox(form, lambda correction: corrected_facts.remove_participant(correction, part))


def _make_topic_box(meeting: Meeting, number: str, _user: Any, options: dict[str, Any]) -> CorrectionBox | None:
    row = next((one for one in meeting.ranked_topics.all() if str(one.topic_id) == number), None)
    if row is None and number != "new":
        return None
    form = TopicCorrectionForm(row=row, initial={"topic": row.topic if row else None}, **options)
    share_records(form)
    take_away = (lambda correction: corrected_facts.correct_topic(correction, row, None)) if row else None
    return CorrectionBox(form, take_away)


_MAKERS: dict[str, Callable[[Meeting, str, Any, dict[str, Any]], CorrectionBox | None]] = {
    DATE: _make_date_box,
    PLACE: _make_place_box,
    KIND: _make_kind_box,
    "part": _make_participant_box,
    "topic": _make_topic_box,
}
