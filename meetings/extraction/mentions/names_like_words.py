"""Names that are spelled like everyday words: surnames (دار), syllables (كي) and given names (دون).

The tables of given names hold them by kind. Behind a name, or between a title and a name, such a word is a name;
the words behind it tell where it is a noun or a verb after all.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.name_word import NameWord
from meetings.gazetteer.word_classes import load_word_class, load_word_list

BEHIND_NAMES = load_word_class("words_behind_whole_names")
_OBJECTS = load_word_class("objects_behind_names")
_FAMILY = load_word_class("honorifics_as_surnames")
_RAISI = load_word_list("raisi")[0]
_KOREAN_ENDINGS = load_word_class("endings_of_korean_names")
_SIGNS_BEHIND_NAMES = ",()"
_AND = load_word_list("particle_and")[0]
MIN_NAME_BEFORE_SYLLABLE = 2  # words before the last syllable of a name, where no name follows: مون جيه إن
_WORDLY = frozenset(("head", "verb", "noun", "cue", "linker", "portfolio"))


def is_surname_like_word(word: NameWord) -> bool | None:
    """Accept a listed surname that is a word too (محمد إسحاق دار), where it governs no noun ("دار الضيافة")."""
    text, following = word.text, word.following
    if word.word not in text.lexicon.last:
        return None
    land = text.hit(word.index, "country", "place")
    if land is not None and not land.particle and not word.is_after_given_name:
        return None  # "زار سامح شكري مالي"
    is_word = word.word in text.lexicon.common or bool(text.hits[word.index])
    if following is None or not is_word or following in text.date_at:
        return True
    return None if text.has_article(following) or _is_governed(text, following) else True


def _is_governed(text: Text, index: int) -> bool:
    """Return whether a noun before the word would govern it: "جبل عرفات", but not "دار عمق العلاقات"."""
    word = text.words[index]
    return not (text.hits[index] or word in BEHIND_NAMES or word in _OBJECTS or word.startswith(_AND))


def is_syllable(word: NameWord) -> bool | None:
    """Accept a syllable that is a particle or a word elsewhere (بان كي مون) between names, or before a comma."""
    text, following = word.text, word.following
    if word.word not in text.lexicon.syllable or not word.is_titled:
        return None
    if following is None:
        is_closed = word.index + 1 < word.stop and text.words[word.index + 1] in _SIGNS_BEHIND_NAMES
        return (is_closed and word.length >= MIN_NAME_BEFORE_SYLLABLE) or None
    behind = text.words[following]
    if text.hits[word.index]:
        return behind in text.lexicon.first or None  # كي يتسنى
    is_further = behind in text.lexicon.syllable or behind in _KOREAN_ENDINGS
    return (is_further and word.length < MIN_NAME_BEFORE_SYLLABLE) or is_plain_name(text, following) or None


def accept_shared_name(word: NameWord) -> bool | None:
    """Accept a listed given name that is a word too (دون برامودويناي), behind a title and before a plain name."""
    following = word.following
    if word.word not in word.text.lexicon.shared or not word.is_titled or following is None:
        return None
    return is_plain_name(word.text, following) or word.text.words[following] in word.text.lexicon.joint or None


def is_plain_name(text: Text, index: int) -> bool:
    """Return whether the word is a name and hardly anything else: no table of words or forms has it."""
    word, lexicon = text.words[index], text.lexicon
    if index in text.date_at or text.has_article(index) or not text.is_word(index) or lexicon.is_common(word):
        return False
    if word in lexicon.first or word in lexicon.last or word in lexicon.waw:
        return not text.kinds(index) & _WORDLY
    return not text.hits[index] and not word.startswith(_AND)


def is_title_word_as_surname(word: NameWord) -> bool:
    """Return whether a word of titles right after a single given name is a surname.

    Without ال it cannot qualify the title before (نبيه بري، بطرس حرب); an honorific with ال is the family's where no
    name follows (حسين الشيخ).
    """
    text, index, following = word.text, word.index, word.following
    is_closed = following is None or text.lexicon.is_common(text.words[following])
    kinds = text.kinds(following) if following is not None else set()
    if word.word in _FAMILY:
        goes_on = following is not None and text.words[following].startswith(_AND)
        return is_closed or goes_on or bool(kinds & {"verb", "noun", "cue"})
    if text.has_article(index) or not text.hits[index] or word.word.endswith("ه"):
        return False
    is_plain = all(hit.entry.kind in ("quality", "portfolio") for hit in text.hits[index])
    return is_plain and (is_closed or not kinds & {"country", "demonym", "org", "portfolio"})


def is_title_word_inside(word: NameWord) -> bool:
    """Return whether a title word inside a name (حسين أمير عبد اللهيان) continues the name and opens no title."""
    text, behind = word.text, word.index + 1
    if word.word == _RAISI:  # a surname, unless it is "two presidents of"
        following = text.kinds(behind) if behind < word.stop else set()
        return not following & {"country", "body", "org", "demonym"}
    if word.following is None:
        return False
    kinds = {"country", "body", "portfolio", "org", "demonym", "head", "place"}
    return not text.kinds(behind) & kinds and not text.lexicon.is_common(text.words[behind])
