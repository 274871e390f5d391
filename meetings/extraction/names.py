"""The grammar of names: which words can be a person's name, and where a name ends.

A name opens behind a title or an honorific, or with a word that is a given name; it goes on through words that no
table and no everyday vocabulary knows, with the small words names are made of (بن، آل، عبد، دي، فون). A word with
ال may close a name but, without a title, not open it.
"""

from meetings.extraction.lexicon import ARTICLE
from meetings.extraction.sentences import Text

_LONGEST = 7  # words
_BLOCKING = frozenset(
    {"head", "verb", "noun", "cue", "portfolio", "body", "linker", "org", "country", "place", "quality"}
)
_OPENERS = frozenset(
    {"عبد", "ابو", "ابي", "ابا", "بن", "ابن", "بنت", "ال", "ام", "ولد", "ذو", "سيف", "نور", "صلاح", "سعد"}
)
_PARTICLES = ("و", "ب", "ل", "ف")


def parse_name(text: Text, start: int, stop: int, *, titled: bool) -> int | None:
    """The end of the name that begins at word `start`, or None. `titled`: a title or honorific stands before it."""
    index, length = start, 0
    while index < stop and length < _LONGEST:
        word = text.words[index]
        if word in "#-'_" and index + 1 < stop and (length or word == "#"):
            index += 1
            continue
        if not text.is_word(index) or index in text.date_at or not _nameable(text, index, stop, length, titled):
            break
        index += 1
        length += 1
    while index > start and (
        not text.is_word(index - 1) or text.words[index - 1] in _OPENERS or text.words[index - 1] in ("لا", "دي")
    ):
        index -= 1
        length -= text.is_word(index)
    if length <= 0:
        return None
    if not titled and not _stands_alone(text, start, index, length):
        return None
    return index


def _stands_alone(text: Text, start: int, end: int, length: int) -> bool:
    """Whether words without a title look like a full name."""
    first = text.words[start]
    return length >= 2 and not text.has_article(start) and (first in text.lexicon.first or len(first) > 1)


def name_start(text: Text, index: int) -> tuple[int, str] | None:
    """Whether a given name with a particle begins at `index` ("لنيجيرفان", "بمحمد"): the particle."""
    word = text.words[index]
    if (
        word in text.lexicon.first
        or word in text.lexicon.waw
        or text.lexicon.is_common(word)
        or word[1:] in ("يان", "دي")
    ):
        return None
    for particle in _PARTICLES:
        if word.startswith(particle) and word[1:] in text.lexicon.first and len(word) > 3:
            return index, particle
    return None


def _nameable(text: Text, index: int, stop: int, length: int, titled: bool) -> bool:
    """Whether the word at `index` can be the next word of a name that has `length` words."""
    word, lexicon = text.words[index], text.lexicon
    if word[0].isascii():
        return False
    previous = text.words[index - 1] if length else ""
    if previous in _OPENERS:
        return not text.hit(index, "verb")
    if text.is_homograph(index):
        return True
    if word == "علي":
        return _is_ali(text, index, stop, length)
    if word in lexicon.joint:
        return (length > 0 or word in _OPENERS) and index + 1 < stop and text.is_word(index + 1)
    if word in lexicon.first and not (length == 0 and not titled and lexicon.is_common(word)):
        return True
    if word.startswith("و"):
        return word in lexicon.waw
    if length and word in lexicon.ordinal:
        return True
    if word in lexicon.soft and length:
        return _soft(text, index, stop)
    if length and len(word) > 4 and word.endswith("ي") and text.has_article(index) and _adjective(text, index):
        return True  # an adjective right behind a name has no noun to go with: it is a surname (العلمي، الوطني)
    for hit in text.hits[index]:
        kind = hit.entry.kind
        if kind == "demonym":
            if (
                hit.particle == ""
                and length
                and hit.entry.number == "one"
                and text.has_article(index)
                and hit.end == index + 1
            ):
                continue
            return False
        if kind in ("country", "place") and hit.particle == "" and length == 0 and titled and index + 1 < stop:
            return text.is_word(index + 1) and not text.hits[index + 1] and not lexicon.is_common(text.words[index + 1])
        if kind in _BLOCKING and (not hit.particle or len(word) > 4 or hit.end > index + 1):
            return False
    if lexicon.is_common(word) or (len(word) > 6 and word.endswith(("يين", "يون", "يات", "ويه"))):
        return False
    if text.has_article(index) and length == 0:
        return titled and len(word) > 4 and not text.quote(index, index + 1).endswith("ة")
    if length and len(word) > 5 and word.startswith(("بال", "لل", "فال", "كال")):
        return False
    return len(word) > 1


def _adjective(text: Text, index: int) -> bool:
    """Whether everyday vocabulary or the titles' own adjectives are all that the word at `index` is known for."""
    return text.kinds(index) <= {"quality"} and text.words[index] not in ("الحالي", "التالي", "الثاني", "الماضي")


def _is_ali(text: Text, index: int, stop: int, length: int) -> bool:
    """علي the name or على the preposition, which folding has made one: the raw spelling, and what stands around it."""
    raw = text.quote(index, index + 1)
    following = text.words[index + 1] if index + 1 < stop else ","
    opens = following in text.lexicon.first or following in _OPENERS
    if raw.endswith("ى"):
        return opens and following in _OPENERS
    if length:
        return not following.startswith(ARTICLE) or text.words[index - 1] in text.lexicon.first
    return opens or (
        following[0].isalpha() and not following.startswith(ARTICLE) and not text.lexicon.is_common(following)
    )


def _soft(text: Text, index: int, stop: int) -> bool:
    """A title word inside a name (حسين أمير عبد اللهيان): what follows goes on with the name, not with a title."""
    if text.words[index] == "رييسي":  # a surname, unless it is "two presidents of"
        following = text.kinds(index + 1) if index + 1 < stop else set()
        return not following & {"country", "body", "org", "demonym"}
    if index + 1 >= stop or not text.is_word(index + 1):
        return False
    return not text.kinds(index + 1) & {"country", "body", "portfolio", "org", "demonym", "head", "place"} and not (
        text.lexicon.is_common(text.words[index + 1])
    )
