"""The side of a person whose title does not name it: "رئيس الجمهورية", a minister beside his president.

First come the clues in words: a counterpart, an office named before, the side of the person named with him, an envoy's
post. Then the rules of `list_party_sides` and `attendee_sides`.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.attendee_sides import complete_attendees
from meetings.extraction.meeting.counterparts import complete_counterparts
from meetings.extraction.meeting.mandates import find_land_of_partner, has_mandate
from meetings.extraction.meeting.party_sides import complete_parties
from meetings.extraction.meeting.side_context import OPEN_KINDS, SideContext, infer_side
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.sides import is_body, is_state
from meetings.gazetteer.word_classes import load_word_class

_JOINING_PARTICLE = load_word_class("joining_particle")
_JOINING_WORD = load_word_class("joining_word")


def complete_sides(text: Text, cast: Cast, home: str | None, events: list[Event]) -> None:
    """Give sides to the people of `events`, counterparts first; headlines, which have the fewest words, last.

    Args:
        text: The report.
        cast: Its people; those without a side may get one.
        home: The outlet's country, where it is known.
        events: The events of the report.
    """
    context = SideContext(text, cast, home)
    events = sorted(events, key=lambda event: event.sentence.role != "body")
    for event in events:
        complete_counterparts(context, event)
    for event in events:
        _complete_announced(context, event)
        for group in (event.subjects, *event.objects, event.attendees):
            _complete_joined(context, group)
    for event in events:
        _complete_by_post(context, event)
    for event in events:
        complete_parties(context, event)
        complete_attendees(context, event)


def _complete_announced(context: SideContext, event: Event) -> None:
    """Give a name without an office the office that the sentence announces without a name.

    "في أول زيارة لرئيس صيني ... تباحث شي جين بينغ".
    """
    for mention in event.subjects:
        entity = context.entity(mention)
        if entity is None or entity.title is not None or entity.name is None:
            continue
        for other in context.cast.mentions:
            is_before = other.sentence == event.sentence.index and other.start < mention.start
            if is_before and other.name is None and entity.side in (None, other.side):
                _take_office(entity, other)


def _take_office(entity: Entity, mention: Mention) -> None:
    """Give the entity the office of an indefinite mention with a side ("لرئيس صيني")."""
    title = mention.title
    if title and mention.kind == "office" and not title.head.definite and mention.side:
        entity.title, entity.kind = title, mention.kind
        entity.side, entity.side_span = mention.side, title.side_span


def _complete_joined(context: SideContext, group: list[Mention]) -> None:
    """Give an office the side of the office that it is joined to ("الرئيس الفلسطيني س ووزير الخارجية ص")."""
    side = None
    for mention in group:
        entity = context.entity(mention)
        if entity is None:
            continue
        if side and entity.side is None and _is_joined(context, mention, entity):
            infer_side(entity, side)
        elif entity.side and mention.kind != "envoy" and not is_body(entity.side):
            side = entity.side


def _is_joined(context: SideContext, mention: Mention, entity: Entity) -> bool:
    """Return whether و or ثم joins a mention that has an office to the one before."""
    if mention.kind == "counterpart":
        return False  # "عقد س ونظيره ص اجتماعا": of another side
    before = context.text.words[mention.start - 1] if mention.start else ""
    is_joined = mention.particle in _JOINING_PARTICLE or before in _JOINING_WORD
    return is_joined and entity.kind in OPEN_KINDS and not mention.shared


def _complete_by_post(context: SideContext, event: Event) -> None:
    """Give offices the side to which an envoy is accredited: "السفير السعودي لدى بريطانيا" meets a British minister."""
    mentions = [*event.subjects, *(mention for group in event.objects for mention in group)]
    parties = [entity for mention in mentions if (entity := context.entity(mention)) is not None]
    envoys = [entity for entity in parties if entity.kind == "envoy" and entity.side and is_state(entity.accredited)]
    post = envoys[0].accredited if envoys else None
    if post and has_mandate(envoys[0]):
        post = find_land_of_partner(context, event, post)
    for entity in parties:
        if entity.kind in OPEN_KINDS:
            infer_side(entity, post)
