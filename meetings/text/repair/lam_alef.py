"""Repair of lam-alef: programs that take a PDF file apart write the alef of the ligature before its lam.

No Arabic word begins as «األردن» does, so such beginnings are always repaired; «االجتماع» may also be a slip of the
keyboard, and counts where the text has others. A text with several of them has all its ligatures in that order, and
«العالقات» is recognised by a list of words. «االله» is the ligature of another word, after an alef.
"""

import functools
import re
from pathlib import Path

from meetings.text.repair.layers import Changed, EditLayer

MIN_BEGINNINGS, MAX_WORDS_OF_ONE_BEGINNING = 2, 40  # one beginning tells enough of a short text
MAX_RIGHT_SHARE = 0.05  # lam-alefs in the right order, in proportion to those that may be wrong
_LETTER = "\u0621-\u064a\u064b-\u0652\u0670"
_SIGN = re.compile("ا[اأإآ]ل")
_BEFORE = f"(?<![{_LETTER}])([وفبك]{{0,2}}ا)"
_BEGINNING = re.compile(f"{_BEFORE}([أإآ]ل)(?=[{_LETTER}])")
_BARE_BEGINNING = re.compile(f"{_BEFORE}(ال)(?=[{_LETTER}])(?!له(?![{_LETTER}]))")
_TO_THE = re.compile(f"(?<![{_LETTER}])([وف]?ل)([اأإآ]ل)(?=[{_LETTER}]{{2}})")
_WORD = re.compile("[\u0621-\u064a]*[اأإآ]ل[\u0621-\u064a]*")
_WORD_WITH_HAMZA = re.compile("[\u0621-\u064a]*[أإآ]ل[\u0621-\u064a]*")
_RIGHT = re.compile("لا(?!ل)")
_ALEF_LAM = re.compile("([اأإآ])ل")
_LAM_ALEF = re.compile("ل([اأإآ])")
_ARTICLE = re.compile("(?:[وف]?(?:[بك]?ال|لل))(?=..)")
MIN_STEM = 3  # letters
_ENDINGS = (
    "تهما",
    "تها",
    "تهم",
    "تنا",
    "هما",
    "يين",
    "يون",
    "ته",
    "ها",
    "هم",
    "نا",
    "ات",
    "ية",
    "ين",
    "ون",
    "ي",
    "ة",
    "ه",
    "ت",
)
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


def repair_lam_alef(text: str) -> Changed | None:
    """Put lam before alef where the ligature came apart in the wrong order; every character stays at its place."""
    if not _SIGN.search(text):
        return None
    repaired, beginnings = _BEGINNING.subn(_in_right_order, text)
    bare = len(_BARE_BEGINNING.findall(text))
    is_short = beginnings > 0 and len(text.split()) <= MAX_WORDS_OF_ONE_BEGINNING
    if beginnings + bare >= MIN_BEGINNINGS or is_short:
        repaired = _BARE_BEGINNING.sub(_in_right_order, repaired)
        repaired = _TO_THE.sub(_in_right_order, repaired)
        right, wrong = len(_RIGHT.findall(text)), len(_ALEF_LAM.findall(text))
        # Where other ligatures are right, only those with a hamza came apart.
        pattern = _WORD_WITH_HAMZA if right > max(1, MAX_RIGHT_SHARE * wrong) else _WORD
        repaired = pattern.sub(lambda found: _right_order(found[0]) or found[0], repaired)
    return Changed(repaired, EditLayer(())) if repaired != text else None


def _in_right_order(found: re.Match[str]) -> str:
    return found[1] + found[2][::-1]


@functools.lru_cache(4096)
def _right_order(word: str) -> str | None:
    """Return the word in the right order if the list knows its stem; None if not."""
    before, rest = split_article(word)
    divided = [(before, rest)] if before else []
    divided += [(particle, word.removeprefix(particle)) for particle in _PARTICLES if word.startswith(particle)]
    for start, bare in divided:
        for known in (bare, find_stem(bare)):
            if found := _wrong_stems().get(known):
                return start + found + bare[len(known) :]
    return None


@functools.cache
def _wrong_stems() -> dict[str, str]:
    """Return each stem of the list by its letters in the wrong order."""
    lines = Path(__file__).with_name("lam_alef_words.txt").read_text(encoding="utf-8").splitlines()
    return {swap(word): word for line in lines if not line.startswith("#") for word in line.split()}


def find_stem(word: str) -> str:
    """Return a word without the endings of number, gender and possession."""
    for _ in range(2):
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= MIN_STEM), "")
        word = word[: len(word) - len(ending)]
    return word


def split_article(word: str) -> tuple[str, str]:
    """Return the article of a word with the particles before it, and the rest."""
    found = _ARTICLE.match(word)
    return (word[: found.end()], word[found.end() :]) if found else ("", word)


def swap(word: str) -> str:
    """Return `word` with each alef before its lam, as PDF files give it."""
    return _LAM_ALEF.sub(r"\1ل", word)
