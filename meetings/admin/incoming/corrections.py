"""The corrections of an editor in a preview, as plain data: the corrected reading, its source and the decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from meetings.admin.incoming.preview_forms import MeetingCard, PersonRow, ReadingPreview
from meetings.admin.incoming.reading_forms import AS_READ
from meetings.extraction.readings import (
    DateReading,
    EvidenceReading,
    MeetingReading,
    ParticipantReading,
    PlaceReading,
    ReportReading,
    TopicReading,
)
from meetings.ingest.confirmed import BY_EDITOR, ConfirmedMeeting
from meetings.ingest.headlines import is_made, make_headline_of_reading
from meetings.ingest.sources import SourceText
from meetings.ingest.stated_days import get_known_day
from meetings.models import Place
from meetings.services.facts.words import is_naming


@dataclass(slots=True)
class _Marks:
    """The editor's marks, by the form they belong to (prefix of a card or person) and the fact they state."""

    of: dict[tuple[str, str], list[EvidenceReading]] = field(default_factory=dict)

    @classmethod
    def sent(cls, marks: Iterable[dict[str, Any]], codes: dict[str, str]) -> "_Marks":
        found = cls()
        for mark in marks:
            value = codes.get(mark.get("value", "")) if mark["fact"] == "topic" else None
            if mark["fact"] == "topic" and value is None:
                continue
            one = EvidenceReading(mark["fact"], mark["start"], mark["end"], BY_EDITOR, value=value)
            found.of.setdefault((mark["of"], mark["fact"]), []).append(one)
        return found

    def instead(self, prefix: str, evidence: Iterable[EvidenceReading], gone: set[str]) -> list[EvidenceReading]:
        """Return the evidence of one meeting or participant.

        It is the evidence that Mahdar read, except for facts that the editor marked again (for topics both count) and
        facts in `gone`, whose words do not state the corrected value.
        """
        left = [
            one
            for one in evidence
            if one.fact not in gone and (one.fact == "topic" or (prefix, one.fact) not in self.of)
        ]
        return left + [one for (about, _fact), marks in self.of.items() if about == prefix for one in marks]


def apply_corrections(reading: ReadingPreview) -> tuple[ReportReading, SourceText, list[ConfirmedMeeting]]:
    """Return the corrected reading, its source and the decisions from a valid preview."""
    data = reading.form.cleaned_data
    cards = reading.kept()
    topics = [topic for card in cards for topic in card.form.cleaned_data["topics"]]
    marks = _Marks.sent(data["marks"], {str(topic.pk): topic.code for topic in topics})
    outlet = getattr(data["outlet"], "code", None)  # a new one is created only where a meeting is kept
    meetings = [_meeting(card, marks) for card in cards]
    is_day_kept = data["published"] == get_known_day(reading.report, reading.source)
    report = replace(
        reading.report,
        headline=data["headline"] or None,
        published=data["published"],
        published_span=reading.report.published_span if is_day_kept else None,
        outlet_code=outlet,
        meetings=meetings,
    )
    source = replace(
        reading.source,
        url=data["url"] or None,
        headline=data["headline"] or None,
        published=data["published"],
        outlet_code=outlet,
        dated_by_editor=reading.source.dated_by_editor or not is_day_kept,
    )
    return report, source, [_confirmed(card, read) for card, read in zip(cards, meetings, strict=True)]


def _kept_people(card: MeetingCard) -> list[PersonRow]:
    return [person for person in card.people if person.form.cleaned_data["keep"]]


def _confirmed(card: MeetingCard, read: MeetingReading) -> ConfirmedMeeting:
    data, people = card.form.cleaned_data, _kept_people(card)
    edited = set(_edited_facts(card, read))
    return ConfirmedMeeting(
        officials=tuple(getattr(person.form.cleaned_data["official"], "pk", None) for person in people),
        headline=data["headline"] if "headline_ar" in edited else _headline(card, read),
        place_id=data["place"].pk if isinstance(data["place"], Place) else None,
        into=int(data["into"]) if data["into"] else None,
        edited=frozenset(edited),
        edited_people=tuple(frozenset(_edited_of_person(person)) for person in people),
        edited_topics=frozenset(topic.code for topic in data["topics"]) - {one.code for one in card.read.topics},
    )


