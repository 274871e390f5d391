"""The facts about a text that decide the sides of offices that leave them open."""

from collections import Counter

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.mentions.mention import Mention

# Kinds of title whose holder speaks for a state although the title does not name it.
OPEN_KINDS = frozenset({"spokesman", "office", "aide", "generic", "party", "rank", "envoy"})


class SideContext:
    """A text with its people. `home` is the outlet's country, where it is known."""

    def __init__(self, text: Text, cast: Cast, home: str | None) -> None:
        """Count the sides that the text names."""
        self.text, self.cast, self.home = text, cast, home
        self.mentioned = Counter(side for hits in text.hits if (side := find_side_named(hits)))
        # A person with a Norwegian نظير is not Norwegian: the text's own minister is of another of its countries.
        self.counterpart_sides = {m.side for m in cast.mentions if m.kind == "counterpart" and m.side}

    def entity(self, mention: Mention) -> Entity | None:
        """Return the person or office of a mention, None before it has one."""
        return self.cast.entities[mention.entity] if mention.entity >= 0 else None


def find_side_named(hits: list[LexiconHit]) -> str | None:
    """Return the side that the hits at one word name: a country, one demonym, a place that represents its state."""
    if any(hit.entry.kind == "portfolio" for hit in hits):
        return None  # "وزير المالية" is not of Mali
    land = next((hit.entry for hit in hits if hit.entry.kind in ("country", "demonym")), None)
    if land is not None:
        return land.key if land.kind == "country" or land.number == "one" else None
    return next((hit.entry.side for hit in hits if hit.entry.kind == "place" and hit.entry.side), None)


def infer_side(entity: Entity | None, side: str | None) -> None:
    """Give an entity without a side the side that the text implies."""
    if entity is not None and side and entity.side is None:
        entity.side, entity.side_span, entity.side_inferred = side, None, True


def can_have_inferred_side(entity: Entity, *, shares_title: bool = False) -> bool:
    """Return whether it is one person with an office, not a rank, a plural, or "the official".

    `shares_title`: a name under the title of several is one too ("النائبان س وص").
    """
    title = entity.title
    is_named = entity.name is not None
    if title is None or (title.head.number != "one" and not (shares_title and is_named)):
        return False
    if title.kind in ("generic", "rank", "group") and not (is_named and title.field_words):
        return False
    return is_named or not title.is_bare or title.head.definite
