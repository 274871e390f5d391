"""The people and offices of one text: entities, and the mentions of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title
from meetings.gazetteer.word_classes import load_word_class

NAME_PARTICLES = load_word_class("name_particles")
_SPOUSES = load_word_class("spouse_heads")


@dataclass(slots=True)
class Entity:
    """A person or office of the text."""

    index: int
    mentions: list[Mention] = field(default_factory=list)
    words: tuple[str, ...] = ()  # folded words of the fullest name
    name: tuple[int, int] | None = None  # the fullest name, as word offsets
    title: Title | None = None
    more_titles: list[Title] = field(default_factory=list)
    side: str | None = None
    side_span: tuple[int, int] | None = None
    side_inferred: bool = False
    accredited: str | None = None
    kind: str = "name"


@dataclass(slots=True)
class Cast:
    """All entities of a text, with the mentions in order."""

    entities: list[Entity]
    mentions: list[Mention]

    def add_entity(self) -> Entity:
        """Add an entity without mentions."""
        entity = Entity(len(self.entities))
        self.entities.append(entity)
        return entity


def name_words(text: Text, span: tuple[int, int]) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(text.words[index] for index in range(*span) if text.is_word(index))


def list_core_words(words: Iterable[str]) -> list[str]:
    """Return the words of a name without those that cannot identify a person (بن, عبد)."""
    return [word for word in words if word not in NAME_PARTICLES]


def join(text: Text, entity: Entity, mention: Mention, words: tuple[str, ...] = ()) -> None:
    """Add `mention` to `entity`, with its name, title and side."""
    mention.entity = entity.index
    entity.mentions.append(mention)
    if mention.name and _is_better_name(entity, mention, words):
        entity.words, entity.name = words, mention.name
    if mention.title is not None:
        _take_title(entity, mention, mention.title)
    if entity.kind == "name" and mention.rank:
        entity.kind = "rank"
    if mention.side and entity.side is None:
        _take_side(entity, mention, mention.side)


def _take_title(entity: Entity, mention: Mention, title: Title) -> None:
    """Replace the entity's title with a more exact one."""
    says_more = entity.title is None or (entity.title.is_bare and not title.is_bare)
    if title.kind != "counterpart" and says_more:
        entity.title, entity.more_titles = title, mention.more_titles
        entity.kind = title.kind
    elif entity.title is None:
        entity.title, entity.kind = title, title.kind
    if title.accredited and entity.accredited is None:
        entity.accredited = title.accredited


def _take_side(entity: Entity, mention: Mention, side: str) -> None:
    """Save the side of a mention with the words that state it."""
    titles = [mention.title, *mention.more_titles] if mention.title else mention.more_titles
    span = next((title.side_span for title in titles if title.side_span), None)
    entity.side, entity.side_span = side, span or mention.rank


def is_spouse(entity: Entity) -> bool:
    """Return whether an entity is عقيلته or قرينته: a companion who speaks for no side."""
    title = entity.title
    return title is not None and title.head.key in _SPOUSES and bool(title.head.suffix)


def is_twin(entity: Entity, others: list[Entity]) -> bool:
    """Return whether an unnamed "الوزيرة النرويجية" refers to a named person of that side and office."""
    title = entity.title
    if entity.name is not None or title is None or title.field_words or title.inner or title.head.number != "one":
        return False
    return any(
        other.name and other.side == entity.side and other.title and other.title.head.key == title.head.key
        for other in others
    )


def _is_better_name(entity: Entity, mention: Mention, words: tuple[str, ...]) -> bool:
    """Return whether a mention gives a fuller name; a name after a title has a certain beginning."""
    if len(list_core_words(words)) <= len(list_core_words(entity.words)):
        return False
    return entity.name is None or mention.title is not None or words[-len(entity.words) :] != entity.words
