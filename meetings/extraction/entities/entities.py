"""The people and offices of one text: entities, and the mentions that speak of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title

SMALL = frozenset(
    {"بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "دي", "فون", "فان", "دير", "لا", "دو", "الدين", "ولد"}
)


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


def name_words(text: Text, span: tuple[int, int]) -> tuple[str, ...]:
    """Folded words of a name, the particle of the first taken off where it is one."""
    return tuple(text.words[index] for index in range(*span) if text.is_word(index))


def core_words(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in SMALL]


def join(text: Text, entity: Entity, mention: Mention, words: tuple[str, ...] = ()) -> None:
    """Make `mention` one of `entity`, and let it add what it knows."""
    mention.entity = entity.index
    entity.mentions.append(mention)
    if mention.name and _better_name(entity, mention, words):
        entity.words, entity.name = words, mention.name
    title = mention.title
    if title and title.kind != "counterpart" and (entity.title is None or (entity.title.is_bare and not title.is_bare)):
        entity.title, entity.more_titles = title, mention.more_titles
        entity.kind = title.kind
    elif title and entity.title is None:
        entity.title, entity.kind = title, title.kind
    if entity.kind == "name" and mention.rank:
        entity.kind = "rank"
    if mention.side and entity.side is None:
        entity.side = mention.side
        span = next((t.side_span for t in (title, *mention.more_titles) if t and t.side_span), None)
        entity.side_span = span or mention.rank
    if title and title.accredited and entity.accredited is None:
        entity.accredited = title.accredited


def is_spouse(entity: Entity) -> bool:
    """عقيلته, قرينته: who accompanies, and speaks for no side."""
    title = entity.title
    return title is not None and title.head.key in ("عقيله", "قرينه") and bool(title.head.suffix)


def is_twin(entity: Entity, others: list[Entity]) -> bool:
    """Whether an unnamed "الوزيرة النرويجية" only takes up somebody named of that side and office."""
    title = entity.title
    if entity.name is not None or title is None or title.field_words or title.inner or title.head.number != "one":
        return False
    return any(
        other.name and other.side == entity.side and other.title and other.title.head.key == title.head.key
        for other in others
    )


def _better_name(entity: Entity, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether a mention gives the name more fully; one behind a title is sure of where the name begins."""
    if len(core_words(words)) <= len(core_words(entity.words)):
        return False
    return entity.name is None or mention.title is not None or words[-len(entity.words) :] != entity.words
