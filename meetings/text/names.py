"""Names across spellings and scripts: كردستان and كوردستان, or Nechirvan and نيجيرفان, have one key.

All keys drop vowels, because transcribers disagree about them. `make_skeleton` compares Arabic with Arabic and retains
every consonant; `make_sound_keys` compares any script with any other and joins consonants that replace one another. All
functions take folded words.
"""

import re
from functools import lru_cache

from meetings.text.stems import strip_particles

MAX_READINGS = 32  # of one Latin word
_VOWELS = "اويءى"
_LATIN = re.compile(r"[a-z]+")


@lru_cache(50_000)
def make_skeleton(name: str) -> str:
    """Return the consonants of an Arabic name without its article.

    A vowel at either end becomes one sign, ا, و or ي. كردستان and كوردستان have كردستن, أمريكا and أميركا have
    امركا, ستوكهولم and استوكهولم have ستكهلم; ماكرون has مكرن but مكرونة has مكرنا.
    """
    key = _bare(name)
    if len(key) > 3 and key.startswith("اس") and key[2] in "تبكف":
        key = key[1:]  # استوكهولم: the vowel only helps to pronounce two consonants
    first = "ا" if key[:1] in ("ا", "و", "ي", "ء") and key[1:2] in ("ا", "و", "ي", "ء") else key[:1]
    return ("ا" if first in ("ا", "ء") else first) + _inner(key[1:])


def _inner(rest: str) -> str:
    """Return the consonants after the first sign, and the vowel at the end."""
    last = rest[-1:]
    middle = "".join(c for c in rest if c not in _VOWELS)
    if last in ("ا", "ه", "ء"):
        return (middle[:-1] if last == "ه" else middle) + "ا"
    return middle + ("ي" if last == "ي" else "و" if last == "و" else "")


def _bare(name: str) -> str:
    """Return a name without its article."""
    return strip_particles(name)[0][0]


