"""Names across spellings and scripts: keys under which كردستان and كوردستان, or Nechirvan and نيجيرفان, are one.

All keys drop vowels, which is what transcribers disagree about. `skeleton` compares Arabic with Arabic and keeps every
consonant; `sound_key` compares any script with any other and joins the consonants that stand for one another.
All functions take folded words.
"""

import re
from functools import lru_cache

from meetings.text.stems import without_particles

_VOWELS = "اويءى"
_LATIN = re.compile(r"[a-z]+")


@lru_cache(50_000)
def skeleton(name: str) -> str:
    """The consonants of an Arabic name without its article; a vowel at either end counts as one sign, "" for none.

    كردستان, كوردستان -> كردستن; أمريكا, أميركا -> اmركا alike; ماكرون but not مكرونة; ستوكهولم, استوكهولم.
    """
    key = _bare(name)
    if len(key) > 3 and key.startswith("اس") and key[2] in "تبكف":
        key = key[1:]  # استوكهولم: the vowel only helps an Arabic tongue over two consonants
    first = "ا" if key[:1] in ("ا", "و", "ي", "ء") and key[1:2] in ("ا", "و", "ي", "ء") else key[:1]
    if first in ("و", "ي") and len(key) > 1:
        return first + _inner(key[1:])
    return ("ا" if first in ("ا", "ء") else first) + _inner(key[1:])


def _inner(rest: str) -> str:
    last = rest[-1:]
    middle = "".join(c for c in rest if c not in _VOWELS)
    if last in ("ا", "ه", "ء"):
        return (middle[:-1] if last == "ه" else middle) + "ا"
    return middle + ("ي" if last == "ي" else "و" if last == "و" else "")


def _bare(name: str) -> str:
    return without_particles(name)[0][0]


# Arabic consonants by the sound that a transcriber hears; letters absent here are vowels or silent.
_ARABIC_SOUNDS = {
    "ب": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "ش": "j", "ح": "h", "ه": "h", "خ": "x",
    "د": "d", "ض": "d", "ذ": "z", "ظ": "z", "ز": "z", "ر": "r", "ف": "f", "ق": "k", "ك": "k", "غ": "k",
    "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_LATIN_PAIRS = (
    ("tch", "j"), ("sch", "j"), ("tsch", "j"), ("ch", "j"), ("sh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "x"),
    ("gh", "k"), ("th", "s"), ("dh", "z"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("ts", "s"), ("tz", "s"),
)  # fmt: skip
_LATIN_SOUNDS = {
    "b": "b", "p": "b", "t": "t", "s": "s", "j": "j", "h": "h", "d": "d", "z": "z", "r": "r", "f": "f", "v": "f",
    "k": "k", "q": "k", "l": "l", "m": "m", "n": "n", "x": "x",
}  # fmt: skip


@lru_cache(50_000)
def sound_keys(word: str) -> tuple[str, ...]:
    """What `word`, in Arabic or Latin letters, sounds like: its consonants in classes, several where a letter is read
    in several ways (c, g, w). Empty when nothing is left to compare."""
    if _LATIN.fullmatch(word):
        return tuple(dict.fromkeys(k for spelling in _latin_readings(word) if (k := _squeeze(spelling))))
    bare = _bare(word)
    if not bare or not "\u0621" <= bare[0] <= "\u064a":
        return ()
    spelling = "".join(_ARABIC_SOUNDS.get(c, ".") for c in bare)
    if bare[-1] == "ه":
        spelling = spelling[:-1]
    first = "" if bare[0] in _ARABIC_SOUNDS else "w" if bare[0] == "و" and bare[1:2] not in "اوي" else "a"
    readings = [first + spelling]
    if "ج" in bare:  # the Egyptian g
        readings.append(
            first + "".join("k" if c == "ج" else _ARABIC_SOUNDS.get(c, ".") for c in bare).removesuffix("h")
        )
    if "ث" in bare:
        readings.append(first + spelling.replace("s", "t"))
    return tuple(dict.fromkeys(k for r in readings if (k := _squeeze(r))))


def _latin_readings(word: str) -> list[str]:
    for pair, sound in _LATIN_PAIRS:
        word = word.replace(pair, sound.upper())
    first = "a" if word[0] in "aeiouy" else ""
    readings = [first]
    for index, letter in enumerate(word):
        following = word[index + 1 : index + 2]
        if letter.isupper():
            sounds = [letter.lower()]
        elif letter == "c":
            sounds = ["j", "s"] if following in ("e", "i", "y") else ["k", "j"]
        elif letter == "g":
            sounds = ["k", "j"]
        elif letter == "x":
            sounds = ["x", "ks"]
        elif letter == "w":
            sounds = [".", "f"] if index else ["w", "f"]
        elif letter == "h" and index == len(word) - 1:
            sounds = ["."]
        else:
            sounds = [_LATIN_SOUNDS.get(letter, ".")]
        readings = [reading + sound for reading in readings for sound in sounds][:16]
    return readings


def _squeeze(sounds: str) -> str:
    """Doubled consonants as one, a final z as s; the dots that stand for vowels have kept others apart and go."""
    key = re.sub(r"([a-z])\1+", r"\1", sounds).replace(".", "")
    return key[:-1] + "s" if key.endswith("z") else key


def consonants(key: str) -> int:
    """How many consonants a skeleton holds; the sign of a vowel at its end is none."""
    return len(key.rstrip("اوي")) if len(key) > 1 else len(key)


def vowels_apart(one: str, other: str) -> str:
    """How the vowels of two Arabic words with one skeleton of three consonants differ; "" when they are two words.

    "seat": the seat of a hamza changes (مسؤول, مسئول). "first": a short vowel is written out with و or ي after the
    first consonant (كردي, كوردي). "second": a long vowel is left out where the first is long already (بوتين, بوتن).
    A long vowel in the second place alone makes another Arabic word of it: قطر and قطار, مصر and مصير.
    """
    first, second = _gaps(_bare(one)), _gaps(_bare(other))
    if len(first) != len(second):
        return ""
    differing = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if all(len(first[i]) == len(second[i]) >= 2 for i in differing):
        return "seat"
    if differing == [1] and {first[1], second[1]} <= {"", "و", "ي"}:
        return "first"
    return "second" if differing == [2] and first[1] else ""


def _gaps(word: str) -> list[str]:
    """The vowels before, between and after the consonants of a word."""
    gaps = [""]
    for index, letter in enumerate(word):
        if letter in _VOWELS and index:
            gaps[-1] += letter
        else:
            gaps.append("")
    return gaps


def spoken(word: str) -> str:
    """A rough Latin rendering with vowels, to choose among words with one sound key."""
    if word.isascii():
        return word.replace("ph", "f").replace("ch", "sh").translate(_ROUGH)
    return "".join(_SPOKEN.get(c, "") for c in _bare(word))


_ROUGH = str.maketrans("eoyvqcjpw", "iuifkkgbu")
_SPOKEN = {
    **_ARABIC_SOUNDS,
    "ا": "a", "و": "u", "ي": "i", "ع": "a", "ه": "a", "ج": "g", "ش": "sh", "غ": "g", "خ": "kh",
}  # fmt: skip
