"""Evidence that a word belongs to no name, or in spite of its looks does: verbs, verbal nouns, words of the press."""

import re

from meetings.extraction.mentions.name_word import NameWord
from meetings.gazetteer.word_classes import word_class, word_list

_PLURAL_ENDINGS = word_list("endings_of_no_name")
_PREFIXES = word_list("prefixes_of_no_name")
_TO, _BY = word_list("particle_to")[0], word_list("particle_by")[0]
_KOREAN_ENDINGS = word_class("endings_of_korean_names")
_PRESENT = "ي"
_VERBAL = frozenset(word_list("letters_of_verbs"))
_SIGNS_BEHIND_NAMES = ",()"
MIN_LED_LETTERS = 4
MIN_PRESENT_LETTERS = 3
MIN_NAME_BEFORE_PRESENT = 2  # words of a name that a word with the ي of the present cannot lengthen
# Verbal nouns of the derived forms (استقبال، اجتماع، انسحاب، محادثة, with their plurals), which open no name.
_VERBAL_NOUN = re.compile(r"(?:است[^ي].ا.(?:ات)?|ا.ت.ا.(?:ات)?|ان..ا.(?:ات)?|[اتم].{4,}ات|م.ا..ه)")
# The same and those of the simpler forms (تحريك، إطلاع) behind ل or ب, possibly with a pronoun: "لإطلاعه", "لتحريك".
_VERBAL_NOUN_BEHIND = re.compile(
    r"[لب](?:است..ا.|ا.ت.ا.|ان..ا.|ا..ا[^ن]|ت..ي[^نر]|م.ا.[^ي]ه|م.ا..ت|ا.ا.[هت]|ت..ي[هت])(?:ه|ها|هم|هما)?"
)
_FEMININE_NOUN_BEHIND = re.compile(r"[لب][^ا].{2,4}ت(?:ه|ها|هم|هما)")  # "لطمأنته"
_INTENSIVE_NOUN = re.compile(r"ت[^اوي].ي[^رسكي]")  # تقنين، تحريك


def is_verbal_noun(word: NameWord) -> bool | None:
    """Reject a verbal noun of a derived form at the beginning of a name."""
    return False if _VERBAL_NOUN.fullmatch(word.word) else None


def is_led_surname(word: NameWord) -> bool | None:
    """Reject a word with ل or ب that the text writes without it: "أكد ماكرون لميلوني"."""
    rest = word.word[1:]
    is_led = word.word.startswith((_TO, _BY)) and len(rest) >= MIN_LED_LETTERS
    return False if is_led and rest in word.text.words and word.word not in word.text.lexicon.first else None


def is_led_name(word: NameWord) -> bool | None:
    """Reject a given name with ل behind a title: "مساعد بارز لكيم" names not the aide."""
    is_led = word.word.startswith(_TO) and len(word.word) > 3 and word.word not in word.text.lexicon.first
    return False if is_led and word.word.removeprefix(_TO) in word.text.lexicon.first else None


def is_intensive_noun(word: NameWord) -> bool | None:
    """Reject a verbal noun such as تقنين, which no table of given names has."""
    return False if _INTENSIVE_NOUN.fullmatch(word.word) else None


def is_after_particle(word: NameWord) -> bool | None:
    """Reject a verbal noun behind ل or ب: "لإطلاعه", "لتحريك"."""
    is_noun = _VERBAL_NOUN_BEHIND.fullmatch(word.word) or _FEMININE_NOUN_BEHIND.fullmatch(word.word)
    return False if is_noun else None


def is_present_verb(word: NameWord) -> bool | None:
    """Reject a word with the ي of the present behind a name of two words: "عبد المجيد تبون يمضي"."""
    is_late = word.length >= MIN_NAME_BEFORE_PRESENT and len(word.word) > MIN_PRESENT_LETTERS
    return False if is_late and word.word.startswith(_PRESENT) else None


def leads_land(word: NameWord) -> bool | None:
    """Reject a title before the land that its bearer leads: "هيثم بن طارق سلطان عمان"."""
    text, behind = word.text, word.index + 1
    if behind >= word.stop or not any(h.entry.kind == "head" and not h.particle for h in text.hits[word.index]):
        return None
    land = text.hit(behind, "country")
    return False if land is not None and not land.particle else None


def ends_korean_name(word: NameWord) -> bool | None:
    """Accept the last syllable of a Korean name (مون جيه إن), which elsewhere is a particle, where a sign follows."""
    if word.word not in _KOREAN_ENDINGS or word.length < MIN_NAME_BEFORE_PRESENT:
        return None
    behind = word.index + 1
    return (behind < word.stop and word.text.words[behind] in _SIGNS_BEHIND_NAMES) or None


def is_tied(word: NameWord) -> bool | None:
    """Accept the words on both sides of a dash inside the name: "مون جاي-إن"."""
    text, behind = word.text, word.index + 1
    is_before = behind + 1 < word.stop and text.words[behind] == "-" and text.ends[word.index] == text.starts[behind]
    is_before = is_before and text.starts[behind + 1] == text.ends[behind] and not text.hits[word.index]
    return (word.previous in "-'" or is_before) or None


def opens_as_press_word(word: NameWord) -> bool | None:
    """Accept a word that the press uses otherwise too, where a given name follows: "شبانة محمود"."""
    text, following = word.text, word.following
    if (
        not word.is_titled
        or following is None
        or not text.lexicon.is_common(word.word)
        or word.word in text.lexicon.core
        or word.word[0] in _VERBAL
    ):
        return None
    return (text.words[following] in text.lexicon.first and not text.lexicon.is_common(text.words[following])) or None


def is_press_surname(word: NameWord) -> bool | None:
    """Accept a word that only the count of press words has, right behind a single given name: "أحمد زيادات"."""
    is_known = word.word in word.text.lexicon.core or word.text.lexicon.is_core_form(word.word)
    if not word.is_titled or not word.is_after_given_name or is_known:
        return None
    is_verb = word.word[0] in _VERBAL and not word.text.has_article(word.index)
    return (word.text.lexicon.is_common(word.word) and not is_verb) or None


def is_everyday(word: NameWord) -> bool | None:
    """Reject an everyday word, and a plural."""
    if word.text.lexicon.is_common(word.word):
        return False
    return False if len(word.word) > 6 and word.word.endswith(_PLURAL_ENDINGS) else None


def has_preposition(word: NameWord) -> bool | None:
    """Reject a preposition with the article: "للتحضير", "بالإيجابي"."""
    return False if len(word.word) > 5 and word.word.startswith(_PREFIXES) else None
