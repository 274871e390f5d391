"""From drafts to records: kind, place, day, people with their roles, topics, each with the words that state it."""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.drafts import Draft, is_group
from meetings.extraction.meeting.meeting_date import when
from meetings.extraction.meeting.meeting_place import meeting_place, place_evidence, share_places
from meetings.extraction.meeting.roles import roles
from meetings.extraction.meeting.topics import topics
from meetings.extraction.mentions.title_wording import title_words
from meetings.extraction.readings import EvidenceReading, MeetingReading, ParticipantReading, ReportReading
from meetings.gazetteer.meeting_kinds import REMOTE_KINDS
from meetings.text.dates import DateWords

_NOT_NOW = ("planned", "proposed", "denied", "cancelled", "historical")


def assemble(text: Text, report: ReportReading, cast: Cast, drafts: list[Draft], lead: DateWords | None) -> None:
    inside = {index for mention in cast.mentions for index in range(mention.start, mention.end)}
    found = [meeting_place(text, draft, cast, inside) for draft in drafts]
    told = {event.sentence.index for draft in drafts for event in draft.events}
    old = {
        sentence.index
        for sentence in text.sentences
        if sentence.index not in told and _is_dismissed(text, sentence, report)
    }
    share_places(drafts, found, cast)
    for draft, place in zip(drafts, found, strict=True):
        meeting = MeetingReading(kind=_kind(text, draft, cast))
        draft.kind = meeting.kind
        country = place.country if place else None
        meeting.place = place if meeting.kind not in REMOTE_KINDS else None
        meeting.when, evidence = when(text, draft.events, report.published, lead, old)
        meeting.evidence = [_trigger(text, event) for event in draft.events]
        if evidence:
            meeting.evidence.append(evidence)
        if meeting.place is not None and meeting.place is not None:
            meeting.evidence.extend(place_evidence(text, place))
        for index, (role, rule) in roles(text, draft, cast, country).items():
            meeting.participants.append(_participant(text, draft, cast.entities[index], role, rule))
        meeting.topics, terms = topics(text, _sentences_of(text, draft, drafts))
        meeting.evidence.extend(terms)
        meeting.confidence = _confidence(draft, cast, meeting)
        report.meetings.append(meeting)


def _sentences_of(text: Text, draft: Draft, drafts: list[Draft]) -> list[int]:
    """The sentences that speak of a meeting: all for a single one, else those from its telling to the next one's.

    What stands before the first meeting is the first one's, the headline too: a report leads with its first.
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


def _is_dismissed(text: Text, sentence: Sentence, report: ReportReading) -> bool:
    """Whether a sentence holds something that was dismissed."""
    first, last = text.span(sentence.start, sentence.end)
    return any(first <= dismissed.start < last for dismissed in report.dismissed if dismissed.reason in _NOT_NOW)


def _trigger(text: Text, event: Event) -> EvidenceReading:
    return EvidenceReading("meeting", *text.span(event.start, event.end), event.rule)


def _kind(text: Text, draft: Draft, cast: Cast) -> str:
    """Phone and video by the words around the trigger, summit by its noun, visit where nothing but a visit is told."""
    for event in draft.events:
        first = max(event.sentence.start, event.start - 12)
        for index in range(first, min(event.stop, event.sentence.end)):
            for hit in text.hits[index]:
                if hit.entry.kind == "cue" and hit.entry.key in REMOTE_KINDS and (index >= event.start - 6):
                    return hit.entry.key
    if draft.kind == "visit" and any(cast.entities[i].name or not is_group(cast.entities[i]) for i in draft.order[1:]):
        return "in-person"  # a visit paid to a person
    return draft.kind


def _participant(text: Text, draft: Draft, entity: Entity, role: str, rule: str) -> ParticipantReading:
    person = ParticipantReading(side=entity.side, role=role, is_group=is_group(entity))
    mention = draft.words[entity.index]
    person.evidence.append(
        EvidenceReading("participant", *text.span(mention.start, mention.end), f"mention:{mention.rule}")
    )
    if entity.name:
        start, end = entity.name
        named = next((m for m in entity.mentions if m.name == entity.name), None)
        first, last = text.span(start, end)
        led = named is not None and text.words[start].startswith(named.particle)
        if named and led and named.particle and named.name and named.name[0] == named.start:
            first += len(named.particle)
        person.name = " ".join(text.raw[first:last].replace("#", "").replace("_", " ").split())
        person.evidence.append(EvidenceReading("participant", first, last, "name"))
    title = entity.title
    if title is not None:
        person.title = title_words(text, title)
        person.evidence.append(
            EvidenceReading("title", *text.span(title.start, title.end), "title", title.kind == "counterpart")
        )
    if entity.side_span:
        person.evidence.append(EvidenceReading("side", *text.span(*entity.side_span), "side", entity.side_inferred))
    person.evidence.append(
        EvidenceReading(
            "role", *text.span(draft.events[0].start, draft.events[0].end), f"role:{rule}", rule != "verb:receive"
        )
    )
    return person


def _confidence(draft: Draft, cast: Cast, meeting: MeetingReading) -> float:
    """0 to 1: named people on both sides, a date, a place, several sentences that tell of it."""
    named = {p.side for p in meeting.participants if p.name}
    score = 0.4 + 0.2 * (len(named) >= 2) + 0.1 * (meeting.when.day is not None) + 0.1 * (meeting.place is not None)
    return round(min(1.0, score + 0.1 * min(2, len(draft.events) - 1)), 2)
