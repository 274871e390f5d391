"""The grammar of names: which words can be a person's name, and where a name ends.

A name opens behind a title or an honorific, or with a word that is a given name; it goes on through words that no
table and no everyday vocabulary knows, with the small words names are made of (بن، آل، عبد، دي، فون). A word with
ال may close a name but, without a title, not open it.
"""

import re

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE

_LONGEST = 12  # words, the small ones too: four names with بن between them and a family's آل
_BLOCKING = frozenset(
    {"head", "verb", "noun", "cue", "portfolio", "body", "linker", "org", "country", "place", "quality"}
)
_OPENERS = frozenset(
    {"عبد", "ابو", "ابي", "ابا", "بن", "ابن", "بنت", "ال", "ام", "ولد", "ذو", "سيف", "نور", "صلاح", "سعد"}
)
# Honorifics that are family names too (حسين الشيخ), where no name follows them.
_FAMILY = frozenset({"الشيخ", "السيد", "المهندس", "القاضي", "الحاج", "الامير", "الملا", "العميد", "الفريق", "العماد"})
# What a place may be called after somebody: "مطار رفيق الحريري" is no person.
NAMESAKES = frozenset(
    [
        "مطار",
        "شارع",
        "طريق",
        "مستشفي",
        "جامعه",
        "قاعه",
        "قاعده",
        "ميناء",
        "مركز",
        "جسر",
        "ساحه",
        "ميدان",
        "ملعب",
        "استاد",
        "مدرسه",
        "مسجد",
        "جامع",
        "مدينه",
        "متحف",
        "حديقه",
        "مخيم",
        "معهد",
        "مجمع",
        "كليه",
        "موسسه",
        "قصر",
        "مجموعه",
        "موكب",
        "نفق",
        "قلاده",
        "وسام",
        "جايزه",
        "حي",
    ]
)
# Verbal nouns of the derived forms (استقبال، اجتماع، انسحاب، محادثة، with their plurals), which open no name.
_VERBAL_NOUN = re.compile(r"(?:است[^ي].ا.(?:ات)?|ا.ت.ا.(?:ات)?|ان..ا.(?:ات)?|[اتم].{4,}ات|م.ا..ه)")
_FOREIGN = frozenset(
    {"دي", "دو", "دا", "فان", "فون", "دير", "لو", "سان", "ماك", "بن", "ال"}
)  # a name must follow these
_PARTICLES = ("و", "ب", "ل", "ف")


def parse_name(text: Text, start: int, stop: int, *, titled: bool) -> int | None:
    """The end of the name that begins at word `start`, or None. `titled`: a title or honorific stands before it."""
    index, length = start, 0
    while index < stop and length < _LONGEST:
        word = text.words[index]
        if word in "#-'_" and index + 1 < stop and (length or word == "#") and _tight(text, index):
            index += 1
            continue
        if not text.is_word(index) or index in text.date_at or not _nameable(text, index, stop, length, titled):
            break
        index += 1
        length += 1
    while index > start and (
        not text.is_word(index - 1)
        or (text.words[index - 1] in _OPENERS and not text.is_homograph(index - 1))
        or text.words[index - 1] in ("لا", "دي")
    ):
        index -= 1
        length -= text.is_word(index)
    if length <= 0:
        return None
    if not titled and not _stands_alone(text, start, index, length):
        return None
    return index


