"""Evidence that a word belongs to no name, or in spite of its looks does: verbs, verbal nouns, words of the press."""

import re

from meetings.extraction.mentions.name_word import NameWord
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_PLURAL_ENDINGS = load_word_list("endings_of_no_name")
_PREFIXES = load_word_list("prefixes_of_no_name")
_TO, _BY = load_word_list("particle_to")[0], load_word_list("particle_by")[0]
_KOREAN_ENDINGS = load_word_class("endings_of_korean_names")
_PRESENT = "ي"
_VERBAL = frozenset(load_word_list("letters_of_verbs"))
_SIGNS_BEHIND_NAMES = ",()"
MIN_ADDRESSED_LETTERS = 3
MAX_PRAISE_GAP_WORDS = 8  # from a verb of praise to its object, with the subject between
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
# Verbal nouns behind a name of two words: تثمين, تطابق, تمسك, امتنان, استنكار, إدراك.
_VERBAL_NOUN_OBJECT = re.compile(r"ت[^اوي][^اوي]ي[^اوي]|ت.ا.[^اوي]|ت[^اوي]{2}[^اويه]|ا.ت.ا.|ان..ا.|است..ا.|ا[^ل].ا.")
_SURNAMES_LIKE_NOUNS = load_word_class("surnames_like_verbal_nouns")
_OPENERS = load_word_class("name_openers")
_IN_THE_NAME_OF, _SPEAKERS = load_word_class("in_the_name_of"), load_word_class("speakers_in_a_name")
_PRAISING = load_word_class("verbs_with_by")
_ADDRESS = load_word_class("words_of_address")
_OBJECTS = load_word_class("objects_behind_names")
_BEHIND_NAMES = load_word_class("words_behind_whole_names")
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


def is_praised(word: NameWord) -> bool | None:
    """Reject the object with ب of a verb of praise before its subject: "نوه الشيخ ناصر بمتانة الروابط"."""
    text, following = word.text, word.following
    if not word.word.startswith(_BY) or word.word in text.lexicon.first or text.hits[word.index]:
        return None
    first = max(0, word.index - MAX_PRAISE_GAP_WORDS)
    if following is None or following in text.date_at:
        return None
    rest, is_feminine = word.word.removeprefix(_BY), text.quote(word.index, word.index + 1).endswith("ة")
    is_noun = rest in _OBJECTS or text.lexicon.is_common(rest) or (is_feminine and text.has_article(following))
    return False if is_noun and not _PRAISING.isdisjoint(text.words[first : word.index]) else None


def is_intensive_noun(word: NameWord) -> bool | None:
    """Reject a verbal noun such as تقنين, which no table of given names has."""
    return False if _INTENSIVE_NOUN.fullmatch(word.word) else None


def is_after_particle(word: NameWord) -> bool | None:
    """Reject a verbal noun behind ل or ب: "لإطلاعه", "لتحريك"."""
    is_noun = _VERBAL_NOUN_BEHIND.fullmatch(word.word) or _FEMININE_NOUN_BEHIND.fullmatch(word.word)
    return False if is_noun else None


def is_object_of_verb(word: NameWord) -> bool | None:
    """Reject a noun that governs the next word: "أكد أمير قطر تميم بن حمد عمق العلاقات", "أكد الرئيس عمق العلاقات".

    It is the object of the verb before its subject: a listed noun, a verbal noun, or one with ة. A surname of such a
    shape stands seldom before a word with ال, and a table of names has most of them.
    """
    text, following = word.text, word.following
    if following is None or text.hits[word.index] or word.word in _SURNAMES_LIKE_NOUNS:
        return None
    is_governing = text.has_article(following)
    if text.words[following] in _BEHIND_NAMES:
        return None  # "فؤاد أقطاي في أنقرة"
    is_noun = word.word in _OBJECTS or _VERBAL_NOUN_OBJECT.fullmatch(word.word) is not None
    if is_noun and (is_governing or text.lexicon.is_common(text.words[following])):
        return False
    names = [one for one in text.words[word.index - word.length : word.index] if one not in _OPENERS]
    if len(names) == 1:
        return None  # "عبد الحميد الدبيبة", "رياض سلامة": a surname behind one given name
    is_feminine = text.quote(word.index, word.index + 1).endswith("ة")
    return False if is_feminine and is_governing else None


def is_present_verb(word: NameWord) -> bool | None:
    """Reject a word with the ي of the present behind a name of two words: "عبد المجيد تبون يمضي"."""
    is_late = word.length >= MIN_NAME_BEFORE_PRESENT and len(word.word) > MIN_PRESENT_LETTERS
    return False if is_late and word.word.startswith(_PRESENT) else None


def reject_leader_of_land(word: NameWord) -> bool | None:
    """Reject a title before the land that its bearer leads: "هيثم بن طارق سلطان عمان"."""
    text, behind = word.text, word.index + 1
    if behind >= word.stop or not any(h.entry.kind == "head" and not h.particle for h in text.hits[word.index]):
        return None
    land = text.hit(behind, "country")
    return False if land is not None and not land.particle else None


def accept_korean_syllable(word: NameWord) -> bool | None:
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


def accept_press_word(word: NameWord) -> bool | None:
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


def is_in_the_name_of(word: NameWord) -> bool | None:
    """Reject "باسم" behind a speaker: "متحدثا باسم البرلمانات العربية" names no person."""
    return False if word.word in _IN_THE_NAME_OF and word.previous in _SPEAKERS else None


def is_addressed(word: NameWord) -> bool | None:
    """Accept an everyday word between "السيد" and a word of names: "السيد تود موس"."""
    text, following = word.text, word.following
    if word.previous not in _ADDRESS or following is None or len(word.word) < MIN_ADDRESSED_LETTERS:
        return None
    is_open = not (text.hits[word.index] or text.hits[following] or text.lexicon.is_common(text.words[following]))
    return (is_open and not (text.has_article(word.index) or text.has_article(following))) or None


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
