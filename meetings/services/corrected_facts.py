"""Correction of a fact during review: an editor replaces it or takes it away, without marking words.

Every function changes the record in one action of the history, which `undo_correction` undoes. What rests on the fact
follows it (services/facts): words that state another value are no longer evidence, and a headline or summary that no
editor wrote is made again.

Every function raises PermissionDenied if the editor's role does not allow it and ValidationError if the record cannot
take the value, and ReasonNeededError if a public meeting breaks a rule of the archive since and no reason says why;
then it changes nothing.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.extraction.readings import PlaceReading
from meetings.ingest.places import find_or_make_place
from meetings.models import Country, Evidence, Meeting, MeetingTopic, Participation, Place, Topic, Version
from meetings.models.people import Precision
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.new_people import NewPerson, make_named_records
from meetings.services.participations import set_order
from meetings.services.roles import may_edit, require
from meetings.services.undoing import undo_checked_action


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """A correction: the meeting, and the user who corrects it.

    `reason` says why the public sees the meeting although it breaks a rule of the archive since.
    """

    meeting: Meeting
    user: Any
    reason: str = ""


@dataclass(slots=True)
class CorrectionOutcome:
    """The number of the action in the history, and the words that are no longer evidence: they state another value."""

    action: UUID
    dropped_words: tuple[str, ...] = ()


@contextmanager
def _changes(correction: FactCorrection) -> Iterator[CorrectionOutcome]:
    meeting, user = correction.meeting, correction.user
    require(may_edit(user, meeting))
    before = dict(Evidence.objects.filter(meeting=meeting).order_by("pk").values_list("pk", "quote"))
    with recorded(user, way=Way.CORRECTION) as action:
        outcome = CorrectionOutcome(action)
        with confirming([("meeting", meeting.pk)], user, correction.reason):
            yield outcome
    left = set(Evidence.objects.filter(meeting=meeting).values_list("pk", flat=True))
    outcome.dropped_words = tuple(dict.fromkeys(quote for pk, quote in before.items() if pk not in left))


def _save(record: Any) -> None:
    record.full_clean()
    record.save()


# --- Facts of the meeting ---------------------------------------------------------------------------------------------
def correct_date(
    correction: FactCorrection,
    day: datetime.date | None,
    end: datetime.date | None = None,
    precision: str = Precision.DAY,
) -> CorrectionOutcome:
    """Give the meeting the date `day`, or `day` to `end`; None takes the date away."""
    with _changes(correction) as outcome:
        meeting = correction.meeting
        meeting.date, meeting.date_end = day, end if day else None
        meeting.date_precision = precision if day else Precision.UNKNOWN
        meeting.date_basis = Meeting.DateBasis.EDITOR if day else Meeting.DateBasis.UNKNOWN
        meeting.date_explanation = ""
        _save(meeting)
    return outcome


def correct_place(correction: FactCorrection, place: Place | PlaceReading | None, venue: str = "") -> CorrectionOutcome:
    """Give the meeting a place and the building in it; None takes the place away.

    For a reading Mahdar finds the record of the place or creates it.
    """
    with _changes(correction) as outcome:
        meeting = correction.meeting
        if isinstance(place, PlaceReading):
            place = find_or_make_place(place, {country.code: country for country in Country.objects.all()})
        meeting.place = place
        if meeting.venue_ar != venue[:200]:
            meeting.venue_ar, meeting.venue_en = venue[:200], ""
        _save(meeting)
    return outcome


def correct_kind(correction: FactCorrection, kind: str) -> CorrectionOutcome:
    """Give the meeting another kind."""
    with _changes(correction) as outcome:
        correction.meeting.kind = kind
        _save(correction.meeting)
    return outcome


# --- Participants and topics ------------------------------------------------------------------------------------------
def correct_participant(
    correction: FactCorrection, part: Participation, person: NewPerson | None = None, title: str = ""
) -> CorrectionOutcome:
    """Save a participant with another person, side, office, title or role.

    Args:
        correction: The correction.
        part: The participant with the new values, not saved.
        person: A person to create, who is the participant.
        title: The title of an office to create, which the participant held.
    """
    with _changes(correction) as outcome:
        make_named_records(part, person, title, correction.user)
        _save(part)
    return outcome


def remove_participant(correction: FactCorrection, part: Participation) -> CorrectionOutcome:
    """Take a participant out of the meeting, with the words that name them."""
    with _changes(correction) as outcome:
        part.delete()
        set_order(correction.meeting, [])
    return CorrectionOutcome(outcome.action)  # their words went with them


def correct_topic(correction: FactCorrection, old: MeetingTopic | None, new: Topic | None) -> CorrectionOutcome:
    """Replace the topic `old` by `new`; without `new` take it away, without `old` add the new one as the last.

    Raises:
        ValidationError: The meeting has the new topic already.
    """
    with _changes(correction) as outcome:
        topics = correction.meeting.ranked_topics
        if new is not None and topics.filter(topic=new).exclude(pk=old.pk if old else 0).exists():
            raise ValidationError({"topic": _("The meeting has this topic already. Choose another one.")})
        rank = old.rank if old else topics.count()
        if old is not None:
            old.delete()
        if new is not None:
            MeetingTopic.objects.create(meeting=correction.meeting, topic=new, rank=rank)
    is_taken_away = new is None
    return CorrectionOutcome(outcome.action) if is_taken_away else outcome


# --- Undo -------------------------------------------------------------------------------------------------------------
def undo_correction(action: UUID, user: Any, reason: str = "") -> None:
    """Undo a correction that `user` made: the meeting is as it was before, with its evidence.

    Args:
        action: The number of the action in the history.
        user: The user who made it.
        reason: Why the public sees the meeting although it breaks a rule of the archive then.

    Raises:
        CannotUndoError: The meeting was changed since; nothing is changed.
        PermissionDenied: Another user made the correction, or the role of `user` does not allow changes any more.
        ReasonNeededError: The public would see a record against a rule, and there is no reason; nothing is changed.
    """
    versions = Version.objects.filter(action=action, way=Way.CORRECTION)
    meeting = Meeting.objects.filter(pk__in=versions.filter(kind="meeting").values("record_id")).first()
    require(meeting is not None and may_edit(user, meeting) and not versions.exclude(user=user).exists())
    undo_checked_action(action, user, reason=reason)
