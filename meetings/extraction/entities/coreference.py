"""Who is who in one text: mentions become entities; short names and offices find the person they stand for.

A short name is the full name most recently given ("بارزاني" is Masrour in one report and Nechirvan in another); a
headline, which stands before all full names, takes the next one. An office without a name is the person who bears
it in the same text for the same side.
"""

import functools

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.entities.entities import SMALL, Cast, Entity, core_words, join, name_words
from meetings.extraction.entities.office_holders import (
    drop_weak,
    inner_names,
    offices,
    sides_by_ministry,
    sides_by_relative,
)
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer import rows, values
from meetings.text.fold import fold

_PARTICLES = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


def resolve(text: Text, mentions: list[Mention]) -> Cast:
    """Entities of `mentions`; names without a title that stay unknown are left out."""
    cast = Cast([], mentions)
    inner_names(text, mentions)
    sides_by_relative(text, mentions)
    sides_by_ministry(text, mentions)
    known: dict[str, list[Entity]] = {}
    _named(text, cast, known)
    cast.mentions = [mention for mention in cast.mentions if mention.entity >= 0 or mention.name is None]
    _short(text, cast, known)
    drop_weak(text, cast)
    _rulers(cast)
    offices(text, cast)
    for mention in cast.mentions:
        if mention.side is None and mention.rule == "short-name" and mention.entity >= 0:
            mention.side = cast.entities[mention.entity].side
    return cast


@functools.cache
def _reigning() -> dict[str, str]:
    """Rulers' names, folded and without spaces (عبد الله and عبدالله are one), and their sides."""
    return {"".join(fold(name).split()): row["side"] for row in rows("rulers") for name in values(row["name"])}


def _rulers(cast: Cast) -> None:
    """A ruler whom the report names without a country: everybody knows of which."""
    for entity in cast.entities:
        if entity.side is not None or entity.name is None or entity.kind in ("private", "spokesman"):
            continue
        first = 1 if len(entity.words) == 1 else 2
        heads = ("".join(entity.words[:length]) for length in range(len(entity.words), first - 1, -1))
        side = next((_reigning()[head] for head in heads if head in _reigning()), None)
        if side is not None:
            entity.side, entity.side_inferred = side, True


def _clean_name(text: Text, mention: Mention) -> tuple[str, ...]:
    words = name_words(text, mention.name or (0, 0))
    if (
        mention.particle
        and mention.rule in ("name", "shared-title")
        and words
        and mention.name
        and mention.name[0] == mention.start
    ):
        words = (words[0].removeprefix(mention.particle), *words[1:])
    return words


def _named(text: Text, cast: Cast, known: dict[str, list[Entity]]) -> None:
    """Entities of full names, in two passes: names with titles first, so that they lend their persons to the bare
    ones.
    """
    named = [mention for mention in cast.mentions if mention.name]
    full = [mention for mention in named if len(core_words(_clean_name(text, mention))) >= 2]
    titled = [mention for mention in full if mention.title or mention.rank]
    for mention in [*titled, *(mention for mention in full if mention not in titled)]:
        words = _clean_name(text, mention)
        entity = _same(words, known) or _misspelt(cast, mention, words, known)
        if entity is None:
            if mention not in titled and (not _plausible(text, words, mention) or _run_on(words, known)):
                continue
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
        join(text, entity, mention, words)
        for word in core_words(words):
            if entity not in known.setdefault(word, []):
                known[word].append(entity)
    for mention in named:
        if mention.entity >= 0:
            continue
        words = _clean_name(text, mention)
        entity = _nearest(cast, known, words, mention.start)
        if entity is None and (mention.title or mention.rank):
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
            for word in core_words(words):
                known.setdefault(word, []).append(entity)
        if entity is not None and _compatible(entity, mention):
            join(text, entity, mention, words)


def _compatible(entity: Entity, mention: Mention) -> bool:
    return entity.side is None or mention.side is None or entity.side == mention.side


def _plausible(text: Text, words: tuple[str, ...], mention: Mention) -> bool:
    """Whether a full name without a title is worth keeping: it opens with a given name."""
    return words[0] in text.lexicon.first and (len(words[0]) > 2 or len(words) > 2)


def _run_on(words: tuple[str, ...], known: dict[str, list[Entity]]) -> bool:
    """Whether two words are the surname of somebody known and the word that happens to follow it."""
    surname = any(core_words(entity.words)[-1:] == [words[0]] for entity in known.get(words[0], ()))
    return len(words) == 2 and surname and words[1] not in known


