"""Single words of known names outside the mentions found so far ("وقال بارزاني", "لماكرون")."""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.entities.entities import NAME_PARTICLES, Cast, Entity, list_core_words
from meetings.extraction.entities.known_names import KnownNames
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MIN_NAME_LETTERS = 2
MIN_NAME_LETTERS_BEHIND_PARTICLE = 3
_PARTICLES = ("", *load_word_list("written_on_particles"))
_HOMOGRAPHS = load_word_class("preposition_homographs")
_FOR, _FOR_ARTICLE = "ل", "لل"  # ل and ال are written لل
_OTHER_KINDS = frozenset({"verb", "noun", "head"})


def add_short_names(text: Text, cast: Cast, known: KnownNames) -> None:
    """Add a mention for each short name of the text outside other mentions."""
    covered = {index for mention in cast.mentions for index in range(mention.start, mention.end)}
    forms = _forms_of(known)
    added: list[Mention] = []
    for sentence in text.sentences:
        index = sentence.start
        while index < sentence.end:
            is_free = text.words[index] in forms and index not in covered and _may_be_name(text, index)
            found = _find_person(text, known, index) if is_free else None
            if found is None:
                index += 1
                continue
            added.append(_add_mention(text, sentence, index, covered, *found))
            index = added[-1].end
    cast.mentions = sorted([*cast.mentions, *added], key=lambda mention: mention.start)


def _forms_of(known: KnownNames) -> frozenset[str]:
    """Return all possible forms of a word of a known name with particles."""
    forms = {particle + word for word in known.by_word for particle in _PARTICLES}
    definite = (word for word in known.by_word if word.startswith(ARTICLE))
    return frozenset(forms | {_FOR_ARTICLE + word.removeprefix(ARTICLE) for word in definite})


def _may_be_name(text: Text, index: int) -> bool:
    """Return whether a word can be a name: not a date, number, sign, verb or noun of meeting, or title."""
    if index in text.date_at or not text.is_word(index) or text.words[index] in text.lexicon.ordinal:
        return False
    return text.kinds(index).isdisjoint(_OTHER_KINDS)


def _find_person(text: Text, known: KnownNames, index: int) -> tuple[Entity, str] | None:
    """Find the person whose name the word is, and the word's particle."""
    for particle in _PARTICLES:
        name = _without_particle(text.words[index], particle, known)
        entity = known.find_nearest((name,), index) if name else None
        if name and entity is not None and _is_short_name(text, index, name, particle, entity):
            return entity, particle
    return None


def _without_particle(word: str, particle: str, known: KnownNames) -> str | None:
    """Return the known name that remains of `word` without `particle`."""
    rest = word[len(particle) :]
    least = MIN_NAME_LETTERS_BEHIND_PARTICLE if particle else MIN_NAME_LETTERS
    if word.startswith(particle) and len(rest) >= least and rest in known and rest not in _HOMOGRAPHS:
        return rest
    definite = ARTICLE + word.removeprefix(_FOR_ARTICLE)
    is_definite = particle == _FOR and word.startswith(_FOR_ARTICLE) and definite in known
    return definite if is_definite else None


def _is_short_name(text: Text, index: int, name: str, particle: str, entity: Entity) -> bool:
    """Return whether the word means the person, and is not an everyday word or another person's given name."""
    core = list_core_words(entity.words)
    is_common = text.lexicon.is_common(name)
    if is_common and particle:
        return False
    if name in core[1:] or name == core[-1]:
        return True
    is_given_name = name in text.lexicon.first and len(core) > 1
    return not is_common and not is_given_name and not text.hits[index]


def _add_mention(
    text: Text, sentence: Sentence, index: int, covered: set[int], entity: Entity, particle: str
) -> Mention:
    """Add to `entity` the mention that begins at `index`, with the name's further words."""
    end = index + 1
    while end < sentence.end and end not in covered and _continues_name(text.words[end], entity):
        end += 1
    mention = Mention(index, end, sentence.index, (index, end), None, [], particle, rule="short-name")
    mention.entity = entity.index
    entity.mentions.append(mention)
    return mention


def _continues_name(word: str, entity: Entity) -> bool:
    return word in entity.words and word not in NAME_PARTICLES
