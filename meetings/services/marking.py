"""Correction by marking: an editor marks the words of a report that state a fact, and the record takes the fact.

Every function stores the words as Evidence with the editor as its author and changes the record in the same
transaction, which is one action of the history. It raises PermissionDenied if the editor's role does not allow it and
ValidationError if the record cannot take the fact, and ReasonNeededError if a public meeting breaks a rule of the
archive since and no reason says why; then it changes nothing.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.extraction.readings import PlaceReading
from meetings.ingest.marked_words import read_date
from meetings.ingest.new_officials import add_official
from meetings.ingest.places import find_or_make_place
from meetings.models import (
    Article,
    Country,
    EditedFact,
    Evidence,
    Meeting,
    MeetingTopic,
    Official,
    Organisation,
    Participation,
    Place,
    Source,
    Topic,
)
from meetings.services.checks import confirming
from meetings.services.facts import check_mark
from meetings.services.facts.words import STATES, judge_name
from meetings.services.history import Way, recorded
from meetings.services.participations import fill_in_office
from meetings.services.roles import may_edit, require

Fact = Evidence.Fact


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article: characters of its raw text from `start` to `end`, end exclusive."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words as the article spells them."""
        return self.article.raw_text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Marking:
    """One mark: the meeting, the words, and the user who marks them.

    With `instead` it replaces the earlier marks of that fact in that article. `reason` says why the public sees the
    meeting although it breaks a rule of the archive since.
    """

    meeting: Meeting
    words: Words
    user: Any
    instead: bool = False
    reason: str = ""


# --- What is marked ---------------------------------------------------------------------------------------------------
def mark_meeting(marking: Marking) -> Evidence:
    """Mark the words that report the meeting itself."""
    with _changes(marking):
        return _keep(marking, Fact.MEETING)


def mark_date(
    marking: Marking, day: datetime.date, end: datetime.date | None, precision: str, explanation: str = ""
) -> Evidence:
    """Mark the words that state the date: `day`, or `day` to `end` if the meeting lasted several days."""
    with _changes(marking):
        meeting, words = marking.meeting, marking.words
        is_recorded = (meeting.date, meeting.date_end, meeting.date_precision) == (day, end, precision)
        read = read_date(words.quote, words.article.published_on) if is_recorded else None
        meeting.date, meeting.date_end, meeting.date_precision = day, end, precision
        meeting.date_basis, meeting.date_explanation = Meeting.DateBasis.EDITOR, explanation[:300]
        if read and (read.day, read.precision) == (day, precision):  # the words are the basis now, not an editor
            meeting.date_basis = read.basis
            meeting.date_explanation = (explanation or read.explanation)[:300]
            for edited in meeting.edited_facts.filter(fact=EditedFact.Fact.DATE):
                edited.delete()
        _save(meeting)
        return _keep(marking, Fact.DATE)


def mark_place(marking: Marking, place: Place | PlaceReading, venue: str = "") -> Evidence:
    """Mark the words that state the place.

    Args:
        marking: The mark.
        place: The place; for a reading Mahdar finds its record or creates it.
        venue: The building as the text calls it; empty leaves the venue unchanged.
    """
    with _changes(marking):
        countries = {country.code: country for country in Country.objects.all()}
        marking.meeting.place = place if isinstance(place, Place) else find_or_make_place(place, countries)
        if venue:
            marking.meeting.venue_ar = venue[:200]
        _save(marking.meeting)
        return _keep(marking, Fact.PLACE)


def mark_kind(marking: Marking, kind: str) -> Evidence:
    """Mark the words that state the kind of meeting."""
    with _changes(marking):
        marking.meeting.kind = kind
        _save(marking.meeting)
        return _keep(marking, Fact.KIND)


def mark_topic(marking: Marking, topic: Topic) -> Evidence:
    """Mark the words that state a topic; a topic that is new to the meeting comes last."""
    with _changes(marking):
        MeetingTopic.objects.get_or_create(
            meeting=marking.meeting, topic=topic, defaults={"rank": marking.meeting.ranked_topics.count()}
        )
        return _keep(marking, Fact.TOPIC, topic=topic)