# Arabic consonants by the sound that a transcriber hears; letters absent here are vowels or silent.
_ARABIC_SOUNDS = {
    "ب": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "ش": "j", "ح": "h", "ه": "h", "خ": "x",
    "د": "d", "ض": "d", "ذ": "z", "ظ": "z", "ز": "z", "ر": "r", "ف": "f", "ق": "k", "ك": "k", "غ": "k",
    "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_REPLACED = ("غجكق", "تط", "سثز", "شج")  # consonants that writers of foreign names replace with one another
_PAIRS = (("تش", "ش"), ("تس", "س"), ("تز", "ز"), ("دج", "ج"))
_GIM, _THA, _TSH = "ج", "ث", "تش"
_EGYPTIAN_SOUNDS = {**_ARABIC_SOUNDS, _GIM: "k"}
_LATIN_PAIRS = (
    ("tsch", "j"), ("tch", "j"), ("sch", "j"), ("sh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "x"),
    ("gh", "k"), ("dh", "z"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("ts", "s"), ("tz", "s"), ("dt", "t"),
)  # fmt: skip
_LATIN_SOUNDS = {
    "b": "b", "p": "b", "t": "t", "s": "s", "j": "j", "h": "h", "d": "d", "z": "z", "r": "r", "f": "f", "v": "f",
    "k": "k", "q": "k", "l": "l", "m": "m", "n": "n", "x": "x",
}  # fmt: skip
_SEVERAL_SOUNDS = {"g": ("k", "j"), "x": ("x", "ks"), "z": ("z", "s"), "v": ("f", ".")}
_AT_THE_BEGINNING = {"j": ("j", "x", "a"), "v": ("f", "w")}  # Juan, Jens; Velayati
_LETTER_PAIRS = {"ch": ("j", "k", "x"), "th": ("s", "t")}  # Chirac, Christian, Bach; Theresa
_SILENT_ENDS = ("nt", "nd", "rd", "rt", "et", "ot", "is", "es", "ux", "ier")  # of French names: Mitterrand, Louis
MIN_LETTERS_WITH_SILENT_END = 5


@lru_cache(50_000)
def make_sound_keys(word: str) -> tuple[str, ...]:
    """Return the sounds of `word`, in Arabic or Latin letters: its consonants in classes.

    There are several where a letter has several readings (c, g, w), and none when no consonant is left to compare.
    """
    spellings = _latin_readings(word) if _LATIN.fullmatch(word) else _arabic_readings(_bare(word))
    return tuple(dict.fromkeys(key for spelling in spellings if (key := _squeeze(spelling))))


def make_full_sound_keys(word: str) -> tuple[str, ...]:
    """Return the sounds of `word` for another script: also with تس as one sound, and with its article (ألبرتو)."""
    if _LATIN.fullmatch(word):
        return make_sound_keys(word)
    forms = {form.replace("تس", "س").replace("تز", "س") for form in (_bare(word), word)} - {_bare(word)}
    more = (key for form in sorted(forms) for spelling in _arabic_readings(form) if (key := _squeeze(spelling)))
    return tuple(dict.fromkeys((*make_sound_keys(word), *more)))


def _arabic_readings(word: str) -> list[str]:
    """Return the sounds of an Arabic word without its article, a dot for each vowel."""
    if not word or not "\u0621" <= word[0] <= "\u064a":
        return []
    first, spelling = _first_sound(word), _sounds_of(word, _ARABIC_SOUNDS)
    if word[-1] == "ه":
        spelling = spelling[:-1]
    readings = [first + spelling]
    if _GIM in word:  # the Egyptian g
        readings.append(first + _sounds_of(word, _EGYPTIAN_SOUNDS).removesuffix("h"))
    if _TSH in word:  # the ch of Turkish and Persian, which another outlet writes with ج
        readings.append(first + _sounds_of(word.replace(_TSH, "ش"), _ARABIC_SOUNDS))
    if _THA in word:
        readings.append(first + spelling.replace("s", "t"))
    return readings


def _first_sound(word: str) -> str:
    """Return the sound of a vowel that the word begins with: w, a, or none."""
    if word[0] in _ARABIC_SOUNDS:
        return ""
    return "w" if word[0] == "و" and word[1:2] not in "اوي" else "a"


def _sounds_of(word: str, sounds: dict[str, str]) -> str:
    return "".join(sounds.get(letter, ".") for letter in word)


def _latin_readings(word: str) -> list[str]:
    """Return the sounds of a Latin word in all its readings, a dot for each vowel."""
    for pair, sound in _LATIN_PAIRS:
        word = word.replace(pair, sound.upper())
    readings = ["a" if word[0] in "aeiouy" else ""]
    index = 0
    while index < len(word):
        both = _LETTER_PAIRS.get(word[index : index + 2])
        sounds = both or _latin_sounds(word, index)
        readings = [reading + sound for reading in readings for sound in sounds][:MAX_READINGS]
        index += 2 if both else 1
    if len(word) >= MIN_LETTERS_WITH_SILENT_END and word.endswith(_SILENT_ENDS):
        readings += [reading[:-1] for reading in readings]
    return readings


def _latin_sounds(word: str, index: int) -> tuple[str, ...]:
    """Return the possible sounds of the letter at `index`; capitals are sounds already."""
    letter = word[index]
    if letter.isupper():
        return (letter.lower(),)
    if letter == "c":
        return ("j", "s") if word[index + 1 : index + 2] in ("e", "i", "y") else ("k", "j")
    if letter == "w":
        return (".", "f") if index else ("w", "f")
    if letter == "h" and index == len(word) - 1:
        return (".",)
    several = (_AT_THE_BEGINNING.get(letter) if index == 0 else None) or _SEVERAL_SOUNDS.get(letter)
    return several or (_LATIN_SOUNDS.get(letter, "."),)


def _squeeze(sounds: str) -> str:
    """Write doubled consonants as one and a final z as s, and remove the dots for vowels, which separated them."""
    key = re.sub(r"([a-z])\1+", r"\1", sounds).replace(".", "")
    return key[:-1] + "s" if key.endswith("z") else key


def count_consonants(key: str) -> int:
    """Count the consonants of a skeleton, without the sign of a vowel at its end."""
    return len(key.rstrip("اوي")) if len(key) > 1 else len(key)


def compare_vowels(one: str, other: str) -> str:
    """Return how the vowels of two Arabic words with one skeleton of three consonants differ; "" for two words.

    "seat": the seat of a hamza changes (مسؤول, مسئول). "first": a short vowel is written out with و or ي after the
    first consonant (كردي, كوردي). "second": a long vowel is left out where the first is long already (بوتين, بوتن).
    A long vowel in the second place alone makes another Arabic word of it: قطر and قطار, مصر and مصير.
    """
    first, second = _gaps(_bare(one)), _gaps(_bare(other))
    if len(first) != len(second) or _bare(one)[:1] != _bare(other)[:1]:
        return ""
    differing = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if all(len(first[i]) == len(second[i]) >= 2 for i in differing):
        return "seat"
    if differing == [1] and {first[1], second[1]} <= {"", "و", "ي"}:
        return "first"
    return "second" if differing == [2] and first[1] else ""


def compare_spellings(one: str, other: str) -> int | None:
    """Return by how many letters two Arabic spellings of a name differ; None for different names.

    Writers replace some consonants of foreign names (بطرسبرغ, بطرسبرج), but never those that only Arabic has, and they
    add or leave out vowels, but not at the end: الداخلة is not الداخلية.
    """
    first, second = (_write_simply(_bare(word)) for word in (one, other))
    mine, theirs = _gaps(first), _gaps(second)
    if len(mine) != len(theirs) or mine[-1] != theirs[-1]:
        return None
    if any(not _is_part(a, b) for a, b in zip(mine, theirs, strict=True)):
        return None
    differing = [(a, b) for a, b in zip(_list_consonants(first), _list_consonants(second), strict=True) if a != b]
    if not all(any(a in group and b in group for group in _REPLACED) for a, b in differing):
        return None
    return len(differing) + sum(abs(len(a) - len(b)) for a, b in zip(mine, theirs, strict=True))


def _write_simply(word: str) -> str:
    """Return a name with one letter for a sound of two, ا for ه at its end, and no vowel that only helps to begin."""
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    if word.startswith("اس") and word[2:3] in tuple("تبكف"):
        word = word[1:]
    return word[:-1] + "ا" if word.endswith("ه") else word


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _list_consonants(word: str) -> list[str]:
    """Return the first letter of a word and its later consonants."""
    return [letter for index, letter in enumerate(word) if not index or letter not in _VOWELS]


def has_vowels_of(one: str, other: str) -> bool:
    """Return whether one of two words has all vowels of the other: برزاني and بارزاني, not مسعود and مساعد."""
    first, second = _gaps(_bare(one)), _gaps(_bare(other))
    if len(first) != len(second):
        return True
    pairs = list(zip(first, second, strict=True))
    return all(len(a) <= len(b) for a, b in pairs) or all(len(a) >= len(b) for a, b in pairs)


def _gaps(word: str) -> list[str]:
    """Return the vowels before, between and after the consonants of a word."""
    gaps = [""]
    for index, letter in enumerate(word):
        if letter in _VOWELS and index:
            gaps[-1] += letter
        else:
            gaps.append("")
    return gaps


def make_spoken_form(word: str) -> str:
    """Return a rough Latin rendering with vowels, to choose among words with one sound key."""
    if word.isascii():
        return word.replace("ph", "f").replace("ch", "sh").translate(_ROUGH)
    return "".join(_SPOKEN.get(c, "") for c in _bare(word))


_ROUGH = str.maketrans("eoyvqcjpw", "iuifkkgbu")
_SPOKEN = {
    **_ARABIC_SOUNDS,
    "ا": "a", "و": "u", "ي": "i", "ع": "a", "ه": "a", "ج": "g", "ش": "sh", "غ": "g", "خ": "kh",
}  # fmt: skip
