"""The names of a text and their people: short, misspelt and repeated names find their person here."""

from meetings.extraction.entities.entities import Entity, list_core_words
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class

_KINSHIP = load_word_class("kinship_words")


class KnownNames:
    """The entities of a text by the words of their names."""

    def __init__(self) -> None:
        self.by_word: dict[str, list[Entity]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.by_word

    def add(self, words: tuple[str, ...], entity: Entity) -> None:
        """Record `words` as a name of `entity`."""
        for word in list_core_words(words):
            entities = self.by_word.setdefault(word, [])
            if entity not in entities:
                entities.append(entity)

    def find_same(self, words: tuple[str, ...]) -> Entity | None:
        """Find the entity of the same full name: the last words agree and the longer name contains the shorter."""
        core = list_core_words(words)
        for entity in self.by_word.get(core[-1], ()):
            if _is_father(words, entity.words) or _is_father(entity.words, words):
                continue
            theirs = list_core_words(entity.words)
            small, large = sorted((set(core), set(theirs)), key=len)
            if small <= large or (len(small & large) >= 2 and core[0] == theirs[0]):
                return entity
        return None

    def find_misspelt(self, mention: Mention, words: tuple[str, ...]) -> Entity | None:
        """Find the person of a misspelt name, as محمد عباس for محمود عباس.

        The last word, office and side are the same, and the first word is nearly so.
        """
        core, title = list_core_words(words), mention.title
        if title is None:
            return None
        for entity in self.by_word.get(core[-1], ()):
            if entity.title is None or entity.title.office != title.office or entity.side != mention.side:
                continue
            theirs = list_core_words(entity.words)
            if len(theirs) == len(core) and theirs[0][:2] == core[0][:2]:
                return entity
        return None

    def find_nearest(self, words: tuple[str, ...], position: int) -> Entity | None:
        """Find the entity of a short name: the last one before `position`, else the first after it."""
        core = list_core_words(words)
        if not core:
            return None
        found = self._named_with(core[-1], core) or self._named_with(core[0], core)
        return min(found, key=lambda entity: _distance(entity, position), default=None)

    def is_run_on(self, words: tuple[str, ...]) -> bool:
        """Return whether two words are the surname of a known person and an unrelated next word."""
        if len(words) != 2 or words[1] in self:
            return False
        return any(list_core_words(entity.words)[-1:] == [words[0]] for entity in self.by_word.get(words[0], ()))

    def _named_with(self, word: str, core: list[str]) -> list[Entity]:
        return [entity for entity in self.by_word.get(word, ()) if set(core) <= set(entity.words)]


def _is_father(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether `short` is in `full` only after بن: "عبدالله الثاني" in "الحسين بن عبدالله الثاني"."""
    return short[0] in full[1:] and full[full.index(short[0]) - 1] in _KINSHIP and full[0] not in short


def _distance(entity: Entity, position: int) -> tuple[int, int]:
    """Return how far a name of the entity is from `position`; any name before it is nearer than those after it."""
    places = [mention.start for mention in entity.mentions if mention.name]
    before = [place for place in places if place < position]
    if before:
        return 0, position - max(before)
    return (1, min(places) - position) if places else (2, 0)