def mark_participant(
    marking: Marking, part: Participation, official: Official | None = None, name: str = ""
) -> Evidence:
    """Mark the words that name a participant.

    Args:
        marking: The mark.
        part: The participant.
        official: Who it was; None if the record is right, or if it was someone without a record.
        name: The name of a person without a record, who gets one unless it is a name of the participant's official.
    """
    with _changes(marking):
        if official is None and name and not _is_called(part, name):
            official = _new_official(name, marking.user)
        if official is not None and part.official_id != official.pk:
            part.official = official
            _save(part)
        if part.basis != Participation.Basis.STATED and part.official_id:
            part.basis = Participation.Basis.STATED  # the report does name them
            _save(part)
        return _keep(marking, Fact.PARTICIPANT, part)


def add_participant(
    marking: Marking, *, official: Official | None, name: str, side: Country | Organisation | None, role: str
) -> Evidence:
    """Mark the words that name a new participant: `official`, or a new official called `name`.

    A new official is a draft until the meeting is published. Without a `side` the participant gets the side of the
    office held on the day of the meeting.
    """
    with _changes(marking):
        part = Participation(
            meeting=marking.meeting,
            official=official or _new_official(name, marking.user),
            name_as_written=" ".join(marking.words.quote.split())[:200],
            role=role,
        )
        fill_in_office(part)
        if side is not None and side != part.side:  # they did not speak for the office held on that day
            part.position = None
            _give_side(part, side)
        _save(part)
        return _keep(marking, Fact.PARTICIPANT, part)


def mark_title(marking: Marking, part: Participation, title: str) -> Evidence:
    """Mark the words that are the participant's title at the time."""
    with _changes(marking):
        part.title_ar = title[:250]
        _save(part)
        return _keep(marking, Fact.TITLE, part)


def mark_side(marking: Marking, part: Participation, side: Country | Organisation) -> Evidence:
    """Mark the words that state the side for which the participant spoke."""
    with _changes(marking):
        _give_side(part, side)
        _save(part)
        return _keep(marking, Fact.SIDE, part)


def mark_role(marking: Marking, part: Participation, role: str) -> Evidence:
    """Mark the words that state the role of a participant."""
    with _changes(marking):
        part.role = role
        _save(part)
        return _keep(marking, Fact.ROLE, part)


def unmark(evidence: Evidence, user: Any, reason: str = "") -> None:
    """Remove a wrong mark; the fact itself stays on record."""
    with _changes(
        Marking(evidence.meeting, Words(evidence.article, evidence.start, evidence.end), user, False, reason)
    ):
        evidence.delete()


# --- How --------------------------------------------------------------------------------------------------------------
@contextmanager
def _changes(marking: Marking) -> Iterator[None]:
    require(may_edit(marking.user, marking.meeting))
    record = ("meeting", marking.meeting.pk)
    with recorded(marking.user, way=Way.MARKING), confirming([record], marking.user, marking.reason):
        yield


def _save(record: Any) -> None:
    record.full_clean()
    record.save()


def _keep(marking: Marking, fact: Fact, part: Participation | None = None, topic: Topic | None = None) -> Evidence:
    """Store the words as evidence of `fact`; evidence that Mahdar read in the same words becomes the editor's."""
    meeting, words = marking.meeting, marking.words
    of_fact = Evidence.objects.filter(
        meeting=meeting, article=words.article, fact=fact, participation=part, topic=topic
    )
    if marking.instead:
        for mark in of_fact.exclude(start=words.start, end=words.end):
            mark.delete()
    evidence = of_fact.filter(start=words.start, end=words.end).first() or Evidence(
        meeting=meeting, article=words.article, fact=fact, participation=part, topic=topic,
        start=words.start, end=words.end, quote=words.quote,
    )  # fmt: skip
    evidence.author, evidence.rule, evidence.inferred = marking.user, "", False
    check_mark(evidence)
    _save(evidence)
    if not Source.objects.filter(meeting=meeting, article=words.article).exists():
        Source.objects.create(meeting=meeting, article=words.article, order=meeting.sources.count())
    return evidence


def _is_called(part: Participation, name: str) -> bool:
    """Return whether the record knows who the participant was, by a name like `name`."""
    if part.official is None:
        return False
    names = [part.official.name_ar, part.official.name_en, *part.official.names.values_list("name", flat=True)]
    return judge_name(name, names) == STATES


def _give_side(part: Participation, side: Country | Organisation) -> None:
    part.country = side if isinstance(side, Country) else None
    part.organisation = side if isinstance(side, Organisation) else None


def _new_official(name: str, user: Any) -> Official:
    name = " ".join(name.split())[:200]
    if not name:
        raise ValidationError({"name": _("Enter the name of the participant.")})
    return add_official(name, user)