def _same(words: tuple[str, ...], known: dict[str, list[Entity]]) -> Entity | None:
    """The entity of the same full name: last words alike and the shorter contained in the longer."""
    mine = core_words(words)
    for entity in known.get(mine[-1], ()):
        theirs = core_words(entity.words)
        if _is_father(words, entity.words) or _is_father(entity.words, words):
            continue
        small, large = sorted((set(mine), set(theirs)), key=len)
        if small <= large or (len(small & large) >= 2 and mine[0] == theirs[0]):
            return entity
    return None


def _is_father(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is in `full` only behind بن: "عبدالله الثاني" in "الحسين بن عبدالله الثاني"."""
    return short[0] in full[1:] and full[full.index(short[0]) - 1] in ("بن", "ابن", "بنت") and full[0] not in short


def _misspelt(cast: Cast, mention: Mention, words: tuple[str, ...], known: dict[str, list[Entity]]) -> Entity | None:
    """محمد عباس for محمود عباس: the same last word, office and side, and a first word that is nearly the same."""
    mine, title = core_words(words), mention.title
    for entity in known.get(mine[-1], ()):
        if title is None or entity.title is None or entity.title.office != title.office or entity.side != mention.side:
            continue
        theirs = core_words(entity.words)
        if len(theirs) == len(mine) and theirs[0][:2] == mine[0][:2]:
            return entity
    return None


def _nearest(cast: Cast, known: dict[str, list[Entity]], words: tuple[str, ...], position: int) -> Entity | None:
    """The entity that a short name means: the one last given before `position`, else the first after it."""
    core = core_words(words)
    if not core:
        return None
    found = [entity for entity in known.get(core[-1], ()) if set(core) <= set(entity.words)]
    if not found:
        found = [entity for entity in known.get(core[0], ()) if set(core) <= set(entity.words)]
    if not found:
        return None

    def distance(entity: Entity) -> tuple[int, int]:
        before = [m.start for m in entity.mentions if m.name and m.start < position]
        after = [m.start for m in entity.mentions if m.name and m.start >= position]
        return (0, position - max(before)) if before else (1, min(after) - position) if after else (2, 0)

    return min(found, key=distance)


def _short(text: Text, cast: Cast, known: dict[str, list[Entity]]) -> None:
    """Single words of known names, wherever no mention stands yet ("وقال بارزاني", "لماكرون")."""
    covered: set[int] = set()
    for mention in cast.mentions:
        covered.update(range(mention.start, mention.end))
    forms = _forms(known)
    added = []
    for sentence in text.sentences:
        index = sentence.start
        while index < sentence.end:
            if (
                index in covered
                or index in text.date_at
                or text.words[index] in text.lexicon.ordinal
                or not text.is_word(index)
                or text.kinds(index) & {"verb", "noun", "head"}
            ):
                index += 1
                continue
            found = _short_at(text, cast, known, forms, index)
            if found is None:
                index += 1
                continue
            entity, particle = found
            end = index + 1
            while (
                end < sentence.end
                and end not in covered
                and text.words[end] in entity.words
                and text.words[end] not in SMALL
            ):
                end += 1
            mention = Mention(index, end, sentence.index, (index, end), None, [], particle, rule="short-name")
            mention.entity = entity.index
            added.append(mention)
            entity.mentions.append(mention)
            index = end
    cast.mentions = sorted([*cast.mentions, *added], key=lambda mention: mention.start)


def _forms(known: dict[str, list[Entity]]) -> frozenset[str]:
    """All that a word of a known name can look like with its particles: what else is in the text is none of them."""
    forms = {particle + word for word in known for particle in _PARTICLES}
    return frozenset(forms | {"لل" + word.removeprefix(ARTICLE) for word in known if word.startswith(ARTICLE)})


def _short_at(
    text: Text, cast: Cast, known: dict[str, list[Entity]], forms: frozenset[str], index: int
) -> tuple[Entity, str] | None:
    word = text.words[index]
    if word not in forms:
        return None
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if (
            rest == "علي"
            or not word.startswith(particle)
            or len(rest) < 2
            or (particle and len(rest) < 3)
            or rest not in known
        ):
            if particle == "ل" and word.startswith("لل") and ARTICLE + word[2:] in known:
                rest = ARTICLE + word[2:]
            else:
                continue
        entity = _nearest(cast, known, (rest,), index)
        if entity is None:
            continue
        core = core_words(entity.words)
        is_last = rest == core[-1] or rest in core[1:]
        if not is_last and (text.lexicon.is_common(rest) or (rest in text.lexicon.first and len(core) > 1)):
            continue
        if (text.lexicon.is_common(rest) and particle != "") or (text.hits[index] and not is_last):
            continue
        return entity, particle
    return None
