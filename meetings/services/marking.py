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

from meetings.extraction.readings import PlaceReading
from meetings.ingest.marked_words import read_date
from meetings.ingest.places import find_or_make_place
from meetings.models import (
    Article,
    Country,
    EditedFact,
    Evidence,
    Meeting,
    MeetingTopic,
    Organisation,
    Participation,
    Place,
    Source,
    Topic,
)
from meetings.services.checks import confirming
from meetings.services.facts import check_mark
from meetings.services.history import Way, recorded
from meetings.services.new_people import NewPerson, make_named_records
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
    marking: Marking, part: Participation, person: NewPerson | None = None, title: str = ""
) -> Evidence:
    """Mark the words that name a participant, who is saved with them.

    Args:
        marking: The mark.
        part: The participant with its new values, not saved. A new one without office and side gets those held on the
            day of the meeting.
        person: A person to create, who is the participant: a draft until the meeting is published.
        title: The title of an office to create, which the participant held.
    """
    with _changes(marking):
        make_named_records(part, person, title, marking.user)
        if part.pk is None:
            part.name_as_written = " ".join(marking.words.quote.split())[:200]
            fill_in_office(part)
        elif part.official_id:
            part.basis = Participation.Basis.STATED  # the report does name them
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


def _give_side(part: Participation, side: Country | Organisation) -> None:
    part.country = side if isinstance(side, Country) else None
    part.organisation = side if isinstance(side, Organisation) else None
