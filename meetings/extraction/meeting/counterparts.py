"""The office of a counterpart: نظيره has the office of the person he meets."""

from meetings.extraction.document.lexicon import LexiconEntry
from meetings.extraction.entities.entities import Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.side_context import SideContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title
from meetings.gazetteer.word_classes import load_word_class

_KOREAS = frozenset({"KR", "KP"})
_NORTHERN, _SOUTHERN = load_word_class("northern"), load_word_class("southern")


def complete_counterparts(context: SideContext, event: Event) -> None:
    """Give each counterpart the office of the person he meets, and the side that a demonym names."""
    everybody = [*event.subjects, *(mention for group in event.objects for mention in group), *event.attendees]
    known = [context.entity(mention) for mention in everybody if mention.kind != "counterpart"]
    colleague = next((entity for entity in known if entity is not None and entity.title is not None), None)
    for mention in everybody:
        if mention.kind == "counterpart" and mention.title is not None:
            _complete(context, mention, mention.title, colleague)


def _complete(context: SideContext, mention: Mention, title: Title, colleague: Entity | None) -> None:
    if mention.side is None and colleague is not None and colleague.side in _KOREAS:
        _take_other_korea(context, mention, title)
    entity = context.entity(mention)
    if entity is None:
        entity = _known_counterpart(context, colleague, mention) or _new_entity(context, mention)
    has_office = entity.title is not None and entity.title.kind != "counterpart"
    if colleague is not None and colleague.title is not None and not has_office:
        entity.title = _same_office(title, colleague.title)
        entity.kind = colleague.kind
    if mention.side and entity.side is None:
        entity.side, entity.side_span = mention.side, title.side_span


def _take_other_korea(context: SideContext, mention: Mention, title: Title) -> None:
    """Read "الرئيس الكوري الجنوبي ونظيره الشمالي": the half alone names the other Korea."""
    word = context.text.words[title.end] if title.end < len(context.text.words) else ""
    side = "KP" if word in _NORTHERN else "KR" if word in _SOUTHERN else None
    if side is not None:
        mention.side = title.side = side
        title.side_span = (title.end, title.end + 1)


def _known_counterpart(context: SideContext, colleague: Entity | None, mention: Mention) -> Entity | None:
    """Return the person of the text who has that side and the same office."""
    if colleague is None or colleague.title is None or not mention.side:
        return None
    office = colleague.title.head.key
    for entity in context.cast.entities:
        if entity.side == mention.side and entity.title and entity.title.head.key == office:
            mention.entity = entity.index
            entity.mentions.append(mention)
            return entity
    return None


def _new_entity(context: SideContext, mention: Mention) -> Entity:
    entity = Entity(len(context.cast.entities), mentions=[mention], title=mention.title, kind=mention.kind)
    context.cast.entities.append(entity)
    mention.entity = entity.index
    return entity


def _same_office(counterpart: Title, office: Title) -> Title:
    """Return the office of a counterpart: its own words and side, the head and fields of `office`."""
    return Title(
        counterpart.start,
        counterpart.end,
        LexiconEntry("head", office.head.key, office.head.detail, "one", True),
        particle=counterpart.particle,
        field_words=list(office.field_words),
        side=counterpart.side,
        side_span=counterpart.side_span,
        inner=office.inner,
        model=office.model or office,
    )
