"""Honorifics with a pronoun, which stand for a person named before: "سموه", "فخامته", "معاليها"."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.fold import fold

MAX_HONORIFIC_WORDS = 5  # from a mention's beginning to its honorific: "حضرة صاحب السمو الملكي"
RULE = "honorific-pronoun"
_HONORIFICS = {
    fold(pronoun): fold(row["honorific"]) for row in load_rows("honorifics") for pronoun in split_values(row["pronoun"])
}
_BORNE = frozenset(_HONORIFICS.values())
_PARTICLES = ("", *load_word_list("written_on_particles"))
_COMPANY_PREFIXES = load_word_list("company_prefixes")
_NO_PARTIES = frozenset({"private", "spokesman", "group"})


@dataclass(slots=True)
class _Bearers:
    """Who had each honorific: first in the text, and last as the first person of a sentence."""

    first: dict[str, Entity] = field(default_factory=dict)
    leading: dict[str, Entity] = field(default_factory=dict)

    def add(self, honorifics: Iterable[str], entity: Entity, *, leads: bool) -> None:
        for honorific in honorifics:
            self.first.setdefault(honorific, entity)
            if leads:
                self.leading[honorific] = entity

    def find(self, honorific: str) -> Entity | None:
        return self.leading.get(honorific) or self.first.get(honorific)


def add_honorific_pronouns(text: Text, cast: Cast) -> None:
    """Add a mention for each honorific with a pronoun: the first person of the nearest sentence where that one has it.

    Where no sentence begins with such a person, it is the first person of the text who has the honorific.
    """
    bearers, added = _Bearers(), []
    at = {mention.start: mention for mention in cast.mentions}
    covered = {index for mention in cast.mentions for index in range(mention.start, mention.end)}
    for sentence in text.sentences:
        leads = True
        for index in range(sentence.start, sentence.end):
            mention = at.get(index) or (_read_pronoun(text, sentence, index, bearers) if index not in covered else None)
            if mention is None or not _is_person(mention, cast):
                continue
            if mention.rule == RULE:
                added.append(mention)
                cast.entities[mention.entity].mentions.append(mention)
            bearers.add(_list_honorifics(text, mention), cast.entities[mention.entity], leads=leads)
            leads = False
    cast.mentions = sorted([*cast.mentions, *added], key=lambda mention: mention.start)


def _read_pronoun(text: Text, sentence: Sentence, index: int, bearers: _Bearers) -> Mention | None:
    """Read "سموه" at a word; whose companions "رافق معاليه س" names, the rules of company say."""
    particle = _forms().get(text.words[index])
    if particle is None or (index and text.words[index - 1].startswith(_COMPANY_PREFIXES)):
        return None
    entity = bearers.find(_HONORIFICS[text.words[index].removeprefix(particle)])
    if entity is None:
        return None
    mention = Mention(index, index + 1, sentence.index, (index, index + 1), particle=particle, rule=RULE)
    mention.entity = entity.index
    return mention


@functools.cache
def _forms() -> dict[str, str]:
    """Return all forms with the particle of each."""
    return {particle + word: particle for word in _HONORIFICS for particle in _PARTICLES}


def _is_person(mention: Mention, cast: Cast) -> bool:
    return mention.entity >= 0 and cast.entities[mention.entity].kind not in _NO_PARTIES


def _list_honorifics(text: Text, mention: Mention) -> set[str]:
    """Return the honorifics by which the text calls the person of a mention there."""
    if mention.rule == RULE:
        return {_HONORIFICS[text.words[mention.start].removeprefix(mention.particle)]}
    words = text.words[mention.start : min(mention.end, mention.start + MAX_HONORIFIC_WORDS)]
    return {word.removeprefix(mention.particle).removeprefix(ARTICLE) for word in words} & _BORNE
