"""Coreference in one text: mentions become entities; short names and offices find the person they refer to.

A short name refers to the most recent full name that contains it ("بارزاني" is Masrour in one report and Nechirvan in
another); in a headline, which precedes all full names, it refers to the next one. An office without a name refers to
the person who has it in the same text for the same side.
"""

import functools

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.bracketed_countries import take_bracketed_countries
from meetings.extraction.entities.entities import Cast, Entity, join, list_core_words, name_words
from meetings.extraction.entities.honorific_pronouns import RULE, add_honorific_pronouns
from meetings.extraction.entities.known_names import KnownNames
from meetings.extraction.entities.office_holders import resolve_offices
from meetings.extraction.entities.short_names import add_short_names
from meetings.extraction.entities.side_clues import (
    drop_inner_names,
    take_sides_of_clauses,
    take_sides_of_governments,
    take_sides_of_ministries,
)
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer import load_rows, split_values
from meetings.text.fold import fold

MIN_FULL_NAME_WORDS = 2
_JOINED_NAMES = frozenset({"name", "shared-title"})  # rules of mentions whose particle is part of the name's first word
_NO_RULERS = frozenset({"private", "spokesman"})


def resolve(text: Text, mentions: list[Mention]) -> Cast:
    """Make the entities of `mentions`; leave out names without a title that stay unknown."""
    cast, known = Cast([], mentions), KnownNames()
    drop_inner_names(text, mentions)
    take_bracketed_countries(text, mentions)
    take_sides_of_clauses(text, mentions)
    take_sides_of_ministries(text, mentions)
    take_sides_of_governments(text, mentions)
    _join_full_names(text, cast, known)
    _join_partial_names(text, cast, known)
    cast.mentions = [mention for mention in cast.mentions if mention.entity >= 0 or mention.name is None]
    add_short_names(text, cast, known)
    cast.mentions = [mention for mention in cast.mentions if mention.entity >= 0 or mention.title is not None]
    _take_sides_by_name(cast, "rulers")
    resolve_offices(text, cast)
    add_honorific_pronouns(text, cast)
    _take_sides_by_name(cast, "ministers", with_office=True)
    for mention in cast.mentions:
        if mention.side is None and mention.rule in ("short-name", RULE) and mention.entity >= 0:
            mention.side = cast.entities[mention.entity].side
    return cast


@functools.cache
def _load_sides(table: str) -> dict[str, str]:
    """Return the names of a table, folded and without spaces (عبد الله and عبدالله are one), with their sides."""
    return {"".join(fold(name).split()): row["side"] for row in load_rows(table) for name in split_values(row["name"])}


def _take_sides_by_name(cast: Cast, table: str, *, with_office: bool = False) -> None:
    """Give the people of a table their sides where the report names them without a country.

    `with_office`: only to those who have an office in the report.
    """
    sides = _load_sides(table)
    for entity in cast.entities:
        if entity.side is not None or entity.name is None or entity.kind in _NO_RULERS:
            continue
        if with_office and entity.title is None:
            continue
        shortest = min(len(entity.words), MIN_FULL_NAME_WORDS)
        heads = ("".join(entity.words[:length]) for length in range(len(entity.words), shortest - 1, -1))
        side = next((sides[head] for head in heads if head in sides), None)
        if side is not None:
            entity.side, entity.side_inferred = side, True


def _clean_name(text: Text, mention: Mention) -> tuple[str, ...]:
    """Return the words of a mention's name, without the particle of the first word if it has one."""
    if mention.name is None:
        return ()
    words = name_words(text, mention.name)
    has_particle = bool(mention.particle) and mention.rule in _JOINED_NAMES and mention.name[0] == mention.start
    if not words or not has_particle:
        return words
    return words[0].removeprefix(mention.particle), *words[1:]


def _join_full_names(text: Text, cast: Cast, known: KnownNames) -> None:
    """Make entities of full names: those with titles first, so that later names without a title can join them."""
    named = [(mention, _clean_name(text, mention)) for mention in cast.mentions if mention.name]
    full = [(mention, words) for mention, words in named if len(list_core_words(words)) >= MIN_FULL_NAME_WORDS]
    for mention, words in sorted(full, key=lambda pair: not _is_titled(pair[0])):
        entity = known.find_same(words) or known.find_misspelt(mention, words)
        if entity is None:
            if not _is_titled(mention) and (not _is_plausible(text, words) or known.is_run_on(words)):
                continue
            entity = cast.add_entity()
        join(text, entity, mention, words)
        known.add(words, entity)


def _join_partial_names(text: Text, cast: Cast, known: KnownNames) -> None:
    """Add the other names to the nearest entity of that name; one with a title may open a new entity."""
    for mention in cast.mentions:
        if not mention.name or mention.entity >= 0:
            continue
        words = _clean_name(text, mention)
        entity = known.find_nearest(words, mention.start)
        if entity is None and _is_titled(mention):
            entity = cast.add_entity()
            known.add(words, entity)
        if entity is not None and _is_compatible(entity, mention):
            join(text, entity, mention, words)


def _is_titled(mention: Mention) -> bool:
    return mention.title is not None or mention.rank is not None


def _is_compatible(entity: Entity, mention: Mention) -> bool:
    return entity.side is None or mention.side is None or entity.side == mention.side


def _is_plausible(text: Text, words: tuple[str, ...]) -> bool:
    """Return whether a full name without a title is plausible: it begins with a given name."""
    return words[0] in text.lexicon.first and (len(words[0]) > 2 or len(words) > 2)