def _edited_facts(card: MeetingCard, read: MeetingReading) -> Iterator[str]:
    """Yield the names of the facts of a meeting that the editor entered or corrected."""
    was, sent = card.read, card.form.cleaned_data["headline"]
    if sent and sent != (card.proposal.headline if card.proposal else ""):
        yield "headline_ar"
    if read.when != was.when:
        yield "date"
    if {"place", "country", "venue"} & set(card.form.changed_data):
        yield "place"
    if read.kind != was.kind or card.proposal is None:
        yield "kind"


def _edited_of_person(person: PersonRow) -> Iterator[str]:
    """Yield the names of the facts of a participant that the editor entered or corrected."""
    data, changed = person.form.cleaned_data, person.form.corrected
    if person.read is None or {"official", "name"} & changed:
        yield "participant"
    for fact, value in (("title", data["title"]), ("side", data["side"]), ("role", data["role"] != "party")):
        if fact in changed and (value or person.read is not None):
            yield fact


def _headline(card: MeetingCard, read: MeetingReading) -> str:
    """Return the headline of a meeting for which the editor wrote none.

    The headline that was read stays unless Mahdar made it or it names someone whom the editor removed or corrected.
    """
    proposed = card.proposal.headline if card.proposal else ""
    present = [one.name or one.title or "" for one in read.participants]
    former = [name for person in card.people if (name := _former_name(person))]
    if not proposed or is_made(proposed) or any(is_naming(proposed, name, present) for name in former):
        return make_headline_of_reading(read)
    return proposed


def _former_name(person: PersonRow) -> str:
    """Return the name of someone who was read and whom the editor left out or took for someone else."""
    if person.read is None:
        return ""
    data, changed = person.form.cleaned_data, person.form.corrected
    is_other = "name" in changed or ("official" in changed and bool(data.get("official")))
    return (person.read.name or person.read.title or "") if not data["keep"] or is_other else ""


def _meeting(card: MeetingCard, marks: _Marks) -> MeetingReading:
    read, data = card.read, card.form.cleaned_data
    when, place = _when(read.when, data), _place(card)
    topics = [topic.code for topic in data["topics"]]
    gone = {fact for fact, changed in (
        ("date", (when.day, when.end) != (read.when.day, read.when.end)),
        ("place", (place is None) or "place" in card.form.changed_data),
        ("kind", data["kind"] != read.kind),
    ) if changed}  # fmt: skip
    gone |= set(data["without"].split())
    evidence = marks.instead(card.prefix, read.evidence, gone)
    return replace(
        read,
        kind=data["kind"],
        when=when,
        place=place,
        occasion=_kept_words(read.occasion, data["occasion"]),
        participants=[_participant(person, marks) for person in _kept_people(card)],
        topics=[TopicReading(code) for code in topics],
        evidence=[one for one in evidence if one.fact != "topic" or one.value in topics],
        confidence=read.confidence if card.proposal else 1.0,
    )


def _when(read: DateReading, data: dict[str, Any]) -> DateReading:
    if not data["date"]:
        return DateReading()
    if (data["date"], data["date_end"], data["precision"]) == (read.day, read.end, read.precision):
        return read
    return DateReading(data["date"], data["date_end"], data["precision"], "editor")


def _place(card: MeetingCard) -> PlaceReading | None:
    data, read = card.form.cleaned_data, card.read.place
    venue = _kept_words(read.venue if read else None, data["venue"])
    if data["place"] == AS_READ and read:
        return PlaceReading(read.city, read.country, venue)
    if isinstance(data["place"], PlaceReading):
        return replace(data["place"], venue=venue)
    if chosen := data["place"]:
        return PlaceReading(chosen.city_ar or None, chosen.country.code if chosen.country else None, venue)
    return PlaceReading(venue=venue) if venue else None


def _participant(person: PersonRow, marks: _Marks) -> ParticipantReading:
    read, data = person.read or ParticipantReading(), person.form.cleaned_data
    side = data["side"].code if data["side"] else None
    gone = {fact for fact, changed in (
        ("title", not data["title"]),
        ("side", side != (read.side or None)),
        ("role", data["role"] != read.role),
    ) if changed}  # fmt: skip
    return replace(
        read,
        name=_kept_words(read.name, data["name"]),
        title=_kept_words(read.title, data["title"]),
        side=side,
        role=data["role"],
        is_group=data["is_group"],
        evidence=marks.instead(person.prefix, read.evidence, gone),
    )


def _kept_words(read: str | None, sent: str) -> str | None:
    """Return the words as the text has them, line breaks included, unless the editor changed them."""
    return read if read and " ".join(read.split()) == sent else sent or None
