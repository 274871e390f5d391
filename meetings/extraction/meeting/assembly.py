"""From drafts to records: kind, place, day, people with their roles, topics, each with the words that state it."""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.confidence import compute_confidence, find_doubts, measure_signs
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.meeting.kinds import decide_kind, find_kind_evidence
from meetings.extraction.meeting.meeting_date import find_meeting_date
from meetings.extraction.meeting.meeting_place import find_meeting_place, place_evidence
from meetings.extraction.meeting.roles import RoleReading, assign_roles
from meetings.extraction.meeting.shared_places import share_places
from meetings.extraction.meeting.signs import RecordSituation
from meetings.extraction.meeting.topics import find_topics
from meetings.extraction.mentions.title_wording import join_title_words
from meetings.extraction.readings import (
    EvidenceReading,
    MeetingReading,
    ParticipantReading,
    PlaceReading,
    ReportReading,
)
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_body
from meetings.text.date_words import DateWords

_REASONS_OF_OTHER_DAYS = frozenset({"planned", "proposed", "denied", "cancelled", "historical"})


def assemble(text: Text, report: ReportReading, cast: Cast, drafts: list[Draft], lead: DateWords | None) -> None:
    """Add to `report` the record of each draft; `lead` is the date of the first dated meeting."""
    inside = {index for mention in cast.mentions for index in range(mention.start, mention.end)}
    places = [find_meeting_place(text, draft, cast, inside) for draft in drafts]
    share_places(drafts, places, cast)
    dismissed = _dismissed_sentences(text, report, drafts)
    for draft, place in zip(drafts, places, strict=True):
        meeting = _meeting(text, draft, cast, place)
        published = text.page.get_day_at(text.starts[draft.events[0].start], report.published)
        meeting.when, date_evidence = find_meeting_date(text, draft.events, published, lead, dismissed)
        meeting.topics, topic_evidence = find_topics(text, _sentences_of(text, draft, drafts))
        triggers = [_trigger(text, event) for event in draft.events]
        stated = [one for one in (find_kind_evidence(text, draft), date_evidence) if one]
        meeting.evidence = [*triggers, *stated, *place_evidence(text, meeting.place), *topic_evidence]
        signs = measure_signs(RecordSituation(text, report, cast, draft, meeting, drafts))
        meeting.confidence, meeting.doubts = compute_confidence(signs), find_doubts(signs)
        report.meetings.append(meeting)


def _meeting(text: Text, draft: Draft, cast: Cast, place: PlaceReading | None) -> MeetingReading:
    """Return the record of a draft with its kind, place and people."""
    draft.kind = decide_kind(text, draft, cast)
    meeting = MeetingReading(kind=draft.kind, place=None if is_remote(draft.kind) else place)
    for index, role in assign_roles(text, draft, cast, place.country if place else None).items():
        meeting.participants.append(_participant(text, draft, cast.entities[index], role))
    return meeting


def _dismissed_sentences(text: Text, report: ReportReading, drafts: list[Draft]) -> set[int]:
    """Return the sentences about a dismissed event and about no meeting."""
    told = {event.sentence.index for draft in drafts for event in draft.events}
    return {
        sentence.index
        for sentence in text.sentences
        if sentence.index not in told and _has_dismissed(text, sentence, report)
    }


def _has_dismissed(text: Text, sentence: Sentence, report: ReportReading) -> bool:
    first, last = text.span(sentence.start, sentence.end)
    return any(one.reason in _REASONS_OF_OTHER_DAYS and first <= one.start < last for one in report.dismissed)


def _sentences_of(text: Text, draft: Draft, drafts: list[Draft]) -> list[int]:
    """Return the sentences about a meeting: all for a single one, else those up to the next one's.

    The sentences before the first meeting belong to it, and so does the headline: a report leads with its first.
    """
    if len(drafts) == 1:
        return [sentence.index for sentence in text.sentences]
    begins = {event.sentence.index: other for other in reversed(drafts) for event in other.events}
    found: list[int] = []
    current = drafts[0]
    for sentence in text.sentences:
        current = begins.get(sentence.index, current)
        if current is draft:
            found.append(sentence.index)
    own = [event.sentence.index for event in draft.events]
    return sorted({*found, *own})


def _trigger(text: Text, event: Event) -> EvidenceReading:
    return EvidenceReading("meeting", *text.span(event.start, event.end), event.rule)


def _participant(text: Text, draft: Draft, entity: Entity, role: RoleReading) -> ParticipantReading:
    person = ParticipantReading(side=entity.side, role=role.role, is_group=is_group(entity))
    mention = draft.words[entity.index]
    words = text.span(mention.start, mention.end)
    person.evidence.append(EvidenceReading("participant", *words, f"mention:{mention.rule}"))
    if entity.name:
        _add_name(text, person, entity, entity.name)
    title = entity.title
    if title is not None:
        person.title = join_title_words(text, title, keeps_plural=entity.name is None and is_body(entity.side))
        words = text.span(title.start, title.end)
        person.evidence.append(EvidenceReading("title", *words, "title", title.kind == "counterpart"))
    if entity.side_span:
        person.evidence.append(EvidenceReading("side", *text.span(*entity.side_span), "side", entity.side_inferred))
    words = text.span(draft.events[0].start, draft.events[0].end)
    person.evidence.append(EvidenceReading("role", *words, f"role:{role.rule}", role.rule != "verb:receive"))
    return person


def _add_name(text: Text, person: ParticipantReading, entity: Entity, name: tuple[int, int]) -> None:
    """Add the name as the text spells it, without the particle of the mention's first word."""
    first, last = text.span(*name)
    named = next((mention for mention in entity.mentions if mention.name == name), None)
    if named and named.start == name[0] and text.words[name[0]].startswith(named.particle):
        first += len(named.particle)
    person.name = " ".join(text.raw[first:last].replace("#", "").replace("_", " ").split())
    person.evidence.append(EvidenceReading("participant", first, last, "name"))