def _tight(text: Text, index: int) -> bool:
    """Whether a dash stands inside a name ("جان-إيف") and not beside it."""
    return text.words[index] == "#" or text.ends[index - 1] == text.starts[index] == text.ends[index] - 1 == (
        text.starts[index + 1] - 1
    )


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
    if previous in _OPENERS or (previous in _FOREIGN and length > 1):
        return not text.hit(index, "verb")
    if text.is_homograph(index):
        return True
    if word == "علي":
        return _is_ali(text, index, stop, length, titled=titled)
    if word in ("الله", "الدين") and length:
        return True
    if (
        index + 2 < stop
        and text.words[index + 1] in ("بن", "بنت")
        and text.is_word(index + 2)
        and not word.startswith("و")
    ):
        return True  # whatever the word may mean else (مساعد بن محمد)
    if length == 1 and previous in lexicon.first and _only_a_name(text, index):
        return True
    if word in lexicon.joint:
        return (length > 0 or word in _OPENERS) and index + 1 < stop and text.is_word(index + 1)
    everyday = word in lexicon.common and not text.hit(index, "country", "place")  # جورجيا is a name too
    if length and any(h.entry.kind == "head" and h.end > index + 1 and not h.particle for h in text.hits[index]):
        return False  # "ميقاتي أمين سر ...": a title of two words, though its first is a given name
    if word in lexicon.first and not (length == 0 and not titled and everyday):
        return True
    if word.startswith("و"):
        return word in lexicon.waw
    if length and word in lexicon.ordinal:
        return True
    if length == 1 and previous in lexicon.first and _surname(text, index, stop):
        return True
    if word in lexicon.soft and not length and titled and index + 1 < stop and text.words[index + 1] in lexicon.first:
        return text.words[index + 1] not in lexicon.common
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
    if not length and _VERBAL_NOUN.fullmatch(word):
        return False
    if lexicon.is_common(word) or (len(word) > 6 and word.endswith(("يين", "يون", "يات", "ويه"))):
        return False
    if text.has_article(index) and length == 0:
        return titled and len(word) > 4 and not text.quote(index, index + 1).endswith("ة")
    if length and len(word) > 5 and word.startswith(("بال", "لل", "فال", "كال")):
        return False
    return len(word) > 1


def _only_a_name(text: Text, index: int) -> bool:
    """Behind a given name: a word with ة that no table has, which so is no verb (محمد سيالة); a city's name
    alone (ريمي ريو).
    """
    word = text.words[index]
    if word.startswith("و"):  # a name of its own ("جورج ويكوف"), not "and" with a name that stands elsewhere
        rest = word[1:]
        known = text.lexicon.is_common(word) or rest in text.lexicon.first or rest in text.words or text.hits[index]
        return len(rest) > 3 and not known and not rest.startswith(("ال", "ب", "ل", "س"))
    if text.hits[index]:
        return all(h.entry.kind == "place" and not h.particle and h.end == index + 1 for h in text.hits[index])
    if word.startswith(("ال", "ب", "ل")):
        return False
    return word not in text.lexicon.common and text.quote(index, index + 1).endswith("ة")


def _surname(text: Text, index: int, stop: int) -> bool:
    """A word of titles right behind a single given name: without ال it cannot qualify the title before
    (نبيه بري، بطرس حرب); an honorific with ال is the family's where no name follows (حسين الشيخ).
    """
    following = index + 1
    closed = following >= stop or not text.is_word(following) or text.lexicon.is_common(text.words[following])
    if text.words[index] in _FAMILY:
        return closed or text.words[following].startswith("و") or bool(text.kinds(following) & {"verb", "noun", "cue"})
    if text.has_article(index) or text.hits[index] == [] or text.words[index].endswith("ه"):
        return False
    plain = all(hit.entry.kind in ("quality", "portfolio") for hit in text.hits[index])
    return plain and (closed or not text.kinds(following) & {"country", "demonym", "org", "portfolio"})


def _adjective(text: Text, index: int) -> bool:
    """Whether everyday vocabulary or the titles' own adjectives are all that the word at `index` is known for."""
    return text.kinds(index) <= {"quality"} and text.words[index] not in ("الحالي", "التالي", "الثاني", "الماضي")


def _is_ali(text: Text, index: int, stop: int, length: int, *, titled: bool) -> bool:
    """علي the name or على the preposition, which folding has made one: the raw spelling, and what stands around it."""
    raw = text.quote(index, index + 1)
    following = text.words[index + 1] if index + 1 < stop else ","
    opens = following in text.lexicon.first or following in _OPENERS
    if raw.endswith("ى"):
        return opens and following in _OPENERS
    if text.spells_ya:
        return titled or opens or length > 0
    after = text.words[index + 2] if index + 2 < stop else ","
    if titled and not length and following.startswith(ARTICLE) and not after[0].isalpha():
        return True  # "وزير الخارجية السوداني علي الصادق."
    if length:
        if not following[0].isalpha():
            return True
        known = index + 1 < stop and bool(text.kinds(index + 1) & _BLOCKING)
        return opens or not (known or text.lexicon.is_common(following))
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
